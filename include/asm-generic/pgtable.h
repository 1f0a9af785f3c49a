/* SPDX-License-Identifier: MIT */
/*
 * pgtable.h - entries of page tables, level by level, over words of the port
 *
 * For each level X: X_none X_present X_bad X_leaf set_X X_clear X_pfn pfn_X,
 * the pointer to the table below and X_populate. With a level folded into the
 * one above, asm-generic/pgtable-nopXd.h makes the upper name the dummy; the
 * functions of the lower name then work on the upper one's entry.
 *
 * An entry is one unsigned long, 0 when empty, the same kind of word in every
 * level. Entries are read and written whole, so another CPU's walk (and the
 * fault handler's) sees either the old or the new one.
 *
 * The port's asm/pgtable.h says what the word means and then includes this:
 *
 *	pgtable_entry_present(val)	the MMU uses the entry
 *	pgtable_entry_leaf(val)		above the last level: maps memory itself
 *	pgtable_entry_bad(val)		present, and not the name of a table
 *	pgtable_entry_phys(val)		the physical address that it names
 *	pgtable_entry_flags(val)	the bits of a pgprot_t in a leaf
 *	pgtable_entry_make(pfn, flags)	a leaf of the last level
 *	pgtable_entry_large(val)	the same as a leaf of an upper level
 *	pgtable_entry_to(phys)		the name of the table at a physical address
 *
 * The bits of a pte (pte_write(), pte_mkwrite() …) are all the port's.
 */
#ifndef _ASM_GENERIC_PGTABLE_H
#define _ASM_GENERIC_PGTABLE_H

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

static __always_inline void *pgtable_entry_table(unsigned long val)
{
	return __va(pgtable_entry_phys(val));
}

/* ---- pte -------------------------------------------------------------- */

static inline int pte_none(pte_t pte)
{
	return !pte_val(pte);
}

static inline int pte_present(pte_t pte)
{
	return pgtable_entry_present(pte_val(pte));
}

static inline unsigned long pte_pfn(pte_t pte)
{
	return pgtable_entry_phys(pte_val(pte)) >> PAGE_SHIFT;
}

static inline pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	return __pte(pgtable_entry_make(pfn, pgprot_val(prot)));
}

