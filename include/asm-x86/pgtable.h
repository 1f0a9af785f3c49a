/* SPDX-License-Identifier: MIT */
/*
 * pgtable.h - what x86-64's words say: see asm-x86/pgtable_types.h for the bits
 *
 * The functions of each level are made of these by asm-generic/pgtable.h.
 */
#ifndef _ASM_X86_SHARED_PGTABLE_H
#define _ASM_X86_SHARED_PGTABLE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/page.h>
#include <asm/pgtable_types.h>

static __always_inline bool pgtable_entry_present(unsigned long val)
{
	return val & _PAGE_PRESENT;
}

static __always_inline bool pgtable_entry_leaf(unsigned long val)
{
	return (val & (_PAGE_PRESENT | _PAGE_PSE)) == (_PAGE_PRESENT | _PAGE_PSE);
}

/* Table entries carry these bits and no others but the frame number and A/D/U. */
#define _PAGE_TABLE_CHECK (_PAGE_PRESENT | _PAGE_RW | _PAGE_PSE | _PAGE_NX)

static __always_inline bool pgtable_entry_bad(unsigned long val)
{
	return (val & _PAGE_TABLE_CHECK) != (_PAGE_PRESENT | _PAGE_RW) ||
	       (val & PTE_PFN_MASK) >> PHYS_ADDR_MAX_BITS;
}

static __always_inline phys_addr_t pgtable_entry_phys(unsigned long val)
{
	return val & PTE_PFN_MASK;
}

static __always_inline unsigned long pgtable_entry_flags(unsigned long val)
{
	return val & PTE_FLAGS_MASK;
}

static __always_inline unsigned long pgtable_entry_make(unsigned long pfn, unsigned long flags)
{
	return ((pfn << PAGE_SHIFT) & PTE_PFN_MASK) | flags;
}

static __always_inline unsigned long pgtable_entry_large(unsigned long val)
{
	return val | _PAGE_PSE;
}

static __always_inline unsigned long pgtable_entry_to(phys_addr_t phys)
{
	return phys | _PAGE_TABLE;
}

#include <asm-generic/pgtable.h>

/* ---- the bits of a pte ---------------------------------------------------- */

#define __HAVE_ARCH_PTEP_SET_WRPROTECT
static inline void ptep_set_wrprotect(struct mm_struct *mm, unsigned long addr, pte_t *ptep)
{
	__atomic_fetch_and(&ptep->pte, ~_PAGE_RW, __ATOMIC_ACQ_REL);
}

#define __HAVE_ARCH_PTEP_TEST_AND_CLEAR_YOUNG
static inline int ptep_test_and_clear_young_kernel(pte_t *ptep)
{
	return !!(__atomic_fetch_and(&ptep->pte, ~_PAGE_ACCESSED, __ATOMIC_ACQ_REL) &
		  _PAGE_ACCESSED);
}
#define ptep_test_and_clear_young(vma, addr, ptep) ptep_test_and_clear_young_kernel(ptep)

#define PTE_TEST(name, bit)						\
static inline int pte_##name(pte_t pte)					\
{									\
	return !!(pte_val(pte) & (bit));				\
}
#define PTE_SET(name, bits)						\
static inline pte_t pte_##name(pte_t pte)				\
{									\
	return __pte(pte_val(pte) | (bits));				\
}
#define PTE_CLEAR(name, bits)						\
static inline pte_t pte_##name(pte_t pte)				\
{									\
	return __pte(pte_val(pte) & ~(bits));				\
}
PTE_TEST(write, _PAGE_RW)
PTE_TEST(dirty, _PAGE_DIRTY)
PTE_TEST(young, _PAGE_ACCESSED)
PTE_TEST(special, _PAGE_SPECIAL)
PTE_TEST(huge, _PAGE_PSE)
PTE_TEST(global, _PAGE_GLOBAL)
PTE_SET(mkwrite, _PAGE_RW)
PTE_SET(mkdirty, _PAGE_DIRTY)
PTE_SET(mkyoung, _PAGE_ACCESSED)
PTE_SET(mkspecial, _PAGE_SPECIAL)
PTE_SET(mkhuge, _PAGE_PSE)
PTE_SET(mknoexec, _PAGE_NX)
PTE_CLEAR(wrprotect, _PAGE_RW)
PTE_CLEAR(mkclean, _PAGE_DIRTY)
PTE_CLEAR(mkold, _PAGE_ACCESSED)
PTE_CLEAR(mkexec, _PAGE_NX)
PTE_CLEAR(clrhuge, _PAGE_PSE)
#undef PTE_TEST
#undef PTE_SET
#undef PTE_CLEAR

static inline int pte_exec(pte_t pte)
{
	return !(pte_val(pte) & _PAGE_NX);
}

static inline pte_t pte_modify(pte_t pte, pgprot_t prot)
{
	const unsigned long keep = PTE_PFN_MASK | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_SPECIAL;

	return __pte((pte_val(pte) & keep) | (pgprot_val(prot) & ~PTE_PFN_MASK));
}

#endif
