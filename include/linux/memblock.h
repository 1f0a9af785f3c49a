/* SPDX-License-Identifier: MIT */
/*
 * memblock.h - memory before there are pages (mm/memblock/)
 *
 * Two sorted arrays of disjoint regions: what is RAM, and what of it is taken.
 * Free is the difference. The arrays grow from the memory they describe.
 */
#ifndef _LINUX_MEMBLOCK_H
#define _LINUX_MEMBLOCK_H

#include <linux/types.h>
#include <linux/numa.h>
#include <linux/init.h>
#include <linux/pfn.h>
#include <asm/page.h>

enum memblock_flags {
	MEMBLOCK_NONE = 0,
	MEMBLOCK_HOTPLUG = 1,
	MEMBLOCK_MIRROR = 2,
	MEMBLOCK_NOMAP = 4,
	MEMBLOCK_DRIVER_MANAGED = 8,
};

struct memblock_region {
	phys_addr_t base, size;
	enum memblock_flags flags;
	int nid;
};

/**
 * struct memblock_type - one sorted array
 * @cnt: @max: regions in use, and room
 * @total_size: bytes in all regions
 *
 * Always: regions are disjoint, sorted by base, and neighbours that touch
 * differ in node or flags.
 */
struct memblock_type {
	unsigned long cnt, max;
	phys_addr_t total_size;
	struct memblock_region *regions;
	const char *name;
};

struct memblock {
	bool bottom_up;
	phys_addr_t current_limit;
	struct memblock_type memory, reserved;
};
extern struct memblock memblock;

/* Everything has been handed over to the page allocator: nothing can be taken here. */
extern bool memblock_closed;
/* The arrays may take memory to grow; false once handed over. */
extern bool memblock_can_resize;

#define MEMBLOCK_ALLOC_ANYWHERE		(~(phys_addr_t)0)
#define MEMBLOCK_ALLOC_ACCESSIBLE	0
#define MEMBLOCK_LOW_LIMIT		0

struct boot_info;
/** memblock_boot() - take over the port's map: unsorted, ragged, overlapping; reserved wins */
void memblock_boot(const struct boot_info *bi);

int memblock_add_node(phys_addr_t base, phys_addr_t size, int nid, enum memblock_flags flags);
int memblock_add(phys_addr_t base, phys_addr_t size);
int memblock_remove(phys_addr_t base, phys_addr_t size);
int memblock_reserve(phys_addr_t base, phys_addr_t size);
int memblock_phys_free(phys_addr_t base, phys_addr_t size);
void memblock_free(void *ptr, size_t size);
void memblock_free_late(phys_addr_t base, phys_addr_t size);
void memblock_trim_memory(phys_addr_t align);
int memblock_set_node(phys_addr_t base, phys_addr_t size, struct memblock_type *type, int nid);
int memblock_mark_hotplug(phys_addr_t base, phys_addr_t size);
int memblock_mark_mirror(phys_addr_t base, phys_addr_t size);
int memblock_mark_nomap(phys_addr_t base, phys_addr_t size);
int memblock_clear_nomap(phys_addr_t base, phys_addr_t size);

phys_addr_t memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align, phys_addr_t start,
				      phys_addr_t end);
phys_addr_t memblock_phys_alloc_try_nid(phys_addr_t size, phys_addr_t align, int nid);
void *memblock_alloc_try_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
				 phys_addr_t max_addr, int nid);
void *memblock_alloc_exact_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
				   phys_addr_t max_addr, int nid);
void *memblock_alloc_try_nid(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
			     phys_addr_t max_addr, int nid);
