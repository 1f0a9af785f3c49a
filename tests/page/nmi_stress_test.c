// SPDX-License-Identifier: MIT
/*
 * nmi_stress_test.c - tasks, interrupts and NMIs on all CPUs share the zones
 *
 * Interrupts of other CPUs come wherever a task is, and each has an NMI in it:
 * all of them take and give blocks, also those of the others.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/prandom.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <quarry/mm_check.h>
#include "../../mm/page/page.h"
#include "../nmi.h"
#include "../pages_taken.h"

#define ROUNDS 300
#define SLOTS  16

static struct page *shared[SLOTS]; /* of orders 0 to 5, noted in index; for all contexts */
static DEFINE_PER_CPU(struct rnd_state, nmi_rnd);
static unsigned long nmis, nmi_got, nmi_freed;
static atomic_t working;
static struct completion all_done;
static bool hammering;

/* Take one or none, and give what lay where it goes. */
static bool exchange(struct rnd_state *rnd, gfp_t gfp, unsigned long *got)
{
	unsigned int order = prandom_u32_state(rnd) % 6;
	struct page *page = NULL;

	if (prandom_u32_state(rnd) & 1)
		page = alloc_pages(gfp | __GFP_NOWARN, order);
	if (page) {
		page->index = order;
		__atomic_fetch_add(got, 1, __ATOMIC_RELAXED);
	}
	page = xchg(&shared[prandom_u32_state(rnd) % SLOTS], page);
	if (page)
		__free_pages(page, page->index);
	return page;
}

static void nmi_step(void *unused)
{
	__atomic_fetch_add(&nmis, 1, __ATOMIC_RELAXED);
	if (exchange(this_cpu_ptr(&nmi_rnd), GFP_ATOMIC, &nmi_got))
		__atomic_fetch_add(&nmi_freed, 1, __ATOMIC_RELAXED);
}

static void irq_then_nmi(void *got)
{
	struct page *page = alloc_page(GFP_ATOMIC | __GFP_NOWARN);

	as_nmi(nmi_step, NULL);
	if (page)
		__free_page(page);
}

static int hammer(void *unused)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		on_each_cpu(irq_then_nmi, NULL, 1);
		cond_resched();
	}
	WRITE_ONCE(hammering, false);
	return 0;
}

static int task_steps(void *seed)
{
	unsigned long got = 0;
	struct rnd_state rnd;
	unsigned int i;

	prandom_seed_state(&rnd, (unsigned long)seed);
	for (i = 1; READ_ONCE(hammering); i++) {
		exchange(&rnd, GFP_KERNEL | __GFP_NORETRY, &got);
		if (i % 64 == 0)
			cond_resched();
	}
	if (atomic_dec_and_test(&working))
		complete(&all_done);
	return 0;
}

static void nothing_is_lost_between_tasks_interrupts_and_nmis(struct kunit *test)
{
	unsigned long freed = vm_event_total(PGFREE), taken = pages_taken();
	struct task_struct *task;
	unsigned int cpu, i;

	nmis = nmi_got = nmi_freed = 0;
	init_completion(&all_done);
	atomic_set(&working, num_online_cpus());
	hammering = true;
	for_each_online_cpu(cpu) {
		prandom_seed_state(per_cpu_ptr(&nmi_rnd, cpu), test->seed + cpu);
		task = kthread_create(task_steps, (void *)(test->seed ^ cpu), "nmi/%u", cpu);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
		kthread_bind(task, cpu);
		wake_up_process(task);
	}
	kthread_run(hammer, NULL, "nmi/hammer");
	wait_for_completion(&all_done);
	for (i = 0; i < SLOTS; i++) {
		if (shared[i])
			__free_pages(shared[i], shared[i]->index);
		shared[i] = NULL;
	}
	page_drain_put_off_all();
	KUNIT_EXPECT_EQ(test, nmis, (unsigned long)ROUNDS * num_online_cpus());
	KUNIT_EXPECT_GT(test, nmi_freed, 0ul);
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
	/* What the threads took for themselves comes back when they are reaped. */
	KUNIT_EXPECT_GE(test, pages_taken() - taken, vm_event_total(PGFREE) - freed);
}

static struct kunit_case cases[] = { KUNIT_CASE(nothing_is_lost_between_tasks_interrupts_and_nmis),
				     {} };

static struct kunit_suite suite = { .name = "page.nmi_stress", .test_cases = cases };
kunit_test_suite(suite);
