/* SPDX-License-Identifier: MIT */
/*
 * tables.h - what the files of mm/pgtable share
 */
#ifndef MM_PGTABLE_TABLES_H
#define MM_PGTABLE_TABLES_H

#include <linux/pgtable.h>
#include <linux/mm_types.h>

struct range_walk;

/**
 * struct range_op - what to do with the entries of a range
 * @pte: the last-level entries of [addr, end), which lie in one table, @pte first
 * @pmd: @pud: optional; sees an entry that covers [addr, end) before it is
 *	entered, whatever it holds
 * @create: make missing tables; otherwise what is missing is stepped over
 *
 * Each gives 0 to go on (@pmd and @pud: to enter the entry), RANGE_DONE from
 * @pmd and @pud when nothing below it is left to do, or -errno, which ends the
 * walk; @pte sets walk->reached then.
 */
struct range_op {
	int (*pte)(struct range_walk *walk, pte_t *pte, unsigned long addr, unsigned long end);
	int (*pmd)(struct range_walk *walk, pmd_t *pmd, unsigned long addr, unsigned long end);
	int (*pud)(struct range_walk *walk, pud_t *pud, unsigned long addr, unsigned long end);
	bool create;
};

#define RANGE_DONE 1

/**
 * struct range_walk - a walk over [start, end) of the kernel's tables
 * @op: what to do
 * @start: where it began
 * @reached: everything of [start, reached) is done
 */
struct range_walk {
	const struct range_op *op;
	unsigned long start;
	unsigned long reached;
};

/**
 * range_walk() - run @walk->op over [start, end), page-aligned, not empty
 *
 * A bad entry on the way is reported, cleared and then treated as missing. A
 * large leaf that no hook dealt with ends the walk with -EBUSY.
 * Return: 0, or the error of a hook, -ENOMEM, -EBUSY.
 */
int range_walk(struct range_walk *walk, unsigned long start, unsigned long end);

/* Entries written; one addition a run, not one an entry. */
static inline void pgtable_count_writes(unsigned long nr)
{
	__atomic_fetch_add(&pgtable_entry_writes, nr, __ATOMIC_RELAXED);
}

/* vmap_range() before the tables are in use: no flush. */
int map_phys_range(unsigned long addr, unsigned long end, phys_addr_t phys, pgprot_t prot,
		   unsigned int max_page_shift);

/* A large leaf becomes a table of the next smaller ones that says the same. -ENOMEM. */
int pmd_split_leaf(pmd_t *pmd);
int pud_split_leaf(pud_t *pud);

/* A table may only lie in RAM; an entry that says otherwise is not followed. */
bool pgtable_phys_is_ram(phys_addr_t phys);

/* Set by pgtable_init() for the layout. */
extern unsigned long vmemmap_end, frametab_end, direct_map_end;

#endif
