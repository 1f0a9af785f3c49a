// SPDX-License-Identifier: MIT
/*
 * pcp.c - each CPU's own small blocks, so that most requests take no lock
 *
 * Blocks of orders 0 to 3 that are freed on a CPU stay on its lists, newest
 * first (they are warm in its cache), and are handed out there. A list that
 * is empty is refilled by a batch from the zone; when the lists hold more than
 * high pages, the oldest go back. Pages here count as used by the zone.
 *
 * A block there is ready to be handed out but for its count: no mapping, its
 * order and migratetype noted. So the fast paths are a pop and a push.
 *
 * Only the owner touches its lists: the guard keeps its own interrupts out
 * (include/quarry/local_guard.h). Who wants them drained leaves a request and
 * sets high to 0; the owner's next free, an interrupt that finds nobody
 * inside, or its idle loop does it. The lists of a CPU that is off line are
 * drained by whoever takes it off line.
 *
 * Locking: the guard, then zone->lock.
 */
#include <linux/cpuhotplug.h>
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/memblock.h>
#include <linux/smp.h>
#include "page.h"

/*
 * Pages moved at a time: 1/1024 of the zone, within bounds. Kept at most: six
 * times that, but all CPUs together not more than 1/8 of the zone.
 */
#define PCP_BATCH_MIN	 4
#define PCP_BATCH_MAX	 31
#define PCP_HIGH_BATCHES 6
#define PCP_SHARE	 8

/* For whoever has no lists: in use for ever. */
static struct per_cpu_pages dead_lists = { .guard = { .taken = 1 } };

DEFINE_PER_CPU(bool, page_cpu_online);
DEFINE_PER_CPU(struct page_cpu, page_cpu) = {
	.home = { [0 ... NR_ZONE_IDS - 1] = &dead_lists },
	.from = { [0 ...(__force unsigned int) GFP_ZONEMASK] = &dead_lists },
};

/* Give @nr pages' worth of the oldest blocks back to the zone. */
static void give_back(struct zone *zone, struct per_cpu_pages *pcp, long nr)
{
	unsigned long flags;
	int list;

	spin_lock_irqsave(&zone->lock, flags);
	for (list = 0; nr > 0 && list < NR_PCP_LISTS; list++) {
		unsigned int order = list / NR_PCP_TYPES;

		while (nr > 0 && !list_empty(&pcp->lists[list])) {
			struct page *page = list_last_entry(&pcp->lists[list], struct page, lru);

			list_del(&page->lru);
			pcp->count -= 1l << order;
			pcp->moved -= 1l << order;
			nr -= 1l << order;
			buddy_give(zone, page, order, get_pageblock_migratetype(page));
		}
	}
	spin_unlock_irqrestore(&zone->lock, flags);
	count_vm_event(PCP_DRAIN);
}

static long high_of(const struct zone *zone)
{
	long pages = zone_managed_pages(zone);
	long high = clamp_t(long, pages / 1024, PCP_BATCH_MIN, PCP_BATCH_MAX) * PCP_HIGH_BATCHES;

	return min_t(long, high, pages / PCP_SHARE / nr_cpu_ids);
}

/* More than high pages are here after @page, or somebody wants them all. The guard is
 * held, and dropped. */
void pcp_overflow(struct per_cpu_pages *pcp, const struct page *page)
{
	struct zone *zone = page_zone(page);

	/* The zone's lock may be held by whom an NMI interrupted: the next free sees to it. */
	if (unlikely(in_nmi())) {
		local_guard_exit(&pcp->guard);
		return;
	}
	if (READ_ONCE(pcp->drain)) {
		WRITE_ONCE(pcp->drain, false);
		WRITE_ONCE(pcp->high, high_of(zone));
		give_back(zone, pcp, pcp->count);
	} else {
		give_back(zone, pcp, max_t(long, pcp->batch, pcp->count - READ_ONCE(pcp->high)));
	}
	local_guard_exit(&pcp->guard);
	page_poll_put_off();
}

/* Blocks of @order from the zone, as long as it stays above its low mark. The guard is held. */
static void refill_list(struct zone *zone, struct per_cpu_pages *pcp, unsigned int order,
			enum migratetype type)
{
	struct list_head *list = pcp_list(pcp, order, type);
	long nr = max(pcp->batch >> order, 1), got = 0;
	unsigned long flags;
	struct page *page;

	spin_lock_irqsave(&zone->lock, flags);
	while (got < nr) {
		page = buddy_take(zone, order, type);
		if (!page)
			page = migratetype_steal(zone, order, type);
		if (!page)
			break;
		page_prepare(page, order, type);
		list_add_tail(&page->lru, list);
		got++;
		if (zone_page_state(zone, NR_FREE_PAGES) <= low_wmark_pages(zone))
			break;
	}
	spin_unlock_irqrestore(&zone->lock, flags);
	pcp->count += got << order;
	pcp->moved += got << order;
	count_vm_event(PCP_REFILL);
}

/** pcp_take_or_refill() - a block from this CPU's lists of @zone
 * @refill: an empty list may be filled from the zone first
 * Return: the block, or NULL. */
