// SPDX-License-Identifier: MIT
/*
 * might_sleep.c - sleeping where one must not
 *
 * might_sleep() marks functions that may sleep. In an interrupt, with
 * interrupts off or a spinlock held it reports, and counts as a warning. Not
 * before the CPU has its own per-CPU data: its counters mean nothing until then.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <quarry/verdict.h>
#include "base.h"

enum system_states system_state;
EXPORT_SYMBOL(system_state);

/* The scheduler runs: until then the boot CPU has interrupts off all the time. */
static bool may_report(void)
{
	return my_cpu_offset && system_state >= SYSTEM_SCHEDULING && !oops_in_progress;
}

/**
 * __might_resched() - report unless the context is atomic to just this degree
 * @offsets: preempt_count() that is fine here
 */
void __might_resched(const char *file, int line, unsigned int offsets)
{
	static struct printk_limit limit;

	if (likely(preempt_count() == offsets && !irqs_disabled()) || !may_report())
		return;
	verdict_count(warns);
	if (!printk_limit_ok(&limit, __func__))
		return;
	pr_err("BUG: sleeping function called from invalid context at %s:%d\n", file, line);
	pr_err("in_atomic(): %d, irqs_disabled(): %d, pid: %d, name: %s\n", in_atomic(),
	       irqs_disabled() ? 1 : 0, current->pid, current->comm);
	pr_err("preempt_count: %x, expected: %x\n", preempt_count(), offsets);
	stack_report(KERN_ERR, report_frame());
}
EXPORT_SYMBOL(__might_resched);

void __might_sleep(const char *file, int line)
{
	__might_resched(file, line, 0);
}
EXPORT_SYMBOL(__might_sleep);
