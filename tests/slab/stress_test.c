// SPDX-License-Identifier: MIT
/*
 * stress_test.c - several CPUs at once: objects freed where they were not
 * allocated, caches shrunk meanwhile
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/random.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"

#define SLOTS  256
#define ROUNDS 20000

static struct kmem_cache *cache;
static void *slots[SLOTS]; /* exchanged between the threads */
static unsigned long damaged;

struct worker {
	struct completion done;
	u64 seed;
};

static void stamp(void *object)
{
	unsigned long *word = object;

	word[0] = (unsigned long)object;
	word[1] = ~(unsigned long)object;
	word[7] = (unsigned long)object + 7;
}

static bool stamped(void *object)
{
	unsigned long *word = object;

	return word[0] == (unsigned long)object && word[1] == ~(unsigned long)object &&
	       word[7] == (unsigned long)object + 7;
}

static int work(void *arg)
{
	struct worker *worker = arg;
	/* With tracking on, all CPUs queue for the lock of its table. */
	unsigned int rounds = mm_debug_hooks & MM_HOOKS_SLAB ? kunit_scaled(ROUNDS) / 20
							     : kunit_scaled(ROUNDS),
		     i;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, worker->seed);
	for (i = 0; i < rounds; i++) {
		void **slot = &slots[prandom_u32_state(&rnd) % SLOTS], *object = NULL;

		if (prandom_u32_state(&rnd) & 1) {
			object = kmem_cache_alloc(cache, GFP_KERNEL);
			if (object)
				stamp(object);
		}
		object = xchg(slot, object);
		if (object) {
			if (!stamped(object))
				__atomic_fetch_add(&damaged, 1, __ATOMIC_RELAXED);
			kmem_cache_free(cache, object);
		}
		if (i % 512 == 0)
			cond_resched();
	}
	complete(&worker->done);
	return 0;
}

static void objects_freed_on_other_cpus_stay_whole(struct kunit *test)
{
	unsigned int nr = 2 * num_online_cpus(), i;
	struct worker *worker = kunit_kcalloc(test, nr, sizeof(*worker), GFP_KERNEL);

	damaged = 0;
	cache = kmem_cache_create("stress", 64, 0, SLAB_NO_MERGE, NULL);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (i = 0; i < nr; i++) {
		init_completion(&worker[i].done);
		worker[i].seed = test->seed + i;
		kthread_run(work, &worker[i], "stress/%u", i);
	}
	for (i = 0; i < 20; i++) {
		kmem_cache_shrink(cache);
		KUNIT_EXPECT_TRUE(test, slab_check_all());
		cond_resched();
	}
	for (i = 0; i < nr; i++)
		wait_for_completion(&worker[i].done);
	for (i = 0; i < SLOTS; i++) {
		if (slots[i])
			kmem_cache_free(cache, slots[i]);
		slots[i] = NULL;
	}
	KUNIT_EXPECT_EQ(test, damaged, 0ul);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
	kmem_cache_destroy(cache);
}

static struct kunit_case cases[] = { KUNIT_CASE(objects_freed_on_other_cpus_stay_whole), {} };

static struct kunit_suite suite = { .name = "slab.stress", .test_cases = cases };
kunit_test_suite(suite);
