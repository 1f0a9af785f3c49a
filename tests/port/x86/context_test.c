// SPDX-License-Identifier: MIT
/*
 * context_test.c - vmalloc() and vfree() in interrupts and NMIs that the CPU took
 *
 * tests/vmalloc/context_test.c makes the contexts by hand; here they come from
 * the local APIC. What a handler puts off, any CPU that idles may do: the others
 * are held while it runs, so that it sees its own work only.
 *
 * A BUG in an NMI cannot end the case there, as the CPU would take no more
 * NMIs: its hook jumps back into the handler, which returns.
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include <quarry/mm_check.h>
#include <quarry/verdict.h>
#include "../../../mm/vmalloc/area.h"
#include "probe.h"

/**
 * struct happening - what a handler was to do, did and saw
 * @mem: what it frees, or got; @held: pages in vmalloc areas after that
 * @hardirq: @nmi: where it ran; @irqs_off: what it interrupted had them off
 * @times: how often it ran
 */
static struct happening {
	void *mem;
	unsigned long held;
	bool hardirq, nmi, irqs_off;
	unsigned int times;
} seen;

static void note_context(void)
{
	seen.hardirq = in_hardirq();
	seen.nmi = in_nmi();
	seen.held = vmalloc_nr_pages();
	WRITE_ONCE(seen.times, seen.times + 1);
}

static void forget(void)
{
	memset(&seen, 0, sizeof(seen));
	vfree_drain();
}

/* What was put off is freed; another CPU that idles may be in the middle of it. */
static void expect_freed(struct kunit *test, unsigned long before)
{
	unsigned long end = jiffies + 30 * HZ;

	vfree_drain();
	while (vmalloc_nr_pages() != before && time_before(jiffies, end))
		msleep(1);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), before);
}

static void *take(struct kunit *test, unsigned int pages)
{
	void *mem = vmalloc(pages * PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	return mem;
}

/* ---- other CPUs -------------------------------------------------------------------------- */

static atomic_t held_cpus;
static bool hold;

static void stay(void *unused)
{
	atomic_inc(&held_cpus);
	while (READ_ONCE(hold))
		cpu_relax();
	atomic_dec(&held_cpus);
}

static void hold_others(void)
{
	WRITE_ONCE(hold, true);
	preempt_disable();
	smp_call_function(stay, NULL, 0);
	while (atomic_read(&held_cpus) != num_online_cpus() - 1)
		cpu_relax();
}

static void release_others(void)
{
	WRITE_ONCE(hold, false);
	while (atomic_read(&held_cpus))
		cpu_relax();
	preempt_enable();
}

static void wait_for_handler(void)
{
	while (!READ_ONCE(seen.times))
		cpu_relax();
}

static void take_interrupt(void (*handler)(void))
{
	x86_set_test_irq_hook(handler);
	hold_others();
	x86_self_ipi(X86_VEC_TEST);
	wait_for_handler();
	release_others();
	x86_set_test_irq_hook(NULL);
}

static void take_nmi(void (*handler)(struct x86_regs *))
{
	x86_set_nmi_hook(handler);
	hold_others();
	x86_send_nmi(raw_smp_processor_id());
	wait_for_handler();
	release_others();
	x86_set_nmi_hook(NULL);
}

/* ---- interrupts ---------------------------------------------------------------------------- */

static void free_in_interrupt(void)
{
	vfree(seen.mem);
	vfree_drain(); /* not here */
	note_context();
}

static void vfree_in_a_real_interrupt_is_put_off_and_done(struct kunit *test)
{
	unsigned long before;

	forget();
	before = vmalloc_nr_pages();
	seen.mem = take(test, 3);
	take_interrupt(free_in_interrupt);
	KUNIT_EXPECT_EQ(test, seen.times, 1);
	KUNIT_EXPECT_TRUE(test, seen.hardirq);
	KUNIT_EXPECT_FALSE(test, seen.nmi);
	KUNIT_EXPECT_EQ(test, seen.held, before + 3);
	expect_freed(test, before);
	KUNIT_EXPECT_NULL(test, find_vm_area(seen.mem));
}

static void vfree_in_many_interrupts_loses_nothing(struct kunit *test)
{
	unsigned long before;

	forget();
	before = vmalloc_nr_pages();
	for (unsigned int i = 0; i < 300; i++) {
		seen.times = 0;
		seen.mem = take(test, 1 + i % 4);
		take_interrupt(free_in_interrupt);
	}
	expect_freed(test, before);
	KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
}

static void allocate_in_interrupt(void)
{
	seen.mem = vmalloc(PAGE_SIZE);
	note_context();
}

/* One at the door; what is called from there may complain too. */
static void expect_some_reports(struct kunit *test)
{
	KUNIT_EXPECT_GE(test, kunit_reports_seen(test), 1ul);
	kunit_expect_reports(test, kunit_reports_seen(test));
}

static void vmalloc_in_a_real_interrupt_is_reported_and_gives_nothing(struct kunit *test)
{
	unsigned long before;

	forget();
	before = vmalloc_nr_pages();
	take_interrupt(allocate_in_interrupt);
	KUNIT_EXPECT_TRUE(test, seen.hardirq);
	KUNIT_EXPECT_NULL(test, seen.mem);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), before);
	expect_some_reports(test);
}

