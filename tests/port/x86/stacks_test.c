// SPDX-License-Identifier: MIT
/*
 * stacks_test.c - below every stack is a page that is not mapped
 *
 * Stacks are of three kinds: the boot CPU's, in the image; each CPU's own (idle,
 * double fault, NMI, debug), in the CPU area; threads', from vmalloc. An
 * overflow of any of them must fault and not write into what lies below.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/vmalloc.h>
#include "probe.h"

/* The stack [lo, hi) is all there, and what is below it faults. */
static void expect_guarded(struct kunit *test, unsigned long lo, unsigned long hi, const char *what)
{
	for (unsigned long addr = lo; addr < hi; addr += PAGE_SIZE)
		KUNIT_EXPECT_FALSE_MSG(test, probe(PROBE_READ, addr).trapped, "%s at %lx", what,
				       addr);
	probe_expect(test, PROBE_WRITE, lo - 1, PF_WRITE, what);
	probe_expect(test, PROBE_READ, lo - PAGE_SIZE, 0, what);
}

static void thread_stack_has_a_guard(struct kunit *test)
{
	unsigned long lo = (unsigned long)current->context.stack;
	unsigned long here = (unsigned long)__builtin_frame_address(0);

	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr((void *)lo));
	KUNIT_EXPECT_EQ(test, current->context.stack_size, THREAD_SIZE);
	KUNIT_ASSERT_TRUE(test, here >= lo && here < lo + THREAD_SIZE);
	expect_guarded(test, lo, lo + THREAD_SIZE, "thread");
}

#define NR_THREADS 20

static struct completion stop_threads;

static int wait_to_stop(void *unused)
{
	wait_for_completion(&stop_threads);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

/* Stacks lie one beside the other: a guard must be between each two. */
static void neighbouring_stacks_have_guards(struct kunit *test)
{
	struct task_struct *threads[NR_THREADS];
	unsigned int i;

	init_completion(&stop_threads);
	for (i = 0; i < NR_THREADS; i++) {
		threads[i] = kthread_run(wait_to_stop, NULL, "stack%u", i);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, threads[i]);
	}
	for (i = 0; i < NR_THREADS; i++) {
		unsigned long lo = (unsigned long)threads[i]->context.stack;

		expect_guarded(test, lo, lo + THREAD_SIZE, "thread");
	}
	complete_all(&stop_threads);
	for (i = 0; i < NR_THREADS; i++)
		kthread_stop(threads[i]);
}

static void boot_stack_has_a_guard(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, x86_boot_guard + PAGE_SIZE, x86_boot_stack);
	expect_guarded(test, (unsigned long)x86_boot_stack, (unsigned long)x86_boot_stack_top,
		       "boot stack");
}

/* Page by page over the CPU area: mapped is what lies in a stack, and nothing else. */
static void cpu_area_holds_stacks_and_guards_only(struct kunit *test)
{
	unsigned long addr, lo, hi, last = (unsigned long)x86_ap_stack(num_present_cpus());
	unsigned long idle_of_boot_cpu = (unsigned long)x86_ap_stack(0);
	unsigned int stacks = 0;

	for (addr = CPU_AREA_START; addr < last; addr += PAGE_SIZE) {
		bool is_stack = x86_stack_of(addr, &lo, &hi) && hi != idle_of_boot_cpu;
		bool mapped = !probe(PROBE_READ, addr).trapped;

		KUNIT_EXPECT_EQ_MSG(test, mapped, is_stack, "%lx", addr);
		if (!is_stack || addr != lo)
			continue;
		expect_guarded(test, lo, hi, "CPU stack");
		stacks++;
	}
	/* Three for traps each, and one to idle on but for the boot CPU. */
	KUNIT_EXPECT_EQ(test, stacks, 4 * num_present_cpus() - 1);
}

static void note_stack(void *arg)
{
	*(unsigned long *)arg = (unsigned long)__builtin_frame_address(0);
}

static void cpus_run_on_stacks_with_guards(struct kunit *test)
{
	unsigned long sp, lo, hi;
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		if (cpu == raw_smp_processor_id())
			continue;
		sp = 0;
		KUNIT_ASSERT_EQ(test, smp_call_function_single(cpu, note_stack, &sp, 1), 0);
		/* An idle CPU is interrupted on its own stack, a busy one on a thread's. */
		if (is_vmalloc_addr((void *)sp))
			continue;
		KUNIT_ASSERT_TRUE(test, x86_stack_of(sp, &lo, &hi));
		KUNIT_EXPECT_TRUE(test, lo <= sp && sp < hi);
	}
}

static struct kunit_case cases[] = { KUNIT_CASE(thread_stack_has_a_guard),
				     KUNIT_CASE(neighbouring_stacks_have_guards),
				     KUNIT_CASE(boot_stack_has_a_guard),
				     KUNIT_CASE(cpu_area_holds_stacks_and_guards_only),
				     KUNIT_CASE(cpus_run_on_stacks_with_guards),
				     {} };

static struct kunit_suite suite = {
	.name = "port.x86.stacks",
	.suite_init = probe_suite_init,
	.suite_exit = probe_suite_exit,
	.test_cases = cases,
};
kunit_test_suite(suite);
