// SPDX-License-Identifier: MIT
/*
 * zones_test.c - tests mm/page/zones.c, memmap.c and zonelist.c on the machine that runs
 */
#include <kunit/test.h>
#include <linux/memblock.h>
#include <linux/sched.h>
#include "../../mm/page/page.h"

#define for_each_frame(i, start, end, pfn)                                                         \
	for_each_mem_pfn_range(i, MAX_NUMNODES, &start, &end, NULL)                                \
		for (pfn = start; pfn < end; pfn++)

static void conversions_are_inverses_for_all_frames(struct kunit *test)
{
	unsigned long start, end, pfn, wrong = 0;
	int i;

	for_each_frame(i, start, end, pfn) {
		struct page *page = pfn_to_page(pfn);
		void *addr = page_address(page);

		wrong += page_to_pfn(page) != pfn;
		wrong += virt_to_page(addr) != page;
		wrong += virt_to_page(addr + PAGE_SIZE - 1) != page;
		wrong += page_to_phys(page) != PFN_PHYS(pfn);
		wrong += __pa(addr) != PFN_PHYS(pfn) || __va(PFN_PHYS(pfn)) != addr;
		wrong += !pfn_valid(pfn);
	}
	KUNIT_EXPECT_EQ(test, wrong, 0ul);
}

static enum zone_type zone_by_address(unsigned long pfn)
{
	if (PFN_PHYS(pfn) < 16ull << 20)
		return ZONE_DMA;
	return PFN_PHYS(pfn) < 4ull << 30 ? ZONE_DMA32 : ZONE_NORMAL;
}

static void every_frame_is_in_the_zone_of_its_address_and_node(struct kunit *test)
{
	unsigned long start, end, pfn, wrong = 0;
	int i, nid;

	for_each_mem_pfn_range(i, MAX_NUMNODES, &start, &end, &nid) {
		for (pfn = start; pfn < end; pfn++) {
			struct page *page = pfn_to_page(pfn);

			wrong += page_zonenum(page) != zone_by_address(pfn);
			wrong += page_to_nid(page) != nid;
			wrong += !zone_spans_pfn(page_zone(page), pfn);
		}
	}
	KUNIT_EXPECT_EQ(test, wrong, 0ul);
}

static void zones_add_up_to_ram(struct kunit *test)
{
	unsigned long present = 0, managed = 0;
	struct zone *zone;

	for_each_populated_zone(zone) {
		present += zone->present_pages;
		managed += zone_managed_pages(zone);
		KUNIT_EXPECT_GE(test, zone->spanned_pages, zone->present_pages);
		KUNIT_EXPECT_GE(test, zone->present_pages, zone_managed_pages(zone));
	}
	KUNIT_EXPECT_EQ(test, present, PHYS_PFN(memblock_phys_mem_size()));
	KUNIT_EXPECT_EQ(test, managed, totalram_pages());
}

static void early_pages_and_buddy_pages_make_up_ram(struct kunit *test)
{
	unsigned long start, end, pfn, reserved = 0, present = 0;
	int i;

	for_each_frame(i, start, end, pfn) {
		present++;
		reserved += PageReserved(pfn_to_page(pfn));
	}
	KUNIT_EXPECT_EQ(test, totalram_pages() + reserved, present);
	KUNIT_EXPECT_EQ(test, present, PHYS_PFN(memblock_phys_mem_size()));
}

static void every_frame_has_an_owner_and_the_sum_is_ram(struct kunit *test)
{
	struct page_states s;

	page_states_count(&s);
	kunit_info(test,
		   "%lu frames: %lu free, %lu pcp, %lu slab, %lu table, %lu reserved, %lu used",
		   s.present, s.free, s.pcp, s.slab, s.table, s.reserved, s.used);
	KUNIT_EXPECT_EQ(test, s.other, 0ul);
	KUNIT_EXPECT_EQ(test, s.free + s.pcp + s.slab + s.table + s.reserved + s.used, s.present);
	KUNIT_EXPECT_EQ(test, s.present, PHYS_PFN(memblock_phys_mem_size()));
	KUNIT_EXPECT_EQ(test, s.free, nr_free_pages());
	KUNIT_EXPECT_EQ(test, s.table, global_node_page_state(NR_PAGETABLE));
}

