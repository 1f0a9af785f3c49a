// SPDX-License-Identifier: MIT
/*
 * nmi_test.c - pages in an NMI: an allocation may fail, a free may not
 */
#include <kunit/test.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <quarry/mm_check.h>
#include "../../mm/page/page.h"
#include "../nmi.h"
#include "../pages_taken.h"

#define MAX_BLOCKS 256

/**
 * struct block - one that a case holds
 */
static struct block {
	struct page *page;
	unsigned int order;
} blocks[MAX_BLOCKS];
static unsigned int nr_blocks;

static struct per_cpu_pages *my_lists(void)
{
	return this_cpu_read(page_cpu.from[0]);
}

static bool put_off_here(void)
{
	return !llist_empty(this_cpu_ptr(&page_put_off));
}

static unsigned long pages_freed(void)
{
	return vm_event_total(PGFREE);
}

/* Free pages, with those that this CPU has in its lists. */
static unsigned long free_pages_now(void)
{
	drain_local_pages(NULL);
	return nr_free_pages();
}

static void take(struct kunit *test, unsigned int order, gfp_t gfp)
{
	struct block *block = &blocks[nr_blocks];

	block->page = alloc_pages(gfp, order);
	block->order = order;
	KUNIT_ASSERT_NOT_NULL(test, block->page);
	nr_blocks++;
}

static void give_all(void *unused)
{
	while (nr_blocks) {
		nr_blocks--;
		__free_pages(blocks[nr_blocks].page, blocks[nr_blocks].order);
	}
}

static void give_all_by_address(void *unused)
{
	while (nr_blocks) {
		nr_blocks--;
		free_pages((unsigned long)page_address(blocks[nr_blocks].page),
			   blocks[nr_blocks].order);
	}
}

static void put_all(void *unused)
{
	while (nr_blocks)
		put_page(blocks[--nr_blocks].page);
}

/* The locks of all zones, as if the NMI had interrupted their holder. */
static void nmi_with_zones_locked(void (*fn)(void *), void *arg)
{
	unsigned long flags;
	struct zone *zone;

	local_irq_save(flags);
	for_each_populated_zone(zone)
		spin_lock(&zone->lock);
	as_nmi(fn, arg);
	for_each_populated_zone(zone)
		spin_unlock(&zone->lock);
	local_irq_restore(flags);
}

/* ---- frees ----------------------------------------------------------------------- */

static void a_small_block_goes_on_the_lists_of_the_cpu(struct kunit *test)
{
	struct per_cpu_pages *pcp = my_lists();
	long count;

	if (mm_debug_hooks & MM_HOOKS_PAGE)
		kunit_skip(test, "with tracking frees are put off");
	take(test, 0, GFP_KERNEL);
	drain_local_pages(NULL);
	count = pcp->count;
	nmi_with_zones_locked(give_all, NULL);
	KUNIT_EXPECT_EQ(test, pcp->count, count + 1);
	KUNIT_EXPECT_FALSE(test, put_off_here());
}

