// SPDX-License-Identifier: MIT
/*
 * fault_inject.c - allocations that fail on request
 *
 * Two forms. The boot parameters, in Linux's syntax:
 *
 *	failslab=<interval>,<probability>,<space>,<times>
 *	failslab_cache=<name>		only this cache
 *	fail_page_alloc=<interval>,<probability>,<space>,<times>
 *	fail_page_alloc_min_order=<order>	only this large (default 0)
 *
 * "1,100,0,1" fails the first allocation and no other; times -1 is without
 * end. Unlike Linux's, whose default spares allocations that may sleep, all are
 * failed; __GFP_NOFAIL ones never are.
 *
 * And traps, for tests: the n-th following call of this task fails.
 *
 * Locking: none. Counts are approximate when several CPUs allocate at once; a
 * trap counts only its own task's calls, so it is exact.
 */
#include <linux/kernel.h>
#include <linux/init.h>
#include <linux/string.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/hardirq.h>
#include <linux/slab.h>
#include <linux/fault-inject.h>
#include <linux/export.h>
#include <quarry/params.h>
#include "debug.h"

static DECLARE_FAULT_ATTR(failslab);
static DECLARE_FAULT_ATTR(fail_page_alloc);
static char failslab_cache[32];
static unsigned long fail_page_min_order;

/**
 * struct fault_trap - one armed call
 * @task: whose calls count; NULL: not armed
 * @left: calls to go, the last one fails
 */
struct fault_trap {
	struct task_struct *task;
	unsigned long left;
};

static struct fault_trap slab_trap, page_trap;

int setup_fault_attr(struct fault_attr *attr, char *str)
{
	unsigned long interval, probability;
	int space, times;

	if (sscanf(str, "%lu,%lu,%d,%d", &interval, &probability, &space, &times) < 4)
		return 0;
	attr->probability = probability;
	attr->interval = interval;
	atomic_set(&attr->times, times);
	atomic_set(&attr->space, space);
	return 1;
}
EXPORT_SYMBOL_GPL(setup_fault_attr);

bool should_fail(struct fault_attr *attr, ssize_t size)
{
	if (!attr->probability || !atomic_read(&attr->times))
		return false;
	if (atomic_read(&attr->space) > size) {
		atomic_sub(size, &attr->space);
		return false;
	}
	if (attr->interval > 1) {
		attr->count++;
		if (attr->count % attr->interval)
			return false;
	}
	if (attr->probability < 100 && get_random_u32() % 100 >= attr->probability)
		return false;
	if (atomic_read(&attr->times) > 0)
		atomic_dec_if_positive(&attr->times);
	return true;
}
EXPORT_SYMBOL_GPL(should_fail);

static void tell(const struct fault_attr *attr, const char *what, size_t size, const char *cache)
{
	if (!attr->verbose)
		return;
	pr_notice("FAULT_INJECTION: forcing a failure: %s, %zu bytes%s%s\n", what, size,
		  cache ? " of " : "", cache ? cache : "");
	if (attr->verbose > 1)
		dump_stack();
}

/* True when this call is the one the trap waits for. */
static bool trap_springs(struct fault_trap *trap)
{
	if (READ_ONCE(trap->task) != current || !in_task())
		return false;
	if (--trap->left)
		return false;
	WRITE_ONCE(trap->task, NULL);
	return true;
}

/* The hook stays on for the boot parameter's sake when that is in use. */
static unsigned long trap_set(struct fault_trap *trap, unsigned long n,
			      const struct fault_attr *attr, unsigned long hook)
{
	unsigned long left = READ_ONCE(trap->task) == current ? trap->left : 0;

	WRITE_ONCE(trap->task, NULL);
	trap->left = n;
	if (n) {
		mm_debug_hooks |= hook;
		WRITE_ONCE(trap->task, current);
	} else if (!attr->probability) {
		mm_debug_hooks &= ~hook;
	}
	return left;
}

unsigned long fault_inject_slab_after(unsigned long n)
{
	unsigned long before = mm_debug_hooks;
	unsigned long left = trap_set(&slab_trap, n, &failslab, MM_HOOK_FAIL_SLAB);

	/* Caches leave their fast paths, or come back to them. */
	if (mm_debug_hooks != before)
		slab_hooks_changed();
	return left;
}
EXPORT_SYMBOL_GPL(fault_inject_slab_after);

unsigned long fault_inject_page_after(unsigned long n)
{
	return trap_set(&page_trap, n, &fail_page_alloc, MM_HOOK_FAIL_PAGE);
}
EXPORT_SYMBOL_GPL(fault_inject_page_after);

bool should_failslab(struct kmem_cache *cache, gfp_t gfp)
{
	const char *name = kmem_cache_name(cache);

	if ((gfp & __GFP_NOFAIL) || this_cpu_read(mm_debug_inside))
		return false;
	if (trap_springs(&slab_trap))
		return true;
	if (failslab_cache[0] && strcmp(failslab_cache, name))
		return false;
	if (!should_fail(&failslab, kmem_cache_size(cache)))
		return false;
	tell(&failslab, "failslab", kmem_cache_size(cache), name);
	return true;
}

bool should_fail_alloc_page(gfp_t gfp, unsigned int order)
{
	if ((gfp & __GFP_NOFAIL) || this_cpu_read(mm_debug_inside))
		return false;
	if (trap_springs(&page_trap))
		return true;
	if (order < fail_page_min_order || !should_fail(&fail_page_alloc, PAGE_SIZE << order))
		return false;
	tell(&fail_page_alloc, "fail_page_alloc", PAGE_SIZE << order, NULL);
	return true;
}

#define FAULT_ATTR_WORDS "<interval>,<probability>,<space>,<times>"

static int __init failslab_setup(char *value)
{
	if (!setup_fault_attr(&failslab, value))
		return -EINVAL;
	if (failslab.probability)
		mm_debug_hooks |= MM_HOOK_FAIL_SLAB;
	return 0;
}
early_param("failslab", failslab_setup);
PARAM_HELP(failslab, "failslab", FAULT_ATTR_WORDS, "failslab=1,100,0,1");

static int __init failslab_cache_setup(char *value)
{
	if (!*value || strscpy(failslab_cache, value, sizeof(failslab_cache)) < 0)
		return -EINVAL;
	return 0;
}
early_param("failslab_cache", failslab_cache_setup);
PARAM_HELP(failslab_cache, "failslab_cache", "the name of a cache, as in slabinfo",
	   "failslab_cache=kmalloc-64");

static int __init fail_page_setup(char *value)
{
	if (!setup_fault_attr(&fail_page_alloc, value))
		return -EINVAL;
	if (fail_page_alloc.probability)
		mm_debug_hooks |= MM_HOOK_FAIL_PAGE;
	return 0;
}
early_param("fail_page_alloc", fail_page_setup);
PARAM_HELP(fail_page_alloc, "fail_page_alloc", FAULT_ATTR_WORDS, "fail_page_alloc=10,100,0,-1");

static int __init fail_page_min_order_setup(char *value)
{
	return kstrtoul(value, 0, &fail_page_min_order);
}
early_param("fail_page_alloc_min_order", fail_page_min_order_setup);
PARAM_HELP(fail_page_alloc_min_order, "fail_page_alloc_min_order", "the smallest order that fails",
	   "fail_page_alloc_min_order=1");
