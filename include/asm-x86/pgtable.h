/* SPDX-License-Identifier: MIT */
/*
 * pgtable.h - what the page-table code may do with an entry
 *
 * For each level X: X_none X_present X_bad X_leaf set_X X_clear X_pfn pfn_X,
 * the pointer to the table below and X_populate. With a level folded into the
 * one above, asm-generic/pgtable-nopXd.h makes the upper name the dummy; the
 * functions of the lower name then work on the upper one's entry.
 * Entries are read and written whole, so another
 * CPU's walk (and the fault handler's) sees either the old or the new one.
 */
#ifndef _ASM_X86_SHARED_PGTABLE_H
#define _ASM_X86_SHARED_PGTABLE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/page.h>
#include <asm/pgtable_types.h>
#include <asm/tlbflush.h>

struct mm_struct;

/* Tables below the kernel's top table that the port made itself. */
#ifndef arch_nr_tables
#define arch_nr_tables()	0ul
#endif

/*
 * With a level folded, its entry is the one above it: a struct in a struct
 * around one word. So entries are stored through this.
 */
static __always_inline void pgtable_entry_set(void *entry, unsigned long val)
{
	__atomic_store_n((unsigned long *)entry, val, __ATOMIC_RELEASE);
}

/* Table entries carry these bits and no others but the frame number and A/D/U. */
#define _PAGE_TABLE_CHECK (_PAGE_PRESENT | _PAGE_RW | _PAGE_PSE | _PAGE_NX)

static __always_inline bool pgtable_entry_bad(unsigned long val)
{
	return (val & _PAGE_TABLE_CHECK) != (_PAGE_PRESENT | _PAGE_RW) ||
	       (val & PTE_PFN_MASK) >> PHYS_ADDR_MAX_BITS;
}

static __always_inline void *pgtable_entry_table(unsigned long val)
{
	return __va(val & PTE_PFN_MASK);
}

/* ---- pte -------------------------------------------------------------- */

static inline int pte_none(pte_t pte)
{
	return !pte_val(pte);
}

static inline int pte_present(pte_t pte)
{
	return pte_val(pte) & _PAGE_PRESENT;
}

static inline unsigned long pte_pfn(pte_t pte)
{
	return (pte_val(pte) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

static inline pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	return __pte(((pfn << PAGE_SHIFT) & PTE_PFN_MASK) | pgprot_val(prot));
}

static inline pgprot_t pte_pgprot(pte_t pte)
{
	return __pgprot(pte_val(pte) & PTE_FLAGS_MASK);
}

#define pte_page(pte)		pfn_to_page(pte_pfn(pte))
#define mk_pte(page, prot)	pfn_pte(page_to_pfn(page), prot)

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	__atomic_store_n(&ptep->pte, pte_val(pte), __ATOMIC_RELEASE);
}

static inline void set_pte_at(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_t pte)
{
	set_pte(ptep, pte);
}

static inline void pte_clear(struct mm_struct *mm, unsigned long addr, pte_t *ptep)
{
	set_pte(ptep, __pte(0));
}

#define __HAVE_ARCH_PTEP_GET_AND_CLEAR
static inline pte_t ptep_get_and_clear(struct mm_struct *mm, unsigned long addr, pte_t *ptep)
{
	return __pte(__atomic_exchange_n(&ptep->pte, 0, __ATOMIC_ACQ_REL));
}

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

#define __HAVE_ARCH_PTE_SAME
static inline int pte_same(pte_t a, pte_t b)
{
	return pte_val(a) == pte_val(b);
}

static inline pte_t pte_modify(pte_t pte, pgprot_t prot)
{
	const unsigned long keep = PTE_PFN_MASK | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_SPECIAL;

	return __pte((pte_val(pte) & keep) | (pgprot_val(prot) & ~PTE_PFN_MASK));
}

#define pte_ERROR(e) pr_err("%s:%d: bad pte %016lx\n", __FILE__, __LINE__, pte_val(e))

