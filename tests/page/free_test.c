// SPDX-License-Identifier: MIT
/*
 * free_test.c - tests mm/page/free.c: what is refused, and what is legal
 */
#include <kunit/test.h>
#include <quarry/mm_check.h>
#include "../../mm/page/page.h"

static void a_page_freed_twice_is_reported_and_refused(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL), *a, *b;

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_page(page);
	kunit_expect_reports(test, 1);
	__free_page(page);
	a = alloc_page(GFP_KERNEL);
	b = alloc_page(GFP_KERNEL);
	KUNIT_EXPECT_PTR_NE(test, a, b);
	__free_page(a);
	__free_page(b);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void the_wrong_order_is_reported_and_refused(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	kunit_expect_reports(test, 2);
	__free_pages(page, 1);
	__free_pages(page, 3);
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	__free_pages(page, 2);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

/* Refused after the reference is gone: the page is kept out of the lists, then repaired here. */
static void an_owners_mark_is_reported_and_refused(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL), *other;

	KUNIT_ASSERT_NOT_NULL(test, page);
	kunit_expect_reports(test, 3);
	__SetPageLocked(page);
	__free_page(page);
	__ClearPageLocked(page);
	set_page_count(page, 1);
	page->mapping = (void *)0x1000;
	__free_page(page);
	page->mapping = NULL;
	set_page_count(page, 1);
	__SetPageTable(page);
	__free_page(page);
	other = alloc_page(GFP_KERNEL);
	KUNIT_EXPECT_PTR_NE(test, other, page);
	__free_page(other);
	__ClearPageTable(page);
	set_page_count(page, 1);
	__free_page(page);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void a_free_while_another_reference_is_held_drops_one(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	__free_page(page);
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	put_page(page);
	KUNIT_EXPECT_EQ(test, page_count(page), 0);
}

static void tails_of_a_held_block_go_at_once_and_the_head_last(struct kunit *test)
{
	unsigned long before, held;
	struct page *page;

	drain_all_pages(NULL);
	before = nr_free_pages();
	page = alloc_pages(GFP_KERNEL, 3);
	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	__free_pages(page, 3);
	drain_all_pages(NULL);
	held = nr_free_pages();
	KUNIT_EXPECT_EQ(test, before - held, 1ul);
	put_page(page);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void a_held_compound_block_goes_whole_with_the_last_reference(struct kunit *test)
{
	unsigned long before;
	struct page *page;

	drain_all_pages(NULL);
	before = nr_free_pages();
	page = alloc_pages(GFP_KERNEL | __GFP_COMP, 3);
	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	__free_pages(page, 3);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, before - nr_free_pages(), 8ul);
	put_page(page);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

#define RUN_ORDER 6
#define RUN	  (1u << RUN_ORDER)

static struct page *run[RUN];

/* A block as single pages in run[], in order; the lists of this CPU are empty. */
static unsigned long take_run(struct kunit *test)
{
	unsigned long before;
	struct page *page;

	drain_all_pages(NULL);
	before = nr_free_pages();
	page = alloc_pages(GFP_KERNEL, RUN_ORDER);
	KUNIT_ASSERT_NOT_NULL(test, page);
	split_page(page, RUN_ORDER);
	for (unsigned int i = 0; i < RUN; i++)
		run[i] = page + i;
	return before;
}

static void pages_side_by_side_go_back_without_the_lists(struct kunit *test)
{
	unsigned long before = take_run(test);

	free_pages_bulk(run, RUN);
	/* What is on a CPU's lists would not count as free. */
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void any_part_of_a_block_goes_back_in_any_order(struct kunit *test)
{
	unsigned long before = take_run(test);

	free_pages_bulk(run + 3, 29);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
	for (unsigned int i = 32; i < RUN - 1; i += 2)
		swap(run[i], run[i + 1]);
	free_pages_bulk(run + 32, RUN - 32);
	free_pages_bulk(run, 3);
	free_pages_bulk(run, 0);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void a_held_page_among_many_stays(struct kunit *test)
{
	unsigned long before = take_run(test);

	get_page(run[20]);
	free_pages_bulk(run, RUN);
	KUNIT_EXPECT_EQ(test, page_count(run[20]), 1);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before - 1);
	put_page(run[20]);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void a_bad_page_among_many_is_refused_alone(struct kunit *test)
{
	unsigned long before = take_run(test);

	run[20]->mapping = (void *)0x1000;
	kunit_expect_reports(test, 1);
	free_pages_bulk(run, RUN);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before - 1);
	run[20]->mapping = NULL;
	set_page_count(run[20], 1);
	__free_page(run[20]);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static struct kunit_case free_cases[] = {
	KUNIT_CASE(a_page_freed_twice_is_reported_and_refused),
	KUNIT_CASE(the_wrong_order_is_reported_and_refused),
	KUNIT_CASE(an_owners_mark_is_reported_and_refused),
	KUNIT_CASE(a_free_while_another_reference_is_held_drops_one),
	KUNIT_CASE(tails_of_a_held_block_go_at_once_and_the_head_last),
	KUNIT_CASE(a_held_compound_block_goes_whole_with_the_last_reference),
	KUNIT_CASE(pages_side_by_side_go_back_without_the_lists),
	KUNIT_CASE(any_part_of_a_block_goes_back_in_any_order),
	KUNIT_CASE(a_held_page_among_many_stays),
	KUNIT_CASE(a_bad_page_among_many_is_refused_alone),
	{}
};

static struct kunit_suite free_suite = { .name = "page.free", .test_cases = free_cases };
kunit_test_suite(free_suite);
