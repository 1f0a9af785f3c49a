// SPDX-License-Identifier: MIT
/*
 * watermark_test.c - tests mm/page/watermark.c and who may go how deep
 */
#include <kunit/test.h>
#include <linux/sched/mm.h>
#include <quarry/mm_check.h>
#include "../../mm/page/page.h"

static void marks_rise_and_leave_most_of_the_zone(struct kunit *test)
{
	struct zone *zone;

	for_each_populated_zone(zone) {
		KUNIT_EXPECT_GE(test, low_wmark_pages(zone), min_wmark_pages(zone));
		KUNIT_EXPECT_GE(test, high_wmark_pages(zone), low_wmark_pages(zone));
		KUNIT_EXPECT_LE(test, high_wmark_pages(zone), zone_managed_pages(zone) / 4 + 2);
	}
}

static void a_low_zone_keeps_a_reserve_from_those_who_could_go_higher(struct kunit *test)
{
	struct pglist_data *pgdat;
	int i, j;

	for_each_online_pgdat(pgdat) {
		for (i = 0; i < MAX_NR_ZONES; i++) {
			struct zone *zone = &pgdat->node_zones[i];

			KUNIT_EXPECT_EQ(test, zone->lowmem_reserve[i], 0l);
			for (j = i + 1; j < MAX_NR_ZONES; j++)
				KUNIT_EXPECT_GE(test, zone->lowmem_reserve[j],
						zone->lowmem_reserve[j - 1]);
		}
	}
}

/* A zone of the test's own: only numbers, no pages. */
static void shares_of_the_reserve_are_as_documented(struct kunit *test)
{
	static struct zone zone;

	zone.lowmem_reserve[ZONE_NORMAL] = 100;
	zone.free_area[0].nr_free = 1;
	atomic_long_set(&zone.vm_stat[NR_FREE_PAGES], 1000);
	KUNIT_EXPECT_TRUE(test, zone_watermark_ok(&zone, 0, 999, ZONE_DMA, 0));
	KUNIT_EXPECT_FALSE(test, zone_watermark_ok(&zone, 0, 1000, ZONE_DMA, 0));
	KUNIT_EXPECT_TRUE(test, zone_watermark_ok(&zone, 0, 899, ZONE_NORMAL, 0));
	KUNIT_EXPECT_FALSE(test, zone_watermark_ok(&zone, 0, 900, ZONE_NORMAL, 0));
	KUNIT_EXPECT_TRUE(test, zone_watermark_ok(&zone, 0, 1998, ZONE_DMA, ALLOC_HIGH));
	KUNIT_EXPECT_FALSE(test, zone_watermark_ok(&zone, 0, 2000, ZONE_DMA, ALLOC_HIGH));
	KUNIT_EXPECT_TRUE(test,
			  zone_watermark_ok(&zone, 0, 2660, ZONE_DMA, ALLOC_HIGH | ALLOC_HARDER));
	KUNIT_EXPECT_FALSE(test,
			   zone_watermark_ok(&zone, 0, 2670, ZONE_DMA, ALLOC_HIGH | ALLOC_HARDER));
	/* Enough pages, but none of them in a block that large. */
	KUNIT_EXPECT_FALSE(test, zone_watermark_ok(&zone, 1, 10, ZONE_DMA, 0));
	zone.free_area[3].nr_free = 1;
	KUNIT_EXPECT_TRUE(test, zone_watermark_ok(&zone, 1, 10, ZONE_DMA, 0));
}

static unsigned long take_all(gfp_t gfp, struct list_head *taken)
{
	struct page *page;
	unsigned long nr = 0;

	while ((page = alloc_page(gfp | __GFP_NOWARN | __GFP_NORETRY | __GFP_NOTRACK))) {
		list_add(&page->lru, taken);
		nr++;
	}
	return nr;
}

static unsigned long left_of(int idx)
{
	struct pglist_data *pgdat;
	unsigned long nr = 0;

	for_each_online_pgdat(pgdat)
		nr += zone_page_state(&pgdat->node_zones[idx], NR_FREE_PAGES);
	return nr;
}

static unsigned long min_marks(void)
{
	unsigned long nr = 0;
	struct zone *zone;

	for_each_populated_zone(zone)
		nr += min_wmark_pages(zone) + zone->lowmem_reserve[ZONE_NORMAL];
	return nr;
}

/* In turn: who may wait, who may not, who frees memory. Each gets deeper. */
static void each_kind_of_request_reaches_its_own_depth(struct kunit *test)
{
	unsigned long after_kernel, after_atomic, after_memalloc, atomic;
	struct page *page, *next;
	LIST_HEAD(taken);

	take_all(GFP_KERNEL, &taken);
	after_kernel = nr_free_pages();
	atomic = take_all(GFP_ATOMIC, &taken);
	after_atomic = nr_free_pages();
	take_all(GFP_ATOMIC | __GFP_MEMALLOC, &taken);
	after_memalloc = nr_free_pages();
	list_for_each_entry_safe(page, next, &taken, lru)
		__free_page(page);
	drain_all_pages(NULL);
	KUNIT_EXPECT_LE(test, after_kernel, min_marks() + num_online_nodes() * MAX_NR_ZONES);
	KUNIT_EXPECT_GE(test, after_kernel, min_marks() / 2);
	KUNIT_EXPECT_GT(test, atomic, 0ul);
	KUNIT_EXPECT_LT(test, after_atomic, after_kernel);
	KUNIT_EXPECT_GT(test, after_atomic, 0ul);
	KUNIT_EXPECT_EQ(test, after_memalloc, 0ul);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void the_reserve_of_the_dma_zone_is_left_for_dma(struct kunit *test)
{
	struct page *page, *next, *dma;
	unsigned long left, before, reserve;
	LIST_HEAD(taken);

	if (!left_of(ZONE_DMA) || !first_online_pgdat()->node_zones[ZONE_DMA].lowmem_reserve[2])
		kunit_skip(test, "needs a DMA zone below others");
	/* With much memory above it the reserve is more than the zone has. */
	before = left_of(ZONE_DMA);
	reserve = first_online_pgdat()->node_zones[ZONE_DMA].lowmem_reserve[ZONE_NORMAL];
	take_all(GFP_KERNEL, &taken);
	left = left_of(ZONE_DMA);
	dma = alloc_page(GFP_KERNEL | GFP_DMA | __GFP_NOWARN | __GFP_NORETRY);
	list_for_each_entry_safe(page, next, &taken, lru)
		__free_page(page);
	drain_all_pages(NULL);
	KUNIT_EXPECT_GE(test, left, min(reserve, before));
	KUNIT_EXPECT_NOT_NULL(test, dma);
	if (dma)
		__free_page(dma);
}

static struct kunit_case watermark_cases[] = {
	KUNIT_CASE(marks_rise_and_leave_most_of_the_zone),
	KUNIT_CASE(a_low_zone_keeps_a_reserve_from_those_who_could_go_higher),
	KUNIT_CASE(shares_of_the_reserve_are_as_documented),
	KUNIT_CASE(each_kind_of_request_reaches_its_own_depth),
	KUNIT_CASE(the_reserve_of_the_dma_zone_is_left_for_dma),
	{}
};

static struct kunit_suite watermark_suite = {
	.name = "page.watermark",
	.test_cases = watermark_cases,
};
kunit_test_suite(watermark_suite);
