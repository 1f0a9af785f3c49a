/* SPDX-License-Identifier: MIT */
/*
 * mmzone.h - nodes, zones, free areas
 *
 * A node is a bank of memory with CPUs near it; a zone is the part of a node
 * that lies in one range of physical addresses. A zone's free memory is blocks
 * of 2^order pages in free_area[order], by migratetype; beside it each CPU
 * keeps small blocks in lists of its own (struct per_cpu_pages).
 */
#ifndef _LINUX_MMZONE_H
#define _LINUX_MMZONE_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/spinlock.h>
#include <linux/list.h>
#include <linux/numa.h>
#include <linux/nodemask.h>
#include <linux/cpumask.h>
#include <linux/cache.h>
#include <linux/mm_types.h>
#include <linux/page-flags.h>
#include <linux/gfp_types.h>
#include <asm/page.h>
#include <asm-generic/memory_model.h>
#include <quarry/local_guard.h>

#define MAX_PAGE_ORDER		CONFIG_MAX_PAGE_ORDER
#define NR_PAGE_ORDERS		(MAX_PAGE_ORDER + 1)
/* As of 6.1: one more than the largest order. */
#define MAX_ORDER		(MAX_PAGE_ORDER + 1)
#define MAX_ORDER_NR_PAGES	(1ul << MAX_PAGE_ORDER)
#define PAGE_ALLOC_COSTLY_ORDER	3

#define pageblock_order		(MAX_PAGE_ORDER < 9 ? MAX_PAGE_ORDER : 9)
#define pageblock_nr_pages	(1ul << pageblock_order)
#define pageblock_start_pfn(pfn) ((pfn) & ~(pageblock_nr_pages - 1))

enum migratetype {
	MIGRATE_UNMOVABLE,
	MIGRATE_MOVABLE,
	MIGRATE_RECLAIMABLE,
	MIGRATE_PCPTYPES,
	MIGRATE_HIGHATOMIC = MIGRATE_PCPTYPES,
	MIGRATE_CMA,
	MIGRATE_ISOLATE,
	MIGRATE_TYPES
};
extern const char *const migratetype_names[MIGRATE_TYPES];

/**
 * struct free_area - free blocks of one order
 * @free_list: blocks by migratetype, linked through page->lru
 * @nr_free: blocks on all lists together (blocks, not pages)
 *
 * Protected by zone->lock. Always: nr_free equals the lengths of the lists;
 * every page listed has PageBuddy set and page->private == this order.
 * free_area_check() verifies both.
 */
struct free_area {
	struct list_head free_list[MIGRATE_TYPES];
	unsigned long nr_free;
};

enum zone_stat_item {
	NR_FREE_PAGES,
	NR_ZONE_INACTIVE_ANON, NR_ZONE_ACTIVE_ANON, NR_ZONE_INACTIVE_FILE, NR_ZONE_ACTIVE_FILE,
	NR_ZONE_UNEVICTABLE, NR_ZONE_WRITE_PENDING, NR_MLOCK, NR_BOUNCE, NR_FREE_CMA_PAGES,
	NR_VM_ZONE_STAT_ITEMS
};

enum node_stat_item {
	NR_SLAB_RECLAIMABLE_B, NR_SLAB_UNRECLAIMABLE_B,
	NR_KERNEL_STACK_KB, NR_PAGETABLE, NR_KERNEL_MISC_RECLAIMABLE,
	NR_FILE_PAGES, NR_FILE_DIRTY, NR_WRITEBACK, NR_ANON_MAPPED, NR_FILE_MAPPED, NR_SHMEM,
	NR_VM_NODE_STAT_ITEMS
};

/* What happened, counted a CPU: for /proc/vmstat. */
enum vm_event_item {
	PGALLOC_DMA, PGALLOC_DMA32, PGALLOC_NORMAL, PGALLOC_MOVABLE, PGFREE,
	PCP_REFILL, PCP_DRAIN, PAGE_STEAL, PAGE_CLAIM, ALLOC_STALL,
	PAGE_ALLOC_FAILED,
	NR_VM_EVENT_ITEMS
};

enum zone_watermarks { WMARK_MIN, WMARK_LOW, WMARK_HIGH, NR_WMARK };
#define min_wmark_pages(z)	((z)->_watermark[WMARK_MIN])
#define low_wmark_pages(z)	((z)->_watermark[WMARK_LOW])
#define high_wmark_pages(z)	((z)->_watermark[WMARK_HIGH])
#define wmark_pages(z, i)	((z)->_watermark[i])

enum zone_type {
	ZONE_DMA,		/* below 16 MiB */
	ZONE_DMA32,		/* below 4 GiB */
	ZONE_NORMAL,
#ifdef CONFIG_HIGHMEM
	ZONE_HIGHMEM,
#endif
	ZONE_MOVABLE,
	__MAX_NR_ZONES
};
#define MAX_NR_ZONES __MAX_NR_ZONES

