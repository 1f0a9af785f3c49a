// SPDX-License-Identifier: MIT
/*
 * protect.c - change permissions of what is mapped already
 *
 * A permission belongs to a leaf. When only a part of a large leaf changes, the
 * leaf is first split: a table of the next smaller leaves is filled to say the
 * same, then replaces it in one store, so that at no moment the range is
 * unmapped. It is not joined again.
 *
 * The bits of a leaf are the same at each level but for the one that makes it a
 * large one, so a change is a function from pte to pte.
 *
 * Only the mapping that is named changes: a page of a vmalloc area stays
 * writable at its address in the direct map.
 *
 * Locking: split_lock against two CPUs splitting one leaf (held for one store;
 * the table is made before). Changing one page from two CPUs at once is the
 * callers' affair.
 */
#include <linux/bug.h>
#include <linux/container_of.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/set_memory.h>
#include <linux/spinlock.h>
#include <asm/tlbflush.h>
#include "tables.h"

static DEFINE_SPINLOCK(split_lock);

/**
 * struct protect_walk - a walk that changes permissions
 * @change: what becomes of an entry
 * @absent_too: entries made not-present by set_memory_np() are meant
 */
struct protect_walk {
	struct range_walk walk;
	pte_t (*change)(pte_t pte);
	bool absent_too;
};

/* Frame and permissions of a large leaf, in the form of a last-level entry. */
static pte_t leaf_to_pte(unsigned long val)
{
	return pte_clrhuge(__pte(val));
}

int pmd_split_leaf(pmd_t *pmd)
{
	pte_t *table = pte_alloc_one_kernel(&init_mm);
	pte_t pte;

	if (!table)
		return -ENOMEM;
	spin_lock(&split_lock);
	if (pmd_leaf(pmdp_get(pmd))) {
		pte = leaf_to_pte(pmd_val(pmdp_get(pmd)));
		for (unsigned int i = 0; i < PTRS_PER_PTE; i++, pte = pte_next_pfn(pte))
			set_pte(&table[i], pte);
		pmd_populate_kernel(&init_mm, pmd, table);
		pgtable_count_writes(PTRS_PER_PTE + 1);
		table = NULL;
	}
	spin_unlock(&split_lock);
	if (table)
		pte_free_kernel(&init_mm, table);
	return 0;
}

#ifndef __PAGETABLE_PMD_FOLDED
int pud_split_leaf(pud_t *pud)
{
	pmd_t *table = pmd_alloc_one(&init_mm, 0);
	unsigned long pfn;
	pgprot_t prot;

	if (!table)
		return -ENOMEM;
	spin_lock(&split_lock);
	if (pud_leaf(pudp_get(pud))) {
		pfn = pud_pfn(pudp_get(pud));
		prot = pte_pgprot(leaf_to_pte(pud_val(pudp_get(pud))));
		for (unsigned int i = 0; i < PTRS_PER_PMD; i++, pfn += PMD_SIZE >> PAGE_SHIFT)
			set_pmd(&table[i], pmd_mkhuge(pfn_pmd(pfn, prot)));
		pud_populate(&init_mm, pud, table);
		pgtable_count_writes(PTRS_PER_PMD + 1);
		table = NULL;
	}
	spin_unlock(&split_lock);
	if (table)
		pmd_free(&init_mm, table);
	return 0;
}
#else
int pud_split_leaf(pud_t *pud)
{
	return 0;
}
#endif

static int protect_ptes(struct range_walk *walk, pte_t *pte, unsigned long addr, unsigned long end)
{
	struct protect_walk *protect = container_of(walk, struct protect_walk, walk);

	do {
		pte_t old = ptep_get(pte);

		if (pte_none(old) || (!pte_present(old) && !protect->absent_too)) {
			walk->reached = addr;
			return -ENOENT;
		}
		set_pte(pte, protect->change(old));
		pgtable_count_writes(1);
	} while (pte++, addr += PAGE_SIZE, addr != end);
	return 0;
}

