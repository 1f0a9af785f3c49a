// SPDX-License-Identifier: MIT
/*
 * nmi.c - pages in an NMI
 *
 * An NMI comes at any instruction, also where interrupts are off: whoever it
 * interrupted may hold zone->lock, or be inside this CPU's own lists. So in an
 * NMI a lock is only tried. An allocation that does not get it, or finds the
 * zone below its low mark, gives NULL: there is no slow path, no reclaim and
 * no report. What is served: blocks of this CPU's lists if nobody is inside,
 * then the zones' free areas.
 *
 * A free never fails. A small plain block goes on this CPU's lists as always.
 * What would need a lock is put off: the block, its count at 0 already and its
 * order noted in block_order, is linked through lru on a list of this CPU that
 * anybody may add to and take from without a lock. The next miss, overflow or
 * idle turn of this CPU, or anybody who runs out of memory, frees what is
 * there the normal way. Until then the pages count as used, and a second free
 * of one is seen by its count.
 *
 * The guard keeps a drain from being entered again by the frees it makes.
 *
 * Locking: none; zone->lock by trylock only.
 */
#include <linux/cpumask.h>
#include <linux/hardirq.h>
#include <linux/llist.h>
#include "page.h"

DEFINE_PER_CPU(struct llist_head, page_put_off);
static DEFINE_PER_CPU(local_guard_t, draining);

/* A free block is linked by its lru, of which this is the first word. */
static struct llist_node *link_of(struct page *page)
{
	return (struct llist_node *)&page->lru.next;
}

static struct page *page_of(struct llist_node *link)
{
	return container_of((struct list_head **)link, struct page, lru.next);
}

/**
 * page_put_off_free() - free_block() later
 * @page: of 2^block_order pages, its count is 0, and it has been found free of errors
 *
 * Context: any; meant for NMI.
 */
void page_put_off_free(struct page *page)
{
	llist_add(link_of(page), this_cpu_ptr(&page_put_off));
}

static void drain(struct llist_head *list)
{
	struct llist_node *link, *next;

	if (likely(llist_empty(list)))
		return;
	for (link = llist_del_all(list); link; link = next) {
		struct page *page = page_of(link);

		next = link->next;
		free_block(page, page->block_order);
	}
}

/** page_drain_put_off() - free what NMIs of this CPU have put off. Any context but NMI. */
void page_drain_put_off(void)
{
	local_guard_t *guard = this_cpu_ptr(&draining);

	if (llist_empty(this_cpu_ptr(&page_put_off)) || in_nmi() || !local_guard_tryenter(guard))
		return;
	drain(this_cpu_ptr(&page_put_off));
	local_guard_exit(guard);
}

/** page_drain_put_off_all() - the same for all CPUs */
void page_drain_put_off_all(void)
{
	unsigned int cpu;

	if (in_nmi())
		return;
	for_each_possible_cpu(cpu)
		drain(per_cpu_ptr(&page_put_off, cpu));
}

/* From the zone, if its lock is to be had. */
static struct page *try_zone(struct zone *zone, const struct alloc_context *ac)
{
	unsigned long flags;
	struct page *page;

	if (!spin_trylock_irqsave(&zone->lock, flags))
		return NULL;
	page = buddy_take(zone, ac->order, ac->type);
	if (!page)
		page = migratetype_steal(zone, ac->order, ac->type);
	spin_unlock_irqrestore(&zone->lock, flags);
	if (page)
		count_vm_events(pgalloc_event(zone), 1l << ac->order);
	return page;
}

/**
 * page_alloc_nmi() - what can be had in an NMI
 *
 * Records of who holds what are kept under a lock, so while they are kept
 * there is nothing here.
 *
 * Return: a page not yet prepared, or NULL.
 */
struct page *page_alloc_nmi(const struct alloc_context *ac)
{
	struct page *page = NULL;
	struct zoneref *z;
	struct zone *zone;

	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE))
		return NULL;
	for_each_zone_zonelist_nodemask(zone, z, ac->zonelist, ac->highidx, ac->nodemask) {
		if (ac->order < NR_PCP_ORDERS)
			page = pcp_take_or_refill(zone, ac->order, ac->type, false);
		if (!page &&
		    zone_watermark_ok(zone, ac->order, low_wmark_pages(zone), ac->highidx, 0))
			page = try_zone(zone, ac);
		if (page)
			return page;
	}
	return NULL;
}