/* Own node first, high zones before low; then other nodes, never a nearer one later. */
static void zonelists_go_by_node_distance_then_zone(struct kunit *test)
{
	struct zoneref *z;
	struct zone *zone;
	int nid;

	for_each_online_node(nid) {
		int last_distance = 0, last_nid = -1, last_idx = 0;

		for_each_zone_zonelist(zone, z, node_zonelist(nid, GFP_KERNEL), MAX_NR_ZONES) {
			int distance = node_distance(nid, zone->node);

			KUNIT_EXPECT_GE(test, distance, last_distance);
			if (zone->node == last_nid)
				KUNIT_EXPECT_LT(test, (int)zone_idx(zone), last_idx);
			if (last_nid < 0)
				KUNIT_EXPECT_EQ(test, zone->node, nid);
			last_distance = distance;
			last_nid = zone->node;
			last_idx = zone_idx(zone);
		}
		for_each_zone_zonelist(zone, z, node_zonelist(nid, __GFP_THISNODE), MAX_NR_ZONES)
			KUNIT_EXPECT_EQ(test, zone->node, nid);
	}
}

/*
 * Take pages one by one until there are none: the zones they come from must
 * follow the zonelist, each left for good once it has no more to give. The
 * low marks are passed before the min marks, so the list is walked twice.
 */
static unsigned int exhaust(gfp_t gfp, int nid, struct list_head *taken, struct zone **visited,
			    unsigned int max)
{
	unsigned int nr = 0;
	struct page *page;

	while ((page = __alloc_pages(gfp | __GFP_NOWARN | __GFP_NOTRACK, 0, nid, NULL))) {
		list_add(&page->lru, taken);
		if (nr < max && (!nr || visited[nr - 1] != page_zone(page)))
			visited[nr++] = page_zone(page);
	}
	return nr;
}

static void give_all_back(struct list_head *taken)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, taken, lru) {
		list_del(&page->lru);
		__free_page(page);
	}
}

static void exhaustion_visits_zones_in_the_order_of_the_list(struct kunit *test)
{
	struct zone *visited[32], *expected[32];
	unsigned int nr, want = 0, i;
	struct zoneref *z;
	struct zone *zone;
	LIST_HEAD(taken);

	if (num_online_nodes() < 2)
		kunit_skip(test, "needs 2 nodes");
	for_each_zone_zonelist(zone, z, node_zonelist(1, GFP_NOWAIT), gfp_zone(GFP_NOWAIT))
		expected[want++] = zone;
	nr = exhaust(GFP_NOWAIT, 1, &taken, visited, ARRAY_SIZE(visited));
	give_all_back(&taken);
	drain_all_pages(NULL);
	KUNIT_ASSERT_GE(test, nr, want);
	for (i = 0; i < want; i++)
		KUNIT_EXPECT_PTR_EQ(test, visited[i], expected[i]);
}

static void zone_modifiers_choose_where_to_look(struct kunit *test)
{
	struct zone *visited[32];
	unsigned int nr, i;
	LIST_HEAD(taken);

	nr = exhaust(GFP_NOWAIT | GFP_DMA, first_online_pgdat()->node_id, &taken, visited, 32);
	give_all_back(&taken);
	for (i = 0; i < nr; i++)
		KUNIT_EXPECT_EQ(test, (int)zone_idx(visited[i]), (int)ZONE_DMA);
	nr = exhaust(GFP_NOWAIT | GFP_DMA32, first_online_pgdat()->node_id, &taken, visited, 32);
	give_all_back(&taken);
	for (i = 0; i < nr; i++)
		KUNIT_EXPECT_LE(test, (int)zone_idx(visited[i]), (int)ZONE_DMA32);
	nr = exhaust(GFP_NOWAIT | __GFP_THISNODE, first_online_pgdat()->node_id, &taken, visited,
		     32);
	give_all_back(&taken);
	for (i = 0; i < nr; i++)
		KUNIT_EXPECT_EQ(test, visited[i]->node, first_online_pgdat()->node_id);
	drain_all_pages(NULL);
}

static struct kunit_case zones_cases[] = {
	KUNIT_CASE(conversions_are_inverses_for_all_frames),
	KUNIT_CASE(every_frame_is_in_the_zone_of_its_address_and_node),
	KUNIT_CASE(zones_add_up_to_ram),
	KUNIT_CASE(early_pages_and_buddy_pages_make_up_ram),
	KUNIT_CASE(every_frame_has_an_owner_and_the_sum_is_ram),
	KUNIT_CASE(zonelists_go_by_node_distance_then_zone),
	KUNIT_CASE(exhaustion_visits_zones_in_the_order_of_the_list),
	KUNIT_CASE(zone_modifiers_choose_where_to_look),
	{}
};

static struct kunit_suite zones_suite = { .name = "page.zones", .test_cases = zones_cases };
kunit_test_suite(zones_suite);
