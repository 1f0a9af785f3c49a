// SPDX-License-Identifier: MIT
/*
 * range.c - one way through the levels for whoever works on a range
 *
 * Mapping, unmapping and protecting differ in what they do with the entries of
 * one last-level table and with large leaves; how to get there is the same:
 * for each level, step from one table boundary to the next, enter what is a
 * table, make it when it is missing and wanted, report and clear what is bad.
 * So the way is here, once, and the three are hooks (struct range_op). A hook
 * sees a run of up to PTRS_PER_PTE entries at once: its loop is the hot one.
 *
 * Most ranges are small and lie under one last-level table that is there
 * already. Those go straight down: whatever is not a table on the way (empty, a
 * leaf, bad) sends them the long way.
 *
 * Steps are compared minus one (pmd_addr_end), so a range may end at the top
 * of the address space, where its end is 0.
 *
 * Locking: none. Tables are only ever added while the machine runs; making one
 * is made safe in table.c. Two walks never work on the same last-level entries,
 * because the ranges belong to different areas.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/printk.h>
#include "tables.h"

/* May the table below be entered? 1, 0: there is none, -errno. */
static int enter_pmd(struct range_walk *walk, pmd_t *pmd)
{
	if (unlikely(pmd_leaf(pmdp_get(pmd))))
		return -EBUSY;
	if (!pmd_none_or_clear_bad(pmd))
		return 1;
	if (!walk->op->create)
		return 0;
	return __pte_alloc_kernel(pmd) ? -ENOMEM : 1;
}

static int enter_pud(struct range_walk *walk, pud_t *pud, unsigned long addr)
{
	if (unlikely(pud_leaf(pudp_get(pud))))
		return -EBUSY;
	if (!pud_none_or_clear_bad(pud))
		return 1;
	if (!walk->op->create)
		return 0;
	return __pmd_alloc(&init_mm, pud, addr) ? -ENOMEM : 1;
}

static int enter_p4d(struct range_walk *walk, p4d_t *p4d, unsigned long addr)
{
	if (!p4d_none_or_clear_bad(p4d))
		return 1;
	if (!walk->op->create)
		return 0;
	return __pud_alloc(&init_mm, p4d, addr) ? -ENOMEM : 1;
}

static int enter_pgd(struct range_walk *walk, pgd_t *pgd, unsigned long addr)
{
	if (!pgd_none_or_clear_bad(pgd))
		return 1;
	if (!walk->op->create)
		return 0;
	return __p4d_alloc(&init_mm, pgd, addr) ? -ENOMEM : 1;
}

static int walk_pmds(struct range_walk *walk, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	const struct range_op *op = walk->op;
	unsigned long next;
	int ret;

	do {
		next = pmd_addr_end(addr, end);
		ret = op->pmd ? op->pmd(walk, pmd, addr, next) : 0;
		if (!ret) {
			ret = enter_pmd(walk, pmd);
			if (ret > 0)
				ret = op->pte(walk, pte_offset_kernel(pmd, addr), addr, next);
		}
		if (unlikely(ret < 0))
			return ret;
		walk->reached = next;
	} while (pmd++, addr = next, addr != end);
	return 0;
}

static int walk_puds(struct range_walk *walk, pud_t *pud, unsigned long addr, unsigned long end)
{
	const struct range_op *op = walk->op;
	unsigned long next;
	int ret;

	do {
		next = pud_addr_end(addr, end);
		ret = op->pud ? op->pud(walk, pud, addr, next) : 0;
		if (!ret) {
			ret = enter_pud(walk, pud, addr);
			if (ret > 0)
				ret = walk_pmds(walk, pmd_offset(pud, addr), addr, next);
		}
		if (unlikely(ret < 0))
			return ret;
		walk->reached = next;
	} while (pud++, addr = next, addr != end);
	return 0;
}

static int walk_p4ds(struct range_walk *walk, p4d_t *p4d, unsigned long addr, unsigned long end)
{
	unsigned long next;
	int ret;

	do {
		next = p4d_addr_end(addr, end);
		ret = enter_p4d(walk, p4d, addr);
		if (ret > 0)
			ret = walk_puds(walk, pud_offset(p4d, addr), addr, next);
		if (unlikely(ret < 0))
			return ret;
		walk->reached = next;
	} while (p4d++, addr = next, addr != end);
	return 0;
}

/* The first last-level entry of a range under one table that is there, else NULL. A
 * range to the end of the table goes the long way: it may be all of it, and a leaf may
 * take the table's place. What X_bad() says no to is a table: neither empty nor a leaf. */
static pte_t *short_way(unsigned long start, unsigned long end)
{
	pgd_t *pgd = pgd_offset_k(start);
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd;

	if (((start ^ end) & PMD_MASK) || unlikely(pgd_bad(pgdp_get(pgd))))
		return NULL;
	p4d = p4d_offset(pgd, start);
	if (unlikely(p4d_bad(p4dp_get(p4d))))
		return NULL;
	pud = pud_offset(p4d, start);
	if (unlikely(pud_bad(pudp_get(pud))))
		return NULL;
	pmd = pmd_offset(pud, start);
	if (unlikely(pmd_bad(pmdp_get(pmd))))
		return NULL;
	return pte_offset_kernel(pmd, start);
}

static int long_way(struct range_walk *walk, unsigned long start, unsigned long end)
{
	unsigned long next, addr = start;
	pgd_t *pgd = pgd_offset_k(start);
	int ret;

	do {
		next = pgd_addr_end(addr, end);
		ret = enter_pgd(walk, pgd, addr);
		if (ret > 0)
			ret = walk_p4ds(walk, p4d_offset(pgd, addr), addr, next);
		if (unlikely(ret < 0))
			return ret;
		walk->reached = next;
	} while (pgd++, addr = next, addr != end);
	return 0;
}

int range_walk(struct range_walk *walk, unsigned long start, unsigned long end)
{
	pte_t *pte;
	int ret;

	walk->start = start;
	walk->reached = start;
	if (WARN_ON_ONCE(start == end || ((start | end) & ~PAGE_MASK)))
		return -EINVAL;
	pte = short_way(start, end);
	if (!pte)
		return long_way(walk, start, end);
	ret = walk->op->pte(walk, pte, start, end);
	if (likely(ret >= 0)) {
		walk->reached = end;
		ret = 0;
	}
	return ret;
}