/*
 * Orders a CPU keeps for itself: 0..3. Four lists an order, though there are
 * three types: a request that asks for two types at once finds the fourth empty.
 */
#define NR_PCP_ORDERS		(PAGE_ALLOC_COSTLY_ORDER + 1)
#define NR_PCP_TYPES		4
#define NR_PCP_LISTS		(NR_PCP_TYPES * NR_PCP_ORDERS)

/**
 * struct per_cpu_pages - one CPU's own free blocks of one zone
 * @guard: who is inside; an interrupt that finds it taken goes to the zone
 * @drain: somebody asked for all of it back: the owner does it
 * @count: pages (not blocks) on all lists
 * @high: more than this many: @batch pages go back
 * @taken: pages handed out from here since boot
 * @moved: pages got from the zone, less those given back to it
 * @lists: by order and migratetype: see pcp_list()
 *
 * Only the owner touches the lists. Pages that were freed to them since boot:
 * count + taken - moved.
 */
struct per_cpu_pages {
	local_guard_t guard;
	bool drain;
	int batch;
	long count;
	long high;
	unsigned long taken;
	long moved;
	struct list_head lists[NR_PCP_LISTS];
} ____cacheline_aligned;

struct pglist_data;

/**
 * struct zone - one range of physical addresses in one node
 * @_watermark: free pages below which less and less may be taken
 * @lowmem_reserve: pages kept from requests that could be served by zone [i]
 * @pcp: per CPU, by CPU number; NULL in an empty zone
 * @pageblock_type: migratetype of each pageblock, PAGEBLOCK_NONE where it has no RAM
 * @zone_start_pfn: @spanned_pages: from the first to the last frame, holes included
 * @present_pages: frames that are RAM
 * @managed_pages: frames that the buddy system got
 * @free_area: see above, under @lock
 * @vm_stat: NR_FREE_PAGES changes under @lock
 */
struct zone {
	unsigned long _watermark[NR_WMARK];
	long lowmem_reserve[MAX_NR_ZONES];
	struct per_cpu_pages *pcp;
	u8 *pageblock_type;
	struct pglist_data *zone_pgdat;
	int node;
	unsigned int id;	/* as in page->flags: node and zone together */
	unsigned long zone_start_pfn;
	unsigned long spanned_pages;
	unsigned long present_pages;
	atomic_long_t managed_pages;
	const char *name;
	spinlock_t lock ____cacheline_aligned;
	struct free_area free_area[NR_PAGE_ORDERS];
	atomic_long_t vm_stat[NR_VM_ZONE_STAT_ITEMS];
};

struct zoneref {
	struct zone *zone;
	int zone_idx;
};

enum { ZONELIST_FALLBACK, ZONELIST_NOFALLBACK, MAX_ZONELISTS };
#define MAX_ZONES_PER_ZONELIST (MAX_NUMNODES * MAX_NR_ZONES)

/** struct zonelist - zones in the order in which they are tried; NULL ends it */
struct zonelist {
	struct zoneref _zonerefs[MAX_ZONES_PER_ZONELIST + 1];
};

/**
 * struct pglist_data - a node
 * @preferred: first zone for a request that may go up to zone [i]; NULL if none
 */
typedef struct pglist_data {
	struct zone node_zones[MAX_NR_ZONES];
	struct zone *preferred[MAX_NR_ZONES];
	struct zonelist node_zonelists[MAX_ZONELISTS];
	int nr_zones;
	int node_id;
	unsigned long node_start_pfn;
	unsigned long node_present_pages;
	unsigned long node_spanned_pages;
	atomic_long_t vm_stat[NR_VM_NODE_STAT_ITEMS];
} pg_data_t;

extern struct pglist_data *node_data[MAX_NUMNODES];
#define NODE_DATA(nid)		(node_data[nid])
#define node_present_pages(nid)	(NODE_DATA(nid)->node_present_pages)
#define node_spanned_pages(nid)	(NODE_DATA(nid)->node_spanned_pages)
#define node_start_pfn(nid)	(NODE_DATA(nid)->node_start_pfn)
#define node_end_pfn(nid)	(node_start_pfn(nid) + node_spanned_pages(nid))
#define zone_idx(zone)		((zone) - (zone)->zone_pgdat->node_zones)
#define pgdat_end_pfn(pgdat)	((pgdat)->node_start_pfn + (pgdat)->node_spanned_pages)

static inline unsigned long zone_managed_pages(const struct zone *zone)
{
	return atomic_long_read(&zone->managed_pages);
}
static inline unsigned long zone_end_pfn(const struct zone *zone)
{
	return zone->zone_start_pfn + zone->spanned_pages;
}
static inline bool zone_spans_pfn(const struct zone *zone, unsigned long pfn)
{
	return pfn >= zone->zone_start_pfn && pfn < zone_end_pfn(zone);
}
static inline bool populated_zone(const struct zone *zone)
{
	return zone->present_pages;
}
static inline bool managed_zone(const struct zone *zone)
{
	return zone_managed_pages(zone);
}
static inline int zone_to_nid(const struct zone *zone)
{
	return zone->node;
}
static inline struct zone *zonelist_zone(struct zoneref *ref)
{
	return ref->zone;
}
static inline int is_highmem(const struct zone *zone)
{
	return 0;
}

