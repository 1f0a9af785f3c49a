// SPDX-License-Identifier: MIT
/*
 * iterate.c - walking what is RAM and what of it is free
 *
 * A free range is a maximal stretch inside one memory region that no reserved
 * region touches. The position of a walk is one number: the physical address
 * from which to go on (upward) or below which (downward); so a walk survives
 * changes of the arrays by whoever takes what it finds.
 */
#include <linux/export.h>
#include "memblock_internal.h"

static bool node_fits(const struct memblock_region *region, int nid)
{
	return nid == NUMA_NO_NODE || nid == MAX_NUMNODES || region->nid == nid;
}

/* The first free stretch at or above @from in memory region @region. */
static bool free_above(const struct memblock_region *region, phys_addr_t from, phys_addr_t *start,
		       phys_addr_t *end)
{
	const struct memblock_type *reserved = &memblock.reserved;
	phys_addr_t at = max(region->base, from);
	unsigned long i = memblock_first_above(reserved, at);

	for (; at < region_end(region); i++) {
		phys_addr_t next = i < reserved->cnt ? reserved->regions[i].base : ~(phys_addr_t)0;

		if (at < next) {
			*start = at;
			*end = min(next, region_end(region));
			return true;
		}
		at = max(at, region_end(&reserved->regions[i]));
	}
	return false;
}

void __next_mem_range(u64 *idx, int nid, phys_addr_t *start, phys_addr_t *end, int *out_nid)
{
	const struct memblock_type *memory = &memblock.memory;
	unsigned long i;

	for (i = memblock_first_above(memory, *idx); i < memory->cnt; i++) {
		const struct memblock_region *region = &memory->regions[i];
		phys_addr_t from, to;

		if (!node_fits(region, nid) || (region->flags & MEMBLOCK_NOMAP) ||
		    !free_above(region, *idx, &from, &to))
			continue;
		if (start)
			*start = from;
		if (end)
			*end = to;
		if (out_nid)
			*out_nid = region->nid;
		*idx = to;
		return;
	}
	*idx = ULLONG_MAX;
}

/* The last free stretch below @below in @region. */
static bool free_below(const struct memblock_region *region, phys_addr_t below, phys_addr_t *start,
		       phys_addr_t *end)
{
	const struct memblock_type *reserved = &memblock.reserved;
	phys_addr_t at = min(region_end(region), below);
	long i;

	while (at > region->base) {
		i = memblock_search(reserved, at - 1);
		if (i >= 0) {
			at = reserved->regions[i].base;
			continue;
		}
		i = (long)memblock_first_above(reserved, at - 1) - 1;
		*start = max(region->base, i >= 0 ? region_end(&reserved->regions[i]) : 0);
		*end = at;
		return true;
	}
	return false;
}

void __next_mem_range_rev(u64 *idx, int nid, phys_addr_t *start, phys_addr_t *end, int *out_nid)
{
	const struct memblock_type *memory = &memblock.memory;
	long i;

	for (i = (long)memory->cnt - 1; i >= 0; i--) {
		const struct memblock_region *region = &memory->regions[i];
		phys_addr_t from, to;

		if (region->base >= *idx || !node_fits(region, nid) ||
		    (region->flags & MEMBLOCK_NOMAP) || !free_below(region, *idx, &from, &to))
			continue;
		if (start)
			*start = from;
		if (end)
			*end = to;
		if (out_nid)
			*out_nid = region->nid;
		*idx = from;
		return;
	}
	*idx = ULLONG_MAX;
}

void __next_mem_pfn_range(int *idx, int nid, unsigned long *start_pfn, unsigned long *end_pfn,
			  int *out_nid)
{
	const struct memblock_type *memory = &memblock.memory;

	while (++*idx < (int)memory->cnt) {
		const struct memblock_region *region = &memory->regions[*idx];

		if (!node_fits(region, nid) || PFN_UP(region->base) >= PFN_DOWN(region_end(region)))
			continue;
		if (start_pfn)
			*start_pfn = PFN_UP(region->base);
		if (end_pfn)
			*end_pfn = PFN_DOWN(region_end(region));
		if (out_nid)
			*out_nid = region->nid;
		return;
	}
	*idx = -1;
}

/* ---- questions ------------------------------------------------------------------- */

phys_addr_t memblock_phys_mem_size(void)
{
	return memblock.memory.total_size;
}

phys_addr_t memblock_reserved_size(void)
{
	return memblock.reserved.total_size;
}

phys_addr_t memblock_start_of_DRAM(void)
{
	return memblock.memory.cnt ? memblock.memory.regions[0].base : 0;
}

phys_addr_t memblock_end_of_DRAM(void)
{
	unsigned long cnt = memblock.memory.cnt;

	return cnt ? region_end(&memblock.memory.regions[cnt - 1]) : 0;
}

void memblock_set_current_limit(phys_addr_t limit)
{
	memblock.current_limit = limit;
}

bool memblock_is_memory(phys_addr_t addr)
{
	return memblock_search(&memblock.memory, addr) >= 0;
}

bool memblock_is_reserved(phys_addr_t addr)
{
	return memblock_search(&memblock.reserved, addr) >= 0;
}

bool memblock_is_region_memory(phys_addr_t base, phys_addr_t size)
{
	long i = memblock_search(&memblock.memory, base);

	return i >= 0 && region_end(&memblock.memory.regions[i]) >= base + size;
}

/** memblock_is_region_reserved() - does any byte of the range lie in a reserved region? */
bool memblock_is_region_reserved(phys_addr_t base, phys_addr_t size)
{
	unsigned long i = memblock_first_above(&memblock.reserved, base);

	return i < memblock.reserved.cnt && memblock.reserved.regions[i].base < base + size;
}
