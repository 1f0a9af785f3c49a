// SPDX-License-Identifier: MIT
/*
 * alloc.c - the ladder of the page allocator
 *
 * alloc_pages() tries, cheapest first: this CPU's list of the preferred zone;
 * each zone of the zonelist that is above its low mark (pcp, then the buddy
 * system, then other migratetypes); the slow path (reserves, draining, the
 * report). Anything unusual about a request - a bit of GFP_UNUSUAL, a checker
 * that is on - leaves the first rung out; one test finds both.
 *
 * A block costs the same whatever its order: only its first page is prepared,
 * except for compound pages, whose tails must point at it, and for zeroing.
 */
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/init.h>
#include <linux/moduleparam.h>
#include <linux/sched/mm.h>
#include <linux/string.h>
#include "page.h"

/* What the first rung does not serve. */
#define GFP_UNUSUAL (__GFP_ZERO | __GFP_COMP | __GFP_THISNODE)
#define UNUSUAL	    ((__force unsigned long)GFP_UNUSUAL | MM_HOOKS_PAGE | MM_HOOK_CLEAR_PAGE)
static_assert(!((MM_HOOKS_PAGE | MM_HOOK_CLEAR_PAGE) & (__force unsigned long)__GFP_BITS_MASK));

bool init_on_alloc_enabled, init_on_free_enabled;
EXPORT_SYMBOL(init_on_alloc_enabled);
EXPORT_SYMBOL(init_on_free_enabled);
core_param(init_on_alloc, init_on_alloc_enabled, bool, 0444);
core_param(init_on_free, init_on_free_enabled, bool, 0444);

void prep_compound_page(struct page *page, unsigned int order)
{
	unsigned long i, nr = 1ul << order;

	__SetPageHead(page);
	for (i = 1; i < nr; i++)
		page[i].compound_head = (unsigned long)page + 1;
	page[1].compound_order = order;
	page[1].compound_nr = nr;
}

static void prep_new_page(struct page *page, const struct alloc_context *ac)
{
	unsigned int order = ac->order;
	gfp_t gfp = ac->gfp;

	page_prepare(page, order, ac->type);
	if (want_init_on_alloc(gfp))
		memset(page_address(page), 0, PAGE_SIZE << order);
	if (order && (gfp & __GFP_COMP))
		prep_compound_page(page, order);
	page_hand_out(page);
}

/* ---- one zone -------------------------------------------------------------------- */

static struct page *take_from_zone(struct zone *zone, const struct alloc_context *ac)
{
	struct page *page = NULL;
	unsigned long flags;

	if (ac->order < NR_PCP_ORDERS && ac->alloc_flags == ALLOC_WMARK_LOW)
		page = pcp_take_or_refill(zone, ac->order, ac->type, true);
	if (page)
		return page;
	spin_lock_irqsave(&zone->lock, flags);
	page = buddy_take(zone, ac->order, ac->type);
	if (!page)
		page = migratetype_steal(zone, ac->order, ac->type);
	spin_unlock_irqrestore(&zone->lock, flags);
	if (page)
		count_vm_events(pgalloc_event(zone), 1l << ac->order);
	return page;
}

static bool zone_allows(const struct zone *zone, const struct alloc_context *ac)
{
	unsigned int mark = ac->alloc_flags & ALLOC_WMARK_MASK;

	if (ac->alloc_flags & ALLOC_NO_WATERMARKS)
		return true;
	return zone_watermark_ok(zone, ac->order, zone->_watermark[mark], ac->highidx,
				 ac->alloc_flags);
}

/** get_page_from_freelist() - the first zone that has the block and may give it */
struct page *get_page_from_freelist(const struct alloc_context *ac)
{
	struct page *page;
	struct zoneref *z;
	struct zone *zone;

	for_each_zone_zonelist_nodemask(zone, z, ac->zonelist, ac->highidx, ac->nodemask) {
		if (!zone_allows(zone, ac)) {
			mm_explain("page: order %u: node %d zone %s is below its mark", ac->order,
				   zone->node, zone->name);
			continue;
		}
		page = take_from_zone(zone, ac);
		mm_explain("page: order %u: node %d zone %s: %s", ac->order, zone->node, zone->name,
			   page ? "taken" : "no block large enough");
		if (page)
			return page;
	}
	return NULL;
}

/* ---- the ladder ---------------------------------------------------------------------- */

/* The low mark first; ALLOC_WMARK_LOW alone lets a request use the CPU's own lists. */
static struct page *try_above_low(struct alloc_context *ac)
{
	struct page *page;
	struct zone *zone = first_zones_zonelist(ac->zonelist, ac->highidx, ac->nodemask)->zone;