static void vmalloc_with_a_lock_held_is_reported(struct kunit *test)
{
	DEFINE_SPINLOCK(lock);
	void *mem;

	spin_lock(&lock);
	mem = vmalloc(PAGE_SIZE);
	spin_unlock(&lock);
	vfree(mem);
	expect_some_reports(test);
}

static void vmalloc_with_interrupts_off_is_reported(struct kunit *test)
{
	void *mem;

	local_irq_disable();
	mem = vmalloc(PAGE_SIZE);
	local_irq_enable();
	vfree(mem);
	expect_some_reports(test);
}

/* ---- NMIs ------------------------------------------------------------------------------------ */

static void *back_to_handler[5];
static void (*free_it)(const void *addr);

static void jump_back(void)
{
	__builtin_longjmp(back_to_handler, 1);
}

static void free_in_nmi(struct x86_regs *regs)
{
	void (*hook)(void) = bug_hook;

	bug_hook = jump_back;
	if (!__builtin_setjmp(back_to_handler))
		free_it(seen.mem);
	bug_hook = hook;
	seen.irqs_off = !(regs->flags & X86_FLAGS_IF);
	note_context();
}

static void expect_bug_in_nmi(struct kunit *test, void (*free_fn)(const void *))
{
	unsigned long before;

	forget();
	seen.mem = take(test, 2);
	before = vmalloc_nr_pages();
	free_it = free_fn;
	kunit_expect_reports(test, 1);
	take_nmi(free_in_nmi);
	KUNIT_EXPECT_EQ(test, seen.times, 1);
	KUNIT_EXPECT_TRUE(test, seen.nmi);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1ul);
	/* Nothing has been freed, now or later. */
	KUNIT_EXPECT_EQ(test, vfree_drain(), 0u);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), before);
	vfree(seen.mem);
}

static void vfree_in_a_real_nmi_is_a_bug(struct kunit *test)
{
	expect_bug_in_nmi(test, vfree);
}

static void vfree_atomic_in_a_real_nmi_is_a_bug(struct kunit *test)
{
	expect_bug_in_nmi(test, vfree_atomic);
}

static void vfree_in_a_real_nmi_is_put_off_where_any_context_will_do(struct kunit *test)
{
	unsigned long before;

	forget();
	before = vmalloc_nr_pages();
	vmalloc_any_context = true;
	free_it = vfree;
	seen.mem = take(test, 2);
	take_nmi(free_in_nmi);
	KUNIT_EXPECT_TRUE(test, seen.nmi);
	KUNIT_EXPECT_EQ(test, seen.held, before + 2);
	expect_freed(test, before);
}

/* An NMI comes where interrupts are off, and another one after it. */
static void nmi_comes_with_interrupts_off_and_comes_again(struct kunit *test)
{
	unsigned long flags;

	forget();
	vmalloc_any_context = true;
	free_it = vfree;
	for (unsigned int i = 1; i <= 3; i++) {
		seen.times = 0;
		seen.mem = take(test, 1);
		x86_set_nmi_hook(free_in_nmi);
		local_irq_save(flags);
		x86_send_nmi(raw_smp_processor_id());
		wait_for_handler();
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
		local_irq_restore(flags);
		KUNIT_EXPECT_EQ(test, seen.times, 1);
		KUNIT_EXPECT_TRUE(test, seen.irqs_off);
		vfree_drain();
	}
	KUNIT_EXPECT_FALSE(test, in_nmi());
}

static void tidy_up(struct kunit *test)
{
	x86_set_test_irq_hook(NULL);
	x86_set_nmi_hook(NULL);
	vmalloc_any_context = false;
	vfree_drain();
}

static struct kunit_case cases[] = {
	KUNIT_CASE(vfree_in_a_real_interrupt_is_put_off_and_done),
	KUNIT_CASE(vfree_in_many_interrupts_loses_nothing),
	KUNIT_CASE(vmalloc_in_a_real_interrupt_is_reported_and_gives_nothing),
	KUNIT_CASE(vmalloc_with_a_lock_held_is_reported),
	KUNIT_CASE(vmalloc_with_interrupts_off_is_reported),
	KUNIT_CASE(vfree_in_a_real_nmi_is_a_bug),
	KUNIT_CASE(vfree_atomic_in_a_real_nmi_is_a_bug),
	KUNIT_CASE(vfree_in_a_real_nmi_is_put_off_where_any_context_will_do),
	KUNIT_CASE(nmi_comes_with_interrupts_off_and_comes_again),
	{}
};

static struct kunit_suite suite = {
	.name = "port.x86.context",
	.exit = tidy_up,
	.test_cases = cases,
};
kunit_test_suite(suite);
