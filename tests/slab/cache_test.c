// SPDX-License-Identifier: MIT
/*
 * cache_test.c - caches from their creation to their end
 */
#include <kunit/test.h>
#include <linux/fault-inject.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"

struct sample {
	int a;
	char text[50];
	struct rcu_head rcu;
};

static unsigned int constructed;

static void count_and_mark(void *object)
{
	constructed++;
	memset(object, 0xc5, 40);
}

static void cache_gives_and_takes_objects(struct kunit *test)
{
	struct kmem_cache *cache = KMEM_CACHE(sample, SLAB_HWCACHE_ALIGN | SLAB_NO_MERGE);
	struct sample *a, *b;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_EXPECT_EQ(test, kmem_cache_size(cache), (unsigned int)sizeof(struct sample));
	KUNIT_EXPECT_STREQ(test, kmem_cache_name(cache), "sample");
	a = kmem_cache_alloc(cache, GFP_KERNEL);
	b = kmem_cache_zalloc(cache, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	memset(a, 1, sizeof(*a));
	KUNIT_EXPECT_NULL(test, memchr_inv(b, 0, sizeof(*b)));
	kmem_cache_free(cache, a);
	kmem_cache_free(cache, b);
	a = kmem_cache_alloc_node(cache, GFP_KERNEL, numa_mem_id());
	KUNIT_EXPECT_EQ(test, page_to_nid(virt_to_page(a)), numa_mem_id());
	kmem_cache_free(cache, a);
	a = kmem_cache_alloc_lru(cache, NULL, GFP_KERNEL);
	kmem_cache_free(cache, a);
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
	kmem_cache_destroy(cache);
	cache = KMEM_CACHE_USERCOPY(sample, 0, text);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_EXPECT_EQ(test, cache->useroffset, (unsigned int)offsetof(struct sample, text));
	kmem_cache_destroy(cache);
	kmem_cache_destroy(NULL);
}

static void name_is_copied(struct kunit *test)
{
	char name[] = "first name";
	struct kmem_cache *cache = kmem_cache_create(name, 32, 0, SLAB_NO_MERGE, NULL);

	strcpy(name, "other");
	KUNIT_EXPECT_STREQ(test, kmem_cache_name(cache), "first name");
	kmem_cache_destroy(cache);
}

static void constructor_runs_once_an_object(struct kunit *test)
{
	struct kmem_cache *cache;
	unsigned int num, round, i;
	void *object[8];

	constructed = 0;
	cache = kmem_cache_create("ctor", 40, 0, 0, count_and_mark);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	num = cache->num;
	KUNIT_EXPECT_EQ(test, constructed, 0u);
	for (round = 0; round < 50; round++) {
		for (i = 0; i < ARRAY_SIZE(object); i++)
			object[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		for (i = 0; i < ARRAY_SIZE(object); i++)
			kmem_cache_free(cache, object[i]);
	}
	KUNIT_EXPECT_EQ(test, constructed, num);
	kmem_cache_destroy(cache);
}

static void constructed_state_survives_free_and_alloc(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("ctor_state", 40, 0, 0, count_and_mark);
	unsigned char *object = kmem_cache_alloc(cache, GFP_KERNEL), *again;

	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0xc5, 40));
	object[3] = 7;
	kmem_cache_free(cache, object);
	KUNIT_EXPECT_EQ(test, object[3], 7);
	slab_drain_all(cache);
	KUNIT_EXPECT_EQ(test, object[3], 7);
	again = kmem_cache_alloc(cache, GFP_KERNEL);
	while (again != object) {
		KUNIT_EXPECT_NULL(test, memchr_inv(again, 0xc5, 40));
		again = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, again);
		if (object_to_slab(again) != object_to_slab(object))
			break;
	}
	KUNIT_EXPECT_PTR_EQ(test, again, object);
	KUNIT_EXPECT_EQ(test, again[3], 7);
	again[3] = 0xc5;
	slab_drain_all(cache);
	/* The ones taken on the way: everything in the slab that is in use. */
	for (unsigned int i = 0; i < cache->num; i++) {
		struct slab *slab = object_to_slab(object);

		if (slab_bufctl(slab)[i] == BUFCTL_ACTIVE)
			kmem_cache_free(cache, index_to_object(cache, slab, i));
	}
	kmem_cache_destroy(cache);
}

