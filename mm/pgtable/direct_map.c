// SPDX-License-Identifier: MIT
/*
 * direct_map.c - the mappings made once, at boot
 *
 * Direct map: all RAM at PAGE_OFFSET + physical address, with the largest
 * leaves that fit. From then on __va() and __pa() are arithmetic, and taking or
 * giving back pages writes no entry.
 *
 * Two virtual arrays are indexed by frame: struct pages at VMEMMAP_START and
 * the compact frame table at FRAMETAB_START. Only the parts that describe RAM
 * are given memory, a page of the array at a time, on the node of the RAM
 * they describe when there is room. The frame table is read for any
 * frame below max_pfn, so its holes show one page of zeros, read-only.
 *
 * All memory here comes from memblock and is never given back. A failure is
 * a panic: there is no machine without these.
 */
#include <linux/align.h>
#include <linux/bug.h>
#include <linux/container_of.h>
#include <linux/init.h>
#include <linux/memblock.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/numa.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include <asm/tlbflush.h>
#include "tables.h"

/* Bytes a frame in the frame table: which cache it belongs to. */
#define FRAMETAB_ENTRY sizeof(u16)

unsigned long vmemmap_end, frametab_end, direct_map_end;
struct page *__zero_page;
static phys_addr_t zero_phys;

static void __init map_or_panic(unsigned long addr, unsigned long end, phys_addr_t phys,
				pgprot_t prot, unsigned int max_shift)
{
	int err = map_phys_range(addr, end, phys, prot, max_shift);

	if (err)
		panic("cannot map %px-%px at boot: error %d\n", (void *)addr, (void *)end, err);
}

static void __init map_ram(void)
{
	unsigned long start_pfn, end_pfn;
	int i, nid;

	for_each_mem_pfn_range(i, MAX_NUMNODES, &start_pfn, &end_pfn, &nid) {
		unsigned long start = (unsigned long)__va(PFN_PHYS(start_pfn));
		unsigned long end = (unsigned long)__va(PFN_PHYS(end_pfn));

		map_or_panic(start, end, PFN_PHYS(start_pfn), PAGE_KERNEL, PUD_SHIFT);
		direct_map_end = max(direct_map_end, end);
	}
}

/* Memory for [addr, end) of an array, in one piece if there is one. */
static void __init fill_array(unsigned long addr, unsigned long end, int nid)
{
	unsigned long next;

	for (; addr < end; addr = next) {
		unsigned long step = end - addr;
		unsigned long align = PAGE_SIZE;
		void *mem;

		if (IS_ALIGNED(addr, PMD_SIZE) && step >= PMD_SIZE)
			align = PMD_SIZE;
		mem = memblock_alloc_try_nid(step, align, MEMBLOCK_LOW_LIMIT,
					     MEMBLOCK_ALLOC_ACCESSIBLE, nid);
		if (!mem) {
			step = PAGE_SIZE;
			mem = memblock_alloc_try_nid(step, PAGE_SIZE, MEMBLOCK_LOW_LIMIT,
						     MEMBLOCK_ALLOC_ACCESSIBLE, nid);
		}
		if (!mem)
			panic("no memory for the arrays indexed by frame (%lu KiB more)\n",
			      (end - addr) >> 10);
		next = addr + step;
		map_or_panic(addr, next, __pa(mem), PAGE_KERNEL, PMD_SHIFT);
	}
}

/*
 * Frames of RAM in ascending order, each range rounded out to pageblocks, so
 * that a look at a buddy finds a struct page: two ranges may share a page of
 * the array, so only what lies above the end of the last is new.
 */
static unsigned long __init fill_for_ram(unsigned long array, unsigned long entry_size)
{
	unsigned long start_pfn, end_pfn, end = array;
	int i, nid;

	for_each_mem_pfn_range(i, MAX_NUMNODES, &start_pfn, &end_pfn, &nid) {
		unsigned long first = ALIGN_DOWN(start_pfn, pageblock_nr_pages);
		unsigned long last = ALIGN(end_pfn, pageblock_nr_pages);
		unsigned long from = ALIGN_DOWN(array + first * entry_size, PAGE_SIZE);
		unsigned long to = ALIGN(array + last * entry_size, PAGE_SIZE);

		from = max(from, end);
		if (from < to)
			fill_array(from, to, nid);
		end = max(end, to);
	}
	return end;
}

static int __init fill_hole_ptes(struct range_walk *walk, pte_t *pte, unsigned long addr,
				 unsigned long end)
{
	do {
		if (pte_none(ptep_get(pte))) {
			set_pte(pte, pfn_pte(PHYS_PFN(zero_phys), PAGE_KERNEL_RO));
			pgtable_count_writes(1);
		}
	} while (pte++, addr += PAGE_SIZE, addr != end);
	return 0;
}

static int __init skip_leaf_pmd(struct range_walk *walk, pmd_t *pmd, unsigned long addr,
				unsigned long end)
{
	return pmd_leaf(pmdp_get(pmd)) ? RANGE_DONE : 0;
}

static void __init fill_frametab_holes(void)
{
	static const struct range_op op = {
		.pte = fill_hole_ptes,
		.pmd = skip_leaf_pmd,
		.create = true,
	};
	struct range_walk walk = { .op = &op };

	if (range_walk(&walk, FRAMETAB_START, frametab_end))
		panic("no memory for the tables of the frame table\n");
}

static void __init make_top_table(void)
{
	swapper_pg_dir = memblock_alloc(PTRS_PER_PGD * sizeof(pgd_t), PAGE_SIZE);
	if (!swapper_pg_dir)
		panic("no memory for the top page table\n");
	init_mm.pgd = swapper_pg_dir;
}

static void __init make_zero_page(void)
{
	void *zero = memblock_alloc(PAGE_SIZE, PAGE_SIZE);

	if (!zero)
		panic("no memory for the page of zeros\n");
	zero_phys = __pa(zero);
	__zero_page = pfn_to_page(PHYS_PFN(zero_phys));
}

/* The host fills its mappings of the arrays by runs; holes come by faults. */
static void __init flush_arrays(void)
{
	unsigned long start_pfn, end_pfn;
	int i, nid;

	for_each_mem_pfn_range(i, MAX_NUMNODES, &start_pfn, &end_pfn, &nid) {
		flush_cache_vmap(VMEMMAP_START + start_pfn * sizeof(struct page),
				 VMEMMAP_START + end_pfn * sizeof(struct page));
		flush_cache_vmap(FRAMETAB_START + start_pfn * FRAMETAB_ENTRY,
				 FRAMETAB_START + end_pfn * FRAMETAB_ENTRY);
	}
}

void __init pgtable_init(void)
{
	make_top_table();
	make_zero_page();
	map_ram();
	vmemmap_end = fill_for_ram(VMEMMAP_START, sizeof(struct page));
	frametab_end = fill_for_ram(FRAMETAB_START, FRAMETAB_ENTRY);
	if (frametab_end > FRAMETAB_START)
		fill_frametab_holes();
	port_activate_pgd(swapper_pg_dir);
	memblock_set_current_limit(MEMBLOCK_ALLOC_ANYWHERE);
	flush_arrays();
	pgtable_log_layout();
	mm_explain(
		"pgtable: direct map, struct pages and frame table made: %lu tables, %lu entries",
		pgtable_nr_tables(), pgtable_entry_writes);
}
