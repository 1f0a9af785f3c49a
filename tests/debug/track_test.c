// SPDX-License-Identifier: MIT
/*
 * track_test.c - tests mm/debug/track.c
 *
 * Most cases call the hooks themselves, with made-up addresses of per-CPU
 * blocks: the table does not look behind an address.
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/kmemleak.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <quarry/debug_hooks.h>

#define FAKE_BASE 0x100000ul

static void *fake(unsigned long i)
{
	return (void *)(FAKE_BASE + 64 * i);
}

static void fake_alloc(unsigned long i, size_t size)
{
	track_percpu_alloc((void __percpu *)fake(i), size, (unsigned long)_RET_IP_);
}

static void fake_free(unsigned long i)
{
	track_percpu_free((void __percpu *)fake(i));
}

static void track_block_is_held_until_freed(struct kunit *test)
{
	u64 mark = track_mark();

	fake_alloc(1, 10);
	fake_alloc(2, 20);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 2);
	fake_free(1);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 1);
	fake_free(2);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 0);
}

static void track_serials_tell_old_from_new(struct kunit *test)
{
	u64 before = track_mark(), between;

	fake_alloc(1, 10);
	between = track_mark();
	fake_alloc(2, 20);
	KUNIT_EXPECT_EQ(test, between, before + 1);
	KUNIT_EXPECT_EQ(test, track_for_each(between, NULL, NULL), 1);
	fake_free(1);
	fake_free(2);
}

/* Grows over several pages of buckets and of records, and none is mixed up. */
static void track_table_grows_and_loses_nothing(struct kunit *test)
{
	const unsigned long nr = 3000;
	u64 mark = track_mark();
	unsigned long i, lost = track_lost();

	for (i = 0; i < nr; i++)
		fake_alloc(i, i + 1);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), nr);
	for (i = 0; i < nr; i += 2)
		fake_free(i);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), nr / 2);
	for (i = 1; i < nr; i += 2)
		fake_free(i);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 0);
	KUNIT_EXPECT_EQ(test, track_lost(), lost);
}

struct one_block {
	unsigned int nr;
	struct track_block block;
};

static void note_block(const struct track_block *block, void *arg)
{
	struct one_block *one = arg;

	one->nr++;
	one->block = *block;
}

static noinline void alloc_from(unsigned long *caller)
{
	*caller = _RET_IP_;
	track_percpu_alloc((void __percpu *)fake(7), 99, *caller);
}

static void track_backtrace_begins_with_the_caller(struct kunit *test)
{
	struct one_block one = {};
	u64 mark = track_mark();
	unsigned long caller;

	alloc_from(&caller);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, note_block, &one), 1);
	KUNIT_EXPECT_EQ(test, one.block.kind, TRACK_PERCPU);
	KUNIT_EXPECT_EQ(test, one.block.size, 99);
	KUNIT_EXPECT_EQ(test, one.block.addr, (unsigned long)fake(7));
	KUNIT_ASSERT_GT(test, one.block.nr_pcs, 1);
	KUNIT_EXPECT_EQ(test, one.block.pcs[0], caller);
	fake_free(7);
}

static void track_address_taken_anew_replaces_the_record(struct kunit *test)
{
	struct one_block one = {};
	u64 mark = track_mark();

	fake_alloc(1, 10);
	fake_alloc(1, 30);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, note_block, &one), 1);
	KUNIT_EXPECT_EQ(test, one.block.size, 30);
	fake_free(1);
}

static void track_unknown_free_does_nothing(struct kunit *test)
{
	u64 mark = track_mark();

	fake_free(12345);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 0);
}

static void track_kmemleak_ignore_drops_the_record(struct kunit *test)
{
	u64 mark = track_mark();

	fake_alloc(3, 10);
	kmemleak_ignore(fake(3));
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 0);
}

static void track_page_block_is_recorded_by_alloc_pages(struct kunit *test)
{
	unsigned long hooks = mm_debug_hooks;
	struct one_block one = {};
	u64 mark = track_mark();
	struct page *page;

	mm_debug_hooks |= MM_HOOK_TRACK_PAGE;
	page = alloc_pages(GFP_KERNEL, 2);
	mm_debug_hooks = hooks;
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, note_block, &one), 1);
	KUNIT_EXPECT_EQ(test, one.block.kind, TRACK_PAGE);
	KUNIT_EXPECT_EQ(test, one.block.size, 4 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, one.block.addr, (unsigned long)page_address(page));
	mm_debug_hooks |= MM_HOOK_TRACK_PAGE;
	__free_pages(page, 2);
	mm_debug_hooks = hooks;
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 0);
}

static void track_split_block_is_freed_page_by_page(struct kunit *test)
{
	unsigned long hooks = mm_debug_hooks;
	u64 mark = track_mark();
	struct page *page;
	int i;

	mm_debug_hooks |= MM_HOOK_TRACK_PAGE;
	page = alloc_pages(GFP_KERNEL, 2);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page) {
		split_page(page, 2);
		KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 4);
		for (i = 0; i < 4; i++)
			__free_page(page + i);
	}
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 0);
	mm_debug_hooks = hooks;
}

static void track_vmalloc_is_one_block(struct kunit *test)
{
	unsigned long hooks = mm_debug_hooks;
	struct one_block one = {};
	u64 mark = track_mark();
	void *p;

	mm_debug_hooks |= MM_HOOK_TRACK_PAGE;
	p = vmalloc(3 * PAGE_SIZE);
	KUNIT_EXPECT_NOT_NULL(test, p);
	/* The array of its pages is the area's own and not listed. */
	KUNIT_EXPECT_EQ(test, track_for_each(mark, note_block, &one), 1);
	KUNIT_EXPECT_EQ(test, one.block.kind, TRACK_VMALLOC);
	KUNIT_EXPECT_EQ(test, one.block.addr, (unsigned long)p);
	KUNIT_EXPECT_EQ(test, one.block.size, 3 * PAGE_SIZE);
	vfree(p);
	KUNIT_EXPECT_EQ(test, track_for_each(mark, NULL, NULL), 0);
	mm_debug_hooks = hooks;
}

static struct kunit_case track_cases[] = { KUNIT_CASE(track_block_is_held_until_freed),
					   KUNIT_CASE(track_serials_tell_old_from_new),
					   KUNIT_CASE(track_table_grows_and_loses_nothing),
					   KUNIT_CASE(track_backtrace_begins_with_the_caller),
					   KUNIT_CASE(track_address_taken_anew_replaces_the_record),
					   KUNIT_CASE(track_unknown_free_does_nothing),
					   KUNIT_CASE(track_kmemleak_ignore_drops_the_record),
					   KUNIT_CASE(track_page_block_is_recorded_by_alloc_pages),
					   KUNIT_CASE(track_split_block_is_freed_page_by_page),
					   KUNIT_CASE(track_vmalloc_is_one_block),
					   {} };

static struct kunit_suite track_suite = {
	.name = "debug.track",
	.test_cases = track_cases,
};

kunit_test_suite(track_suite);
