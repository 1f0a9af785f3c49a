/* SPDX-License-Identifier: MIT */
/*
 * page.h - what the files of mm/page share
 *
 * The way of an allocation: alloc.c (ladder) → for each zone of zonelist.c:
 * pcp.c, then watermark.c, buddy.c, migratetype.c → alloc_slow.c. The way of a
 * free: free.c (checks) → pcp.c → buddy.c.
 */
#ifndef MM_PAGE_H
#define MM_PAGE_H

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/vmstat.h>
#include <quarry/debug_hooks.h>
#include <quarry/local_guard.h>
#include <quarry/mm_stage.h>
#include <quarry/report.h>

/* alloc_flags: the mark to stay above in the low bits, then how far below it one may go */
#define ALLOC_WMARK_MIN	    WMARK_MIN
#define ALLOC_WMARK_LOW	    WMARK_LOW
#define ALLOC_WMARK_HIGH    WMARK_HIGH
#define ALLOC_WMARK_MASK    3u
#define ALLOC_NO_WATERMARKS 4u
#define ALLOC_HARDER	    8u
#define ALLOC_HIGH	    16u

/**
 * struct alloc_context - one request on its way down
 * @highidx: the highest zone it may use
 * @zonelist: @nodemask: where it may look, in this order
 */
struct alloc_context {
	gfp_t gfp;
	unsigned int order;
	enum migratetype type;
	enum zone_type highidx;
	struct zonelist *zonelist;
	nodemask_t *nodemask;
	unsigned int alloc_flags;
};

/* zones.c */
void zones_init(void);

/**
 * struct ram_range - frames [start, end) of one node, all RAM; ascending, disjoint
 */
struct ram_range {
	unsigned long start, end;
	int nid;
};
extern struct ram_range *ram_ranges;
extern unsigned int nr_ram_ranges;
#define for_each_ram_range(range)                                                                  \
	for (range = ram_ranges; range < ram_ranges + nr_ram_ranges; range++)
/* The zone that a frame belongs to by its address alone. */
enum zone_type pfn_zone_type(unsigned long pfn);
/* memmap.c */
void memmap_init(void);
/* zonelist.c */
void zonelists_init(void);
void node_distances_set(const u8 *table, unsigned int nr_nodes);
/* watermark.c */
void watermarks_init(void);
bool zone_watermark_ok(const struct zone *zone, unsigned int order, unsigned long mark,
		       enum zone_type highidx, unsigned int alloc_flags);

/* buddy.c: zone->lock is held, interrupts are off */
void free_area_init(struct zone *zone);
struct page *buddy_take(struct zone *zone, unsigned int order, enum migratetype type);
void buddy_give(struct zone *zone, struct page *page, unsigned int order, enum migratetype type);
/* Take a listed block of @order off its list. */
void buddy_remove(struct zone *zone, struct page *page, unsigned int order);
/* Keep the low 2^@low pages of a block of @high that is on no list; list the rest. */
void buddy_split(struct zone *zone, struct page *page, unsigned int low, unsigned int high,
		 enum migratetype type);
bool free_area_check(const struct zone *zone, unsigned int order);
static inline void buddy_count(struct zone *zone, long pages)
{
	atomic_long_t *count = &zone->vm_stat[NR_FREE_PAGES];

	/* Changed under the lock only, so it needs no locked instruction. */
	atomic_long_set(count, atomic_long_read(count) + pages);
}

/* migratetype.c */
struct page *migratetype_steal(struct zone *zone, unsigned int order, enum migratetype type);

/**
 * struct page_cpu - where a CPU finds its own lists
 * @home: the lists of each zone, by zone->id
 * @from: the lists of the zone to try first, by the zone bits of a request
 *
 * A CPU that is off line, a thread that is no CPU, a zone that does not exist:
 * the dead lists, whose guard is always taken.
 */
struct page_cpu {
	struct per_cpu_pages *home[NR_ZONE_IDS];
	struct per_cpu_pages *from[1 + (__force unsigned int)GFP_ZONEMASK];
};

/* pcp.c */
DECLARE_PER_CPU(struct page_cpu, page_cpu);
DECLARE_PER_CPU(bool, page_cpu_online);
void pcp_init(void);
void pcp_init_late(void);
struct page *pcp_take_or_refill(struct zone *zone, unsigned int order, enum migratetype type,
				bool refill);
void pcp_overflow(struct per_cpu_pages *pcp, const struct page *page);

static __always_inline struct list_head *pcp_list(struct per_cpu_pages *pcp, unsigned int order,
						  enum migratetype type)
{
	return &pcp->lists[order * NR_PCP_TYPES + type];
}

/* The newest block of a list, or NULL. The guard is held. */
static __always_inline struct page *pcp_pop(struct per_cpu_pages *pcp, unsigned int order,
					    enum migratetype type)
{
	struct list_head *list = pcp_list(pcp, order, type), *first = list->next;

	if (unlikely(first == list))
		return NULL;
	/* Only this end is touched: what the block's links say does not matter. */
	list->next = first->next;
	first->next->prev = list;
	pcp->count -= 1ul << order;
	pcp->taken += 1ul << order;
	return list_entry(first, struct page, lru);
}

/* Put a block there. False: the lists are in use. */
static __always_inline bool pcp_give(struct per_cpu_pages *pcp, struct page *page,
				     unsigned int order)
{
	struct list_head *list = pcp_list(pcp, order, page->block_type);

	if (unlikely(!local_guard_tryenter(&pcp->guard)))
		return false;
	list_add(&page->lru, list);
	pcp->count += 1ul << order;
	if (unlikely(pcp->count > READ_ONCE(pcp->high))) {
		pcp_overflow(pcp, page);
		return true;
	}
	local_guard_exit(&pcp->guard);
	return true;
}

/* The last step: from now on others may take references, and see all that was done before. */
static __always_inline void page_hand_out(struct page *page)
{
	atomic_set_release(&page->_refcount, 1);
}

/* What a page is before it is handed out, but for its count; @page is on no list. */
static __always_inline void page_prepare(struct page *page, unsigned int order,
					 enum migratetype type)
{
	page->mapping = NULL;
	page->private = 0;
	page->block_order = order;
	page->block_type = type;
}

/* A request cannot be of two types; the one that groups best is taken then. */
static inline enum migratetype request_migratetype(gfp_t gfp)
{
	enum migratetype type = gfp_migratetype(gfp);

	return WARN_ON_ONCE(type >= MIGRATE_PCPTYPES) ? MIGRATE_UNMOVABLE : type;
}

/* alloc.c */
struct page *get_page_from_freelist(const struct alloc_context *ac);
/* All the ladder but its first rung; @caller: for those who track. */
struct page *alloc_pages_full(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodemask,
			      unsigned long caller);
/* alloc_slow.c */
struct page *alloc_slow(struct alloc_context *ac);

/* free.c */
void free_block(struct page *page, unsigned int order);
/* nmi.c */
DECLARE_PER_CPU(struct llist_head, page_put_off);
void page_put_off_free(struct page *page);
void page_drain_put_off_all(void);
struct page *page_alloc_nmi(const struct alloc_context *ac);

/* What NMIs of this CPU could not free: where a lock is taken anyway. */
static inline void page_poll_put_off(void)
{
	if (unlikely(!llist_empty(this_cpu_ptr(&page_put_off))))
		page_drain_put_off();
}

/* debug.c */
void bad_page(struct page *page, const char *reason);

/* vmstat.c */
static inline enum vm_event_item pgalloc_event(const struct zone *zone)
{
	return PGALLOC_DMA + zone_idx(zone);
}

#endif
