// SPDX-License-Identifier: MIT
/*
 * alloc_test.c - tests mm/page/alloc.c, alloc_slow.c, pcp.c, range.c, bulk.c and frag.c
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <quarry/log.h>
#include <quarry/mm_check.h>
#include "../../mm/page/page.h"

/* Does a record from number @since on contain @text? */
static bool log_contains(u64 since, const char *text)
{
	static struct log_record record;

	while (log_read(since, &record)) {
		if (strstr(record.text, text))
			return true;
		since = record.seq + 1;
	}
	return false;
}

static void the_largest_order_succeeds_and_the_next_is_refused(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_PAGE_ORDER);

	if (page) {
		KUNIT_EXPECT_EQ(test, page_to_pfn(page) % MAX_ORDER_NR_PAGES, 0ul);
		__free_pages(page, MAX_PAGE_ORDER);
	} else {
		KUNIT_EXPECT_GT(test, MAX_PAGE_ORDER, 10);
	}
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | __GFP_NOWARN, MAX_PAGE_ORDER + 1));
}

static void blocks_of_every_order_are_aligned_and_counted(struct kunit *test)
{
	unsigned int order;

	for (order = 0; order <= min(MAX_PAGE_ORDER, 8); order++) {
		struct page *page = alloc_pages(GFP_KERNEL, order);

		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_EQ(test, page_to_pfn(page) & ((1ul << order) - 1), 0ul);
		KUNIT_EXPECT_EQ(test, page_count(page), 1);
		__free_pages(page, order);
	}
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void zero_flag_gives_zeros(struct kunit *test)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NE(test, addr, 0ul);
	memset((void *)addr, 0xa5, PAGE_SIZE << 2);
	free_pages(addr, 2);
	addr = __get_free_pages(GFP_KERNEL | __GFP_ZERO, 2);
	KUNIT_ASSERT_NE(test, addr, 0ul);
	KUNIT_EXPECT_NULL(test, memchr_inv((void *)addr, 0, PAGE_SIZE << 2));
	free_pages(addr, 2);
}

