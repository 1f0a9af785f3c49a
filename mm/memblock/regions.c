// SPDX-License-Identifier: MIT
/*
 * regions.c - sorted arrays of disjoint regions
 *
 * A region is [base, base + size) with a node and flags. Adding a range fills
 * what it does not find (what is there keeps its node and flags), removing
 * cuts regions at the range's ends and takes out what lies between. After
 * each change neighbours that touch and are alike are one region.
 *
 * An array that may not have room for a change is replaced first by one twice
 * as large, taken from the memory that it describes, away from the range that
 * the change is about (that may be about to be reserved). Room for SPARE more
 * is always left, for the new array's own reservation.
 *
 * Boot CPU only, no locks; after boot the arrays are read.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/pfn.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "memblock_internal.h"

#define INIT_REGIONS 256
/* A cut at each end of a range, and the array's own region. */
#define SPARE 4

static struct memblock_region memory_regions[INIT_REGIONS];
static struct memblock_region reserved_regions[INIT_REGIONS];

struct memblock memblock = {
	.memory = { .regions = memory_regions, .max = INIT_REGIONS, .name = "memory" },
	.reserved = { .regions = reserved_regions, .max = INIT_REGIONS, .name = "reserved" },
	.current_limit = MEMBLOCK_ALLOC_ANYWHERE,
};

bool memblock_can_resize;
bool memblock_closed;

/* ---- looking up --------------------------------------------------------------- */

