// SPDX-License-Identifier: MIT
/*
 * array_cache_test.c - the CPU's own objects: newest first, moved in batches
 */
#include <kunit/test.h>
#include <linux/kthread.h>
#include <linux/completion.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"

static struct kmem_cache *cache;

static int make_cache(struct kunit *test)
{
	cache = kmem_cache_create("array_cache_test", 64, 0, SLAB_NO_MERGE, NULL);
	return cache ? 0 : -ENOMEM;
}

static void drop_cache(struct kunit *test)
{
	kmem_cache_destroy(cache);
}

static struct array_cache *mine(void)
{
	return cache->cpu[raw_smp_processor_id()];
}

static void pop_returns_the_object_freed_last(struct kunit *test)
{
	void *a = kmem_cache_alloc(cache, GFP_KERNEL), *b = kmem_cache_alloc(cache, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	KUNIT_ASSERT_PTR_NE(test, a, b);
	kmem_cache_free(cache, a);
	kmem_cache_free(cache, b);
	KUNIT_EXPECT_PTR_EQ(test, kmem_cache_alloc(cache, GFP_KERNEL), b);
	KUNIT_EXPECT_PTR_EQ(test, kmem_cache_alloc(cache, GFP_KERNEL), a);
	kmem_cache_free(cache, a);
	kmem_cache_free(cache, b);
}

static void first_miss_takes_a_batch(struct kunit *test)
{
	void *object;

	KUNIT_EXPECT_EQ(test, mine()->avail, 0u);
	object = kmem_cache_alloc(cache, GFP_KERNEL);
	/* A slab may hold fewer than a batch. */
	KUNIT_EXPECT_EQ(test, mine()->avail, min(cache->batchcount, cache->num) - 1);
	kmem_cache_free(cache, object);
}

static void full_array_gives_a_batch_of_its_oldest(struct kunit *test)
{
	unsigned int nr = cache->limit + 1, i;
	void **object = kunit_kcalloc(test, nr, sizeof(void *), GFP_KERNEL), *oldest;

	for (i = 0; i < nr; i++)
		object[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	slab_drain_all(cache);
	KUNIT_ASSERT_EQ(test, mine()->avail, 0u);
	for (i = 0; i < nr - 1; i++)
		kmem_cache_free(cache, object[i]);
	KUNIT_EXPECT_EQ(test, mine()->avail, mine()->limit);
	oldest = mine()->entry[cache->batchcount];
	kmem_cache_free(cache, object[nr - 1]);
	KUNIT_EXPECT_EQ(test, mine()->avail, cache->limit - cache->batchcount + 1);
	KUNIT_EXPECT_PTR_EQ(test, mine()->entry[0], oldest);
	KUNIT_EXPECT_PTR_EQ(test, mine()->entry[mine()->avail - 1], object[nr - 1]);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void limits_follow_the_object_size(struct kunit *test)
{
	static const struct {
		unsigned int size, limit;
	} want[] = {
		{ 64, 120 },  { 256, 120 }, { 264, 54 },   { 1024, 54 },  { 1032, 24 },
		{ 4096, 24 }, { 4104, 8 },  { 131072, 8 }, { 131080, 1 },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(want); i++) {
		struct kmem_cache *c =
			kmem_cache_create("array_limits", want[i].size, 0, SLAB_NO_MERGE, NULL);

		KUNIT_ASSERT_NOT_NULL(test, c);
		KUNIT_EXPECT_EQ(test, c->limit, want[i].limit);
		KUNIT_EXPECT_EQ(test, c->batchcount, (want[i].limit + 1) / 2);
		KUNIT_EXPECT_EQ(test, c->shared,
				num_possible_cpus() > 1 && c->size <= PAGE_SIZE ? 8u : 0u);
		KUNIT_EXPECT_EQ(test, c->cpu[raw_smp_processor_id()]->limit, want[i].limit);
		kmem_cache_destroy(c);
	}
}

/* Other CPUs may have no processor of the host's just now: ask again. */
static bool drain_at_last(void)
{
	int tries = 200;

	while (!slab_drain_all(cache) && --tries)
		;
	return tries;
}

static void shared_array_comes_before_slabs(struct kunit *test)
{
	struct kmem_cache_node *node = cache->node[numa_mem_id()];
	unsigned int nr = cache->limit + 1, i, had;
	void **object = kunit_kcalloc(test, nr, sizeof(void *), GFP_KERNEL);

	if (!node->shared)
		kunit_skip(test, "one CPU: no shared array");
	for (i = 0; i < nr; i++)
		object[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	drain_at_last();
	for (i = 0; i < nr; i++)
		kmem_cache_free(cache, object[i]);
	had = node->shared->avail;
	KUNIT_EXPECT_EQ(test, had, cache->batchcount);
	for (i = 0; i <= cache->limit - cache->batchcount + 1; i++)
		object[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_LT(test, node->shared->avail, had);
	while (i--)
		kmem_cache_free(cache, object[i]);
}

static void drain_leaves_nothing_at_hand(struct kunit *test)
{
	void *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kmem_cache_free(cache, object);
	KUNIT_EXPECT_GT(test, mine()->avail, 0u);
	KUNIT_EXPECT_TRUE(test, drain_at_last());
	KUNIT_EXPECT_EQ(test, mine()->avail, 0u);
	KUNIT_EXPECT_EQ(test, mine()->limit, cache->limit);
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
}

static int fill_array(void *done)
{
	kmem_cache_free(cache, kmem_cache_alloc(cache, GFP_KERNEL));
	complete(done);
	return 0;
}

static void other_cpu_drains_its_own_array_on_request(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *task;
	unsigned int other = raw_smp_processor_id() ? 0 : 1;

	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
	task = kthread_create(fill_array, &done, "fill_array");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	kthread_bind(task, other);
	wake_up_process(task);
	wait_for_completion(&done);
	KUNIT_EXPECT_GT(test, READ_ONCE(cache->cpu[other]->avail), 0u);
	KUNIT_EXPECT_TRUE(test, drain_at_last());
	KUNIT_EXPECT_EQ(test, READ_ONCE(cache->cpu[other]->avail), 0u);
}

static struct kunit_case cases[] = { KUNIT_CASE(pop_returns_the_object_freed_last),
				     KUNIT_CASE(first_miss_takes_a_batch),
				     KUNIT_CASE(full_array_gives_a_batch_of_its_oldest),
				     KUNIT_CASE(limits_follow_the_object_size),
				     KUNIT_CASE(shared_array_comes_before_slabs),
				     KUNIT_CASE(drain_leaves_nothing_at_hand),
				     KUNIT_CASE(other_cpu_drains_its_own_array_on_request),
				     {} };

static struct kunit_suite suite = {
	.name = "slab.array_cache",
	.init = make_cache,
	.exit = drop_cache,
	.test_cases = cases,
};
kunit_test_suite(suite);