static void compound_pages_know_their_head_and_order(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 3);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, compound_order(page), 3u);
	for (i = 1; i < 8; i++) {
		KUNIT_EXPECT_TRUE(test, PageTail(page + i));
		KUNIT_EXPECT_PTR_EQ(test, compound_head(page + i), page);
	}
	get_page(page + 5);
	KUNIT_EXPECT_EQ(test, page_count(page), 2);
	put_page(page + 5);
	put_page(page);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void a_split_block_is_freed_page_by_page(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 3);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, page);
	split_page(page, 3);
	for (i = 7; i >= 0; i--)
		__free_page(page + i);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void an_exact_size_takes_no_page_more(struct kunit *test)
{
	unsigned long before, during;
	void *p;

	drain_all_pages(NULL);
	before = nr_free_pages();
	p = alloc_pages_exact(5 * PAGE_SIZE - 1, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	drain_all_pages(NULL);
	during = nr_free_pages();
	KUNIT_EXPECT_EQ(test, before - during, 5ul);
	free_pages_exact(p, 5 * PAGE_SIZE - 1);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void bulk_fills_the_empty_places(struct kunit *test)
{
	struct page *array[64] = {}, *mine = alloc_page(GFP_KERNEL);
	unsigned int i, runs = 1;

	KUNIT_ASSERT_NOT_NULL(test, mine);
	array[3] = mine;
	KUNIT_EXPECT_EQ(test, alloc_pages_bulk_array(GFP_KERNEL | __GFP_ZERO, 64, array), 64ul);
	KUNIT_EXPECT_PTR_EQ(test, array[3], mine);
	for (i = 0; i < 64; i++) {
		KUNIT_EXPECT_EQ(test, page_count(array[i]), 1);
		runs += i && array[i] != array[i - 1] + 1;
	}
	/* 63 pages are at best blocks of 32, 16, 8, 4, 2 and 1; mine splits one. */
	KUNIT_EXPECT_LE(test, runs, 63u);
	for (i = 0; i < 64; i++)
		__free_page(array[i]);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void fragments_of_a_block_are_freed_one_by_one(struct kunit *test)
{
	struct page_frag_cache nc = {};
	unsigned long before;
	void *p[100];
	int i;

	drain_all_pages(NULL);
	before = nr_free_pages();
	for (i = 0; i < 100; i++) {
		p[i] = page_frag_alloc(&nc, 1000, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		memset(p[i], i, 1000);
	}
	for (i = 0; i < 100; i++) {
		KUNIT_EXPECT_NULL(test, memchr_inv(p[i], i, 1000));
		page_frag_free(p[i]);
	}
	page_frag_cache_drain(&nc);
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void a_page_just_freed_comes_back_first(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL), *again;

	KUNIT_ASSERT_NOT_NULL(test, page);
	__free_page(page);
	again = alloc_page(GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, again, page);
	__free_page(again);
}

/* ---- failure ---------------------------------------------------------------------- */

static void take_everything(struct list_head *taken)
{
	struct page *page;
	int order;

	for (order = MAX_PAGE_ORDER; order >= 0; order--) {
		while ((page = alloc_pages(GFP_ATOMIC | __GFP_MEMALLOC | __GFP_NOWARN |
						   __GFP_NOTRACK,
					   order))) {
			page->private = order;
			list_add(&page->lru, taken);
		}
	}
}

static void give_everything(struct list_head *taken)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, taken, lru) {
		list_del(&page->lru);
		__free_pages(page, page->private);
	}
	drain_all_pages(NULL);
}

static void a_failure_says_who_asked_for_what_and_what_there_is(struct kunit *test)
{
	u64 mark = log_next_seq();
	struct page *page;
	LIST_HEAD(taken);

	take_everything(&taken);
	page = alloc_pages(GFP_KERNEL | __GFP_NORETRY, 2);
	give_everything(&taken);
	KUNIT_EXPECT_NULL(test, page);
	KUNIT_EXPECT_TRUE(test, log_contains(mark, "page allocation failure: order:2, mode:0x"));
	KUNIT_EXPECT_TRUE(test, log_contains(mark, "GFP_KERNEL"));
	KUNIT_EXPECT_TRUE(test, log_contains(mark, "Node "));
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void nowarn_says_nothing(struct kunit *test)
{
	u64 mark;
	LIST_HEAD(taken);

	take_everything(&taken);
	mark = log_next_seq();
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | __GFP_NOWARN, 2));
	give_everything(&taken);
	KUNIT_EXPECT_FALSE(test, log_contains(mark, "page allocation failure"));
}

static int give_later(void *taken)
{
	msleep(3);
	give_everything(taken);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void nofail_waits_until_there_is_one(struct kunit *test)
{
	struct task_struct *task;
	struct page *page;
	LIST_HEAD(taken);

	task = kthread_create(give_later, &taken, "giver");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	take_everything(&taken);
	wake_up_process(task);
	page = alloc_page(GFP_KERNEL | __GFP_NOFAIL);
	KUNIT_EXPECT_NOT_NULL(test, page);
	__free_page(page);
	kthread_stop(task);
}

static struct kunit_case alloc_cases[] = {
	KUNIT_CASE(the_largest_order_succeeds_and_the_next_is_refused),
	KUNIT_CASE(blocks_of_every_order_are_aligned_and_counted),
	KUNIT_CASE(zero_flag_gives_zeros),
	KUNIT_CASE(compound_pages_know_their_head_and_order),
	KUNIT_CASE(a_split_block_is_freed_page_by_page),
	KUNIT_CASE(an_exact_size_takes_no_page_more),
	KUNIT_CASE(bulk_fills_the_empty_places),
	KUNIT_CASE(fragments_of_a_block_are_freed_one_by_one),
	KUNIT_CASE(a_page_just_freed_comes_back_first),
	KUNIT_CASE(a_failure_says_who_asked_for_what_and_what_there_is),
	KUNIT_CASE(nowarn_says_nothing),
	KUNIT_CASE(nofail_waits_until_there_is_one),
	{}
};

static struct kunit_suite alloc_suite = { .name = "page.alloc", .test_cases = alloc_cases };
kunit_test_suite(alloc_suite);
