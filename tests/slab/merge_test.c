// SPDX-License-Identifier: MIT
/*
 * merge_test.c - caches that share one, and those that stay alone
 */
#include <kunit/test.h>
#include <linux/seq_file.h>
#include <quarry/mm_check.h>
#include <quarry/report.h>
#include "../../mm/slab/slab_internal.h"

/* A size that no kmalloc cache has. */
#define SIZE 328

static void nothing(void *object)
{
}

static struct kmem_cache *first;

static int create_first(struct kunit *test)
{
	first = kmem_cache_create("merge_first", SIZE, 0, 0, NULL);
	return first ? 0 : -ENOMEM;
}

static void destroy_first(struct kunit *test)
{
	kmem_cache_destroy(first);
}

static void expect_alone(struct kunit *test, struct kmem_cache *cache)
{
	KUNIT_EXPECT_NOT_NULL(test, cache);
	KUNIT_EXPECT_PTR_NE(test, cache, first);
	kmem_cache_destroy(cache);
	KUNIT_EXPECT_EQ(test, first->users, 1u);
}

static void same_size_shares(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("merge_second", SIZE, 0, 0, NULL);

	KUNIT_EXPECT_PTR_EQ(test, cache, first);
	KUNIT_EXPECT_EQ(test, first->users, 2u);
	kmem_cache_destroy(cache);
	KUNIT_EXPECT_EQ(test, first->users, 1u);
}

static void slightly_smaller_shares_but_larger_does_not(struct kunit *test)
{
	struct kmem_cache *smaller = kmem_cache_create("merge_smaller", SIZE - 3, 0, 0, NULL);

	KUNIT_EXPECT_PTR_EQ(test, smaller, first);
	/* What was promised to the first user still holds. */
	KUNIT_EXPECT_EQ(test, kmem_cache_size(first), (unsigned int)SIZE);
	kmem_cache_destroy(smaller);
	expect_alone(test, kmem_cache_create("merge_8_smaller", SIZE - 8, 0, 0, NULL));
	expect_alone(test, kmem_cache_create("merge_larger", SIZE + 1, 0, 0, NULL));
}

static void object_is_never_larger_than_it_was(struct kunit *test)
{
	struct kmem_cache *odd = kmem_cache_create("merge_odd", SIZE + 8 + 1, 0, 0, NULL);
	struct kmem_cache *even = kmem_cache_create("merge_even", SIZE + 16, 0, 0, NULL);

	KUNIT_EXPECT_EQ(test, odd->size, even->size);
	KUNIT_EXPECT_PTR_NE(test, odd, even);
	KUNIT_EXPECT_EQ(test, kmem_cache_size(odd), (unsigned int)SIZE + 9);
	kmem_cache_destroy(odd);
	kmem_cache_destroy(even);
}

static void alignment_must_be_as_good(struct kunit *test)
{
	struct kmem_cache *aligned = kmem_cache_create("merge_aligned", 320, 64, 0, NULL);
	struct kmem_cache *modest = kmem_cache_create("merge_modest", 320, 32, 0, NULL);
	struct kmem_cache *better = kmem_cache_create("merge_better", 320, 128, 0, NULL);

	KUNIT_EXPECT_PTR_EQ(test, aligned, modest);
	KUNIT_EXPECT_PTR_NE(test, aligned, better);
	kmem_cache_destroy(aligned);
	kmem_cache_destroy(modest);
	kmem_cache_destroy(better);
	/* The kmalloc caches are as good as any. */
	aligned = kmem_cache_create("merge_kmalloc", 64, 0, SLAB_HWCACHE_ALIGN, NULL);
	KUNIT_EXPECT_PTR_EQ(test, aligned, kmalloc_slab(64, GFP_KERNEL));
	kmem_cache_destroy(aligned);
}

static void flags_that_differ_keep_apart(struct kunit *test)
{
	static const slab_flags_t flags[] = {
		SLAB_NO_MERGE,	SLAB_TYPESAFE_BY_RCU, SLAB_RECLAIM_ACCOUNT, SLAB_ACCOUNT,
		SLAB_CACHE_DMA, SLAB_NOLEAKTRACE,     SLAB_NO_USER_FLAGS,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(flags); i++)
		expect_alone(test, kmem_cache_create("merge_flags", SIZE, 0, flags[i], NULL));
	expect_alone(test, kmem_cache_create("merge_ctor", SIZE, 0, 0, nothing));
	expect_alone(test, kmem_cache_create_usercopy("merge_user", SIZE, 0, 0, 0, 8, NULL));
}

static void two_of_the_same_kind_share(struct kunit *test)
{
	struct kmem_cache *one =
		kmem_cache_create("merge_rcl", SIZE, 0, SLAB_RECLAIM_ACCOUNT, NULL);
	struct kmem_cache *two =
		kmem_cache_create("merge_rcl2", SIZE, 0, SLAB_RECLAIM_ACCOUNT, NULL);

	KUNIT_EXPECT_PTR_EQ(test, one, two);
	kmem_cache_destroy(one);
	kmem_cache_destroy(two);
	/* Alone for good: not even with its like. */
	one = kmem_cache_create("merge_no", SIZE, 0, SLAB_NO_MERGE, NULL);
	two = kmem_cache_create("merge_no", SIZE, 0, SLAB_NO_MERGE, NULL);
	KUNIT_EXPECT_PTR_NE(test, one, two);
	kmem_cache_destroy(one);
	kmem_cache_destroy(two);
}

