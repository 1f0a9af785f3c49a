// SPDX-License-Identifier: MIT
/*
 * context_test.c - vmalloc() and vfree() in interrupts and NMIs that the CPU took
 *
 * tests/vmalloc/context_test.c makes the contexts by hand; here they come from
 * the local APIC. A BUG in an NMI cannot end the case there, as the CPU would
 * take no more NMIs: its hook jumps back into the handler, which returns.
 */
#include <kunit/test.h>
#include <linux/hardirq.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include <quarry/verdict.h>
#include "../../../mm/vmalloc/area.h"
#include "probe.h"

/**
 * struct happening - what a handler did and saw
 * @mem: what it freed, or got; @held: pages in vmalloc areas after that
 * @hardirq: @nmi: where it ran; @times: how often
 */
static struct happening {
	void *mem;
	unsigned long held;
	bool hardirq, nmi, came_back;
	unsigned int times;
} seen;

static void note_context(void)
{
	seen.hardirq = in_hardirq();
	seen.nmi = in_nmi();
	seen.held = vmalloc_nr_pages();
	WRITE_ONCE(seen.times, seen.times + 1);
}

static void *take(struct kunit *test, unsigned int pages)
{
	void *mem;

	vfree_drain();
	mem = vmalloc(pages * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	memset(&seen, 0, sizeof(seen));
	return mem;
}

static void remove_hooks(struct kunit *test)
{
	x86_set_test_irq_hook(NULL);
	x86_set_nmi_hook(NULL);
	vmalloc_any_context = false;
	vfree_drain();
}

static void wait_for_handler(void)
{
	while (!READ_ONCE(seen.times))
		cpu_relax();
}

/* ---- interrupts ------------------------------------------------------------------------ */

static void interrupt(void (*handler)(void))
{
	x86_set_test_irq_hook(handler);
	x86_self_ipi(X86_VEC_TEST);
	wait_for_handler();
}

static void free_in_handler(void)
{
	vfree(seen.mem);
	note_context();
}

static void vfree_in_a_real_interrupt_is_put_off_and_done(struct kunit *test)
{
	unsigned long before;

	vfree_drain();
	before = vmalloc_nr_pages();
	seen.mem = take(test, 3);
	seen.mem = NULL;
}
