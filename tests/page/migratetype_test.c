// SPDX-License-Identifier: MIT
/*
 * migratetype_test.c - tests mm/page/migratetype.c
 *
 * On a zone of one block, as buddy_test.c has it; it spans the block, so that
 * pageblocks are found in it.
 */
#include <kunit/test.h>
#include "../../mm/page/page.h"

static struct zone test_zone;
static struct page *block;

static void set_types(enum migratetype type)
{
	unsigned long i;

	for (i = 0; i < MAX_ORDER_NR_PAGES; i += pageblock_nr_pages)
		set_pageblock_migratetype(block + i, type);
}

static int make_zone(struct kunit *test)
{
	block = alloc_pages(GFP_KERNEL | __GFP_NOTRACK | __GFP_NOWARN, MAX_PAGE_ORDER);
	if (!block)
		kunit_skip(test, "no free block of the largest order");
	memset(&test_zone, 0, sizeof(test_zone));
	spin_lock_init(&test_zone.lock);
	free_area_init(&test_zone);
	test_zone.name = "test";
	test_zone.zone_start_pfn = page_to_pfn(block);
	test_zone.spanned_pages = MAX_ORDER_NR_PAGES;
	set_page_count(block, 0);
	set_types(MIGRATE_MOVABLE);
	buddy_give(&test_zone, block, MAX_PAGE_ORDER, MIGRATE_MOVABLE);
	return 0;
}

static void drop_zone(struct kunit *test)
{
	struct page *whole = NULL;
	int type;

	if (!block)
		return;
	for (type = 0; type < MIGRATE_PCPTYPES && !whole; type++)
		whole = buddy_take(&test_zone, MAX_PAGE_ORDER, type);
	KUNIT_EXPECT_PTR_EQ(test, whole, block);
	set_types(MIGRATE_MOVABLE);
	set_page_count(block, 1);
	__free_pages(block, MAX_PAGE_ORDER);
}

static bool list_is_empty(unsigned int order, enum migratetype type)
{
	return list_empty(&test_zone.free_area[order].free_list[type]);
}

static void a_type_without_blocks_takes_the_largest_and_claims_it(struct kunit *test)
{
	struct page *page;

	KUNIT_EXPECT_NULL(test, buddy_take(&test_zone, 0, MIGRATE_UNMOVABLE));
	page = migratetype_steal(&test_zone, 0, MIGRATE_UNMOVABLE);
	KUNIT_ASSERT_PTR_EQ(test, page, block);
	KUNIT_EXPECT_EQ(test, (int)get_pageblock_migratetype(block), (int)MIGRATE_UNMOVABLE);
	KUNIT_EXPECT_FALSE(test, list_is_empty(0, MIGRATE_UNMOVABLE));
	KUNIT_EXPECT_TRUE(test, list_is_empty(0, MIGRATE_MOVABLE));
	buddy_give(&test_zone, page, 0, get_pageblock_migratetype(page));
	KUNIT_EXPECT_FALSE(test, list_is_empty(MAX_PAGE_ORDER, MIGRATE_UNMOVABLE));
}

/* Taken: all but one pageblock, and most of that. The rest moves over, the type stays. */
static void a_pageblock_mostly_in_use_keeps_its_type(struct kunit *test)
{
	struct page *used[NR_PAGE_ORDERS] = {}, *page;
	int order;

	for (order = MAX_PAGE_ORDER - 1; order > pageblock_order - 4; order--)
		used[order] = buddy_take(&test_zone, order, MIGRATE_MOVABLE);
	page = migratetype_steal(&test_zone, 0, MIGRATE_UNMOVABLE);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, (int)get_pageblock_migratetype(page), (int)MIGRATE_MOVABLE);
	buddy_give(&test_zone, page, 0, get_pageblock_migratetype(page));
	for (order = 0; order < MAX_PAGE_ORDER; order++)
		if (used[order])
			buddy_give(&test_zone, used[order], order, MIGRATE_MOVABLE);
}

static void a_small_movable_request_takes_only_what_it_needs(struct kunit *test)
{
	struct page *held, *page;

	/* All is unmovable, one page of it in use: no free block reaches a pageblock. */
	set_types(MIGRATE_UNMOVABLE);
	held = buddy_take(&test_zone, pageblock_order / 2, MIGRATE_MOVABLE);
	buddy_give(&test_zone, held, pageblock_order / 2, MIGRATE_UNMOVABLE);
	held = buddy_take(&test_zone, pageblock_order - 1, MIGRATE_UNMOVABLE);
	KUNIT_ASSERT_NOT_NULL(test, held);
	page = migratetype_steal(&test_zone, 0, MIGRATE_MOVABLE);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page)
		buddy_give(&test_zone, page, 0, get_pageblock_migratetype(page));
	buddy_give(&test_zone, held, pageblock_order - 1, MIGRATE_UNMOVABLE);
}

static void nothing_large_enough_is_null(struct kunit *test)
{
	struct page *whole = buddy_take(&test_zone, MAX_PAGE_ORDER, MIGRATE_MOVABLE);

	KUNIT_EXPECT_NULL(test, migratetype_steal(&test_zone, 0, MIGRATE_UNMOVABLE));
	buddy_give(&test_zone, whole, MAX_PAGE_ORDER, MIGRATE_MOVABLE);
}

/* In the machine: pages of one type come from pageblocks of that type, as long as there are any. */
static void unmovable_pages_share_pageblocks(struct kunit *test)
{
	static struct page *pages[256];
	unsigned int i, others = 0;

	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
		others += get_pageblock_migratetype(pages[i]) != MIGRATE_UNMOVABLE;
	}
	for (i = 0; i < ARRAY_SIZE(pages); i++)
		__free_page(pages[i]);
	KUNIT_EXPECT_LT(test, others, 128u);
}

static struct kunit_case migratetype_cases[] = {
	KUNIT_CASE(a_type_without_blocks_takes_the_largest_and_claims_it),
	KUNIT_CASE(a_pageblock_mostly_in_use_keeps_its_type),
	KUNIT_CASE(a_small_movable_request_takes_only_what_it_needs),
	KUNIT_CASE(nothing_large_enough_is_null),
	KUNIT_CASE(unmovable_pages_share_pageblocks),
	{}
};

static struct kunit_suite migratetype_suite = {
	.name = "page.migratetype",
	.init = make_zone,
	.exit = drop_zone,
	.test_cases = migratetype_cases,
};
kunit_test_suite(migratetype_suite);
