/* SPDX-License-Identifier: MIT */
/*
 * verdict.h - how often something has been reported since boot
 *
 * Every WARN, BUG, slab error and logged error counts here, so that a tool
 * can say whether a run was clean, and a test that each report it provoked
 * was announced. Counters are plain words, incremented atomically.
 */
#ifndef QUARRY_VERDICT_H
#define QUARRY_VERDICT_H

#include <linux/compiler.h>

/**
 * struct kernel_verdict - reports since boot
 * @warns: WARN*() that fired, sleeping in atomic context included
 * @bugs: BUG*() that fired
 * @slab_errors: objects and caches misused, as slab code found out
 * @error_logs: lines printed at KERN_ERR or above
 */
struct kernel_verdict {
	unsigned long warns, bugs, slab_errors, error_logs;
};

extern struct kernel_verdict kernel_verdict;

/** verdict_count() - one more in @field of kernel_verdict; any context */
#define verdict_count(field)							\
	((void)__atomic_fetch_add(&kernel_verdict.field, 1, __ATOMIC_RELAXED))

/**
 * bug_hook - who goes on after a BUG() has been reported
 *
 * NULL: the machine is shut down. KUnit sets it: a case that announced the
 * report is ended by it (it does not return then). Should it return, the
 * machine is shut down. Called in the context of the BUG, an interrupt perhaps.
 */
extern void (*bug_hook)(void);

#endif
