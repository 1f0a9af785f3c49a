// SPDX-License-Identifier: MIT
/*
 * nmi_stress_test.c - tasks, interrupts and NMIs on all CPUs share a cache
 *
 * Interrupts of other CPUs come wherever a task is, and each has an NMI in it:
 * all of them allocate and free, also what the others allocated.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/prandom.h>
#include <linux/smp.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"
#include "nmi_kinds.h"

#define SLOTS  64
#define ROUNDS 150

static struct kmem_cache *cache;

/* What the NMIs of one CPU hold; nobody else looks there. */
static DEFINE_PER_CPU(void *, stash[SLOTS]);
static DEFINE_PER_CPU(unsigned int, stashed);
static DEFINE_PER_CPU(struct rnd_state, nmi_rnd);
static void *shared[SLOTS]; /* exchanged between all contexts */
static unsigned long nmis, nmi_got, nmi_freed, nmi_exchanged;
static atomic_t working;
static struct completion all_done;

static void nmi_step(void *unused)
{
	unsigned int *nr = this_cpu_ptr(&stashed), r = prandom_u32_state(this_cpu_ptr(&nmi_rnd));
	void **slot = *this_cpu_ptr(&stash), *object;

	__atomic_fetch_add(&nmis, 1, __ATOMIC_RELAXED);
	if (*nr < SLOTS && (r & 1)) {
		slot[*nr] = kmem_cache_alloc(cache, GFP_ATOMIC | __GFP_NOWARN);
		if (slot[*nr]) {
			++*nr;
			__atomic_fetch_add(&nmi_got, 1, __ATOMIC_RELAXED);
		}
	} else if (*nr) {
		kmem_cache_free(cache, slot[--*nr]);
		__atomic_fetch_add(&nmi_freed, 1, __ATOMIC_RELAXED);
	}
	/* An object that a task allocated, perhaps on another CPU. */
	object = xchg(&shared[(r >> 8) % SLOTS], NULL);
	if (object) {
		kmem_cache_free(cache, object);
		__atomic_fetch_add(&nmi_exchanged, 1, __ATOMIC_RELAXED);
	}
}

static void irq_then_nmi(void *unused)
{
	void *object = kmem_cache_alloc(cache, GFP_ATOMIC | __GFP_NOWARN);

	as_nmi(nmi_step, NULL);
	if (object)
		kmem_cache_free(cache, object);
}

static bool hammering;

/* Interrupts of all CPUs, this one's too. */
static int hammer(void *unused)
{
	unsigned int i;

	for (i = 0; i < kunit_scaled(ROUNDS); i++) {
		on_each_cpu(irq_then_nmi, NULL, 1);
		cond_resched();
	}
	WRITE_ONCE(hammering, false);
	return 0;
}

static int task_steps(void *seed)
{
	struct rnd_state rnd;
	unsigned int i;

	prandom_seed_state(&rnd, (unsigned long)seed);
	for (i = 1; READ_ONCE(hammering); i++) {
		void *object = NULL;

		if (prandom_u32_state(&rnd) & 1)
			object = kmem_cache_alloc(cache, GFP_KERNEL);
		object = xchg(&shared[prandom_u32_state(&rnd) % SLOTS], object);
		if (object)
			kmem_cache_free(cache, object);
		if (i % 64 == 0)
			cond_resched();
	}
	if (atomic_dec_and_test(&working))
		complete(&all_done);
	return 0;
}

static void empty_stash(void *unused)
{
	void **slot = *this_cpu_ptr(&stash);
	unsigned int *nr = this_cpu_ptr(&stashed);

	while (*nr)
		kmem_cache_free(cache, slot[--*nr]);
}

static void nothing_is_lost_between_tasks_interrupts_and_nmis(struct kunit *test)
{
	const struct kind *kind = test->param_value;
	unsigned int cpu, i;

	cache = kmem_cache_create("nmi_stress", kind->size, 0, kind->flags | SLAB_NO_MERGE,
				  kind->ctor);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	nmis = nmi_got = nmi_freed = nmi_exchanged = 0;
	init_completion(&all_done);
	atomic_set(&working, num_online_cpus());
	hammering = true;
	for_each_online_cpu(cpu) {
		struct task_struct *task;

		prandom_seed_state(per_cpu_ptr(&nmi_rnd, cpu), test->seed + cpu);
		task = kthread_create(task_steps, (void *)(test->seed ^ cpu), "nmi/%u", cpu);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
		kthread_bind(task, cpu);
		wake_up_process(task);
	}
	kthread_run(hammer, NULL, "nmi/hammer");
	wait_for_completion(&all_done);
	on_each_cpu(empty_stash, NULL, 1);
	for (i = 0; i < SLOTS; i++) {
		if (shared[i])
			kmem_cache_free(cache, shared[i]);
		shared[i] = NULL;
	}
	KUNIT_EXPECT_EQ(test, nmis, kunit_scaled(ROUNDS) * num_online_cpus());
	KUNIT_EXPECT_GT(test, nmi_exchanged, 0ul);
	KUNIT_EXPECT_LE(test, nmi_freed, nmi_got);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
	kmem_cache_destroy(cache);
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(nothing_is_lost_between_tasks_interrupts_and_nmis, kind_gen_params), {}
};

static struct kunit_suite suite = { .name = "slab.nmi_stress", .test_cases = cases };
kunit_test_suite(suite);
