// SPDX-License-Identifier: MIT
/*
 * pcp_test.c - tests mm/page/pcp.c: each CPU's own lists
 */
#include <kunit/test.h>
#include <linux/cpu.h>
#include <linux/sched.h>
#include <quarry/mm_check.h>
#include "../../mm/page/page.h"
#include "../pages_taken.h"

/* The lists that a plain request of this CPU uses. */
static struct per_cpu_pages *my_lists(void)
{
	return this_cpu_read(page_cpu.from[0]);
}

static void a_small_block_is_kept_and_comes_back_first(struct kunit *test)
{
	unsigned int order;

	for (order = 0; order < NR_PCP_ORDERS; order++) {
		struct page *page = alloc_pages(GFP_KERNEL, order), *again;
		unsigned long free;
		long count;

		KUNIT_ASSERT_NOT_NULL(test, page);
		/* So that it fits. */
		drain_local_pages(NULL);
		count = my_lists()->count;
		free = nr_free_pages();
		__free_pages(page, order);
		KUNIT_EXPECT_EQ(test, my_lists()->count, count + (1l << order));
		KUNIT_EXPECT_EQ(test, nr_free_pages(), free);
		again = alloc_pages(GFP_KERNEL, order);
		KUNIT_EXPECT_PTR_EQ(test, again, page);
		__free_pages(again, order);
	}
}

static void larger_blocks_go_to_the_zone(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, NR_PCP_ORDERS);
	unsigned long free;

	KUNIT_ASSERT_NOT_NULL(test, page);
	free = nr_free_pages();
	__free_pages(page, NR_PCP_ORDERS);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), free + (1ul << NR_PCP_ORDERS));
}

static void the_lists_never_hold_more_than_high(struct kunit *test)
{
	static struct page *pages[1000];
	struct per_cpu_pages *pcp = my_lists();
	unsigned int i, nr, over = 0;

	for (nr = 0; nr < ARRAY_SIZE(pages); nr++) {
		pages[nr] = alloc_page(GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, pages[nr]);
	}
	for (i = 0; i < nr; i++) {
		__free_page(pages[i]);
		over += pcp->count > pcp->high;
	}
	KUNIT_EXPECT_EQ(test, over, 0u);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void draining_leaves_nothing(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long pages = 0;
	struct zone *zone;
	unsigned int cpu;

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_page(page);
	drain_local_pages(NULL);
	for_each_populated_zone(zone)
		KUNIT_EXPECT_EQ(test, zone->pcp[raw_smp_processor_id()].count, 0l);
	/* Nobody else runs here but idle CPUs and their reaping: this is a lower bound. */
	drain_all_pages(NULL);
	for_each_populated_zone(zone)
		for_each_online_cpu(cpu)
			pages += zone->pcp[cpu].count;
	KUNIT_EXPECT_LT(test, pages, 200ul);
}

/* As an interrupt sees it that comes while the interrupted is inside. */
static void whoever_finds_the_guard_taken_goes_to_the_zone(struct kunit *test)
{
	struct per_cpu_pages *pcp = my_lists();
	struct page *page;
	long count;

	KUNIT_ASSERT_TRUE(test, local_guard_tryenter(&pcp->guard));
	count = pcp->count;
	page = alloc_page(GFP_ATOMIC);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page)
		__free_page(page);
	KUNIT_EXPECT_EQ(test, pcp->count, count);
	local_guard_exit(&pcp->guard);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void a_drain_asked_for_inside_is_done_by_the_next_free(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct per_cpu_pages *pcp = my_lists();

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_ASSERT_TRUE(test, local_guard_tryenter(&pcp->guard));
	drain_local_pages(NULL);
	KUNIT_EXPECT_TRUE(test, pcp->drain);
	local_guard_exit(&pcp->guard);
	__free_page(page);
	KUNIT_EXPECT_FALSE(test, pcp->drain);
	KUNIT_EXPECT_EQ(test, pcp->count, 0l);
	KUNIT_EXPECT_GT(test, pcp->high, 0l);
}

static void both_movable_and_reclaimable_is_reported(struct kunit *test)
{
	struct page *page;

	kunit_expect_reports(test, 1);
	page = alloc_page(GFP_KERNEL | __GFP_MOVABLE | __GFP_RECLAIMABLE);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page)
		__free_page(page);
}

/* What is allocated and freed is counted, by whichever way it went. */
static void events_count_pages(struct kunit *test)
{
	unsigned long taken = pages_taken(), given = vm_event_total(PGFREE);
	struct page *page;
	int order;

	for (order = 0; order <= 5; order++) {
		page = alloc_pages(GFP_KERNEL, order);
		KUNIT_ASSERT_NOT_NULL(test, page);
		__free_pages(page, order);
	}
	taken = pages_taken() - taken;
	KUNIT_EXPECT_GE(test, taken, 63ul);
	KUNIT_EXPECT_GE(test, vm_event_total(PGFREE) - given, 63ul);
	if (num_online_cpus() == 1)
		KUNIT_EXPECT_EQ(test, taken, 63ul);
}

static void offline_cpu_list_is_empty(struct kunit *test)
{
	unsigned int cpu = nr_cpu_ids - 1;
	struct zone *zone;

	if (nr_cpu_ids < 2 || cpu == raw_smp_processor_id() || cpu_down(cpu))
		kunit_skip(test, "needs a CPU that can go off line");
	for_each_populated_zone(zone)
		KUNIT_EXPECT_EQ(test, zone->pcp[cpu].count, 0l);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
	KUNIT_EXPECT_EQ(test, cpu_up(cpu), 0);
}

static struct kunit_case pcp_cases[] = { KUNIT_CASE(a_small_block_is_kept_and_comes_back_first),
					 KUNIT_CASE(larger_blocks_go_to_the_zone),
					 KUNIT_CASE(the_lists_never_hold_more_than_high),
					 KUNIT_CASE(draining_leaves_nothing),
					 KUNIT_CASE(whoever_finds_the_guard_taken_goes_to_the_zone),
					 KUNIT_CASE(
						 a_drain_asked_for_inside_is_done_by_the_next_free),
					 KUNIT_CASE(both_movable_and_reclaimable_is_reported),
					 KUNIT_CASE(events_count_pages),
					 KUNIT_CASE(offline_cpu_list_is_empty),
					 {} };

/* Lists begin empty, so that none overflows in a case. */
static int begin_drained(struct kunit *test)
{
	drain_local_pages(NULL);
	return 0;
}

static struct kunit_suite pcp_suite = {
	.name = "page.pcp",
	.init = begin_drained,
	.test_cases = pcp_cases,
};
kunit_test_suite(pcp_suite);
