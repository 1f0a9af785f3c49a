// SPDX-License-Identifier: MIT
/*
 * alloc.c - taking memory before there are pages
 *
 * A free range that is large enough is looked for from the top down (or from
 * the bottom up), first on the node that was asked for, then anywhere; it is
 * reserved. Nothing below the first page is ever given, so that physical
 * address 0 can mean "none".
 */
#include <linux/align.h>
#include <linux/bug.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/mm_stage.h>
#include "memblock_internal.h"

static phys_addr_t find_bottom_up(phys_addr_t size, phys_addr_t align, phys_addr_t start,
				  phys_addr_t end, int nid)
{
	phys_addr_t from, to, place;
	u64 i;

	for_each_free_mem_range(i, nid, MEMBLOCK_NONE, &from, &to, NULL) {
		from = clamp(from, start, end);
		to = clamp(to, start, end);
		place = ALIGN(from, align);
		if (place < to && to - place >= size)
			return place;
	}
	return 0;
}

static phys_addr_t find_top_down(phys_addr_t size, phys_addr_t align, phys_addr_t start,
				 phys_addr_t end, int nid)
{
	phys_addr_t from, to, place;
	u64 i;

	for_each_free_mem_range_reverse(i, nid, MEMBLOCK_NONE, &from, &to, NULL) {
		from = clamp(from, start, end);
		to = clamp(to, start, end);
		if (to < size)
			continue;
		place = ALIGN_DOWN(to - size, align);
		if (place >= from)
			return place;
	}
	return 0;
}

/* Return: the address, or 0. Reserves nothing. */
phys_addr_t memblock_find_in_range_node(phys_addr_t size, phys_addr_t align, phys_addr_t start,
					phys_addr_t end, int nid)
{
	if (end == MEMBLOCK_ALLOC_ACCESSIBLE)
		end = memblock.current_limit;
	start = max_t(phys_addr_t, start, PAGE_SIZE);
	end = max(start, end);
	if (memblock.bottom_up)
		return find_bottom_up(size, align, start, end, nid);
	return find_top_down(size, align, start, end, nid);
}

static phys_addr_t take(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end,
			int nid, bool exact_nid)
{
	phys_addr_t place;

	mm_require_stage(MM_STAGE_MEMBLOCK);
	if (WARN_ONCE(memblock_closed,
		      "memblock is asked after it has handed over to the page allocator\n"))
		return 0;
	if (!align)
		align = SMP_CACHE_BYTES;
	place = memblock_find_in_range_node(size, align, start, end, nid);
	if (!place && nid != NUMA_NO_NODE && !exact_nid)
		place = memblock_find_in_range_node(size, align, start, end, NUMA_NO_NODE);
	if (place && memblock_reserve(place, size))
		place = 0;
	return place;
}

/**
 * memblock_phys_alloc_range() - @size bytes in [@start, @end)
 * @align: a power of two, 0: a cache line
 * @end: 0 (MEMBLOCK_ALLOC_ACCESSIBLE): up to the current limit
 * Context: boot CPU, before alloc_pages() works. Return: physical address, or 0.
 */
phys_addr_t memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align, phys_addr_t start,
				      phys_addr_t end)
{
	return take(size, align, start, end, NUMA_NO_NODE, false);
}

phys_addr_t memblock_phys_alloc_try_nid(phys_addr_t size, phys_addr_t align, int nid)
{
	return take(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, nid, false);
}

/* Raw: not zeroed. Try: another node if @nid is full. */
void *memblock_alloc_try_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
				 phys_addr_t max_addr, int nid)
{
	phys_addr_t place = take(size, align, min_addr, max_addr, nid, false);

	return place ? __va(place) : NULL;
}

void *memblock_alloc_exact_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
				   phys_addr_t max_addr, int nid)
{
	phys_addr_t place = take(size, align, min_addr, max_addr, nid, true);

	return place ? __va(place) : NULL;
}

void *memblock_alloc_try_nid(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
			     phys_addr_t max_addr, int nid)
{
	void *p = memblock_alloc_try_nid_raw(size, align, min_addr, max_addr, nid);

	return p ? memset(p, 0, size) : NULL;
}