	if (!zone)
		return NULL;
	if (ac->order < NR_PCP_ORDERS) {
		page = pcp_take_or_refill(zone, ac->order, ac->type,
					  zone_watermark_ok(zone, ac->order, low_wmark_pages(zone),
							    ac->highidx, 0));
		if (page) {
			mm_explain("page: order %u: node %d zone %s: taken from this CPU's list",
				   ac->order, zone->node, zone->name);
			return page;
		}
	}
	ac->alloc_flags = ALLOC_WMARK_LOW;
	return get_page_from_freelist(ac);
}

static bool request_is_valid(gfp_t gfp, unsigned int order)
{
	mm_require_stage(MM_STAGE_PAGE);
	might_alloc(gfp);
	if (unlikely(order > MAX_PAGE_ORDER)) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return false;
	}
	if (unlikely(mm_debug_hooks & MM_HOOK_FAIL_PAGE))
		return !should_fail_alloc_page(gfp, order);
	return true;
}

noinline struct page *alloc_pages_full(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodemask,
				       unsigned long caller)
{
	struct alloc_context ac;
	struct page *page;

	if (!request_is_valid(gfp, order))
		return NULL;
	/* No area of our own yet: the first call makes this thread a CPU. */
	if (unlikely(!this_cpu_read(page_cpu_online)) && !in_interrupt())
		port_thread_online();
	ac.gfp = gfp = current_gfp_context(gfp);
	ac.order = order;
	ac.type = request_migratetype(gfp);
	ac.highidx = gfp_zone(gfp);
	ac.zonelist = node_zonelist(nid, gfp);
	ac.nodemask = nodemask;
	if (unlikely(in_nmi())) {
		page = page_alloc_nmi(&ac);
	} else {
		page_poll_put_off();
		page = try_above_low(&ac) ?: alloc_slow(&ac);
	}
	if (!page)
		return NULL;
	prep_new_page(page, &ac);
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE) && !(gfp & __GFP_NOTRACK))
		track_page_alloc(page, order, caller);
	return page;
}

struct page *__alloc_pages(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodemask)
{
	if (unlikely(nid < 0 || nid >= MAX_NUMNODES))
		nid = numa_mem_id();
	if (unlikely(!NODE_DATA(nid))) {
		if (gfp & __GFP_THISNODE)
			return NULL;
		nid = memory_node[nid];
	}
	return alloc_pages_full(gfp, order, nid, nodemask, _RET_IP_);
}
EXPORT_SYMBOL(__alloc_pages);

/* A thread that is no CPU yet has no node; any will do. */
static noinline struct page *alloc_here_full(gfp_t gfp, unsigned int order, unsigned long caller)
{
	int nid = this_cpu_read(page_cpu_online) ? numa_mem_id() : memory_node[0];

	return alloc_pages_full(gfp, order, nid, NULL, caller);
}

static __always_inline struct page *alloc_here(gfp_t gfp, unsigned int order, unsigned long caller)
{
	struct per_cpu_pages *pcp;
	struct page *page;

	if (IS_ENABLED(CONFIG_DEBUG_VM))
		might_alloc(gfp);
	if (unlikely(order >= NR_PCP_ORDERS ||
		     ((READ_ONCE(mm_debug_hooks) | (__force unsigned int)gfp) & UNUSUAL)))
		return alloc_here_full(gfp, order, caller);
	pcp = this_cpu_read(page_cpu.from[(__force unsigned int)(gfp & GFP_ZONEMASK)]);
	if (unlikely(!local_guard_tryenter(&pcp->guard)))
		return alloc_here_full(gfp, order, caller);
	page = pcp_pop(pcp, order, gfp_migratetype(gfp));
	local_guard_exit(&pcp->guard);
	if (unlikely(!page))
		return alloc_here_full(gfp, order, caller);
	page->private = 0;
	page_hand_out(page);
	return page;
}

/**
 * alloc_pages() - a block of 2^@order pages near this CPU
 *
 * Context: as @gfp allows. Return: its first page, or NULL.
 */
struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	return alloc_here(gfp, order, _RET_IP_);
}
EXPORT_SYMBOL(alloc_pages);

struct folio *folio_alloc(gfp_t gfp, unsigned int order)
{
	return (struct folio *)alloc_here_full(gfp | __GFP_COMP, order, _RET_IP_);
}
EXPORT_SYMBOL(folio_alloc);

/** __get_free_pages() - the same, by address. Return: 0 when there is none. */
unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_here(gfp & ~__GFP_HIGHMEM, order, _RET_IP_);

	return page ? (unsigned long)page_address(page) : 0;
}
EXPORT_SYMBOL(__get_free_pages);

unsigned long get_zeroed_page(gfp_t gfp)
{
	struct page *page = alloc_here_full((gfp & ~__GFP_HIGHMEM) | __GFP_ZERO, 0, _RET_IP_);

	return page ? (unsigned long)page_address(page) : 0;
}
EXPORT_SYMBOL(get_zeroed_page);
