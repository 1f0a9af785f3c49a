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

static struct kunit_case free_cases[] = {
	KUNIT_CASE(a_page_freed_twice_is_reported_and_refused),
	KUNIT_CASE(the_wrong_order_is_reported_and_refused),
	KUNIT_CASE(an_owners_mark_is_reported_and_refused),
	KUNIT_CASE(a_free_while_another_reference_is_held_drops_one),
	KUNIT_CASE(tails_of_a_held_block_go_at_once_and_the_head_last),
	KUNIT_CASE(a_held_compound_block_goes_whole_with_the_last_reference),
	{}
};

static struct kunit_suite free_suite = { .name = "page.free", .test_cases = free_cases };
kunit_test_suite(free_suite);
