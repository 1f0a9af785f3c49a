// SPDX-License-Identifier: MIT
/*
 * mempool_test.c - the reserve is there when memory is not
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/mm.h>

#define MIN_NR 4

/* An alloc function that can be switched off. */
static bool no_memory;

static void *fickle_alloc(gfp_t gfp, void *data)
{
	return READ_ONCE(no_memory) ? NULL : kmalloc((size_t)data, gfp);
}

static void fickle_free(void *element, void *data)
{
	kfree(element);
}

static mempool_t *pool;

static int make_pool(struct kunit *test)
{
	WRITE_ONCE(no_memory, false);
	pool = mempool_create(MIN_NR, fickle_alloc, fickle_free, (void *)64ul);
	return pool ? 0 : -ENOMEM;
}

static void drop_pool(struct kunit *test)
{
	mempool_destroy(pool);
}

static void reserve_is_used_when_allocation_fails(struct kunit *test)
{
	void *element[MIN_NR];
	int i;

	WRITE_ONCE(no_memory, true);
	for (i = 0; i < MIN_NR; i++) {
		element[i] = mempool_alloc(pool, GFP_NOWAIT);
		KUNIT_ASSERT_NOT_NULL(test, element[i]);
	}
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 0);
	KUNIT_EXPECT_NULL(test, mempool_alloc(pool, GFP_NOWAIT));
	for (i = 0; i < MIN_NR; i++)
		mempool_free(element[i], pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, MIN_NR);
	KUNIT_EXPECT_TRUE(test, mempool_is_saturated(pool));
}

static void full_reserve_passes_elements_on(struct kunit *test)
{
	void *element = mempool_alloc(pool, GFP_KERNEL);

	KUNIT_EXPECT_EQ(test, pool->curr_nr, MIN_NR);
	mempool_free(element, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, MIN_NR);
	mempool_free(NULL, pool);
}

static void *held;

static int give_back_later(void *unused)
{
	msleep(5);
	mempool_free(held, pool);
	return 0;
}

static void sleeper_gets_what_is_freed(struct kunit *test)
{
	void *element[MIN_NR], *got;
	struct task_struct *task;
	int i;

	WRITE_ONCE(no_memory, true);
	for (i = 0; i < MIN_NR; i++)
		element[i] = mempool_alloc(pool, GFP_NOWAIT);
	held = element[0];
	task = kthread_run(give_back_later, NULL, "give_back");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	got = mempool_alloc(pool, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, got, element[0]);
	for (i = 0; i < MIN_NR; i++)
		mempool_free(element[i], pool);
}

static void pool_can_be_resized(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 10), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 10);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 2), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
}

static void creation_fails_cleanly(struct kunit *test)
{
	WRITE_ONCE(no_memory, true);
	KUNIT_EXPECT_NULL(test, mempool_create(3, fickle_alloc, fickle_free, (void *)64ul));
}

static void ready_made_pools_work(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("mempool_cache", 80, 0, 0, NULL);
	mempool_t *slab = mempool_create_slab_pool(2, cache),
		  *pages = mempool_create_page_pool(2, 1);
	mempool_t plain = {};
	void *element;

	KUNIT_EXPECT_FALSE(test, mempool_initialized(&plain));
	mempool_exit(&plain);
	KUNIT_ASSERT_EQ(test, mempool_init_kmalloc_pool(&plain, 2, 100), 0);
	KUNIT_EXPECT_TRUE(test, mempool_initialized(&plain));
	element = mempool_alloc(slab, GFP_KERNEL);
	mempool_free(element, slab);
	element = mempool_alloc(pages, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, page_address(element));
	mempool_free(element, pages);
	element = mempool_alloc(&plain, GFP_KERNEL);
	mempool_free(element, &plain);
	mempool_exit(&plain);
	mempool_exit(&plain);
	mempool_destroy(slab);
	mempool_destroy(pages);
	mempool_destroy(NULL);
	kmem_cache_destroy(cache);
}

static struct kunit_case cases[] = { KUNIT_CASE(reserve_is_used_when_allocation_fails),
				     KUNIT_CASE(full_reserve_passes_elements_on),
				     KUNIT_CASE(sleeper_gets_what_is_freed),
				     KUNIT_CASE(pool_can_be_resized),
				     KUNIT_CASE(creation_fails_cleanly),
				     KUNIT_CASE(ready_made_pools_work),
				     {} };

static struct kunit_suite suite = {
	.name = "slab.mempool",
	.init = make_pool,
	.exit = drop_pool,
	.test_cases = cases,
};
kunit_test_suite(suite);