static int protect_pmd(struct range_walk *walk, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	struct protect_walk *protect = container_of(walk, struct protect_walk, walk);
	pte_t pte;

	if (pmd_none(pmdp_get(pmd)))
		return -ENOENT;
	if (!pmd_leaf(pmdp_get(pmd)))
		return 0;
	pte = leaf_to_pte(pmd_val(pmdp_get(pmd)));
	if (pte_same(protect->change(pte), pte))
		return RANGE_DONE;
	/* A leaf that is not present is no leaf: only small ones can be made so. */
	if (end - addr != PMD_SIZE || !pte_present(protect->change(pte)))
		return pmd_split_leaf(pmd);
	set_pmd(pmd, pmd_mkhuge(__pmd(pte_val(protect->change(pte)))));
	pgtable_count_writes(1);
	return RANGE_DONE;
}

static int protect_pud(struct range_walk *walk, pud_t *pud, unsigned long addr, unsigned long end)
{
	struct protect_walk *protect = container_of(walk, struct protect_walk, walk);
	pte_t pte;

	if (pud_none(pudp_get(pud)))
		return -ENOENT;
	if (!pud_leaf(pudp_get(pud)))
		return 0;
	pte = leaf_to_pte(pud_val(pudp_get(pud)));
	return pte_same(protect->change(pte), pte) ? RANGE_DONE : pud_split_leaf(pud);
}

static const struct range_op protect_op = {
	.pte = protect_ptes,
	.pmd = protect_pmd,
	.pud = protect_pud,
};

static int protect_noflush(unsigned long addr, int numpages, pte_t (*change)(pte_t))
{
	struct protect_walk protect = { .walk.op = &protect_op, .change = change };
	unsigned long end;

	if (WARN_ON_ONCE((addr & ~PAGE_MASK) || numpages < 0))
		return -EINVAL;
	end = addr + ((unsigned long)numpages << PAGE_SHIFT);
	if (addr == end)
		return 0;
	return range_walk(&protect.walk, addr, end);
}

static int protect(unsigned long addr, int numpages, pte_t (*change)(pte_t))
{
	int err = protect_noflush(addr, numpages, change);

	/* Also after an error: what came before it was changed. */
	if (numpages > 0 && err != -EINVAL)
		flush_tlb_kernel_range(addr, addr + ((unsigned long)numpages << PAGE_SHIFT));
	return err;
}

int set_memory_ro(unsigned long addr, int numpages)
{
	return protect(addr, numpages, pte_wrprotect);
}
EXPORT_SYMBOL_GPL(set_memory_ro);

static pte_t make_writable(pte_t pte)
{
	return pte_mkdirty(pte_mkwrite(pte));
}

int set_memory_rw(unsigned long addr, int numpages)
{
	return protect(addr, numpages, make_writable);
}
EXPORT_SYMBOL_GPL(set_memory_rw);

int set_memory_x(unsigned long addr, int numpages)
{
	return protect(addr, numpages, pte_mkexec);
}
EXPORT_SYMBOL_GPL(set_memory_x);

int set_memory_nx(unsigned long addr, int numpages)
{
	return protect(addr, numpages, pte_mknoexec);
}
EXPORT_SYMBOL_GPL(set_memory_nx);

static pte_t make_rox(pte_t pte)
{
	return pte_mkexec(pte_wrprotect(pte));
}

int set_memory_rox(unsigned long addr, int numpages)
{
	return protect(addr, numpages, make_rox);
}
EXPORT_SYMBOL_GPL(set_memory_rox);

static pte_t make_absent(pte_t pte)
{
	return __pte(pte_val(pte) & ~_PAGE_PRESENT);
}

static pte_t make_present(pte_t pte)
{
	return __pte(pte_val(pte) | _PAGE_PRESENT);
}

int set_memory_np(unsigned long addr, int numpages)
{
	return protect(addr, numpages, make_absent);
}

int set_memory_p(unsigned long addr, int numpages)
{
	struct protect_walk protect = {
		.walk.op = &protect_op,
		.change = make_present,
		.absent_too = true,
	};

	if (WARN_ON_ONCE((addr & ~PAGE_MASK) || numpages < 0))
		return -EINVAL;
	if (!numpages)
		return 0;
	return range_walk(&protect.walk, addr, addr + ((unsigned long)numpages << PAGE_SHIFT));
}

int set_direct_map_invalid_noflush(struct page *page)
{
	return protect_noflush((unsigned long)page_address(page), 1, make_absent);
}

int set_direct_map_default_noflush(struct page *page)
{
	return set_memory_p((unsigned long)page_address(page), 1);
}

bool kernel_page_present(struct page *page)
{
	struct pgtable_walk walk;

	return pgtable_walk((unsigned long)page_address(page), &walk);
}
