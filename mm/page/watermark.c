// SPDX-License-Identifier: MIT
/*
 * watermark.c - how much of a zone may be taken, and by whom
 *
 * A zone has three marks, in free pages. Above low, requests are served; below
 * low the background balancer is wanted, until high is reached again; below
 * min only those may take who cannot wait (by the documented shares) or who
 * free memory (all of it). lowmem_reserve[i] keeps a part of a low zone from
 * requests that could also be served by zone i above it.
 *
 * min_free_kbytes = 4 * sqrt(kilobytes of low memory), 128 to 262144, divided
 * among the zones by size; low and high lie a quarter and a half of min above
 * it, or 0.1 % of the zone if that is more (Documentation, sysctl/vm).
 */
#include <linux/init.h>
#include <linux/math.h>
#include <linux/moduleparam.h>
#include <linux/math64.h>
#include "page.h"

#define MIN_FREE_LOWEST	 128
#define MIN_FREE_HIGHEST 262144
#define WATERMARK_SCALE	 10 /* of 10,000 */

static unsigned long min_free_kbytes;
core_param(min_free_kbytes, min_free_kbytes, ulong, 0444);

/* A request that could be served by the zone above leaves 1/ratio of that zone's size. */
static const unsigned int lowmem_reserve_ratio[MAX_NR_ZONES] = {
	[ZONE_DMA] = 256,
	[ZONE_DMA32] = 256,
	[ZONE_NORMAL] = 32,
	[ZONE_MOVABLE] = 0,
};

static bool has_block(const struct zone *zone, unsigned int order)
{
	for (; order < NR_PAGE_ORDERS; order++)
		if (READ_ONCE(zone->free_area[order].nr_free))
			return true;
	return false;
}

/**
 * zone_watermark_ok() - may 2^@order pages be taken from @zone?
 * @mark: free pages that must be left
 * @alloc_flags: ALLOC_HIGH goes to half of @mark, ALLOC_HARDER a quarter lower
 */
bool zone_watermark_ok(const struct zone *zone, unsigned int order, unsigned long mark,
		       enum zone_type highidx, unsigned int alloc_flags)
{
	long free = zone_page_state(zone, NR_FREE_PAGES) - ((1l << order) - 1);
	long min = mark;

	if (alloc_flags & ALLOC_HIGH)
		min -= min / 2;
	if (alloc_flags & ALLOC_HARDER)
		min -= min / 4;
	if (free <= min + zone->lowmem_reserve[highidx])
		return false;
	return !order || has_block(zone, order);
}

static void __init set_marks(struct zone *zone, unsigned long low_pages)
{
	unsigned long pages = zone_managed_pages(zone);
	unsigned long min, step;

	min = div64_u64((u64)(min_free_kbytes >> (PAGE_SHIFT - 10)) * pages, low_pages);
	step = max(min / 4, pages / (10000 / WATERMARK_SCALE));
	zone->_watermark[WMARK_MIN] = min;
	zone->_watermark[WMARK_LOW] = min + step;
	zone->_watermark[WMARK_HIGH] = min + 2 * step;
}

static void __init set_reserve(struct pglist_data *pgdat, int i)
{
	unsigned long above = 0;
	int j;

	for (j = i + 1; j < MAX_NR_ZONES; j++) {
		above += zone_managed_pages(&pgdat->node_zones[j]);
		pgdat->node_zones[i].lowmem_reserve[j] =
			lowmem_reserve_ratio[i] && zone_managed_pages(&pgdat->node_zones[i])
				? above / lowmem_reserve_ratio[i]
				: 0;
	}
}

void __init watermarks_init(void)
{
	unsigned long low_pages = 0;
	struct pglist_data *pgdat;
	struct zone *zone;
	int i;

	for_each_populated_zone(zone)
		low_pages += zone_managed_pages(zone);
	if (!min_free_kbytes)
		min_free_kbytes = clamp_t(unsigned long,
					  int_sqrt(low_pages * (PAGE_SIZE >> 10) * 16),
					  MIN_FREE_LOWEST, MIN_FREE_HIGHEST);
	for_each_populated_zone(zone)
		if (managed_zone(zone))
			set_marks(zone, low_pages);
	for_each_online_pgdat(pgdat)
		for (i = 0; i < MAX_NR_ZONES; i++)
			set_reserve(pgdat, i);
}