struct page *pcp_take_or_refill(struct zone *zone, unsigned int order, enum migratetype type,
				bool refill)
{
	struct per_cpu_pages *pcp = this_cpu_read(page_cpu.home[zone->id]);
	struct page *page;

	if (!local_guard_tryenter(&pcp->guard))
		return NULL;
	if (refill && list_empty(pcp_list(pcp, order, type)))
		refill_list(zone, pcp, order, type);
	page = pcp_pop(pcp, order, type);
	local_guard_exit(&pcp->guard);
	return page;
}

/* ---- draining -------------------------------------------------------------------- */

static void drain_own(struct zone *zone, struct per_cpu_pages *pcp)
{
	WRITE_ONCE(pcp->drain, false);
	WRITE_ONCE(pcp->high, high_of(zone));
	if (pcp->count)
		give_back(zone, pcp, pcp->count);
}

static void request_drain(struct per_cpu_pages *pcp)
{
	WRITE_ONCE(pcp->drain, true);
	WRITE_ONCE(pcp->high, 0);
}

/** drain_local_pages() - this CPU's lists of @zone (NULL: of all zones) go back.
 * Context: any; where the lists are in use right now it is left as a request. */
void drain_local_pages(struct zone *only)
{
	struct zone *zone;

	page_poll_put_off();
	for_each_populated_zone(zone) {
		struct per_cpu_pages *pcp = this_cpu_read(page_cpu.home[zone->id]);

		if ((only && zone != only) || pcp == &dead_lists)
			continue;
		if (in_nmi() || !local_guard_tryenter(&pcp->guard)) {
			request_drain(pcp);
			continue;
		}
		drain_own(zone, pcp);
		local_guard_exit(&pcp->guard);
	}
}
EXPORT_SYMBOL(drain_local_pages);

static void drain_ipi(void *zone)
{
	drain_local_pages(zone);
}

static void request_all(struct zone *only)
{
	struct zone *zone;
	unsigned int cpu;

	for_each_populated_zone(zone) {
		if (only && zone != only)
			continue;
		for_each_online_cpu(cpu)
			request_drain(&zone->pcp[cpu]);
	}
	drain_local_pages(only);
}

void drain_all_pages(struct zone *zone)
{
	/* Waiting for other CPUs needs interrupts; a program's threads take none. */
	if (irqs_disabled() || in_interrupt() || port_library)
		request_all(zone);
	else
		on_each_cpu(drain_ipi, zone, 1);
}
EXPORT_SYMBOL(drain_all_pages);

/* ---- CPUs come and go -------------------------------------------------------------- */

static struct per_cpu_pages *lists_to_try_first(unsigned int cpu, gfp_t zone_bits)
{
	struct zone *zone = NODE_DATA(cpu_to_mem(cpu))->preferred[gfp_zone(zone_bits)];

	return zone ? &zone->pcp[cpu] : &dead_lists;
}

/* Called elsewhere, or by the CPU itself, before it allocates. */
static int pcp_cpu_starts(unsigned int cpu)
{
	struct page_cpu *lists = &per_cpu(page_cpu, cpu);
	struct zone *zone;
	unsigned int bits;

	for_each_populated_zone(zone)
		lists->home[zone->id] = &zone->pcp[cpu];
	for (bits = 0; bits < ARRAY_SIZE(lists->from); bits++)
		lists->from[bits] = lists_to_try_first(cpu, (__force gfp_t)bits);
	per_cpu(page_cpu_online, cpu) = true;
	return 0;
}

/* Called elsewhere, after the CPU has stopped: its lists are nobody's now. */
static int pcp_cpu_dead(unsigned int cpu)
{
	struct page_cpu *lists = &per_cpu(page_cpu, cpu);
	struct zone *zone;
	unsigned int bits;

	per_cpu(page_cpu_online, cpu) = false;
	for (bits = 0; bits < ARRAY_SIZE(lists->from); bits++)
		lists->from[bits] = &dead_lists;
	for_each_populated_zone(zone) {
		lists->home[zone->id] = &dead_lists;
		drain_own(zone, &zone->pcp[cpu]);
	}
	page_drain_put_off_all();
	return 0;
}

static void __init init_one(struct zone *zone, struct per_cpu_pages *pcp)
{
	int list;

	pcp->high = high_of(zone);
	pcp->batch = max(pcp->high / PCP_HIGH_BATCHES, 1l);
	for (list = 0; list < NR_PCP_LISTS; list++)
		INIT_LIST_HEAD(&pcp->lists[list]);
}

/* Managed pages are known: the hand-over has happened. */
void __init pcp_init(void)
{
	struct zone *zone;
	unsigned int cpu;

	for_each_populated_zone(zone)
		for_each_possible_cpu(cpu)
			init_one(zone, &zone->pcp[cpu]);
	pcp_cpu_starts(0);
}

void __init pcp_init_late(void)
{
	cpuhp_setup_state_nocalls(CPUHP_PAGE_ALLOC, "mm/page:pcp", pcp_cpu_starts, pcp_cpu_dead);
}