static inline pgprot_t pte_pgprot(pte_t pte)
{
	return __pgprot(pgtable_entry_flags(pte_val(pte)));
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

#define __HAVE_ARCH_PTE_SAME
static inline int pte_same(pte_t a, pte_t b)
{
	return pte_val(a) == pte_val(b);
}

#define pte_ERROR(e) pr_err("%s:%d: bad pte %016lx\n", __FILE__, __LINE__, pte_val(e))

/* ---- what all upper levels have ------------------------------------------- */

#define PGTABLE_LEVEL(x)						\
static inline int x##_none(x##_t entry)					\
{									\
	return !x##_val(entry);						\
}									\
static inline int x##_present(x##_t entry)				\
{									\
	return pgtable_entry_present(x##_val(entry));			\
}									\
static inline int x##_bad(x##_t entry)					\
{									\
	return pgtable_entry_bad(x##_val(entry));			\
}									\
static inline unsigned long x##_pfn(x##_t entry)			\
{									\
	return pgtable_entry_phys(x##_val(entry)) >> PAGE_SHIFT;	\
}									\
static inline void set_##x(x##_t *at, x##_t entry)			\
{									\
	pgtable_entry_set(at, x##_val(entry));				\
}									\
static inline void x##_clear(x##_t *at)					\
{									\
	set_##x(at, __##x(0));						\
}

/* A level that can map memory itself. */
#define PGTABLE_LEAF_LEVEL(x)						\
static inline x##_t pfn_##x(unsigned long pfn, pgprot_t prot)		\
{									\
	return __##x(pgtable_entry_make(pfn, pgprot_val(prot)));	\
}									\
static inline bool x##_leaf(x##_t entry)				\
{									\
	return pgtable_entry_leaf(x##_val(entry));			\
}									\
static inline x##_t x##_mkhuge(x##_t entry)				\
{									\
	return __##x(pgtable_entry_large(x##_val(entry)));		\
}

/* ---- pmd ------------------------------------------------------------------ */

PGTABLE_LEVEL(pmd)
PGTABLE_LEAF_LEVEL(pmd)
#define pmd_leaf pmd_leaf

#define pmd_page(pmd)		pfn_to_page(pmd_pfn(pmd))
#define pmd_page_vaddr(pmd)	((unsigned long)pgtable_entry_table(pmd_val(pmd)))
#define pmd_pgtable(pmd)	pmd_page(pmd)

static inline void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmdp, pte_t *table)
{
	set_pmd(pmdp, __pmd(pgtable_entry_to(__pa(table))));
}

/* A macro: struct page is not complete here. */
#define pmd_populate(mm, pmdp, page)							\
	set_pmd(pmdp, __pmd(pgtable_entry_to(page_to_pfn(page) << PAGE_SHIFT)))

#ifndef pmd_ERROR
#define pmd_ERROR(e) pr_err("%s:%d: bad pmd %016lx\n", __FILE__, __LINE__, pmd_val(e))
#endif

/* ---- pud ------------------------------------------------------------------ */

#if CONFIG_PGTABLE_LEVELS > 2
PGTABLE_LEVEL(pud)
PGTABLE_LEAF_LEVEL(pud)
#define pud_leaf pud_leaf

#define pud_page(pud)		pfn_to_page(pud_pfn(pud))
#define pud_page_vaddr(pud)	((unsigned long)pgtable_entry_table(pud_val(pud)))

static inline pmd_t *pud_pgtable(pud_t pud)
{
	return pgtable_entry_table(pud_val(pud));
}

static inline void pud_populate(struct mm_struct *mm, pud_t *pudp, pmd_t *table)
{
	set_pud(pudp, __pud(pgtable_entry_to(__pa(table))));
}

#ifndef pud_ERROR
#define pud_ERROR(e) pr_err("%s:%d: bad pud %016lx\n", __FILE__, __LINE__, pud_val(e))
#endif
#endif /* CONFIG_PGTABLE_LEVELS > 2 */

/* ---- p4d ------------------------------------------------------------------ */

#if CONFIG_PGTABLE_LEVELS > 3
PGTABLE_LEVEL(p4d)

#define p4d_page(p4d)		pfn_to_page(p4d_pfn(p4d))
#define p4d_page_vaddr(p4d)	((unsigned long)pgtable_entry_table(p4d_val(p4d)))

static inline pud_t *p4d_pgtable(p4d_t p4d)
{
	return pgtable_entry_table(p4d_val(p4d));
}

static inline void p4d_populate(struct mm_struct *mm, p4d_t *p4dp, pud_t *table)
{
	set_p4d(p4dp, __p4d(pgtable_entry_to(__pa(table))));
}

#ifndef p4d_ERROR
#define p4d_ERROR(e) pr_err("%s:%d: bad p4d %016lx\n", __FILE__, __LINE__, p4d_val(e))
#endif
#endif /* CONFIG_PGTABLE_LEVELS > 3 */

/* ---- pgd ------------------------------------------------------------------ */

#if CONFIG_PGTABLE_LEVELS > 4
PGTABLE_LEVEL(pgd)

#define pgd_page(pgd)		pfn_to_page(pgd_pfn(pgd))
#define pgd_page_vaddr(pgd)	((unsigned long)pgtable_entry_table(pgd_val(pgd)))

static inline p4d_t *pgd_pgtable(pgd_t pgd)
{
	return pgtable_entry_table(pgd_val(pgd));
}

static inline void pgd_populate(struct mm_struct *mm, pgd_t *pgdp, p4d_t *table)
{
	set_pgd(pgdp, __pgd(pgtable_entry_to(__pa(table))));
}

#define p4d_offset p4d_offset
static inline p4d_t *p4d_offset(pgd_t *pgd, unsigned long addr)
{
	return pgd_pgtable(__pgd(READ_ONCE(pgd->pgd))) +
	       ((addr >> P4D_SHIFT) & (PTRS_PER_P4D - 1));
}
#endif /* CONFIG_PGTABLE_LEVELS > 4 */

#undef PGTABLE_LEVEL
#undef PGTABLE_LEAF_LEVEL

#define pgd_ERROR(e) pr_err("%s:%d: bad pgd %016lx\n", __FILE__, __LINE__, pgd_val(e))

#endif
