// SPDX-License-Identifier: MIT
/*
 * context_test.c - vmalloc() and vfree() where they may not be called, or not
 * do all at once
 */
#include <linux/irqflags.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <quarry/verdict.h>
#include "../../mm/vmalloc/area.h"
#include "../nmi.h"
#include "vm_test.h"

static void free_it(void *mem)
{
	vfree(mem);
}

static void free_it_atomically(void *mem)
{
	vfree_atomic(mem);
}

/* One at the door; what is called from there may complain too. */
static void at_least_one_report(struct kunit *test)
{
	KUNIT_EXPECT_GE(test, kunit_reports_seen(test), 1ul);
	kunit_expect_reports(test, kunit_reports_seen(test));
}

static void vfree_with_a_lock_held_is_reported(struct kunit *test)
{
	DEFINE_SPINLOCK(lock);
	void *mem = vmalloc(PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	spin_lock(&lock);
	vfree(mem);
	spin_unlock(&lock);
	at_least_one_report(test);
}

static void vfree_with_interrupts_off_is_reported(struct kunit *test)
{
	void *mem = vmalloc(PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	local_irq_disable();
	vfree(mem);
	local_irq_enable();
	at_least_one_report(test);
}

static void vmalloc_in_an_interrupt_is_reported_and_gives_nothing(struct kunit *test)
{
	void *mem;

	local_irq_disable();
	irq_enter();
	mem = vmalloc(PAGE_SIZE);
	irq_exit();
	local_irq_enable();
	KUNIT_EXPECT_NULL(test, mem);
	at_least_one_report(test);
	KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
}

static void vfree_in_an_interrupt_here_is_put_off(struct kunit *test)
{
	unsigned long held;
	void *mem;

	vfree_drain();
	held = vmalloc_nr_pages();
	mem = vmalloc(2 * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	local_irq_disable();
	irq_enter();
	vfree(mem);
	vfree_drain(); /* not here */
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held + 2);
	irq_exit();
	local_irq_enable();
	vfree_drain();
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held);
}

/* An idle CPU that was interrupted finds it before it sleeps again. */
static void idle_cpu_frees_what_its_interrupt_put_off(struct kunit *test)
{
	unsigned int other = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());
	unsigned long held;
	int tries = 1000;
	void *mem;

	if (other >= nr_cpu_ids)
		kunit_skip(test, "needs two CPUs");
	vfree_drain();
	held = vmalloc_nr_pages();
	mem = vmalloc(PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_EQ(test, smp_call_function_single(other, free_it, mem, 1), 0);
	while (vmalloc_nr_pages() != held && --tries)
		schedule_timeout_uninterruptible(1);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held);
}

/* ---- NMI ----------------------------------------------------------------------- */

static void (*next_hook)(void);

/* The case ends in the middle of its NMI: leave that first. */
static void leave_nmi(void)
{
	while (in_nmi())
		nmi_exit();
	local_irq_enable();
	next_hook();
}

static void catch_bug(void)
{
	next_hook = bug_hook;
	bug_hook = leave_nmi;
}

static void *victim;

static void vfree_in_an_nmi_is_a_bug(struct kunit *test)
{
	victim = vmalloc(PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, victim);
	kunit_expect_reports(test, 1);
	catch_bug();
	as_nmi(free_it, victim);
	KUNIT_FAIL(test, "went on after a BUG");
}

static void vfree_atomic_in_an_nmi_is_a_bug(struct kunit *test)
{
	victim = vmalloc(PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, victim);
	kunit_expect_reports(test, 1);
	catch_bug();
	as_nmi(free_it_atomically, victim);
	KUNIT_FAIL(test, "went on after a BUG");
}

static void vfree_in_an_nmi_is_put_off_where_any_context_will_do(struct kunit *test)
{
	unsigned long held;
	void *mem[2];

	vfree_drain();
	held = vmalloc_nr_pages();
	mem[0] = vmalloc(PAGE_SIZE);
	mem[1] = vmalloc(PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, mem[0]);
	KUNIT_ASSERT_NOT_NULL(test, mem[1]);
	vmalloc_any_context = true;
	as_nmi(free_it, mem[0]);
	as_nmi_in_irq(free_it_atomically, mem[1]);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held + 2);
	KUNIT_EXPECT_EQ(test, vfree_drain(), 2u);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held);
}

static void tidy_up(struct kunit *test)
{
	vmalloc_any_context = false;
	vfree(victim);
	victim = NULL;
}

static struct kunit_case cases[] = {
	KUNIT_CASE(vfree_with_a_lock_held_is_reported),
	KUNIT_CASE(vfree_with_interrupts_off_is_reported),
	KUNIT_CASE(vmalloc_in_an_interrupt_is_reported_and_gives_nothing),
	KUNIT_CASE(vfree_in_an_interrupt_here_is_put_off),
	KUNIT_CASE(idle_cpu_frees_what_its_interrupt_put_off),
	KUNIT_CASE(vfree_in_an_nmi_is_a_bug),
	KUNIT_CASE(vfree_atomic_in_an_nmi_is_a_bug),
	KUNIT_CASE(vfree_in_an_nmi_is_put_off_where_any_context_will_do),
	{}
};

static struct kunit_suite suite = {
	.name = "vmalloc.context",
	.exit = tidy_up,
	.test_cases = cases,
};
kunit_test_suite(suite);