unsigned long memblock_first_above(const struct memblock_type *type, phys_addr_t addr)
{
	unsigned long low = 0, high = type->cnt;

	while (low < high) {
		unsigned long mid = low + (high - low) / 2;

		if (region_end(&type->regions[mid]) <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

long memblock_search(const struct memblock_type *type, phys_addr_t addr)
{
	unsigned long i = memblock_first_above(type, addr);

	return i < type->cnt && type->regions[i].base <= addr ? (long)i : -1;
}

/* ---- changing ------------------------------------------------------------------ */

static bool alike(const struct memblock_region *a, const struct memblock_region *b)
{
	return region_end(a) == b->base && a->nid == b->nid && a->flags == b->flags;
}

static void merge_neighbours(struct memblock_type *type)
{
	unsigned long from, to = 0;

	for (from = 1; from < type->cnt; from++) {
		if (alike(&type->regions[to], &type->regions[from]))
			type->regions[to].size += type->regions[from].size;
		else
			type->regions[++to] = type->regions[from];
	}
	if (type->cnt)
		type->cnt = to + 1;
}

/* Room for an array outside of [base, end), which is not to be used. */
static phys_addr_t find_room(phys_addr_t bytes, phys_addr_t base, phys_addr_t end)
{
	phys_addr_t place;

	place = memblock_find_in_range_node(bytes, PAGE_SIZE, end, MEMBLOCK_ALLOC_ACCESSIBLE,
					    NUMA_NO_NODE);
	if (!place && base)
		place = memblock_find_in_range_node(bytes, PAGE_SIZE, 0, base, NUMA_NO_NODE);
	return place;
}

/* At least @wanted regions, and some to spare. On failure the array stays as it is. */
static void grow(struct memblock_type *type, unsigned long wanted, phys_addr_t base,
		 phys_addr_t end)
{
	phys_addr_t old_bytes = PFN_PHYS(PFN_UP(type->max * sizeof(*type->regions)));
	unsigned long max = type->max;
	struct memblock_region *old = type->regions;
	phys_addr_t new_bytes, place;

	while (max < wanted + SPARE)
		max *= 2;
	new_bytes = PFN_PHYS(PFN_UP(max * sizeof(*type->regions)));
	place = find_room(new_bytes, base, end);
	if (!place) {
		pr_err("memblock: no room for more than %lu %s regions\n", type->max, type->name);
		return;
	}
	type->regions = __va(place);
	memcpy(type->regions, old, type->cnt * sizeof(*old));
	type->max = new_bytes / sizeof(*type->regions);
	memblock_reserve(place, new_bytes);
	if (old != memory_regions && old != reserved_regions)
		memblock_free(old, old_bytes);
}

static int insert_region(struct memblock_type *type, unsigned long at, phys_addr_t base,
			 phys_addr_t size, int nid, enum memblock_flags flags)
{
	if (type->cnt >= type->max) {
		pr_err("memblock: %s is full (%lu regions), [%#llx, %#llx) is lost\n", type->name,
		       type->max, (u64)base, (u64)(base + size));
		return -ENOMEM;
	}
	memmove(&type->regions[at + 1], &type->regions[at],
		(type->cnt - at) * sizeof(*type->regions));
	type->regions[at] = (struct memblock_region){
		.base = base,
		.size = size,
		.nid = nid,
		.flags = flags,
	};
	type->cnt++;
	type->total_size += size;
	return 0;
}

static void delete_region(struct memblock_type *type, unsigned long at)
{
	type->total_size -= type->regions[at].size;
	memmove(&type->regions[at], &type->regions[at + 1],
		(type->cnt - at - 1) * sizeof(*type->regions));
	type->cnt--;
}

/* A change adds at most @extra regions: see that there is room for them. */
static void make_room(struct memblock_type *type, unsigned long extra, phys_addr_t base,
		      phys_addr_t end)
{
	if (memblock_can_resize && type->cnt + extra + SPARE > type->max)
		grow(type, type->cnt + extra, base, end);
}

/* How many stretches of [base, end) are in no region. */
static unsigned long count_gaps(const struct memblock_type *type, phys_addr_t base, phys_addr_t end)
{
	unsigned long i = memblock_first_above(type, base), gaps = 0;

	for (; base < end; i++) {
		if (i >= type->cnt || type->regions[i].base >= end)
			return gaps + 1;
		if (base < type->regions[i].base)
			gaps++;
		base = region_end(&type->regions[i]);
	}
	return gaps;
}

int memblock_add_range(struct memblock_type *type, phys_addr_t base, phys_addr_t size, int nid,
		       enum memblock_flags flags)
{
	phys_addr_t end = base + memblock_cap_size(base, &size);
	unsigned long i;
	int err = 0;

	make_room(type, count_gaps(type, base, end), base, end);
	for (i = memblock_first_above(type, base); base < end && !err; i++) {
		phys_addr_t next = i < type->cnt ? min(type->regions[i].base, end) : end;

		if (base < next) {
			err = insert_region(type, i, base, next - base, nid, flags);
			if (err)
				break;
			i++;
		}
		base = i < type->cnt ? region_end(&type->regions[i]) : end;
	}
	merge_neighbours(type);
	return err;
}

/*
 * Cut regions so that each lies inside or outside of [base, base + size): the
 * first and one past the last inside come back in @first and @last.
 */
static int isolate(struct memblock_type *type, phys_addr_t base, phys_addr_t size,
		   unsigned long *first, unsigned long *last)
{
	phys_addr_t end = base + memblock_cap_size(base, &size);
	phys_addr_t cuts[2] = { base, end };
	int i, err;

	make_room(type, 2, base, end);
	for (i = 0; i < 2; i++) {
		long at = memblock_search(type, cuts[i]);
		struct memblock_region *region;
		phys_addr_t tail;

		if (at < 0 || type->regions[at].base == cuts[i])
			continue;
		region = &type->regions[at];
		tail = region_end(region) - cuts[i];
		err = insert_region(type, at + 1, cuts[i], tail, region->nid, region->flags);
		if (err)
			return err;
		type->regions[at].size -= tail;
		type->total_size -= tail;
	}
	*first = memblock_first_above(type, base);
	*last = memblock_first_above(type, end);
	while (*last > *first && type->regions[*last - 1].base >= end)
		--*last;
	return 0;
}

int memblock_remove_range(struct memblock_type *type, phys_addr_t base, phys_addr_t size)
{
	unsigned long first, last;
	int err = isolate(type, base, size, &first, &last);

	if (err)
		return err;
	while (last > first)
		delete_region(type, --last);
	return 0;
}

/* ---- the API over it -------------------------------------------------------------- */

int memblock_add_node(phys_addr_t base, phys_addr_t size, int nid, enum memblock_flags flags)
{
	return memblock_add_range(&memblock.memory, base, size, nid, flags);
}

int memblock_add(phys_addr_t base, phys_addr_t size)
{
	return memblock_add_range(&memblock.memory, base, size, NUMA_NO_NODE, MEMBLOCK_NONE);
}

int memblock_remove(phys_addr_t base, phys_addr_t size)
{
	return memblock_remove_range(&memblock.memory, base, size);
}

int memblock_reserve(phys_addr_t base, phys_addr_t size)
{
	return memblock_add_range(&memblock.reserved, base, size, NUMA_NO_NODE, MEMBLOCK_NONE);
}

int memblock_phys_free(phys_addr_t base, phys_addr_t size)
{
	return memblock_remove_range(&memblock.reserved, base, size);
}

void memblock_free(void *ptr, size_t size)
{
	if (ptr)
		memblock_phys_free(__pa(ptr), size);
}

int memblock_set_node(phys_addr_t base, phys_addr_t size, struct memblock_type *type, int nid)
{
	unsigned long first, last;
	int err = isolate(type, base, size, &first, &last);

	for (; !err && first < last; first++)
		type->regions[first].nid = nid;
	merge_neighbours(type);
	return err;
}

static int change_flag(phys_addr_t base, phys_addr_t size, bool set, enum memblock_flags flag)
{
	struct memblock_type *type = &memblock.memory;
	unsigned long first, last;
	int err = isolate(type, base, size, &first, &last);

	for (; !err && first < last; first++) {
		if (set)
			type->regions[first].flags |= flag;
		else
			type->regions[first].flags &= ~flag;
	}
	merge_neighbours(type);
	return err;
}

int memblock_mark_hotplug(phys_addr_t base, phys_addr_t size)
{
	return change_flag(base, size, true, MEMBLOCK_HOTPLUG);
}

int memblock_mark_mirror(phys_addr_t base, phys_addr_t size)
{
	return change_flag(base, size, true, MEMBLOCK_MIRROR);
}

int memblock_mark_nomap(phys_addr_t base, phys_addr_t size)
{
	return change_flag(base, size, true, MEMBLOCK_NOMAP);
}

int memblock_clear_nomap(phys_addr_t base, phys_addr_t size)
{
	return change_flag(base, size, false, MEMBLOCK_NOMAP);
}

/** memblock_trim_memory() - cut every region to whole units of @align bytes */
void memblock_trim_memory(phys_addr_t align)
{
	struct memblock_type *type = &memblock.memory;
	unsigned long i = 0;

	while (i < type->cnt) {
		struct memblock_region *region = &type->regions[i];
		phys_addr_t base = (region->base + align - 1) & ~(align - 1);
		phys_addr_t end = region_end(region) & ~(align - 1);

		if (base >= end) {
			delete_region(type, i);
			continue;
		}
		type->total_size -= region->size - (end - base);
		region->base = base;
		region->size = end - base;
		i++;
	}
}

static bool check_type(const struct memblock_type *type)
{
	phys_addr_t total = 0, end = 0;
	unsigned long i;

	for (i = 0; i < type->cnt; i++) {
		const struct memblock_region *region = &type->regions[i];

		total += region->size;
		if (!region->size || (i && region->base < end) ||
		    (i && alike(region - 1, region))) {
			pr_err("memblock: %s region %lu is wrong\n", type->name, i);
			return false;
		}
		end = region_end(region);
	}
	return total == type->total_size;
}

/** memblock_check() - the invariants of both arrays */
bool memblock_check(void)
{
	return check_type(&memblock.memory) && check_type(&memblock.reserved);
}
