// SPDX-License-Identifier: MIT
/*
 * buddy_test.c - tests mm/page/buddy.c and migratetype.c
 *
 * The real code on a zone of one block: a block of the largest order is taken
 * from the machine and given to a zone of the test's own, so every count is
 * known exactly.
 */
#include <kunit/test.h>
#include <linux/prandom.h>
#include <linux/slab.h>
#include "../../mm/page/page.h"

static struct zone test_zone;
static struct page *block;

static int make_zone(struct kunit *test)
{
	block = alloc_pages(GFP_KERNEL | __GFP_NOTRACK, MAX_PAGE_ORDER);
	if (!block)
		kunit_skip(test, "no free block of the largest order");
	memset(&test_zone, 0, sizeof(test_zone));
	spin_lock_init(&test_zone.lock);
	free_area_init(&test_zone);
	test_zone.name = "test";
	set_page_count(block, 0);
	buddy_give(&test_zone, block, MAX_PAGE_ORDER, MIGRATE_MOVABLE);
	return 0;
}

static void drop_zone(struct kunit *test)
{
	struct page *whole;

	if (!block)
		return;
	whole = buddy_take(&test_zone, MAX_PAGE_ORDER, MIGRATE_MOVABLE);
	KUNIT_EXPECT_PTR_EQ(test, whole, block);
	set_page_count(block, 1);
	__free_pages(block, MAX_PAGE_ORDER);
}

static bool all_areas_are_right(void)
{
	unsigned int order;
	bool ok = true;

	for (order = 0; order < NR_PAGE_ORDERS; order++)
		ok &= free_area_check(&test_zone, order);
	return ok;
}

static void one_page_taken_leaves_one_block_of_each_order(struct kunit *test)
{
	struct page *page = buddy_take(&test_zone, 0, MIGRATE_MOVABLE);
	unsigned int order;

	KUNIT_EXPECT_PTR_EQ(test, page, block);
	for (order = 0; order < MAX_PAGE_ORDER; order++)
		KUNIT_EXPECT_EQ(test, test_zone.free_area[order].nr_free, 1ul);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[MAX_PAGE_ORDER].nr_free, 0ul);
	KUNIT_EXPECT_TRUE(test, all_areas_are_right());
	buddy_give(&test_zone, page, 0, MIGRATE_MOVABLE);
	for (order = 0; order < MAX_PAGE_ORDER; order++)
		KUNIT_EXPECT_EQ(test, test_zone.free_area[order].nr_free, 0ul);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[MAX_PAGE_ORDER].nr_free, 1ul);
}

static void the_smallest_block_that_fits_is_split(struct kunit *test)
{
	struct page *page = buddy_take(&test_zone, 2, MIGRATE_MOVABLE), *second;

	/* Blocks of orders 2 … MAX - 1 are left: one page comes from the order-2 block. */
	second = buddy_take(&test_zone, 0, MIGRATE_MOVABLE);
	KUNIT_EXPECT_PTR_EQ(test, second, block + 4);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[2].nr_free, 0ul);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[3].nr_free, 1ul);
	buddy_give(&test_zone, second, 0, MIGRATE_MOVABLE);
	buddy_give(&test_zone, page, 2, MIGRATE_MOVABLE);
}

static void blocks_that_are_no_buddies_do_not_merge(struct kunit *test)
{
	struct page *page[4];
	int i;

	for (i = 0; i < 4; i++)
		page[i] = buddy_take(&test_zone, 0, MIGRATE_MOVABLE);
	buddy_give(&test_zone, page[1], 0, MIGRATE_MOVABLE);
	buddy_give(&test_zone, page[2], 0, MIGRATE_MOVABLE);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[0].nr_free, 2ul);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[1].nr_free, 0ul);
	buddy_give(&test_zone, page[0], 0, MIGRATE_MOVABLE);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[1].nr_free, 1ul);
	buddy_give(&test_zone, page[3], 0, MIGRATE_MOVABLE);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[MAX_PAGE_ORDER].nr_free, 1ul);
}

#define SLOTS 256

static void random_step(struct rnd_state *rnd, struct page **taken, u8 *orders)
{
	unsigned int slot = prandom_u32_state(rnd) % SLOTS;

	if (taken[slot]) {
		buddy_give(&test_zone, taken[slot], orders[slot], MIGRATE_MOVABLE);
		taken[slot] = NULL;
		return;
	}
	orders[slot] = prandom_u32_state(rnd) % 7;
	taken[slot] = buddy_take(&test_zone, orders[slot], MIGRATE_MOVABLE);
}

static void nr_free_counts_the_lists_after_random_operations(struct kunit *test)
{
	struct page **taken = kunit_kcalloc(test, SLOTS, sizeof(*taken), GFP_KERNEL);
	u8 *orders = kunit_kcalloc(test, SLOTS, sizeof(*orders), GFP_KERNEL);
	struct rnd_state rnd;
	unsigned long i;
	long held = 0;

	KUNIT_ASSERT_NOT_NULL(test, taken);
	KUNIT_ASSERT_NOT_NULL(test, orders);
	prandom_seed_state(&rnd, 1);
	for (i = 0; i < 1000000; i++) {
		random_step(&rnd, taken, orders);
		if (i % 1000 == 0)
			KUNIT_ASSERT_TRUE(test, all_areas_are_right());
	}
	for (i = 0; i < SLOTS; i++)
		held += taken[i] ? 1l << orders[i] : 0;
	KUNIT_EXPECT_EQ(test, (long)zone_page_state(&test_zone, NR_FREE_PAGES),
			(long)MAX_ORDER_NR_PAGES - held);
	for (i = 0; i < SLOTS; i++)
		if (taken[i])
			buddy_give(&test_zone, taken[i], orders[i], MIGRATE_MOVABLE);
	KUNIT_EXPECT_EQ(test, test_zone.free_area[MAX_PAGE_ORDER].nr_free, 1ul);
}

/* The links are in struct page itself: whole blocks cost nothing, tails say nothing. */
static void a_free_block_lives_in_its_first_struct_page(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, sizeof(struct page), 64ul);
	KUNIT_EXPECT_TRUE(test, PageBuddy(block));
	KUNIT_EXPECT_EQ(test, block->private, (unsigned long)MAX_PAGE_ORDER);
	KUNIT_EXPECT_PTR_EQ(test, block->lru.next,
			    &test_zone.free_area[MAX_PAGE_ORDER].free_list[MIGRATE_MOVABLE]);
	KUNIT_EXPECT_FALSE(test, PageBuddy(block + 1));
}

static struct kunit_case buddy_cases[] = {
	KUNIT_CASE(one_page_taken_leaves_one_block_of_each_order),
	KUNIT_CASE(the_smallest_block_that_fits_is_split),
	KUNIT_CASE(blocks_that_are_no_buddies_do_not_merge),
	KUNIT_CASE(nr_free_counts_the_lists_after_random_operations),
	KUNIT_CASE(a_free_block_lives_in_its_first_struct_page),
	{}
};

static struct kunit_suite buddy_suite = {
	.name = "page.buddy",
	.init = make_zone,
	.exit = drop_zone,
	.test_cases = buddy_cases,
};
kunit_test_suite(buddy_suite);