static void blocks_of_all_orders_come_back(struct kunit *test)
{
	unsigned long before, freed, taken;
	unsigned int order, i;

	before = free_pages_now();
	freed = pages_freed();
	taken = pages_taken();
	for (i = 0; i < 3; i++) {
		for (order = 0; order <= min(MAX_PAGE_ORDER, 8); order++) {
			take(test, order, GFP_KERNEL);
			take(test, order, GFP_KERNEL | __GFP_COMP);
		}
		if (i == 0)
			nmi_with_zones_locked(give_all, NULL);
		else if (i == 1)
			as_nmi_in_irq(give_all_by_address, NULL);
		else
			as_nmi(give_all, NULL);
	}
	KUNIT_EXPECT_TRUE(test, put_off_here());
	KUNIT_EXPECT_EQ(test, free_pages_now(), before);
	KUNIT_EXPECT_FALSE(test, put_off_here());
	KUNIT_EXPECT_EQ(test, pages_freed() - freed, pages_taken() - taken);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

/* The NMI has come while this CPU was inside of its lists. */
static void a_free_that_finds_the_guard_taken_is_put_off(struct kunit *test)
{
	struct per_cpu_pages *pcp = my_lists();
	long count, freed;

	take(test, 0, GFP_KERNEL);
	take(test, 2, GFP_KERNEL);
	drain_local_pages(NULL);
	KUNIT_ASSERT_TRUE(test, local_guard_tryenter(&pcp->guard));
	count = pcp->count;
	nmi_with_zones_locked(give_all, NULL);
	local_guard_exit(&pcp->guard);
	KUNIT_EXPECT_EQ(test, pcp->count, count);
	KUNIT_EXPECT_TRUE(test, put_off_here());
	freed = pages_freed();
	page_drain_put_off();
	KUNIT_EXPECT_EQ(test, (long)pages_freed() - freed, 5l);
	KUNIT_EXPECT_FALSE(test, put_off_here());
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

/* Too many for the lists: they wait there for a free that may take the lock. */
static void the_next_free_takes_the_surplus(struct kunit *test)
{
	struct per_cpu_pages *pcp = my_lists();
	struct page *page;
	long i;

	if (pcp->high + 2 > MAX_BLOCKS)
		kunit_skip(test, "the lists hold more than %d pages", MAX_BLOCKS);
	if (mm_debug_hooks & MM_HOOKS_PAGE)
		kunit_skip(test, "with tracking frees are put off");
	page = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	for (i = 0; i < pcp->high + 2; i++)
		take(test, 0, GFP_KERNEL);
	drain_local_pages(NULL);
	nmi_with_zones_locked(give_all, NULL);
	KUNIT_EXPECT_GT(test, pcp->count, pcp->high);
	__free_page(page);
	KUNIT_EXPECT_LE(test, pcp->count, pcp->high);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void a_block_with_other_references_goes_in_parts(struct kunit *test)
{
	unsigned long before = free_pages_now();
	struct page *head;

	take(test, 6, GFP_KERNEL);
	take(test, 5, GFP_KERNEL | __GFP_COMP);
	head = blocks[0].page;
	get_page(head);
	get_page(blocks[1].page);
	nmi_with_zones_locked(give_all, NULL);
	KUNIT_EXPECT_EQ(test, page_count(head), 1);
	/* The head of the one, all of the other. */
	blocks[0].page = head;
	nr_blocks = 2;
	nmi_with_zones_locked(put_all, NULL);
	KUNIT_EXPECT_EQ(test, free_pages_now(), before);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void give_first(void *unused)
{
	__free_pages(blocks[0].page, blocks[0].order);
}

static void a_second_free_is_seen_at_once(struct kunit *test)
{
	take(test, 5, GFP_KERNEL);
	kunit_expect_reports(test, 2);
	nmi_with_zones_locked(give_first, NULL);
	nmi_with_zones_locked(give_first, NULL);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1ul);
	give_first(NULL);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 2ul);
	nr_blocks = 0;
	page_drain_put_off();
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void the_wrong_order_is_seen_at_once(struct kunit *test)
{
	take(test, 5, GFP_KERNEL);
	kunit_expect_reports(test, 1);
	blocks[0].order = 4;
	as_nmi(give_first, NULL);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1ul);
	blocks[0].order = 5;
	as_nmi(give_all, NULL);
}

/* ---- who drains --------------------------------------------------------------------- */

static void the_next_miss_drains(struct kunit *test)
{
	struct page *page;

	take(test, 5, GFP_KERNEL);
	as_nmi(give_all, NULL);
	KUNIT_EXPECT_TRUE(test, put_off_here());
	page = alloc_pages(GFP_KERNEL, 4);
	KUNIT_EXPECT_FALSE(test, put_off_here());
	KUNIT_ASSERT_NOT_NULL(test, page);
	take(test, 6, GFP_KERNEL);
	as_nmi(give_all, NULL);
	KUNIT_EXPECT_TRUE(test, put_off_here());
	__free_pages(page, 4);
	KUNIT_EXPECT_FALSE(test, put_off_here());
}

static void an_idle_turn_drains(struct kunit *test)
{
	take(test, 5, GFP_KERNEL);
	as_nmi_in_irq(give_all, NULL);
	slab_drain_requests();
	KUNIT_EXPECT_FALSE(test, put_off_here());
}

static void free_on_that_cpu(void *unused)
{
	as_nmi(give_all, NULL);
}

static void whoever_runs_out_of_memory_drains_for_all(struct kunit *test)
{
	unsigned int other = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());
	struct page *page;
	LIST_HEAD(all);

	if (other >= nr_cpu_ids)
		kunit_skip(test, "needs two CPUs");
	take(test, 7, GFP_KERNEL);
	KUNIT_ASSERT_EQ(test, smp_call_function_single(other, free_on_that_cpu, NULL, 1), 0);
	while ((page = alloc_pages(GFP_NOWAIT | __GFP_NOWARN, MAX_PAGE_ORDER)))
		list_add(&page->lru, &all);
	KUNIT_EXPECT_TRUE(test, llist_empty(per_cpu_ptr(&page_put_off, other)));
	while ((page = list_first_entry_or_null(&all, struct page, lru))) {
		list_del(&page->lru);
		__free_pages(page, MAX_PAGE_ORDER);
	}
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void drain_here(void *unused)
{
	drain_local_pages(NULL);
}

static void a_drain_wanted_in_an_nmi_is_left_as_a_request(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct per_cpu_pages *pcp = my_lists();

	KUNIT_ASSERT_NOT_NULL(test, page);
	nmi_with_zones_locked(drain_here, NULL);
	KUNIT_EXPECT_TRUE(test, pcp->drain);
	__free_page(page);
	KUNIT_EXPECT_FALSE(test, pcp->drain);
	KUNIT_EXPECT_EQ(test, pcp->count, 0l);
}

/* ---- allocations ------------------------------------------------------------------- */

static void try_order(void *order)
{
	blocks[0].order = *(unsigned int *)order;
	blocks[0].page = alloc_pages(GFP_ATOMIC | __GFP_NOWARN, blocks[0].order);
	nr_blocks = blocks[0].page != NULL;
}

static void an_allocation_waits_for_no_lock(struct kunit *test)
{
	unsigned int order;

	for (order = 0; order <= 6; order++) {
		drain_local_pages(NULL);
		nmi_with_zones_locked(try_order, &order);
		KUNIT_EXPECT_EQ(test, nr_blocks, 0u);
	}
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void an_allocation_takes_what_needs_no_waiting(struct kunit *test)
{
	unsigned int order;

	if (mm_debug_hooks & MM_HOOKS_PAGE)
		kunit_skip(test, "with tracking there is nothing in an NMI");
	for (order = 0; order <= 6; order++) {
		drain_local_pages(NULL);
		as_nmi(try_order, &order);
		KUNIT_EXPECT_EQ(test, nr_blocks, 1u);
		as_nmi(give_all, NULL);
	}
	/* From this CPU's lists, whoever holds the zone. */
	take(test, 1, GFP_KERNEL);
	give_all(NULL);
	order = 1;
	nmi_with_zones_locked(try_order, &order);
	KUNIT_EXPECT_EQ(test, nr_blocks, 1u);
	as_nmi(give_all, NULL);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void try_bulk(void *array)
{
	nr_blocks = alloc_pages_bulk_array(GFP_ATOMIC | __GFP_NOWARN, 20, (struct page **)array);
}

static void a_bulk_allocation_waits_for_no_lock(struct kunit *test)
{
	struct page *array[20] = {};

	drain_local_pages(NULL);
	nmi_with_zones_locked(try_bulk, array);
	KUNIT_EXPECT_EQ(test, nr_blocks, 0u);
	as_nmi(try_bulk, array);
	if (!(mm_debug_hooks & MM_HOOKS_PAGE))
		KUNIT_EXPECT_EQ(test, nr_blocks, 20u);
	while (nr_blocks)
		__free_page(array[--nr_blocks]);
}

static void pages_taken_in_bulk_are_counted(struct kunit *test)
{
	unsigned long freed = pages_freed(), taken = pages_taken(), nr, i;
	struct page *array[100] = {};

	if (mm_debug_hooks & MM_HOOKS_PAGE)
		kunit_skip(test, "records are pages too");
	nr = alloc_pages_bulk_array(GFP_KERNEL, ARRAY_SIZE(array), array);
	KUNIT_EXPECT_EQ(test, pages_taken() - taken, nr);
	for (i = 0; i < nr; i++)
		__free_page(array[i]);
	KUNIT_EXPECT_EQ(test, pages_freed() - freed, nr);
}

static void tidy_up(struct kunit *test)
{
	give_all(NULL);
	page_drain_put_off_all();
}

static struct kunit_case cases[] = { KUNIT_CASE(a_small_block_goes_on_the_lists_of_the_cpu),
				     KUNIT_CASE(blocks_of_all_orders_come_back),
				     KUNIT_CASE(a_free_that_finds_the_guard_taken_is_put_off),
				     KUNIT_CASE(the_next_free_takes_the_surplus),
				     KUNIT_CASE(a_block_with_other_references_goes_in_parts),
				     KUNIT_CASE(a_second_free_is_seen_at_once),
				     KUNIT_CASE(the_wrong_order_is_seen_at_once),
				     KUNIT_CASE(the_next_miss_drains),
				     KUNIT_CASE(an_idle_turn_drains),
				     KUNIT_CASE(whoever_runs_out_of_memory_drains_for_all),
				     KUNIT_CASE(a_drain_wanted_in_an_nmi_is_left_as_a_request),
				     KUNIT_CASE(an_allocation_waits_for_no_lock),
				     KUNIT_CASE(an_allocation_takes_what_needs_no_waiting),
				     KUNIT_CASE(a_bulk_allocation_waits_for_no_lock),
				     KUNIT_CASE(pages_taken_in_bulk_are_counted),
				     {} };

static struct kunit_suite suite = {
	.name = "page.nmi",
	.exit = tidy_up,
	.test_cases = cases,
};
kunit_test_suite(suite);
