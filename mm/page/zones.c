// SPDX-License-Identifier: MIT
/*
 * zones.c - nodes and zones, from what memblock knows
 *
 * A node exists where there is RAM on it. Its zones are cut by physical
 * address: DMA below 16 MiB, DMA32 below 4 GiB, NORMAL above; they may hold
 * holes, so a zone has three sizes: spanned (first to last frame), present
 * (frames that are RAM), managed (what the buddy system got).
 *
 * Node structures, per-CPU lists and pageblock types come from memblock, on
 * the node they describe where there is room. A node of CPUs without RAM has
 * no structure: requests made there go to the nearest node that has some.
 *
 * The ranges of RAM are kept in frames (ram_ranges): they never change, and
 * memblock's own arrays are forgotten after the hand-over.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/memblock.h>
#include <linux/panic.h>
#include <linux/string.h>
#include "page.h"

#define DMA_LIMIT   PHYS_PFN(16ull << 20)
#define DMA32_LIMIT PHYS_PFN(4ull << 30)

struct pglist_data *node_data[MAX_NUMNODES];
EXPORT_SYMBOL(node_data);
nodemask_t node_states[NR_NODE_STATES];
unsigned int nr_node_ids = 1, nr_online_nodes = 1;
EXPORT_SYMBOL(node_states);
EXPORT_SYMBOL(nr_node_ids);
unsigned long max_pfn, min_low_pfn, max_low_pfn, max_mapnr;
void *high_memory;
EXPORT_SYMBOL(max_pfn);
EXPORT_SYMBOL(high_memory);

struct ram_range *ram_ranges;
unsigned int nr_ram_ranges;

static const char *const zone_names[MAX_NR_ZONES] = {
	[ZONE_DMA] = "DMA",
	[ZONE_DMA32] = "DMA32",
	[ZONE_NORMAL] = "Normal",
	[ZONE_MOVABLE] = "Movable",
};

/* Frames from [i] up to [i + 1] are zone i's. Movable is nobody's by address. */
static const unsigned long zone_limits[] = { 0, DMA_LIMIT, DMA32_LIMIT, ~0ul };

enum zone_type pfn_zone_type(unsigned long pfn)
{
	enum zone_type type = ZONE_DMA;

	while (pfn >= zone_limits[type + 1])
		type++;
	return type;
}

static void *__init boot_alloc(size_t size, int nid, const char *what)
{
	void *p = memblock_alloc_node(size, SMP_CACHE_BYTES, nid);

	if (!p)
		panic("no memory for %s of node %d (%zu bytes)\n", what, nid, size);
	return p;
}

/* The part of @range in zone @type of node @nid; false if there is none. */
static bool __init clip_range(const struct ram_range *range, int nid, enum zone_type type,
			      unsigned long *start, unsigned long *end)
{
	if (type + 1 >= ARRAY_SIZE(zone_limits) || range->nid != nid)
		return false;
	*start = max(range->start, zone_limits[type]);
	*end = min(range->end, zone_limits[type + 1]);
	return *start < *end;
}

static void __init size_zone(struct zone *zone, int nid, enum zone_type type)
{
	unsigned long start, end, first = ~0ul, last = 0;
	struct ram_range *range;

	for_each_ram_range(range)
	{
		if (!clip_range(range, nid, type, &start, &end))
			continue;
		first = min(first, start);
		last = max(last, end);
		zone->present_pages += end - start;
	}
	if (!zone->present_pages)
		return;
	zone->zone_start_pfn = first;
	zone->spanned_pages = last - first;
}

/* All of the pageblocks that hold RAM of the zone begin as movable. */
static void __init init_pageblocks(struct zone *zone, enum zone_type type)
{
	unsigned long start, end, blocks;
	struct ram_range *range;

	blocks = ((zone_end_pfn(zone) - 1) >> pageblock_order) -
		 (zone->zone_start_pfn >> pageblock_order) + 1;
	zone->pageblock_type = boot_alloc(blocks, zone->node, "pageblock types");
	memset(zone->pageblock_type, PAGEBLOCK_NONE, blocks);
	for_each_ram_range(range) if (clip_range(range, zone->node, type, &start, &end))
		memset(zone_pageblock_slot(zone, start), MIGRATE_MOVABLE,
		       ((end - 1) >> pageblock_order) - (start >> pageblock_order) + 1);
}

static void __init init_zone(struct pglist_data *pgdat, enum zone_type type)
{
	struct zone *zone = &pgdat->node_zones[type];

	zone->zone_pgdat = pgdat;
	zone->node = pgdat->node_id;
	zone->id = zone->node << ZONES_SHIFT | type;
	zone->name = zone_names[type];
	spin_lock_init(&zone->lock);
	free_area_init(zone);
	size_zone(zone, pgdat->node_id, type);
	if (!populated_zone(zone))
		return;
	pgdat->nr_zones = type + 1;
	init_pageblocks(zone, type);
	zone->pcp = boot_alloc(nr_cpu_ids * sizeof(*zone->pcp), zone->node, "per-CPU page lists");
}

