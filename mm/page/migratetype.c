// SPDX-License-Identifier: MIT
/*
 * migratetype.c - keeping pages that cannot move away from those that can
 *
 * A zone is divided into pageblocks; each has a migratetype, and its free
 * blocks are on that type's lists. A request whose type has none left steals
 * from another: the largest free block there is, so that it stays in few
 * places. If the block is a good part of its pageblock, or the request is of
 * a kind that spreads badly (unmovable, reclaimable), all free blocks of the
 * pageblock go over to the type, and when at least half of the pageblock is
 * free the pageblock itself is claimed.
 *
 * Locking: zone->lock, interrupts off.
 */
#include "page.h"

const char *const migratetype_names[MIGRATE_TYPES] = {
	"Unmovable", "Movable", "Reclaimable", "HighAtomic", "CMA", "Isolate",
};

/* Whom to steal from, best first. */
static const enum migratetype fallbacks[MIGRATE_PCPTYPES][MIGRATE_PCPTYPES - 1] = {
	[MIGRATE_UNMOVABLE] = { MIGRATE_RECLAIMABLE, MIGRATE_MOVABLE },
	[MIGRATE_MOVABLE] = { MIGRATE_RECLAIMABLE, MIGRATE_UNMOVABLE },
	[MIGRATE_RECLAIMABLE] = { MIGRATE_UNMOVABLE, MIGRATE_MOVABLE },
};

void set_pageblock_migratetype(struct page *page, enum migratetype type)
{
	WRITE_ONCE(*pageblock_slot(page), type);
}

/* The order of the free block that begins at @page, or -1. */
static int free_order(const struct page *page)
{
	return PageBuddy(page) ? (int)page->private : -1;
}

/* Call with each free block of @page's pageblock; gives the pages in them. */
static unsigned long pageblock_free_pages(struct zone *zone, struct page *page, bool move,
					  enum migratetype type)
{
	unsigned long pfn = pageblock_start_pfn(page_to_pfn(page));
	unsigned long end = pfn + pageblock_nr_pages, nr = 0;

	pfn = max(pfn, zone->zone_start_pfn);
	end = min(end, zone_end_pfn(zone));
	while (pfn < end) {
		struct page *block = pfn_to_page(pfn);
		int order = free_order(block);

		if (order < 0 || page_zone_id(block) != page_zone_id(page)) {
			pfn++;
			continue;
		}
		if (move)
			list_move(&block->lru, &zone->free_area[order].free_list[type]);
		nr += 1ul << order;
		pfn += 1ul << order;
	}
	return nr;
}

/* Blocks larger than a pageblock: all the pageblocks in it. */
static void claim_pageblocks(struct page *page, unsigned int order, enum migratetype type)
{
	unsigned long i, nr = order > pageblock_order ? 1ul << (order - pageblock_order) : 1;

	for (i = 0; i < nr; i++)
		set_pageblock_migratetype(page + i * pageblock_nr_pages, type);
}

static bool spreads_badly(enum migratetype type, unsigned int order)
{
	return type != MIGRATE_MOVABLE || order >= pageblock_order / 2;
}

/* @page: a free block of @found in a pageblock of another type, still listed. */
static void claim(struct zone *zone, struct page *page, unsigned int found, enum migratetype type)
{
	unsigned long free;

	if (found >= pageblock_order) {
		claim_pageblocks(page, found, type);
		list_move(&page->lru, &zone->free_area[found].free_list[type]);
		count_vm_event(PAGE_CLAIM);
		return;
	}
	if (!spreads_badly(type, found))
		return;
	free = pageblock_free_pages(zone, page, true, type);
	if (free >= pageblock_nr_pages / 2) {
		claim_pageblocks(page, 0, type);
		count_vm_event(PAGE_CLAIM);
	}
}

/**
 * migratetype_steal() - a block of 2^@order pages from another type's lists
 * Return: its first page, or NULL if the zone has no block large enough.
 */
struct page *migratetype_steal(struct zone *zone, unsigned int order, enum migratetype type)
{
	struct page *page;
	int found, i;

	for (found = MAX_PAGE_ORDER; found >= (int)order; found--) {
		for (i = 0; i < MIGRATE_PCPTYPES - 1; i++) {
			enum migratetype from = fallbacks[type][i];

			page = list_first_entry_or_null(&zone->free_area[found].free_list[from],
							struct page, lru);
			if (!page)
				continue;
			claim(zone, page, found, type);
			buddy_remove(zone, page, found);
			buddy_split(zone, page, order, found, get_pageblock_migratetype(page));
			buddy_count(zone, -(1l << order));
			count_vm_event(PAGE_STEAL);
			return page;
		}
	}
	return NULL;
}
