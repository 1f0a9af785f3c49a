// SPDX-License-Identifier: MIT
/*
 * bulk.c - many single pages at once, in runs as long as the buddy system has
 *
 * The pages of one block lie side by side, so a caller who maps them does it
 * in one piece (hosted, one mmap for a run instead of one a page). Under one
 * hold of the zone's lock, blocks are taken from the largest order that is
 * still wanted downward and become single pages. Only the preferred zone above
 * its low mark serves this way; what it does not give comes page by page
 * through the ladder.
 */
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/log2.h>
#include <linux/sched/mm.h>
#include <linux/string.h>
#include "page.h"

/* Each page of a block becomes one that is handed out. */
static void prep_singles(struct page *page, unsigned int order, gfp_t gfp)
{
	enum migratetype type = request_migratetype(gfp);
	unsigned long i;

	if (want_init_on_alloc(gfp))
		memset(page_address(page), 0, PAGE_SIZE << order);
	for (i = 0; i < 1ul << order; i++) {
		page_prepare(page + i, 0, type);
		page_hand_out(page + i);
	}
}

/* The most pages that may be taken and leave the low mark alone. */
static unsigned long spare_pages(const struct zone *zone, enum zone_type highidx)
{
	long spare = zone_page_state(zone, NR_FREE_PAGES) - low_wmark_pages(zone) -
		     zone->lowmem_reserve[highidx];

	return max(spare, 0l);
}

/* Blocks of together at most @wanted pages, on @blocks, with their order in private. */
static unsigned int take_blocks(struct zone *zone, unsigned long wanted, enum migratetype type,
				struct list_head *blocks)
{
	int order = min_t(int, ilog2(wanted), MAX_PAGE_ORDER);
	unsigned long flags, got = 0;
	struct page *page;

	spin_lock_irqsave(&zone->lock, flags);
	while (order >= 0 && got < wanted) {
		page = (wanted - got) >> order ? buddy_take(zone, order, type) : NULL;
		if (!page) {
			order--;
			continue;
		}
		page->private = order;
		list_add_tail(&page->lru, blocks);
		got += 1ul << order;
	}
	spin_unlock_irqrestore(&zone->lock, flags);
	count_vm_events(pgalloc_event(zone), got);
	return got;
}

/* The next empty place of the array; the list has no places. */
static unsigned long place(struct page *page, unsigned long at, struct list_head *list,
			   struct page **array)
{
	if (list) {
		list_add_tail(&page->lru, list);
		return at + 1;
	}
	while (array[at])
		at++;
	array[at] = page;
	return at + 1;
}

static unsigned long count_empty(unsigned long nr, struct page **array)
{
	unsigned long i, empty = 0;

	for (i = 0; array && i < nr; i++)
		empty += !array[i];
	return array ? empty : nr;
}

/* Give the pages of all @blocks to the caller. */
static unsigned long hand_out(struct list_head *blocks, gfp_t gfp, unsigned long at,
			      struct list_head *list, struct page **array)
{
	struct page *page, *next;
	unsigned long i, nr;

	list_for_each_entry_safe(page, next, blocks, lru) {
		nr = 1ul << page->private;
		list_del(&page->lru);
		prep_singles(page, page->private, gfp);
		for (i = 0; i < nr; i++)
			at = place(page + i, at, list, array);
	}
	return at;
}

/**
 * __alloc_pages_bulk() - up to @nr_pages single pages
 * @list: they are added to it, or
 * @array: they fill its empty (NULL) places
 *
 * Context: as @gfp allows.
 * Return: pages on the list, or filled places from the start of the array.
 */
unsigned long __alloc_pages_bulk(gfp_t gfp, int nid, nodemask_t *nodemask, int nr_pages,
				 struct list_head *list, struct page **array)
{
	unsigned long wanted, at = 0, had;
	enum zone_type highidx;
	struct page *page;
	struct zone *zone;
	LIST_HEAD(blocks);

	mm_require_stage(MM_STAGE_PAGE);
	might_alloc(gfp);
	gfp = current_gfp_context(gfp);
	highidx = gfp_zone(gfp);
	zone = first_zones_zonelist(node_zonelist(nid, gfp), highidx, nodemask)->zone;
	wanted = count_empty(nr_pages, array);
	had = nr_pages - wanted;
	if (zone && wanted > 1 && !(mm_debug_hooks & MM_HOOKS_PAGE) && !in_nmi()) {
		unsigned long now = min(wanted, spare_pages(zone, highidx));

		if (now)
			wanted -= take_blocks(zone, now, request_migratetype(gfp), &blocks);
		at = hand_out(&blocks, gfp, 0, list, array);
	}
	while (wanted) {
		page = __alloc_pages(gfp, 0, nid, nodemask);
		if (!page)
			break;
		at = place(page, at, list, array);
		wanted--;
	}
	if (list)
		return at;
	return wanted ? had + (nr_pages - had - wanted) : nr_pages;
}
EXPORT_SYMBOL(__alloc_pages_bulk);
