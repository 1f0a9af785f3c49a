// SPDX-License-Identifier: MIT
/*
 * irq_test.c - tests kernel/base/irq.c, might_sleep.c, panic.c's WARN, and the
 * context predicates of linux/preempt.h
 */
#include <kunit/test.h>
#include <linux/bug.h>
#include <linux/hardirq.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <quarry/local_guard.h>

static void interrupt_nesting_counts(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	KUNIT_EXPECT_TRUE(test, in_task());
	irq_enter();
	irq_enter();
	KUNIT_EXPECT_TRUE(test, in_hardirq());
	KUNIT_EXPECT_FALSE(test, in_task());
	irq_exit();
	KUNIT_EXPECT_TRUE(test, in_hardirq());
	nmi_enter();
	KUNIT_EXPECT_TRUE(test, in_nmi());
	nmi_exit();
	KUNIT_EXPECT_FALSE(test, in_nmi());
	irq_exit();
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
}

/* Nothing may print or allocate in between: it would take the node path, rightly. */
static void interrupt_uses_the_dead_arrays(struct kunit *test)
{
	struct array_cache **before, **inside, **nested, **left, **after;

	local_irq_disable();
	before = this_cpu_read(slab_arrays);
	irq_enter();
	inside = this_cpu_read(slab_arrays);
	irq_enter();
	nested = this_cpu_read(slab_arrays);
	irq_exit();
	left = this_cpu_read(slab_arrays);
	irq_exit();
	after = this_cpu_read(slab_arrays);
	local_irq_enable();
	KUNIT_EXPECT_PTR_EQ(test, inside, slab_dead_arrays);
	KUNIT_EXPECT_PTR_EQ(test, nested, slab_dead_arrays);
	KUNIT_EXPECT_PTR_EQ(test, left, slab_dead_arrays);
	KUNIT_EXPECT_PTR_EQ(test, after, before);
	KUNIT_EXPECT_PTR_EQ(test, after, this_cpu_read(slab_task_arrays));
}

/* The count changes first in both directions: an NMI leaves what the count says. */
static void nmi_between_count_and_switch_leaves_the_right_arrays(struct kunit *test)
{
	struct array_cache **entering, **leaving;

	local_irq_disable();
	preempt_count_add(HARDIRQ_OFFSET); /* half of irq_enter() */
	nmi_enter();
	nmi_exit();
	entering = this_cpu_read(slab_arrays);
	this_cpu_write(slab_arrays, slab_dead_arrays);
	preempt_count_sub(HARDIRQ_OFFSET); /* half of irq_exit() */
	nmi_enter();
	nmi_exit();
	leaving = this_cpu_read(slab_arrays);
	local_irq_enable();
	KUNIT_EXPECT_PTR_EQ(test, entering, slab_dead_arrays);
	KUNIT_EXPECT_PTR_EQ(test, leaving, this_cpu_read(slab_task_arrays));
}

static void bottom_halves_off_is_softirq_context(struct kunit *test)
{
	local_bh_disable();
	KUNIT_EXPECT_TRUE(test, in_softirq());
	KUNIT_EXPECT_FALSE(test, in_serving_softirq());
	KUNIT_EXPECT_TRUE(test, in_task());
	local_bh_enable();
	KUNIT_EXPECT_FALSE(test, in_softirq());
}

static void note_context(void *info)
{
	*(bool *)info = in_hardirq() && irqs_disabled();
}

static void call_from_another_cpu_is_an_interrupt(struct kunit *test)
{
	unsigned int other = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());
	bool in_irq = false;

	if (other >= nr_cpu_ids)
		kunit_skip(test, "needs two CPUs");
	KUNIT_EXPECT_EQ(test, smp_call_function_single(other, note_context, &in_irq, 1), 0);
	KUNIT_EXPECT_TRUE(test, in_irq);
}

static void sleeping_with_a_lock_held_is_reported(struct kunit *test)
{
	DEFINE_SPINLOCK(lock);

	might_sleep();
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 0ul);
	kunit_expect_reports(test, 1);
	spin_lock(&lock);
	might_sleep();
	spin_unlock(&lock);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1ul);
}

static void sleeping_with_interrupts_off_is_reported(struct kunit *test)
{
	kunit_expect_reports(test, 1);
	local_irq_disable();
	might_sleep();
	local_irq_enable();
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1ul);
}

static void warn_counts_and_goes_on(struct kunit *test)
{
	kunit_expect_reports(test, 2);
	KUNIT_EXPECT_FALSE(test, WARN_ON(false));
	KUNIT_EXPECT_TRUE(test, WARN_ON(true));
	KUNIT_EXPECT_TRUE(test, WARN(1 + 1 == 2, "irq-test: %d\n", 2));
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 2ul);
}

static void warn_once_reports_the_first_time_only(struct kunit *test)
{
	static int truths;
	int i;

	/* Once in the life of the machine: another run of this case sees none. */
	kunit_expect_reports(test, truths ? 0 : 1);
	for (i = 0; i < 3; i++)
		truths += WARN_ON_ONCE(true);
	KUNIT_EXPECT_EQ(test, truths % 3, 0);
}

static void bug_ends_the_case_that_announced_it(struct kunit *test)
{
	kunit_expect_reports(test, 1);
	BUG_ON(1 + 1 == 2);
	KUNIT_FAIL(test, "went on after a BUG");
}

static struct kunit_case irq_cases[] = {
	KUNIT_CASE(interrupt_nesting_counts),
	KUNIT_CASE(interrupt_uses_the_dead_arrays),
	KUNIT_CASE(nmi_between_count_and_switch_leaves_the_right_arrays),
	KUNIT_CASE(bottom_halves_off_is_softirq_context),
	KUNIT_CASE(call_from_another_cpu_is_an_interrupt),
	KUNIT_CASE(sleeping_with_a_lock_held_is_reported),
	KUNIT_CASE(sleeping_with_interrupts_off_is_reported),
	KUNIT_CASE(warn_counts_and_goes_on),
	KUNIT_CASE(warn_once_reports_the_first_time_only),
	KUNIT_CASE(bug_ends_the_case_that_announced_it),
	{}
};

static struct kunit_suite irq_suite = {
	.name = "base.irq",
	.test_cases = irq_cases,
};
kunit_test_suite(irq_suite);