static inline phys_addr_t memblock_phys_alloc(phys_addr_t size, phys_addr_t align)
{
	return memblock_phys_alloc_range(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE);
}
static inline void *memblock_alloc(phys_addr_t size, phys_addr_t align)
{
	return memblock_alloc_try_nid(size, align, MEMBLOCK_LOW_LIMIT, MEMBLOCK_ALLOC_ACCESSIBLE,
				      NUMA_NO_NODE);
}
static inline void *memblock_alloc_raw(phys_addr_t size, phys_addr_t align)
{
	return memblock_alloc_try_nid_raw(size, align, MEMBLOCK_LOW_LIMIT,
					  MEMBLOCK_ALLOC_ACCESSIBLE, NUMA_NO_NODE);
}
static inline void *memblock_alloc_from(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr)
{
	return memblock_alloc_try_nid(size, align, min_addr, MEMBLOCK_ALLOC_ACCESSIBLE,
				      NUMA_NO_NODE);
}
static inline void *memblock_alloc_low(phys_addr_t size, phys_addr_t align)
{
	return memblock_alloc_try_nid(size, align, MEMBLOCK_LOW_LIMIT, 0x100000000ull,
				      NUMA_NO_NODE);
}
static inline void *memblock_alloc_node(phys_addr_t size, phys_addr_t align, int nid)
{
	return memblock_alloc_try_nid(size, align, MEMBLOCK_LOW_LIMIT, MEMBLOCK_ALLOC_ACCESSIBLE,
				      nid);
}

static inline void memblock_set_bottom_up(bool enable)
{
	memblock.bottom_up = enable;
}
static inline bool memblock_bottom_up(void)
{
	return memblock.bottom_up;
}
void memblock_set_current_limit(phys_addr_t limit);
phys_addr_t memblock_phys_mem_size(void);
phys_addr_t memblock_reserved_size(void);
phys_addr_t memblock_start_of_DRAM(void);
phys_addr_t memblock_end_of_DRAM(void);
bool memblock_is_memory(phys_addr_t addr);
bool memblock_is_reserved(phys_addr_t addr);
bool memblock_is_region_memory(phys_addr_t base, phys_addr_t size);
bool memblock_is_region_reserved(phys_addr_t base, phys_addr_t size);
/** memblock_free_all() - hand everything free over to the buddy system */
void memblock_free_all(void);
bool memblock_check(void);

/* ---- walking ------------------------------------------------------------------- */

#define for_each_mem_region(region)						\
	for (region = memblock.memory.regions;					\
	     region < memblock.memory.regions + memblock.memory.cnt; region++)
#define for_each_reserved_mem_region(region)					\
	for (region = memblock.reserved.regions;				\
	     region < memblock.reserved.regions + memblock.reserved.cnt; region++)

void __next_mem_range(u64 *idx, int nid, phys_addr_t *start, phys_addr_t *end, int *out_nid);
void __next_mem_range_rev(u64 *idx, int nid, phys_addr_t *start, phys_addr_t *end, int *out_nid);
void __next_mem_pfn_range(int *idx, int nid, unsigned long *start_pfn, unsigned long *end_pfn,
			  int *out_nid);

/* Ranges that are RAM and not reserved, upward and downward; @flags is not looked at. */
#define for_each_free_mem_range(i, nid, flags, p_start, p_end, p_nid)		\
	for (i = 0, __next_mem_range(&i, nid, p_start, p_end, p_nid); i != (u64)ULLONG_MAX;	\
	     __next_mem_range(&i, nid, p_start, p_end, p_nid))
#define for_each_free_mem_range_reverse(i, nid, flags, p_start, p_end, p_nid)	\
	for (i = (u64)ULLONG_MAX, __next_mem_range_rev(&i, nid, p_start, p_end, p_nid);	\
	     i != (u64)ULLONG_MAX; __next_mem_range_rev(&i, nid, p_start, p_end, p_nid))
/* Whole frames that are RAM. */
#define for_each_mem_pfn_range(i, nid, p_start, p_end, p_nid)			\
	for (i = -1, __next_mem_pfn_range(&i, nid, p_start, p_end, p_nid); i >= 0;	\
	     __next_mem_pfn_range(&i, nid, p_start, p_end, p_nid))

#endif