/* ---- pmd ------------------------------------------------------------------ */

static inline int pmd_none(pmd_t pmd)
{
	return !pmd_val(pmd);
}

static inline int pmd_present(pmd_t pmd)
{
	return pmd_val(pmd) & _PAGE_PRESENT;
}

static inline int pmd_bad(pmd_t pmd)
{
	return pgtable_entry_bad(pmd_val(pmd));
}

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	pgtable_entry_set(pmdp, pmd_val(pmd));
}

static inline void pmd_clear(pmd_t *pmdp)
{
	set_pmd(pmdp, __pmd(0));
}

static inline unsigned long pmd_pfn(pmd_t pmd)
{
	return (pmd_val(pmd) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

#define pmd_page(pmd)		pfn_to_page(pmd_pfn(pmd))
#define pmd_page_vaddr(pmd)	((unsigned long)pgtable_entry_table(pmd_val(pmd)))
#define pmd_pgtable(pmd)	pmd_page(pmd)

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmdp, pte_t *table)
{
	set_pmd(pmdp, __pmd(__pa(table) | _PAGE_TABLE));
}

/* A macro: struct page is not complete here. */
#define pmd_populate(mm, pmdp, page)							\
	set_pmd(pmdp, __pmd((page_to_pfn(page) << PAGE_SHIFT) | _PAGE_TABLE))

static inline pmd_t pfn_pmd(unsigned long pfn, pgprot_t prot)
{
	return __pmd(((pfn << PAGE_SHIFT) & PTE_PFN_MASK) | pgprot_val(prot));
}

#define pmd_leaf pmd_leaf
static inline bool pmd_leaf(pmd_t pmd)
{
	return (pmd_val(pmd) & (_PAGE_PRESENT | _PAGE_PSE)) == (_PAGE_PRESENT | _PAGE_PSE);
}

static inline pmd_t pmd_mkhuge(pmd_t pmd)
{
	return __pmd(pmd_val(pmd) | _PAGE_PSE);
}

#ifndef pmd_ERROR
#define pmd_ERROR(e) pr_err("%s:%d: bad pmd %016lx\n", __FILE__, __LINE__, pmd_val(e))
#endif

#if CONFIG_PGTABLE_LEVELS > 2
/* ---- pud ------------------------------------------------------------------ */

static inline int pud_none(pud_t pud)
{
	return !pud_val(pud);
}

static inline int pud_present(pud_t pud)
{
	return pud_val(pud) & _PAGE_PRESENT;
}

static inline int pud_bad(pud_t pud)
{
	return pgtable_entry_bad(pud_val(pud));
}

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	pgtable_entry_set(pudp, pud_val(pud));
}

static inline void pud_clear(pud_t *pudp)
{
	set_pud(pudp, __pud(0));
}

