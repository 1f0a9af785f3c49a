/* SPDX-License-Identifier: MIT */
/*
 * fault-inject.h - allocations that fail on request
 *
 * A fault_attr says how often: "<interval>,<probability>,<space>,<times>",
 * the syntax of the boot parameters failslab= and fail_page_alloc=. Tests
 * that want exactly the n-th call to fail use fault_inject_slab_after() and
 * fault_inject_page_after(), which count only the calling task's calls.
 */
#ifndef _LINUX_FAULT_INJECT_H
#define _LINUX_FAULT_INJECT_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/atomic.h>

/**
 * struct fault_attr - how often something fails
 * @probability: percent of the calls considered; 0: off
 * @interval: consider each @interval-th call only (with probability < 100)
 * @times: how many failures are left; -1: without end
 * @space: bytes that pass before the first failure
 * @verbose: 0 silent, 1 a line a failure, 2 with backtrace
 * @count: calls considered so far
 */
struct fault_attr {
	unsigned long probability;
	unsigned long interval;
	atomic_t times;
	atomic_t space;
	unsigned long verbose;
	bool task_filter;
	unsigned long count;
};

#define FAULT_ATTR_INITIALIZER {						\
	.interval = 1,								\
	.times = ATOMIC_INIT(1),						\
	.space = ATOMIC_INIT(0),						\
	.verbose = 1,								\
}

#define DECLARE_FAULT_ATTR(name) struct fault_attr name = FAULT_ATTR_INITIALIZER

/** setup_fault_attr() - parse "interval,probability,space,times".
 * Return: 1, or 0 when the text is not understood. */
int setup_fault_attr(struct fault_attr *attr, char *str);

/** should_fail() - does this call, of @size bytes, fail? Any context. */
bool should_fail(struct fault_attr *attr, ssize_t size);

/** fault_inject_slab_after() - the @n-th following slab allocation of this
 * task fails (1: the next), then the trap is off. Slab caches do without their
 * fast paths from the call on, until it is called with 0, which also takes an
 * armed trap away. Task context, may sleep.
 * Return: calls that were still to go of the trap before, 0 if it had sprung. */
unsigned long fault_inject_slab_after(unsigned long n);

/** fault_inject_page_after() - the same for page allocations */
unsigned long fault_inject_page_after(unsigned long n);

#endif
