// SPDX-License-Identifier: MIT
/*
 * zeroing_test.c - init_on_alloc= and init_on_free=, and who is exempt
 *
 * The parameters are read when a cache is made; here their effect is switched
 * on for single caches.
 */
#include <kunit/test.h>
#include "../../mm/slab/slab_internal.h"

#define SIZE 120

static struct kmem_cache *make(unsigned int state)
{
	struct kmem_cache *cache = kmem_cache_create("zeroing", SIZE, 0, SLAB_NO_MERGE, NULL);

	if (!cache)
		return NULL;
	mutex_lock(&slab_mutex);
	cache->state &= ~(CACHE_ZERO_ALLOC | CACHE_ZERO_FREE);
	cache->state |= state;
	slab_publish_all(cache);
	mutex_unlock(&slab_mutex);
	return cache;
}

static void init_on_alloc_gives_zeros(struct kunit *test)
{
	struct kmem_cache *cache = make(CACHE_ZERO_ALLOC);
	void *object = kmem_cache_alloc(cache, GFP_KERNEL);

	memset(object, 0xee, SIZE);
	kmem_cache_free(cache, object);
	KUNIT_EXPECT_PTR_EQ(test, kmem_cache_alloc(cache, GFP_KERNEL), object);
	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0, SIZE));
	kmem_cache_free(cache, object);
	kmem_cache_destroy(cache);
}

static void init_on_free_leaves_only_the_cookie(struct kunit *test)
{
	struct kmem_cache *cache = make(CACHE_ZERO_FREE);
	unsigned char *object = kmem_cache_alloc(cache, GFP_KERNEL);
	unsigned int after = cache->cookie + sizeof(long);

	memset(object, 0xee, SIZE);
	kmem_cache_free(cache, object);
	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0, cache->cookie));
	KUNIT_EXPECT_NULL(test, memchr_inv(object + after, 0, SIZE - after));
	KUNIT_EXPECT_PTR_EQ(test, kmem_cache_alloc(cache, GFP_KERNEL), object);
	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0, SIZE));
	kmem_cache_free(cache, object);
	kmem_cache_destroy(cache);
}

static void fill(void *object)
{
	memset(object, 0x11, SIZE);
}

static void constructors_and_typesafe_caches_are_exempt(struct kunit *test)
{
	struct kmem_cache *ctor = kmem_cache_create("zeroing_ctor", SIZE, 0, 0, fill);
	struct kmem_cache *rcu =
		kmem_cache_create("zeroing_rcu", SIZE, 0, SLAB_TYPESAFE_BY_RCU, NULL);
	unsigned char *object;

	KUNIT_EXPECT_EQ(test, ctor->state & (CACHE_ZERO_ALLOC | CACHE_ZERO_FREE), 0u);
	KUNIT_EXPECT_EQ(test, rcu->state & (CACHE_ZERO_ALLOC | CACHE_ZERO_FREE), 0u);
	KUNIT_EXPECT_GE(test, ctor->cookie, (unsigned int)SIZE);
	KUNIT_EXPECT_GE(test, rcu->cookie, (unsigned int)SIZE);
	object = kmem_cache_alloc(rcu, GFP_KERNEL | __GFP_ZERO);
	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0, SIZE));
	memset(object, 0x22, SIZE);
	kmem_cache_free(rcu, object);
	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0x22, SIZE));
	object = kmem_cache_alloc(ctor, GFP_KERNEL);
	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0x11, SIZE));
	kmem_cache_free(ctor, object);
	KUNIT_EXPECT_NULL(test, memchr_inv(object, 0x11, SIZE));
	kmem_cache_destroy(ctor);
	kmem_cache_destroy(rcu);
}

static void misuse_is_found_on_these_caches_too(struct kunit *test)
{
	struct kmem_cache *cache = make(CACHE_ZERO_ALLOC | CACHE_ZERO_FREE);
	char *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kunit_expect_reports(test, 2);
	kmem_cache_free(cache, object + 8);
	kmem_cache_free(cache, object);
	kmem_cache_free(cache, object);
	kmem_cache_destroy(cache);
}

static struct kunit_case cases[] = { KUNIT_CASE(init_on_alloc_gives_zeros),
				     KUNIT_CASE(init_on_free_leaves_only_the_cookie),
				     KUNIT_CASE(constructors_and_typesafe_caches_are_exempt),
				     KUNIT_CASE(misuse_is_found_on_these_caches_too),
				     {} };

static struct kunit_suite suite = { .name = "slab.zeroing", .test_cases = cases };
kunit_test_suite(suite);
