// SPDX-License-Identifier: MIT
/*
 * table.c - make a table that is missing, get rid of an entry that is bad
 *
 * A table is one zeroed page, marked PageTable so that reports can tell it.
 * Before there are pages it comes from memblock. Once linked in it stays: an
 * empty table is reused by the next mapping there, and walks need no lock.
 *
 * Two CPUs may find the same entry empty. Each takes a page first, then the
 * lock, and the second gives its page back: nothing is allocated under the lock.
 *
 * A bad entry is neither empty, nor a leaf, nor a plausible table. Whoever
 * meets one says so, clears it and goes on: the table it named, if any, is lost.
 *
 * Locking: table_lock, held for one store. Calls the page allocator before it.
 */
#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/vmstat.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <linux/export.h>
#include <quarry/mm_stage.h>
#include "tables.h"

static DEFINE_SPINLOCK(table_lock);
static atomic_long_t nr_tables;

pgd_t *swapper_pg_dir;
struct mm_struct init_mm;
EXPORT_SYMBOL(init_mm);

unsigned long pgtable_nr_tables(void)
{
	return atomic_long_read(&nr_tables);
}

/**
 * pgtable_table_alloc() - a zeroed page for a table
 *
 * Context: may sleep once there are pages.
 * Return: its address, or NULL.
 */
void *pgtable_table_alloc(void)
{
	struct page *page;
	void *table;

	if (mm_stage < MM_STAGE_PAGE) {
		table = memblock_alloc(PAGE_SIZE, PAGE_SIZE);
		if (table)
			atomic_long_inc(&nr_tables);
		return table;
	}
	page = alloc_page(GFP_KERNEL | __GFP_ZERO | __GFP_NOTRACK);
	if (!page)
		return NULL;
	__SetPageTable(page);
	inc_node_page_state(page, NR_PAGETABLE);
	atomic_long_inc(&nr_tables);
	return page_address(page);
}

/** pgtable_table_free() - give back a table that no entry names */
void pgtable_table_free(void *table)
{
	struct page *page;

	atomic_long_dec(&nr_tables);
	if (mm_stage < MM_STAGE_PAGE) {
		memblock_free(table, PAGE_SIZE);
		return;
	}
	page = virt_to_page(table);
	if (WARN_ON_ONCE(!PageTable(page))) /* an early one: memblock's for good */
		return;
	dec_node_page_state(page, NR_PAGETABLE);
	__ClearPageTable(page);
	__free_page(page);
}

#ifndef __PAGETABLE_P4D_FOLDED
int __p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long address)
{
	p4d_t *table = p4d_alloc_one(mm, address);

	if (!table)
		return -ENOMEM;
	spin_lock(&table_lock);
	if (pgd_none(pgdp_get(pgd))) {
		pgd_populate(mm, pgd, table);
		pgtable_count_writes(1);
		table = NULL;
	}
	spin_unlock(&table_lock);
	if (table)
		p4d_free(mm, table);
	return 0;
}
#else
/* A folded level is never missing. */
int __p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long address)
{
	return 0;
}
#endif

#ifndef __PAGETABLE_PUD_FOLDED
int __pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address)
{
	pud_t *table = pud_alloc_one(mm, address);

	if (!table)
		return -ENOMEM;
	spin_lock(&table_lock);
	if (p4d_none(p4dp_get(p4d))) {
		p4d_populate(mm, p4d, table);
		pgtable_count_writes(1);
		table = NULL;
	}
	spin_unlock(&table_lock);
	if (table)
		pud_free(mm, table);
	return 0;
}
#else
int __pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address)
{
	return 0;
}
#endif

#ifndef __PAGETABLE_PMD_FOLDED
int __pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address)
{
	pmd_t *table = pmd_alloc_one(mm, address);

	if (!table)
		return -ENOMEM;
	spin_lock(&table_lock);
	if (pud_none(pudp_get(pud))) {
		pud_populate(mm, pud, table);
		pgtable_count_writes(1);
		table = NULL;
	}
	spin_unlock(&table_lock);
	if (table)
		pmd_free(mm, table);
	return 0;
}
#else
int __pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address)
{
	return 0;
}
#endif

int __pte_alloc_kernel(pmd_t *pmd)
{
	pte_t *table = pte_alloc_one_kernel(&init_mm);

	if (!table)
		return -ENOMEM;
	spin_lock(&table_lock);
	if (pmd_none(pmdp_get(pmd))) {
		pmd_populate_kernel(&init_mm, pmd, table);
		pgtable_count_writes(1);
		table = NULL;
	}
	spin_unlock(&table_lock);
	if (table)
		pte_free_kernel(&init_mm, table);
	return 0;
}

void pgd_clear_bad(pgd_t *pgd)
{
	pgd_ERROR(*pgd);
	pgd_clear(pgd);
	pgtable_count_writes(1);
}

void p4d_clear_bad(p4d_t *p4d)
{
	p4d_ERROR(*p4d);
	p4d_clear(p4d);
	pgtable_count_writes(1);
}

void pud_clear_bad(pud_t *pud)
{
	pud_ERROR(*pud);
	pud_clear(pud);
	pgtable_count_writes(1);
}

void pmd_clear_bad(pmd_t *pmd)
{
	pmd_ERROR(*pmd);
	pmd_clear(pmd);
	pgtable_count_writes(1);
}

/**
 * vm_get_page_prot() - page protection of a user mapping with @vm_flags
 *
 * Bits 0-3 are VM_READ, VM_WRITE, VM_EXEC, VM_SHARED. A private writable
 * mapping is read-only until its copy is made.
 */
pgprot_t vm_get_page_prot(unsigned long vm_flags)
{
	const bool exec = vm_flags & 4;

	if (!(vm_flags & 7))
		return PAGE_NONE;
	if (vm_flags & 2)
		return vm_flags & 8 ? (exec ? PAGE_SHARED_EXEC : PAGE_SHARED)
				    : (exec ? PAGE_COPY_EXEC : PAGE_COPY);
	return exec ? PAGE_READONLY_EXEC : PAGE_READONLY;
}
EXPORT_SYMBOL(vm_get_page_prot);
