// SPDX-License-Identifier: MIT
/*
 * buddy.c - the free blocks of one zone
 *
 * A block is 2^order pages, aligned to its size. Its buddy is the block at
 * pfn ^ (1 << order). Two free buddies are merged at once, so a block and
 * its buddy are never both free: the zone is always as whole as it can be.
 *
 * Taking splits the smallest block that fits and keeps the low half; giving
 * back merges upward. Both cost at most MAX_PAGE_ORDER steps.
 *
 * A free block is known by its first page: PageBuddy is set, private is the
 * order, lru links it. The other pages of the block say nothing. The struct
 * pages of a whole pageblock exist wherever one frame of it is RAM; so a look
 * at a buddy inside the pageblock never leaves the map, and one at a larger
 * buddy first asks the zone whether there is RAM in its first pageblock.
 *
 * Locking: zone->lock with interrupts off. Calls no allocator. Used by alloc.c,
 * pcp.c, bulk.c and migratetype.c.
 */
#include "page.h"

void free_area_init(struct zone *zone)
{
	unsigned int order, type;

	for (order = 0; order < NR_PAGE_ORDERS; order++) {
		for (type = 0; type < MIGRATE_TYPES; type++)
			INIT_LIST_HEAD(&zone->free_area[order].free_list[type]);
		zone->free_area[order].nr_free = 0;
	}
}

static void list_block(struct zone *zone, struct page *page, unsigned int order,
		       enum migratetype type, bool tail)
{
	struct free_area *area = &zone->free_area[order];

	page->private = order;
	__SetPageBuddy(page);
	if (tail)
		list_add_tail(&page->lru, &area->free_list[type]);
	else
		list_add(&page->lru, &area->free_list[type]);
	WRITE_ONCE(area->nr_free, area->nr_free + 1);
}

void buddy_remove(struct zone *zone, struct page *page, unsigned int order)
{
	list_del(&page->lru);
	__ClearPageBuddy(page);
	page->private = 0;
	WRITE_ONCE(zone->free_area[order].nr_free, zone->free_area[order].nr_free - 1);
}

void buddy_split(struct zone *zone, struct page *page, unsigned int low, unsigned int high,
		 enum migratetype type)
{
	while (high > low) {
		high--;
		list_block(zone, page + (1ul << high), high, type, false);
	}
}

/**
 * buddy_take() - remove a block of 2^@order pages
 * @zone: where to look; its lock is held
 * @order: 0 to MAX_PAGE_ORDER
 * @type: migratetype; other types are not tried here
 *
 * Context: any, interrupts off. Never sleeps.
 * Return: first page of the block, or NULL if no large enough block is free.
 */
struct page *buddy_take(struct zone *zone, unsigned int order, enum migratetype type)
{
	unsigned int found;
	struct page *page;

	for (found = order; found < NR_PAGE_ORDERS; found++) {
		page = list_first_entry_or_null(&zone->free_area[found].free_list[type],
						struct page, lru);
		if (!page)
			continue;
		buddy_remove(zone, page, found);
		buddy_split(zone, page, order, found, type);
		buddy_count(zone, -(1l << order));
		return page;
	}
	return NULL;
}

/* May the struct page of @pfn, the first of a pageblock, be looked at? */
static bool has_pageblock(const struct zone *zone, unsigned long pfn)
{
	return zone_spans_pfn(zone, pfn) && *zone_pageblock_slot(zone, pfn) != PAGEBLOCK_NONE;
}

/* The buddy of a block, if it is free as a whole and in the same zone. */
static struct page *free_buddy(struct page *page, unsigned long pfn, unsigned int order)
{
	unsigned long buddy_pfn = pfn ^ (1ul << order);
	struct page *buddy = page + (buddy_pfn - pfn);

	if (order >= pageblock_order && !has_pageblock(page_zone(page), buddy_pfn))
		return NULL;
	if (!PageBuddy(buddy) || buddy->private != order)
		return NULL;
	return page_zone_id(buddy) == page_zone_id(page) ? buddy : NULL;
}

/**
 * buddy_give() - add a block of 2^@order pages, merging it as far as it goes
 * @zone: the block's zone; its lock is held
 * @type: the list it goes on: its pageblock's
 *
 * Context: any, interrupts off. Never sleeps.
 */
void buddy_give(struct zone *zone, struct page *page, unsigned int order, enum migratetype type)
{
	unsigned long pfn = page_to_pfn(page);
	struct page *buddy;

	VM_BUG_ON_PAGE(pfn & ((1ul << order) - 1), page);
	buddy_count(zone, 1l << order);
	while (order < MAX_PAGE_ORDER && (buddy = free_buddy(page, pfn, order))) {
		buddy_remove(zone, buddy, order);
		page = min(page, buddy);
		pfn &= ~(1ul << order);
		order++;
	}
	list_block(zone, page, order, type, false);
}

/**
 * free_area_check() - does nr_free count the lists, and is every block listed free?
 * The zone's lock is held.
 */
bool free_area_check(const struct zone *zone, unsigned int order)
{
	const struct free_area *area = &zone->free_area[order];
	unsigned long counted = 0;
	struct page *page;
	unsigned int type;

	for (type = 0; type < MIGRATE_TYPES; type++) {
		list_for_each_entry(page, &area->free_list[type], lru) {
			if (!PageBuddy(page) || page->private != order || page_ref_count(page) ||
			    (order < MAX_PAGE_ORDER &&
			     free_buddy(page, page_to_pfn(page), order))) {
				pr_err("page: node %d zone %s order %u: pfn %#lx is wrong\n",
				       zone->node, zone->name, order, page_to_pfn(page));
				return false;
			}
			counted++;
		}
	}
	if (counted != area->nr_free)
		pr_err("page: node %d zone %s order %u: %lu blocks listed, nr_free %lu\n",
		       zone->node, zone->name, order, counted, area->nr_free);
	return counted == area->nr_free;
}