static void destroy_with_live_objects_is_refused(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("still_in_use", 100, 0, SLAB_NO_MERGE, NULL);
	void *a = kmem_cache_alloc(cache, GFP_KERNEL), *b = kmem_cache_alloc(cache, GFP_KERNEL), *c;

	kunit_expect_reports(test, 1);
	kmem_cache_destroy(cache);
	/* It works as before. */
	kmem_cache_free(cache, a);
	c = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, c);
	kmem_cache_free(cache, b);
	kmem_cache_free(cache, c);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	kmem_cache_destroy(cache);
}

static void destroy_waits_for_kfree_rcu(struct kunit *test)
{
	struct kmem_cache *cache = KMEM_CACHE(sample, SLAB_NO_MERGE);
	struct sample *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kfree_rcu(object, rcu);
	kmem_cache_destroy(cache);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 0ul);
}

static void bad_requests_are_refused(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, kmem_cache_create(NULL, 32, 0, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create("no size", 0, 0, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create("huge", KMALLOC_MAX_SIZE + 1, 0, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create("flags", 32, 0, (slab_flags_t)1, NULL));
}

/* Creation fails at every allocation it makes in turn; nothing is lost. */
static void creation_undoes_everything_when_memory_runs_out(struct kunit *test)
{
	struct kmem_cache *cache = NULL;
	unsigned long n;

	for (n = 1; n < 200 && !cache; n++) {
		fault_inject_slab_after(n);
		cache = kmem_cache_create("fails", 200, 0, SLAB_NO_MERGE, NULL);
		fault_inject_slab_after(0);
		KUNIT_EXPECT_TRUE(test, slab_check_all());
	}
	KUNIT_EXPECT_GT(test, n, 3ul);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	kmem_cache_destroy(cache);
}

static void slab_of_typesafe_cache_outlives_readers(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("typesafe", 64, 0, SLAB_TYPESAFE_BY_RCU, NULL);
	unsigned long *object = kmem_cache_alloc(cache, GFP_KERNEL);
	struct page *page = virt_to_head_page(object);

	object[0] = 1;
	object[1] = 2;
	rcu_read_lock();
	kmem_cache_free(cache, object);
	kmem_cache_shrink(cache);
	/* Freed, its slab too, but not yet anybody else's. */
	KUNIT_EXPECT_TRUE(test, PageSlab(page));
	KUNIT_EXPECT_EQ(test, object[0], 1ul);
	KUNIT_EXPECT_EQ(test, object[1], 2ul);
	rcu_read_unlock();
	kmem_cache_destroy(cache);
}

static void pages_go_back_with_the_cache(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("pages_back", 1000, 0, SLAB_NO_MERGE, NULL);
	void *object[64];
	struct page *page;
	int i;

	for (i = 0; i < ARRAY_SIZE(object); i++)
		object[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	page = virt_to_head_page(object[0]);
	KUNIT_EXPECT_TRUE(test, PageSlab(page));
	KUNIT_EXPECT_GE(test, slab_frames[page_to_pfn(page)], FRAME_FIRST);
	for (i = 0; i < ARRAY_SIZE(object); i++)
		kmem_cache_free(cache, object[i]);
	kmem_cache_destroy(cache);
	KUNIT_EXPECT_FALSE(test, PageSlab(page));
	KUNIT_EXPECT_LT(test, slab_frames[page_to_pfn(page)], FRAME_FIRST);
}

/* More than there are numbers for at once: those of destroyed caches come back. */
static void numbers_are_used_again(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < 3 * slab_numbers_limit(); i++) {
		struct kmem_cache *cache = kmem_cache_create("number", 64, 0, SLAB_NO_MERGE, NULL);

		if (!cache)
			KUNIT_FAIL_AND_ABORT(test, "cache %u", i);
		kmem_cache_free(cache, kmem_cache_alloc(cache, GFP_KERNEL));
		kmem_cache_destroy(cache);
	}
}

static struct kunit_case cases[] = { KUNIT_CASE(cache_gives_and_takes_objects),
				     KUNIT_CASE(name_is_copied),
				     KUNIT_CASE(constructor_runs_once_an_object),
				     KUNIT_CASE(constructed_state_survives_free_and_alloc),
				     KUNIT_CASE(destroy_with_live_objects_is_refused),
				     KUNIT_CASE(destroy_waits_for_kfree_rcu),
				     KUNIT_CASE(bad_requests_are_refused),
				     KUNIT_CASE(creation_undoes_everything_when_memory_runs_out),
				     KUNIT_CASE(slab_of_typesafe_cache_outlives_readers),
				     KUNIT_CASE(pages_go_back_with_the_cache),
				     KUNIT_CASE(numbers_are_used_again),
				     {} };

static struct kunit_suite suite = { .name = "slab.cache", .test_cases = cases };
kunit_test_suite(suite);
