/* SPDX-License-Identifier: MIT */
/* memblock_internal.h - what the files of mm/memblock share */
#ifndef MM_MEMBLOCK_INTERNAL_H
#define MM_MEMBLOCK_INTERNAL_H

#include <linux/memblock.h>
#include <linux/minmax.h>
#include <linux/limits.h>

static inline phys_addr_t region_end(const struct memblock_region *region)
{
	return region->base + region->size;
}

/* Bytes of [base, base + *size) that exist: the range must not wrap. */
static inline phys_addr_t memblock_cap_size(phys_addr_t base, phys_addr_t *size)
{
	return *size = min(*size, ~(phys_addr_t)0 - base);
}

/* regions.c */
int memblock_add_range(struct memblock_type *type, phys_addr_t base, phys_addr_t size, int nid,
		       enum memblock_flags flags);
int memblock_remove_range(struct memblock_type *type, phys_addr_t base, phys_addr_t size);
/* The region that holds @addr, or -1. */
long memblock_search(const struct memblock_type *type, phys_addr_t addr);
/* First region that ends above @addr. */
unsigned long memblock_first_above(const struct memblock_type *type, phys_addr_t addr);

/* boot.c */
struct boot_info;
void memblock_take_map(const struct boot_info *bi);

/* alloc.c */
phys_addr_t memblock_find_in_range_node(phys_addr_t size, phys_addr_t align, phys_addr_t start,
					phys_addr_t end, int nid);

#endif
