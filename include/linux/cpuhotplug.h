/* SPDX-License-Identifier: MIT */
/*
 * cpuhotplug.h - the ladder a CPU climbs to come on line
 *
 * States are numbered; a CPU comes up through them in rising order, each
 * state's startup callback being called, and goes down in falling order, by
 * the teardown callbacks. Where they run:
 *
 *	below CPUHP_BRINGUP_CPU		prepare/dead: on the CPU that asks; task
 *					context; the CPU in question does not run
 *	up to CPUHP_AP_ONLINE		starting/dying: on the CPU, irqs off
 *	above				online/offline: on the CPU, may sleep
 *
 * Callbacks of states between *_DYN and *_DYN_END are called in the order
 * they were set up. A startup that fails takes the CPU down again.
 */
#ifndef __CPUHOTPLUG_H
#define __CPUHOTPLUG_H

#include <linux/types.h>

enum cpuhp_state {
	CPUHP_INVALID = -1,
	CPUHP_OFFLINE = 0,
	CPUHP_CREATE_THREADS,
	CPUHP_MM_WRITEBACK_DEAD,
	CPUHP_MM_VMSTAT_DEAD,
	CPUHP_SLUB_DEAD,
	CPUHP_SLAB_PREPARE,
	CPUHP_PAGE_ALLOC,
	CPUHP_PERCPU_CNT_DEAD,
	CPUHP_RADIX_DEAD,
	CPUHP_WORKQUEUE_PREP,
	CPUHP_HRTIMERS_PREPARE,
	CPUHP_SMPCFD_PREPARE,
	CPUHP_RELAY_PREPARE,
	CPUHP_RCUTREE_PREP,
	CPUHP_TIMERS_PREPARE,
	CPUHP_BP_PREPARE_DYN,
	CPUHP_BP_PREPARE_DYN_END = CPUHP_BP_PREPARE_DYN + 20,
	CPUHP_BRINGUP_CPU,
	CPUHP_AP_IDLE_DEAD,
	CPUHP_AP_OFFLINE,
	CPUHP_AP_SCHED_STARTING,
	CPUHP_AP_RCUTREE_DYING,
	CPUHP_AP_SMPCFD_DYING,
	CPUHP_AP_ONLINE,
	CPUHP_TEARDOWN_CPU,
	CPUHP_AP_ONLINE_IDLE,
	CPUHP_AP_SMPBOOT_THREADS,
	CPUHP_AP_WORKQUEUE_ONLINE,
	CPUHP_AP_RCUTREE_ONLINE,
	CPUHP_AP_ONLINE_DYN,
	CPUHP_AP_ONLINE_DYN_END = CPUHP_AP_ONLINE_DYN + 30,
	CPUHP_AP_ACTIVE,
	CPUHP_ONLINE,
};

/* Setting up: @name is kept, not copied. Positive results: the state, for the
 * _DYN ones; 0 for the others; negative: -ENOSPC (no free dynamic state),
 * -EBUSY (taken) or what a startup callback gave, nothing being set up then. */
int __cpuhp_setup_state(enum cpuhp_state state, const char *name, bool invoke,
			int (*startup)(unsigned int cpu), int (*teardown)(unsigned int cpu));
void __cpuhp_remove_state(enum cpuhp_state state, bool invoke);

/** cpuhp_setup_state() - set up and call @startup for each CPU on line (or,
 * of the prepare section, present and at least that far) */
static inline int cpuhp_setup_state(enum cpuhp_state state, const char *name,
				    int (*startup)(unsigned int cpu),
				    int (*teardown)(unsigned int cpu))
{
	return __cpuhp_setup_state(state, name, true, startup, teardown);
}

static inline int cpuhp_setup_state_nocalls(enum cpuhp_state state, const char *name,
					    int (*startup)(unsigned int cpu),
					    int (*teardown)(unsigned int cpu))
{
	return __cpuhp_setup_state(state, name, false, startup, teardown);
}

#define cpuhp_setup_state_cpuslocked(state, name, startup, teardown)		\
	cpuhp_setup_state(state, name, startup, teardown)
#define cpuhp_setup_state_nocalls_cpuslocked(state, name, startup, teardown)	\
	cpuhp_setup_state_nocalls(state, name, startup, teardown)

/** cpuhp_remove_state() - call teardown for each CPU that far, and forget */
static inline void cpuhp_remove_state(enum cpuhp_state state)
{
	__cpuhp_remove_state(state, true);
}

static inline void cpuhp_remove_state_nocalls(enum cpuhp_state state)
{
	__cpuhp_remove_state(state, false);
}

#endif
