// SPDX-License-Identifier: MIT
/*
 * node_test.c - slabs move between the partial, full and free lists
 */
#include <kunit/test.h>
#include <linux/random.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"

static struct kmem_cache *cache;
static int nid;

static int make_cache(struct kunit *test)
{
	cache = kmem_cache_create("node_test", 256, 0, SLAB_NO_MERGE, NULL);
	nid = numa_mem_id();
	return cache ? 0 : -ENOMEM;
}

static void drop_cache(struct kunit *test)
{
	kmem_cache_destroy(cache);
}

static unsigned int length(struct list_head *list)
{
	struct list_head *entry;
	unsigned int nr = 0;

	list_for_each(entry, list)
		nr++;
	return nr;
}

/* Straight from and to the slabs: no array is in between. */
static void *take(void)
{
	void *object = NULL;

	return node_take(cache, nid, &object, 1) ? object : NULL;
}

static void give(void *object)
{
	node_give(cache, nid, &object, 1);
}

static void slab_moves_from_free_to_partial_to_full_and_back(struct kunit *test)
{
	struct kmem_cache_node *node = cache->node[nid];
	void **object = kunit_kcalloc(test, cache->num, sizeof(void *), GFP_KERNEL);
	unsigned int i;

	KUNIT_ASSERT_EQ(test, cache_grow(cache, GFP_KERNEL, nid), nid);
	KUNIT_EXPECT_EQ(test, length(&node->free), 1u);
	for (i = 0; i < cache->num; i++) {
		object[i] = take();
		KUNIT_ASSERT_NOT_NULL(test, object[i]);
		KUNIT_EXPECT_EQ(test, length(&node->partial), i + 1 < cache->num ? 1u : 0u);
		KUNIT_EXPECT_EQ(test, length(&node->full), i + 1 < cache->num ? 0u : 1u);
		KUNIT_EXPECT_EQ(test, node->free_objects, (unsigned long)cache->num - i - 1);
	}
	KUNIT_EXPECT_EQ(test, length(&node->free), 0u);
	KUNIT_EXPECT_NULL(test, take());
	for (i = 0; i < cache->num; i++) {
		give(object[i]);
		KUNIT_EXPECT_EQ(test, length(&node->full), 0u);
		KUNIT_EXPECT_EQ(test, length(&node->partial), i + 1 < cache->num ? 1u : 0u);
	}
	KUNIT_EXPECT_EQ(test, length(&node->free), 1u);
	KUNIT_EXPECT_EQ(test, node->total_slabs, 1ul);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void partial_slab_is_used_before_a_free_one(struct kunit *test)
{
	struct kmem_cache_node *node = cache->node[nid];
	void *first, *second;

	cache_grow(cache, GFP_KERNEL, nid);
	first = take();
	cache_grow(cache, GFP_KERNEL, nid);
	second = take();
	KUNIT_EXPECT_PTR_EQ(test, object_to_slab(first), object_to_slab(second));
	KUNIT_EXPECT_EQ(test, length(&node->free), 1u);
	give(first);
	give(second);
}

static void free_slabs_above_the_limit_go_back(struct kunit *test)
{
	struct kmem_cache_node *node = cache->node[nid];
	unsigned int slabs = node->free_limit / cache->num + 3, nr = slabs * cache->num, i;
	void **object = kunit_kcalloc(test, nr, sizeof(void *), GFP_KERNEL);

	for (i = 0; i < slabs; i++)
		KUNIT_ASSERT_EQ(test, cache_grow(cache, GFP_KERNEL, nid), nid);
	for (i = 0; i < nr; i++)
		object[i] = take();
	for (i = 0; i < nr; i++)
		give(object[i]);
	KUNIT_EXPECT_LE(test, node->free_objects, (unsigned long)node->free_limit);
	KUNIT_EXPECT_LT(test, node->total_slabs, (unsigned long)slabs);
	KUNIT_EXPECT_GT(test, node->total_slabs, 0ul);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void slab_itself_finds_a_double_free(struct kunit *test)
{
	void *object;

	cache_grow(cache, GFP_KERNEL, nid);
	object = take();
	take();
	give(object);
	kunit_expect_reports(test, 1);
	give(object);
	KUNIT_EXPECT_EQ(test, object_to_slab(object)->inuse, 1u);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	give(index_to_object(cache, object_to_slab(object), 1));
}

static void remote_object_goes_home_through_the_alien_array(struct kunit *test)
{
	struct kmem_cache_node *here = cache->node[nid];
	struct alien_cache *alien;
	int other = -1, n;
	void *object;

	for_each_online_node(n) {
		if (n != nid && cache->node[n])
			other = n;
	}
	if (other < 0)
		kunit_skip(test, "needs two nodes");
	object = kmem_cache_alloc_node(cache, GFP_KERNEL | __GFP_THISNODE, other);
	if (!object)
		kunit_skip(test, "node %d has no memory", other);
	KUNIT_ASSERT_EQ(test, page_to_nid(virt_to_page(object)), other);
	alien = here->alien[other];
	kmem_cache_free(cache, object);
	KUNIT_EXPECT_EQ(test, alien->ac.avail, 1u);
	KUNIT_EXPECT_PTR_EQ(test, alien->ac.entry[0], object);
	slab_drain_all(cache);
	KUNIT_EXPECT_EQ(test, alien->ac.avail, 0u);
	KUNIT_EXPECT_EQ(test, cache->node[other]->free_objects,
			cache->node[other]->total_slabs * cache->num);
}

static void invariants_hold_after_random_operations(struct kunit *test)
{
	struct rnd_state rnd;
	unsigned int i;
	void **object = kunit_kcalloc(test, 512, sizeof(void *), GFP_KERNEL);

	prandom_seed_state(&rnd, test->seed);
	for (i = 0; i < 20000; i++) {
		void **slot = &object[prandom_u32_state(&rnd) % 512];

		if (*slot) {
			kmem_cache_free(cache, *slot);
			*slot = NULL;
		} else {
			*slot = kmem_cache_alloc(cache, GFP_KERNEL);
		}
		if (i % 2000 == 0)
			KUNIT_ASSERT_TRUE(test, slab_check_all());
	}
	for (i = 0; i < 512; i++) {
		if (object[i])
			kmem_cache_free(cache, object[i]);
	}
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
}

static struct kunit_case cases[] = { KUNIT_CASE(slab_moves_from_free_to_partial_to_full_and_back),
				     KUNIT_CASE(partial_slab_is_used_before_a_free_one),
				     KUNIT_CASE(free_slabs_above_the_limit_go_back),
				     KUNIT_CASE(slab_itself_finds_a_double_free),
				     KUNIT_CASE(remote_object_goes_home_through_the_alien_array),
				     KUNIT_CASE(invariants_hold_after_random_operations),
				     {} };

static struct kunit_suite suite = {
	.name = "slab.node",
	.init = make_cache,
	.exit = drop_cache,
	.test_cases = cases,
};
kunit_test_suite(suite);
