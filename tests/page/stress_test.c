// SPDX-License-Identifier: MIT
/*
 * stress_test.c - mm/page on all CPUs at once
 *
 * Each page holds its owner's stamp: a page with two owners loses it.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/prandom.h>
#include <linux/sched.h>
#include <quarry/debug_hooks.h>
#include <quarry/mm_check.h>
#include "../../mm/page/page.h"

#define STEPS  30000
#define SLOTS  64
#define SHARED 32

/* Blocks on their way from one CPU to another. */
static struct page *shared[SHARED];
static atomic_t running;
static atomic_t damaged;
static struct completion all_done;

static void stamp(struct page *page, unsigned int order)
{
	unsigned long *first = page_address(page);

	first[0] = (unsigned long)page ^ order;
	first[((PAGE_SIZE << order) / sizeof(long)) - 1] = ~first[0];
	page->private = order;
}

static void check_and_free(struct page *page)
{
	unsigned int order = page->private;
	unsigned long *first = page_address(page);

	if (first[0] != ((unsigned long)page ^ order) ||
	    first[((PAGE_SIZE << order) / sizeof(long)) - 1] != ~first[0])
		atomic_inc(&damaged);
	page->private = 0;
	__free_pages(page, order);
}

static void random_step(struct rnd_state *rnd, struct page **slot)
{
	unsigned int order = prandom_u32_state(rnd) % 6;
	struct page **there = &shared[prandom_u32_state(rnd) % SHARED];

	if (*slot && !(prandom_u32_state(rnd) & 3)) {
		*slot = xchg(there, *slot);
	} else if (*slot) {
		check_and_free(*slot);
		*slot = NULL;
	} else {
		*slot = alloc_pages(GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY, order);
		if (*slot)
			stamp(*slot, order);
	}
}

static void finish(void)
{
	if (atomic_dec_and_test(&running))
		complete(&all_done);
}

static int random_thread(void *seed)
{
	struct page *slots[SLOTS] = {};
	unsigned int i, steps = kunit_scaled(STEPS);
	struct rnd_state rnd;

	prandom_seed_state(&rnd, (unsigned long)seed);
	for (i = 0; i < steps; i++) {
		random_step(&rnd, &slots[prandom_u32_state(&rnd) % SLOTS]);
		if (!(i & 255))
			cond_resched();
	}
	for (i = 0; i < SLOTS; i++)
		if (slots[i])
			check_and_free(slots[i]);
	finish();
	return 0;
}

static void run_on_all_cpus(struct kunit *test, int (*fn)(void *), u64 seed)
{
	struct task_struct *task;
	unsigned int cpu;

	atomic_set(&running, 1);
	init_completion(&all_done);
	for_each_online_cpu(cpu) {
		task = kthread_create_on_cpu(fn, (void *)(unsigned long)(seed + cpu), cpu,
					     "page/%u");
		KUNIT_ASSERT_FALSE(test, IS_ERR(task));
		atomic_inc(&running);
		wake_up_process(task);
	}
	finish();
	wait_for_completion(&all_done);
}

static void random_operations_on_all_cpus_lose_nothing(struct kunit *test)
{
	unsigned long before;
	unsigned int i;

	drain_all_pages(NULL);
	before = nr_free_pages();
	atomic_set(&damaged, 0);
	run_on_all_cpus(test, random_thread, test->seed);
	for (i = 0; i < SHARED; i++)
		if (shared[i])
			check_and_free(xchg(&shared[i], NULL));
	drain_all_pages(NULL);
	KUNIT_EXPECT_EQ(test, atomic_read(&damaged), 0);
	/* The threads' own stacks may be kept for a while. */
	KUNIT_EXPECT_GE(test, nr_free_pages() + 64 * num_online_cpus(), before);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

/* ---- somebody takes a reference while the owner frees ------------------------------- */

static struct page *published;
static bool stop;

/* As a look-up does that finds a page without a lock. */
static int grab_thread(void *unused)
{
	struct page *page;

	while (!READ_ONCE(stop)) {
		page = READ_ONCE(published);
		if (page && get_page_unless_zero(page))
			put_page(page);
		cpu_relax();
	}
	finish();
	return 0;
}

static void free_rounds(struct kunit *test, unsigned int order)
{
	unsigned int i;

	for (i = 0; i < 5000; i++) {
		struct page *page = alloc_pages(GFP_KERNEL, order);

		KUNIT_ASSERT_NOT_NULL(test, page);
		WRITE_ONCE(published, page);
		if (i & 1)
			cpu_relax();
		__free_pages(page, order);
		if (!(i & 127))
			cond_resched();
	}
	WRITE_ONCE(published, NULL);
}

static void a_reference_taken_meanwhile_loses_no_page(struct kunit *test)
{
	unsigned long before, after;
	struct task_struct *task;
	unsigned int order;

	if (num_online_cpus() < 2)
		kunit_skip(test, "needs 2 CPUs");
	WRITE_ONCE(stop, false);
	atomic_set(&running, 1);
	init_completion(&all_done);
	task = kthread_create_on_cpu(grab_thread, NULL,
				     cpumask_any_but(cpu_online_mask, raw_smp_processor_id()),
				     "grab/%u");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	wake_up_process(task);
	drain_all_pages(NULL);
	before = nr_free_pages();
	for (order = 0; order <= 5; order++)
		free_rounds(test, order);
	WRITE_ONCE(stop, true);
	wait_for_completion(&all_done);
	drain_all_pages(NULL);
	after = nr_free_pages();
	KUNIT_EXPECT_GE(test, after + 64, before);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

/* What lib/test_free_pages.c does, in small. */
static void a_speculative_reference_frees_the_head_alone(struct kunit *test)
{
	static const gfp_t kinds[] = { GFP_KERNEL, GFP_KERNEL | __GFP_COMP };
	unsigned long before, addr;
	unsigned int i, kind;

	drain_all_pages(NULL);
	before = nr_free_pages();
	for (kind = 0; kind < ARRAY_SIZE(kinds); kind++) {
		for (i = 0; i < 20000; i++) {
			addr = __get_free_pages(kinds[kind], 3);
			KUNIT_ASSERT_NE(test, addr, 0ul);
			get_page(virt_to_page(addr));
			free_pages(addr, 3);
			put_page(virt_to_page(addr));
		}
	}
	drain_all_pages(NULL);
	KUNIT_EXPECT_GE(test, nr_free_pages() + 64, before);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static struct kunit_case stress_cases[] = { KUNIT_CASE(random_operations_on_all_cpus_lose_nothing),
					    KUNIT_CASE(a_reference_taken_meanwhile_loses_no_page),
					    KUNIT_CASE(
						    a_speculative_reference_frees_the_head_alone),
					    {} };

static struct kunit_suite stress_suite = { .name = "page.stress", .test_cases = stress_cases };
kunit_test_suite(stress_suite);
