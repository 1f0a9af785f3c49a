// SPDX-License-Identifier: MIT
/*
 * tables.c - every leaf of the tables that the CPU walks; see tables.h
 *
 * Permissions add up on the way down: a page is writable when all entries say
 * so, not executable when one says so, the user's when all say so.
 */
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/string.h>
#include <asm/page.h>
#include "../../../arch/x86/x86.h"
#include "tables.h"

struct visit {
	void (*fn)(const struct leaf *leaf, void *arg);
	void *arg;
};

/* Addresses are sign-extended from the top bit that is translated. */
static unsigned long canonical(unsigned long addr)
{
	const unsigned int spare = 64 - (PGDIR_SHIFT + 9);

	return (unsigned long)((long)(addr << spare) >> spare);
}

/* Depth is bounded by the number of levels. @above: what the levels above allow. */
static void visit_table(const struct visit *visit, const u64 *table, const struct leaf *above)
{
	unsigned int shift = above->shift - 9;

	for (unsigned int i = 0; i < 512; i++) {
		u64 entry = READ_ONCE(table[i]);
		struct leaf leaf = {
			.addr = canonical(above->addr | (unsigned long)i << shift),
			.shift = shift,
			.entry = entry,
			.write = above->write && (entry & _PAGE_RW),
			.exec = above->exec && !(entry & _PAGE_NX),
			.user = above->user && (entry & _PAGE_USER),
		};

		if (!(entry & _PAGE_PRESENT))
			continue;
		if (shift == PAGE_SHIFT || (entry & _PAGE_PSE))
			visit->fn(&leaf, visit->arg);
		else
			visit_table(visit, __va(entry & PTE_PFN_MASK), &leaf);
	}
}

void each_leaf(void (*fn)(const struct leaf *leaf, void *arg), void *arg)
{
	struct visit visit = { .fn = fn, .arg = arg };
	struct leaf all = {
		.shift = PGDIR_SHIFT + 9,
		.write = true,
		.exec = true,
		.user = true,
	};

	visit_table(&visit, __va(x86_read_cr3() & PTE_PFN_MASK), &all);
}

static void count_leaf(const struct leaf *leaf, void *arg)
{
	unsigned long *nr = arg;

	if (leaf->addr >= PAGE_OFFSET && leaf->addr < VMALLOC_START)
		nr[(leaf->shift - PAGE_SHIFT) / 9]++;
}

void count_direct_map(unsigned long nr[3])
{
	memset(nr, 0, 3 * sizeof(*nr));
	each_leaf(count_leaf, nr);
}

unsigned long whole_gibs_of_ram(void)
{
	unsigned long start, end, nr = 0;
	int i, nid;

	for_each_mem_pfn_range(i, MAX_NUMNODES, &start, &end, &nid) {
		start = DIV_ROUND_UP(start, SZ_1G >> PAGE_SHIFT);
		end /= SZ_1G >> PAGE_SHIFT;
		nr += end > start ? end - start : 0;
	}
	return nr;
}