static void __init init_node(int nid)
{
	struct pglist_data *pgdat = boot_alloc(sizeof(*pgdat), nid, "the node structure");
	struct ram_range *range;
	unsigned long last = 0;
	int i;

	pgdat->node_id = nid;
	pgdat->node_start_pfn = ~0ul;
	for_each_ram_range(range)
	{
		if (range->nid != nid)
			continue;
		pgdat->node_start_pfn = min(pgdat->node_start_pfn, range->start);
		last = max(last, range->end);
		pgdat->node_present_pages += range->end - range->start;
	}
	pgdat->node_spanned_pages = last - pgdat->node_start_pfn;
	node_data[nid] = pgdat;
	node_set_state(nid, N_MEMORY);
	node_set_state(nid, N_NORMAL_MEMORY);
	for (i = 0; i < MAX_NR_ZONES; i++)
		init_zone(pgdat, i);
	node_set_online(nid);
}

static void __init print_zones(void)
{
	struct ram_range *range;
	struct zone *zone;

	pr_info("Zone ranges:\n");
	for_each_zone(zone) {
		if (populated_zone(zone))
			pr_info("  %-8s node %d [mem %#018llx-%#018llx]\n", zone->name, zone->node,
				(u64)PFN_PHYS(zone->zone_start_pfn),
				(u64)PFN_PHYS(zone_end_pfn(zone)) - 1);
	}
	pr_info("Early memory node ranges\n");
	for_each_ram_range(range)
		pr_info("  node %3d: [mem %#018llx-%#018llx]\n", range->nid,
			(u64)PFN_PHYS(range->start), (u64)PFN_PHYS(range->end) - 1);
}

static void __init copy_ranges(void)
{
	unsigned long start, end;
	unsigned int nr = 0;
	int i, nid;

	for_each_mem_pfn_range(i, MAX_NUMNODES, &start, &end, &nid)
		nr++;
	ram_ranges = boot_alloc(nr * sizeof(*ram_ranges), NUMA_NO_NODE, "the ranges of RAM");
	for_each_mem_pfn_range(i, MAX_NUMNODES, &start, &end, &nid)
		ram_ranges[nr_ram_ranges++] = (struct ram_range){ start, end, nid };
	min_low_pfn = ram_ranges[0].start;
	max_pfn = max_low_pfn = max_mapnr = ram_ranges[nr - 1].end;
	high_memory = __va(PFN_PHYS(max_pfn) - 1) + 1;
}

/* Nodes that can be: those with RAM and those with CPUs. On line are those with RAM. */
static void __init set_possible_nodes(nodemask_t with_ram)
{
	unsigned int cpu;
	int nid;

	node_states[N_POSSIBLE] = with_ram;
	for_each_possible_cpu(cpu) {
		node_set_state(cpu_to_node(cpu), N_POSSIBLE);
		node_set_state(cpu_to_node(cpu), N_CPU);
	}
	for_each_node(nid)
		nr_node_ids = nid + 1;
}

void __init zones_init(void)
{
	nodemask_t with_ram = NODE_MASK_NONE;
	struct ram_range *range;
	int nid;

	copy_ranges();
	for_each_ram_range(range) node_set(range->nid, with_ram);
	set_possible_nodes(with_ram);
	for_each_node_mask(nid, with_ram) init_node(nid);
	print_zones();
}

/* ---- walking ---------------------------------------------------------------------- */

struct pglist_data *next_online_pgdat(struct pglist_data *pgdat)
{
	int nid = pgdat ? pgdat->node_id + 1 : 0;

	for (; nid < MAX_NUMNODES; nid++)
		if (node_data[nid])
			return node_data[nid];
	return NULL;
}
EXPORT_SYMBOL(next_online_pgdat);

struct pglist_data *first_online_pgdat(void)
{
	return next_online_pgdat(NULL);
}
EXPORT_SYMBOL(first_online_pgdat);

struct zone *next_zone(struct zone *zone)
{
	struct pglist_data *pgdat = zone->zone_pgdat;

	if (zone < pgdat->node_zones + MAX_NR_ZONES - 1)
		return zone + 1;
	pgdat = next_online_pgdat(pgdat);
	return pgdat ? pgdat->node_zones : NULL;
}
EXPORT_SYMBOL(next_zone);

/** pfn_valid() - is this frame RAM, and has it a struct page? Logarithmic in the ranges. */
int pfn_valid(unsigned long pfn)
{
	unsigned int low = 0, high = nr_ram_ranges;

	while (low < high) {
		unsigned int mid = (low + high) / 2;

		if (ram_ranges[mid].end <= pfn)
			low = mid + 1;
		else
			high = mid;
	}
	return low < nr_ram_ranges && pfn >= ram_ranges[low].start;
}
EXPORT_SYMBOL(pfn_valid);
