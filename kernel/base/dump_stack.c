// SPDX-License-Identifier: MIT
/*
 * dump_stack.c - who runs here, and the calls that led here
 *
 * Frames come from port_backtrace(), names from %pB, lines from
 * port_source_line(). Lines are looked up in task context only: that may read
 * files and take long.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <quarry/port.h>
#include "base.h"

#define STACK_FRAMES_MAX 32

/* @pc is a return address: the byte before it belongs to the call. */
static void print_frame(const char *level, unsigned long pc)
{
	char line[128];

	if ((in_task() || oops_in_progress) && port_source_line(pc - 1, line, sizeof(line)))
		printk("%s %pB (%s)\n", level, (void *)pc, line);
	else
		printk("%s %pB\n", level, (void *)pc);
}

void stack_report(const char *level, unsigned long fp)
{
	unsigned long pcs[STACK_FRAMES_MAX];
	unsigned int i, nr;

	printk("%sCPU: %d PID: %d Comm: %.16s %s\n", level, raw_smp_processor_id(), current->pid,
	       current->comm, print_tainted());
	nr = port_backtrace(fp, pcs, ARRAY_SIZE(pcs));
	printk("%sCall Trace:\n", level);
	if (in_hardirq())
		printk("%s <IRQ>\n", level);
	for (i = 0; i < nr; i++)
		print_frame(level, pcs[i]);
}

/** dump_stack_lvl() - the same at a level of one's own; any context */
void dump_stack_lvl(const char *log_lvl)
{
	stack_report(log_lvl, report_frame());
}
EXPORT_SYMBOL(dump_stack_lvl);

/** dump_stack() - print who runs here and the calls that led here; any context */
void dump_stack(void)
{
	stack_report(KERN_DEFAULT, report_frame());
}
EXPORT_SYMBOL(dump_stack);
