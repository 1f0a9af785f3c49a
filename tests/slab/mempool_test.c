// SPDX-License-Identifier: MIT
/*
 * mempool_test.c - the reserve is there when memory is not
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include "../nmi.h"

#define MIN_NR 4

/* An alloc function that can be switched off. */
static bool no_memory;

static atomic_t nr_out; /* elements that came from memory and have not gone back */

static void *fickle_alloc(gfp_t gfp, void *data)
{
	void *element = READ_ONCE(no_memory) ? NULL : kmalloc((size_t)data, gfp);

	if (element)
		atomic_inc(&nr_out);
	return element;
}

static void fickle_free(void *element, void *data)
{
	atomic_dec(&nr_out);
	kfree(element);
}

static mempool_t *pool;

static int make_pool(struct kunit *test)
{
	WRITE_ONCE(no_memory, false);
	atomic_set(&nr_out, 0);
	pool = mempool_create(MIN_NR, fickle_alloc, fickle_free, (void *)64ul);
	return pool ? 0 : -ENOMEM;
}

static void drop_pool(struct kunit *test)
{
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, atomic_read(&nr_out), 0);
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
	struct kmem_cache *cache = kmem_cache_create("mempool_cache", 80, 0, SLAB_NO_MERGE, NULL);
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

/* ---- in an NMI ------------------------------------------------------------------ */

static void *all_out[64];

static unsigned int take_all(mempool_t *from)
{
	unsigned int nr = 0;

	while (nr < ARRAY_SIZE(all_out) && (all_out[nr] = mempool_alloc(from, GFP_NOWAIT)))
		nr++;
	return nr;
}

static void free_held(void *to)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(all_out) && all_out[i]; i++)
		mempool_free(all_out[i], to);
	memset(all_out, 0, sizeof(all_out));
}

/* The NMI interrupts whoever holds the pool's lock. */
static void nmi_with_the_lock_held(mempool_t *of, void (*fn)(void *), void *arg)
{
	unsigned long flags;

	spin_lock_irqsave(&of->lock, flags);
	as_nmi(fn, arg);
	spin_unlock_irqrestore(&of->lock, flags);
}

static void elements_freed_in_an_nmi_fill_the_reserve(struct kunit *test)
{
	WRITE_ONCE(no_memory, true);
	KUNIT_ASSERT_EQ(test, take_all(pool), (unsigned int)MIN_NR);
	nmi_with_the_lock_held(pool, free_held, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 0);
	slab_drain_requests();
	KUNIT_EXPECT_EQ(test, pool->curr_nr, MIN_NR);
	KUNIT_EXPECT_EQ(test, atomic_read(&nr_out), MIN_NR);
}

static void who_needs_one_finds_what_an_nmi_put_off(struct kunit *test)
{
	void *element;

	WRITE_ONCE(no_memory, true);
	KUNIT_ASSERT_EQ(test, take_all(pool), (unsigned int)MIN_NR);
	as_nmi_in_irq(free_held, pool);
	element = mempool_alloc(pool, GFP_NOWAIT);
	KUNIT_EXPECT_NOT_NULL(test, element);
	mempool_free(element, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, MIN_NR);
}

/* More than there are places for them: the rest goes back to memory. */
static void no_element_is_lost_however_many_come(struct kunit *test)
{
	mempool_t *large = mempool_create(60, fickle_alloc, fickle_free, (void *)64ul);

	KUNIT_ASSERT_NOT_NULL(test, large);
	WRITE_ONCE(no_memory, true);
	KUNIT_ASSERT_EQ(test, take_all(large), 60u);
	nmi_with_the_lock_held(large, free_held, large);
	slab_drain_requests();
	KUNIT_EXPECT_GT(test, large->curr_nr, 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&nr_out), large->curr_nr + MIN_NR);
	WRITE_ONCE(no_memory, false);
	mempool_destroy(large);
	KUNIT_EXPECT_EQ(test, atomic_read(&nr_out), MIN_NR);
}

static void a_pool_may_go_with_elements_put_off(struct kunit *test)
{
	mempool_t *other = mempool_create(3, fickle_alloc, fickle_free, (void *)64ul);

	KUNIT_ASSERT_NOT_NULL(test, other);
	WRITE_ONCE(no_memory, true);
	KUNIT_ASSERT_EQ(test, take_all(other), 3u);
	as_nmi(free_held, other);
	mempool_destroy(other);
	KUNIT_EXPECT_EQ(test, atomic_read(&nr_out), MIN_NR);
}

static void take_in_nmi(void *element)
{
	*(void **)element = mempool_alloc(pool, GFP_ATOMIC);
}

static void an_allocation_waits_for_no_lock(struct kunit *test)
{
	void *element = pool;

	WRITE_ONCE(no_memory, true);
	nmi_with_the_lock_held(pool, take_in_nmi, &element);
	KUNIT_EXPECT_NULL(test, element);
	as_nmi(take_in_nmi, &element);
	KUNIT_ASSERT_NOT_NULL(test, element);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, MIN_NR - 1);
	mempool_free(element, pool);
}

static int sleep_for_one(void *done)
{
	void *element = mempool_alloc(pool, GFP_KERNEL);

	mempool_free(element, pool);
	complete(done);
	return 0;
}

static void a_sleeper_is_woken_when_it_is_no_nmi_any_more(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);

	WRITE_ONCE(no_memory, true);
	KUNIT_ASSERT_EQ(test, take_all(pool), (unsigned int)MIN_NR);
	kthread_run(sleep_for_one, &done, "sleep_for_one");
	while (!waitqueue_active(&pool->wait))
		cond_resched();
	as_nmi(free_held, pool);
	slab_drain_requests();
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&pool->wait));
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, MIN_NR);
}

static struct kunit_case cases[] = { KUNIT_CASE(reserve_is_used_when_allocation_fails),
				     KUNIT_CASE(full_reserve_passes_elements_on),
				     KUNIT_CASE(sleeper_gets_what_is_freed),
				     KUNIT_CASE(pool_can_be_resized),
				     KUNIT_CASE(creation_fails_cleanly),
				     KUNIT_CASE(ready_made_pools_work),
				     KUNIT_CASE(elements_freed_in_an_nmi_fill_the_reserve),
				     KUNIT_CASE(who_needs_one_finds_what_an_nmi_put_off),
				     KUNIT_CASE(no_element_is_lost_however_many_come),
				     KUNIT_CASE(a_pool_may_go_with_elements_put_off),
				     KUNIT_CASE(an_allocation_waits_for_no_lock),
				     KUNIT_CASE(a_sleeper_is_woken_when_it_is_no_nmi_any_more),
				     {} };

static struct kunit_suite suite = {
	.name = "slab.mempool",
	.init = make_pool,
	.exit = drop_pool,
	.test_cases = cases,
};
kunit_test_suite(suite);