static inline unsigned long pud_pfn(pud_t pud)
{
	return (pud_val(pud) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

#define pud_page(pud)		pfn_to_page(pud_pfn(pud))
#define pud_page_vaddr(pud)	((unsigned long)pgtable_entry_table(pud_val(pud)))

static inline pmd_t *pud_pgtable(pud_t pud)
{
	return pgtable_entry_table(pud_val(pud));
}

static inline void pud_populate(struct mm_struct *mm, pud_t *pudp, pmd_t *table)
{
	set_pud(pudp, __pud(__pa(table) | _PAGE_TABLE));
}

static inline pud_t pfn_pud(unsigned long pfn, pgprot_t prot)
{
	return __pud(((pfn << PAGE_SHIFT) & PTE_PFN_MASK) | pgprot_val(prot));
}

#define pud_leaf pud_leaf
static inline bool pud_leaf(pud_t pud)
{
	return (pud_val(pud) & (_PAGE_PRESENT | _PAGE_PSE)) == (_PAGE_PRESENT | _PAGE_PSE);
}

static inline pud_t pud_mkhuge(pud_t pud)
{
	return __pud(pud_val(pud) | _PAGE_PSE);
}

#ifndef pud_ERROR
#define pud_ERROR(e) pr_err("%s:%d: bad pud %016lx\n", __FILE__, __LINE__, pud_val(e))
#endif
#endif /* CONFIG_PGTABLE_LEVELS > 2 */

#if CONFIG_PGTABLE_LEVELS > 3
/* ---- p4d ------------------------------------------------------------------ */

static inline int p4d_none(p4d_t p4d)
{
	return !p4d_val(p4d);
}

static inline int p4d_present(p4d_t p4d)
{
	return p4d_val(p4d) & _PAGE_PRESENT;
}

static inline int p4d_bad(p4d_t p4d)
{
	return pgtable_entry_bad(p4d_val(p4d));
}

static inline void set_p4d(p4d_t *p4dp, p4d_t p4d)
{
	pgtable_entry_set(p4dp, p4d_val(p4d));
}

static inline void p4d_clear(p4d_t *p4dp)
{
	set_p4d(p4dp, __p4d(0));
}

static inline unsigned long p4d_pfn(p4d_t p4d)
{
	return (p4d_val(p4d) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

#define p4d_page(p4d)		pfn_to_page(p4d_pfn(p4d))
#define p4d_page_vaddr(p4d)	((unsigned long)pgtable_entry_table(p4d_val(p4d)))

static inline pud_t *p4d_pgtable(p4d_t p4d)
{
	return pgtable_entry_table(p4d_val(p4d));
}

static inline void p4d_populate(struct mm_struct *mm, p4d_t *p4dp, pud_t *table)
{
	set_p4d(p4dp, __p4d(__pa(table) | _PAGE_TABLE));
}

#ifndef p4d_ERROR
#define p4d_ERROR(e) pr_err("%s:%d: bad p4d %016lx\n", __FILE__, __LINE__, p4d_val(e))
#endif
#endif /* CONFIG_PGTABLE_LEVELS > 3 */

#if CONFIG_PGTABLE_LEVELS > 4
/* ---- pgd ------------------------------------------------------------------ */

static inline int pgd_none(pgd_t pgd)
{
	return !pgd_val(pgd);
}

static inline int pgd_present(pgd_t pgd)
{
	return pgd_val(pgd) & _PAGE_PRESENT;
}

static inline int pgd_bad(pgd_t pgd)
{
	return pgtable_entry_bad(pgd_val(pgd));
}

static inline void set_pgd(pgd_t *pgdp, pgd_t pgd)
{
	pgtable_entry_set(pgdp, pgd_val(pgd));
}

static inline void pgd_clear(pgd_t *pgdp)
{
	set_pgd(pgdp, __pgd(0));
}

static inline unsigned long pgd_pfn(pgd_t pgd)
{
	return (pgd_val(pgd) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

#define pgd_page(pgd)		pfn_to_page(pgd_pfn(pgd))
#define pgd_page_vaddr(pgd)	((unsigned long)pgtable_entry_table(pgd_val(pgd)))

static inline p4d_t *pgd_pgtable(pgd_t pgd)
{
	return pgtable_entry_table(pgd_val(pgd));
}

static inline void pgd_populate(struct mm_struct *mm, pgd_t *pgdp, p4d_t *table)
{
	set_pgd(pgdp, __pgd(__pa(table) | _PAGE_TABLE));
}

#define p4d_offset p4d_offset
static inline p4d_t *p4d_offset(pgd_t *pgd, unsigned long addr)
{
	return pgd_pgtable(__pgd(READ_ONCE(pgd->pgd))) +
	       ((addr >> P4D_SHIFT) & (PTRS_PER_P4D - 1));
}
#endif /* CONFIG_PGTABLE_LEVELS > 4 */

#define pgd_ERROR(e) pr_err("%s:%d: bad pgd %016lx\n", __FILE__, __LINE__, pgd_val(e))

#endif
