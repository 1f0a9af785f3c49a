// SPDX-License-Identifier: MIT
/*
 * bulk_test.c - many objects in one call
 */
#include <kunit/test.h>
#include <linux/fault-inject.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"

#define NR 200

static struct kmem_cache *cache;
static void *object[NR];

static int make_cache(struct kunit *test)
{
	cache = kmem_cache_create("bulk_test", 128, 0, SLAB_NO_MERGE, NULL);
	return cache ? 0 : -ENOMEM;
}

static void drop_cache(struct kunit *test)
{
	kmem_cache_destroy(cache);
}

static void bulk_gives_different_objects(struct kunit *test)
{
	int i, j;

	KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, NR, object), NR);
	for (i = 0; i < NR; i++) {
		for (j = 0; j < i; j++) {
			if (object[i] == object[j])
				KUNIT_FAIL(test, "%d and %d are one", i, j);
		}
	}
	kmem_cache_free_bulk(cache, NR, object);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void bulk_zeroes_when_asked(struct kunit *test)
{
	int i;

	kmem_cache_alloc_bulk(cache, GFP_KERNEL, NR, object);
	for (i = 0; i < NR; i++)
		memset(object[i], 0x5a, 128);
	kmem_cache_free_bulk(cache, NR, object);
	KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL | __GFP_ZERO, NR, object),
			NR);
	for (i = 0; i < NR; i++)
		KUNIT_EXPECT_NULL(test, memchr_inv(object[i], 0, 128));
	kfree_bulk(NR, object);
}

static void bulk_gives_all_or_nothing(struct kunit *test)
{
	fault_inject_slab_after(50);
	KUNIT_EXPECT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, NR, object), 0);
	fault_inject_slab_after(0);
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
}

static void free_bulk_without_cache_takes_anything(struct kunit *test)
{
	void *mixed[] = {
		kmalloc(10, GFP_KERNEL),
		kmem_cache_alloc(cache, GFP_KERNEL),
		kmalloc(5000, GFP_KERNEL),
		kmalloc(100000, GFP_KERNEL),
		NULL,
	};

	kfree_bulk(ARRAY_SIZE(mixed), mixed);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static struct kunit_case cases[] = { KUNIT_CASE(bulk_gives_different_objects),
				     KUNIT_CASE(bulk_zeroes_when_asked),
				     KUNIT_CASE(bulk_gives_all_or_nothing),
				     KUNIT_CASE(free_bulk_without_cache_takes_anything),
				     {} };

static struct kunit_suite suite = {
	.name = "slab.bulk",
	.init = make_cache,
	.exit = drop_cache,
	.test_cases = cases,
};
kunit_test_suite(suite);