static void names_count_while_holders_are_tracked(struct kunit *test)
{
	unsigned long hooks = mm_debug_hooks;
	struct kmem_cache *cache;

	mm_debug_hooks |= MM_HOOK_TRACK_SLAB;
	slab_hooks_changed();
	cache = kmem_cache_create("merge_tracked", SIZE, 0, 0, NULL);
	KUNIT_EXPECT_PTR_NE(test, cache, first);
	KUNIT_EXPECT_STREQ(test, kmem_cache_name(cache), "merge_tracked");
	kmem_cache_destroy(cache);
	mm_debug_hooks = hooks;
	slab_hooks_changed();
}

static void destroying_an_alias_leaves_the_cache_to_the_others(struct kunit *test)
{
	struct kmem_cache *second = kmem_cache_create("merge_second", SIZE, 0, 0, NULL);
	void *mine = kmem_cache_alloc(first, GFP_KERNEL);
	void *yours = kmem_cache_alloc(second, GFP_KERNEL);

	memset(mine, 1, SIZE);
	memset(yours, 2, SIZE);
	kmem_cache_free(second, yours);
	kmem_cache_destroy(second);
	KUNIT_EXPECT_NULL(test, memchr_inv(mine, 1, SIZE));
	yours = kmem_cache_alloc(first, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, yours);
	kmem_cache_free(first, yours);
	kmem_cache_free(first, mine);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void whoever_leaves_last_destroys_it(struct kunit *test)
{
	struct kmem_cache *one = kmem_cache_create("merge_last", SIZE + 24, 0, 0, NULL);
	struct kmem_cache *two = kmem_cache_create("merge_last", SIZE + 24, 0, 0, NULL);
	struct page *page;
	void *object;

	KUNIT_ASSERT_PTR_EQ(test, one, two);
	object = kmem_cache_alloc(one, GFP_KERNEL);
	page = virt_to_head_page(object);
	kmem_cache_destroy(one);
	KUNIT_EXPECT_TRUE(test, PageSlab(page));
	kmem_cache_free(two, object);
	kmem_cache_destroy(two);
	KUNIT_EXPECT_FALSE(test, PageSlab(page));
}

/* Refused because objects are left: then it can be shared as before. */
static void refused_destruction_keeps_it_sharable(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("merge_refused", SIZE + 32, 0, 0, NULL),
			  *alias;
	void *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kunit_expect_reports(test, 1);
	kmem_cache_destroy(cache);
	alias = kmem_cache_create("merge_again", SIZE + 32, 0, 0, NULL);
	KUNIT_EXPECT_PTR_EQ(test, alias, cache);
	kmem_cache_free(cache, object);
	kmem_cache_destroy(alias);
	kmem_cache_destroy(cache);
}

static void kmalloc_cache_cannot_be_destroyed(struct kunit *test)
{
	struct kmem_cache *cache = kmalloc_slab(64, GFP_KERNEL);
	void *object;

	kunit_expect_reports(test, 1);
	kmem_cache_destroy(cache);
	object = kmalloc(64, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, object);
	kfree(object);
}

static char text[64 << 10];

static void slabinfo_has_one_row_for_all(struct kunit *test)
{
	struct kmem_cache *second = kmem_cache_create("merge_second", SIZE, 0, 0, NULL);
	const char *row;
	struct seq_file m;

	memset(text, 0, sizeof(text));
	seq_init(&m, text, sizeof(text) - 1, NULL, NULL);
	report_find("slabinfo")->show(&m);
	row = strstr(text, "\nmerge_first ");
	KUNIT_ASSERT_NOT_NULL(test, row);
	KUNIT_EXPECT_NULL(test, strstr(row + 1, "\nmerge_first "));
	KUNIT_EXPECT_NULL(test, strstr(text, "merge_second"));
	kmem_cache_destroy(second);
}

static struct kunit_case cases[] = { KUNIT_CASE(same_size_shares),
				     KUNIT_CASE(slightly_smaller_shares_but_larger_does_not),
				     KUNIT_CASE(object_is_never_larger_than_it_was),
				     KUNIT_CASE(alignment_must_be_as_good),
				     KUNIT_CASE(flags_that_differ_keep_apart),
				     KUNIT_CASE(two_of_the_same_kind_share),
				     KUNIT_CASE(names_count_while_holders_are_tracked),
				     KUNIT_CASE(destroying_an_alias_leaves_the_cache_to_the_others),
				     KUNIT_CASE(whoever_leaves_last_destroys_it),
				     KUNIT_CASE(refused_destruction_keeps_it_sharable),
				     KUNIT_CASE(kmalloc_cache_cannot_be_destroyed),
				     KUNIT_CASE(slabinfo_has_one_row_for_all),
				     {} };

/* Needs a machine that was booted with slab_nomerge. */
static void nothing_is_shared_with_slab_nomerge(struct kunit *test)
{
	struct kmem_cache *one, *two;

	if (!slab_nomerge)
		kunit_skip(test, "slab_nomerge was not given");
	one = kmem_cache_create("nomerge_one", 64, 0, SLAB_HWCACHE_ALIGN, NULL);
	two = kmem_cache_create("nomerge_two", 64, 0, SLAB_HWCACHE_ALIGN, NULL);
	KUNIT_EXPECT_PTR_NE(test, one, two);
	KUNIT_EXPECT_PTR_NE(test, one, kmalloc_slab(64, GFP_KERNEL));
	KUNIT_EXPECT_STREQ(test, kmem_cache_name(two), "nomerge_two");
	kmem_cache_destroy(one);
	kmem_cache_destroy(two);
}

static struct kunit_case nomerge_cases[] = { KUNIT_CASE(nothing_is_shared_with_slab_nomerge), {} };

static struct kunit_suite nomerge_suite = {
	.name = "slab.nomerge",
	.test_cases = nomerge_cases,
};
kunit_test_suite(nomerge_suite);

static struct kunit_suite suite = {
	.name = "slab.merge",
	.init = create_first,
	.exit = destroy_first,
	.test_cases = cases,
};
kunit_test_suite(suite);
