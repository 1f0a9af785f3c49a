/* SPDX-License-Identifier: MIT */
/*
 * pgtable.h - what a word of the page tables says, and the ranges of addresses
 *
 * EDIT: the functions on words, and the bits of a pte. The functions of each
 * level are made of the former by asm-generic/pgtable.h. tests/port/entry_test.c
 * says what must hold of all of them.
 */
#ifndef _ASM_TEMPLATE_PGTABLE_H
#define _ASM_TEMPLATE_PGTABLE_H

#include <asm/page.h>
#include <asm/pgtable_types.h>

/* `vmalloc=` makes the span smaller before vmalloc_init(); arch/template/mmu.c. */
extern unsigned long vmalloc_span;
#define VMALLOC_START	VMALLOC_BASE
#define VMALLOC_END	(VMALLOC_BASE + vmalloc_span)

/* log2 of the largest leaf that the MMU understands. PAGE_SHIFT: none above the last level. */
#define ARCH_MAX_LEAF_SHIFT	PMD_SHIFT

/* Define arch_nr_tables() if the port makes tables of its own under the kernel's top table. */

/* ---- words ------------------------------------------------------------------ */

static __always_inline bool pgtable_entry_present(unsigned long val)
{
	return val & _PAGE_PRESENT;
}

static __always_inline bool pgtable_entry_leaf(unsigned long val)
{
	return (val & (_PAGE_PRESENT | _PAGE_LEAF)) == (_PAGE_PRESENT | _PAGE_LEAF);
}

/* Not the name of a table: so a leaf is bad, an empty entry too, and garbage. */
static __always_inline bool pgtable_entry_bad(unsigned long val)
{
	const unsigned long must = _PAGE_PRESENT | _PAGE_WRITE | _PAGE_EXEC;

	return (val & (must | _PAGE_LEAF)) != must || (val & _PAGE_ADDRESS) >> PHYS_ADDR_MAX_BITS;
}

static __always_inline phys_addr_t pgtable_entry_phys(unsigned long val)
{
	return val & _PAGE_ADDRESS;
}

static __always_inline unsigned long pgtable_entry_flags(unsigned long val)
{
	return val & ~_PAGE_ADDRESS;
}

static __always_inline unsigned long pgtable_entry_make(unsigned long pfn, unsigned long flags)
{
	return ((pfn << PAGE_SHIFT) & _PAGE_ADDRESS) | flags;
}

static __always_inline unsigned long pgtable_entry_large(unsigned long val)
{
	return val | _PAGE_LEAF;
}

static __always_inline unsigned long pgtable_entry_to(phys_addr_t phys)
{
	return phys | _PAGE_TABLE;
}

#include <asm-generic/pgtable.h>

/* ---- the bits of a pte --------------------------------------------------------- */

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
PTE_TEST(write, _PAGE_WRITE)
PTE_TEST(exec, _PAGE_EXEC)
PTE_TEST(dirty, _PAGE_DIRTY)
PTE_TEST(young, _PAGE_ACCESSED)
PTE_TEST(special, _PAGE_SPECIAL)
PTE_TEST(huge, _PAGE_LEAF)
PTE_TEST(global, _PAGE_GLOBAL)
PTE_SET(mkwrite, _PAGE_WRITE)
PTE_SET(mkexec, _PAGE_EXEC)
PTE_SET(mkdirty, _PAGE_DIRTY)
PTE_SET(mkyoung, _PAGE_ACCESSED)
PTE_SET(mkspecial, _PAGE_SPECIAL)
PTE_SET(mkhuge, _PAGE_LEAF)
PTE_CLEAR(wrprotect, _PAGE_WRITE)
PTE_CLEAR(mknoexec, _PAGE_EXEC)
PTE_CLEAR(mkclean, _PAGE_DIRTY)
PTE_CLEAR(mkold, _PAGE_ACCESSED)
PTE_CLEAR(clrhuge, _PAGE_LEAF)
#undef PTE_TEST
#undef PTE_SET
#undef PTE_CLEAR

/* Other permissions; the frame and what the hardware noted stay. */
static inline pte_t pte_modify(pte_t pte, pgprot_t prot)
{
	const unsigned long keep = _PAGE_ADDRESS | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_SPECIAL;

	return __pte((pte_val(pte) & keep) | (pgprot_val(prot) & ~_PAGE_ADDRESS));
}

#endif
