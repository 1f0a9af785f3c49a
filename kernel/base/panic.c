// SPDX-License-Identifier: MIT
/*
 * panic.c - WARN, BUG and panic: say what happened and how we came there
 *
 * All three count in kernel_verdict. A WARN returns. After a BUG the machine
 * is shut down with status PORT_EXIT_FAILED, unless bug_hook (KUnit) ends the
 * test case that announced it. A panic ends with PORT_EXIT_PANIC.
 *
 * Reports are printed one at a time: a CPU that reports holds report_owner, the
 * others wait. A report within a report of the same CPU goes through, and so
 * does one in an NMI: it may have interrupted whom the others wait for.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/percpu-defs.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <quarry/port.h>
#include <quarry/verdict.h>
#include "base.h"

struct kernel_verdict kernel_verdict;
EXPORT_SYMBOL(kernel_verdict);
void (*bug_hook)(void);

bool oops_in_progress;
EXPORT_SYMBOL(oops_in_progress);
int panic_on_warn;
core_param(panic_on_warn, panic_on_warn, int, 0644);

/* ---- taint ---------------------------------------------------------------- */

static unsigned long tainted_mask;

/* In the order of the TAINT_* numbers. */
static const char taint_letters[TAINT_FLAGS_COUNT + 1] = "PFSRMBUDAWCIOELKXTN";

void add_taint(unsigned int flag, enum lockdep_ok ok)
{
	__atomic_fetch_or(&tainted_mask, 1ul << flag, __ATOMIC_RELAXED);
}
EXPORT_SYMBOL(add_taint);

int test_taint(unsigned int flag)
{
	return !!(get_taint() & (1ul << flag));
}
EXPORT_SYMBOL(test_taint);

unsigned long get_taint(void)
{
	return __atomic_load_n(&tainted_mask, __ATOMIC_RELAXED);
}

const char *print_tainted(void)
{
	static char buf[sizeof("Tainted: ") + TAINT_FLAGS_COUNT];
	unsigned long mask = get_taint();
	char *end = buf + sizeof("Tainted: ") - 1;
	unsigned int flag;

	if (!mask)
		return "Not tainted";
	memcpy(buf, "Tainted: ", sizeof("Tainted: ") - 1);
	for (flag = 0; flag < TAINT_FLAGS_COUNT; flag++)
		if (mask & (1ul << flag))
			*end++ = taint_letters[flag];
	*end = '\0';
	return buf;
}

/* ---- one report at a time ---------------------------------------------------- */

static unsigned int report_owner; /* CPU number + 1 */
static unsigned int report_depth;

/* Who dies waits for nobody for ever. */
#define REPORT_SPINS 10000000u

static void report_begin(void)
{
	unsigned int self = raw_smp_processor_id() + 1, free = 0, spins = 0;

	while (!__atomic_compare_exchange_n(&report_owner, &free, self, false, __ATOMIC_ACQUIRE,
					    __ATOMIC_RELAXED)) {
		if (free == self || in_nmi() || ++spins > REPORT_SPINS)
			break;
		free = 0;
		cpu_relax();
	}
	__atomic_fetch_add(&report_depth, 1, __ATOMIC_RELAXED);
}

static void report_end(void)
{
	if (!__atomic_sub_fetch(&report_depth, 1, __ATOMIC_RELAXED))
		__atomic_store_n(&report_owner, 0, __ATOMIC_RELEASE);
}

/* ---- the three --------------------------------------------------------------- */

/**
 * warn_report() - the report of WARN(); see linux/bug.h
 *
 * Context: any.
 */
void warn_report(const char *file, int line, unsigned int taint, const char *fmt, ...)
{
	void *caller = __builtin_return_address(0);
	va_list args;

	verdict_count(warns);
	preempt_disable();
	report_begin();
	pr_warn("------------[ cut here ]------------\n");
	if (fmt) {
		va_start(args, fmt);
		vprintk(fmt, args);
		va_end(args);
	}
	pr_warn("WARNING: CPU: %d PID: %d at %s:%d %pS\n", raw_smp_processor_id(), current->pid,
		file, line, caller);
	stack_report(KERN_WARNING, report_frame());
	pr_warn("---[ end trace ]---\n");
	report_end();
	preempt_enable();
	add_taint(taint, LOCKDEP_STILL_OK);
	if (unlikely(panic_on_warn))
		panic("panic_on_warn set ...\n");
}
EXPORT_SYMBOL(warn_report);

/**
 * bug_report() - the report of BUG(); see linux/bug.h
 *
 * Context: any. Does not return.
 */
void bug_report(const char *file, int line, const char *func)
{
	void (*hook)(void) = READ_ONCE(bug_hook);

	verdict_count(bugs);
	preempt_disable();
	report_begin();
	pr_emerg("------------[ cut here ]------------\n");
	pr_emerg("kernel BUG at %s:%d in %s()!\n", file, line, func);
	stack_report(KERN_EMERG, report_frame());
	pr_emerg("---[ end trace ]---\n");
	report_end();
	preempt_enable();
	add_taint(TAINT_DIE, LOCKDEP_NOW_UNRELIABLE);
	if (hook)
		hook();
	WRITE_ONCE(oops_in_progress, true);
	port_shutdown(PORT_EXIT_FAILED);
}
EXPORT_SYMBOL(bug_report);

/**
 * panic() - stop the machine
 *
 * Context: any. Does not return.
 */
void panic(const char *fmt, ...)
{
	static int panicking;
	char buf[256];
	va_list args;

	WRITE_ONCE(oops_in_progress, true);
	/* A panic while panicking: nothing more can be told. */
	if (__atomic_exchange_n(&panicking, 1, __ATOMIC_SEQ_CST))
		port_shutdown(PORT_EXIT_PANIC);
	verdict_count(bugs);
	local_irq_disable();
	console_verbose();
	va_start(args, fmt);
	vscnprintf(buf, sizeof(buf), fmt, args);
	va_end(args);
	pr_emerg("Kernel panic - not syncing: %s%s", buf, strchr(buf, '\n') ? "" : "\n");
	stack_report(KERN_EMERG, report_frame());
	pr_emerg("---[ end Kernel panic ]---\n");
	port_shutdown(PORT_EXIT_PANIC);
}
EXPORT_SYMBOL(panic);