struct pglist_data *first_online_pgdat(void);
struct pglist_data *next_online_pgdat(struct pglist_data *pgdat);
struct zone *next_zone(struct zone *zone);
#define for_each_online_pgdat(pgdat) \
	for (pgdat = first_online_pgdat(); pgdat; pgdat = next_online_pgdat(pgdat))
#define for_each_zone(zone) \
	for (zone = first_online_pgdat()->node_zones; zone; zone = next_zone(zone))
#define for_each_populated_zone(zone) for_each_zone(zone) if (populated_zone(zone))

/* Zones of a list that a request up to @highidx may use, of nodes in @nodemask. */
struct zoneref *next_zones_zonelist(struct zoneref *ref, int highidx, const nodemask_t *nodes);
static inline struct zoneref *first_zones_zonelist(struct zonelist *zonelist, int highidx,
						   const nodemask_t *nodes)
{
	return next_zones_zonelist(zonelist->_zonerefs, highidx, nodes);
}
#define for_each_zone_zonelist_nodemask(zone, z, zlist, highidx, nodemask)	\
	for (z = first_zones_zonelist(zlist, highidx, nodemask), zone = z->zone;	\
	     zone;								\
	     z = next_zones_zonelist(z + 1, highidx, nodemask), zone = z->zone)
#define for_each_zone_zonelist(zone, z, zlist, highidx) \
	for_each_zone_zonelist_nodemask(zone, z, zlist, highidx, NULL)

/* Where in page->flags zone and node are. */
#define NODES_WIDTH		10
#define NODES_PGSHIFT		(BITS_PER_LONG - NODES_WIDTH)
#define ZONES_SHIFT		3
#define ZONES_PGSHIFT		(NODES_PGSHIFT - ZONES_SHIFT)
#define NR_ZONE_IDS		(MAX_NUMNODES << ZONES_SHIFT)

static inline enum zone_type page_zonenum(const struct page *page)
{
	return (page->flags >> ZONES_PGSHIFT) & ((1 << ZONES_SHIFT) - 1);
}
static inline int page_to_nid(const struct page *page)
{
	return page->flags >> NODES_PGSHIFT;
}
static inline struct pglist_data *page_pgdat(const struct page *page)
{
	return NODE_DATA(page_to_nid(page));
}
static inline struct zone *page_zone(const struct page *page)
{
	return &page_pgdat(page)->node_zones[page_zonenum(page)];
}
static inline unsigned int page_zone_id(const struct page *page)
{
	return page->flags >> ZONES_PGSHIFT;
}

/* One byte a pageblock, in its zone. */
#define PAGEBLOCK_NONE		0xff
static inline u8 *zone_pageblock_slot(const struct zone *zone, unsigned long pfn)
{
	unsigned long first = pageblock_start_pfn(zone->zone_start_pfn);

	return &zone->pageblock_type[(pfn - first) >> pageblock_order];
}
static inline u8 *pageblock_slot(const struct page *page)
{
	return zone_pageblock_slot(page_zone(page), page_to_pfn(page));
}
static inline enum migratetype get_pageblock_migratetype(const struct page *page)
{
	return READ_ONCE(*pageblock_slot(page));
}
void set_pageblock_migratetype(struct page *page, enum migratetype type);

/** gfp_zone() - the highest zone that a request may use: 4 bits a combination */
static inline enum zone_type gfp_zone(gfp_t flags)
{
	if (flags & __GFP_DMA)
		return ZONE_DMA;
	if (flags & __GFP_DMA32)
		return ZONE_DMA32;
	if ((flags & (__GFP_HIGHMEM | __GFP_MOVABLE)) == (__GFP_HIGHMEM | __GFP_MOVABLE))
		return ZONE_MOVABLE;
	return ZONE_NORMAL;
}
static inline enum migratetype gfp_migratetype(gfp_t flags)
{
	return (flags & GFP_MOVABLE_MASK) >> GFP_MOVABLE_SHIFT;
}
static inline struct zonelist *node_zonelist(int nid, gfp_t flags)
{
	return &NODE_DATA(nid)->node_zonelists[flags & __GFP_THISNODE ? ZONELIST_NOFALLBACK :
									 ZONELIST_FALLBACK];
}

int pfn_valid(unsigned long pfn);
#define pfn_present(pfn)	pfn_valid(pfn)
#define pfn_in_present_section(pfn) pfn_valid(pfn)

typedef unsigned int isolate_mode_t;

#include <linux/topology.h>

#endif
