/* SPDX-License-Identifier: MIT */
/*
 * smp.h - which CPU this is, and running functions on others
 *
 * A call puts an entry on the target's queue and sends it an interrupt; there
 * smp_handle_ipi() runs what is queued, in interrupt context, irqs off. Who
 * waits must have interrupts on and hold no lock that is taken with them off.
 */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/types.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/cpumask.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/init.h>
#include <linux/smp_types.h>
#include <asm/processor.h>

struct boot_info;

#define smp_processor_id()	raw_smp_processor_id()
#define __smp_processor_id()	raw_smp_processor_id()
#define stable_smp_processor_id() raw_smp_processor_id()
#define get_cpu()	({ preempt_disable(); smp_processor_id(); })
#define put_cpu()	preempt_enable()
#define put_cpu_no_resched() preempt_enable()

extern unsigned int total_cpus;
/* Node of each CPU, by boot_info; linux/topology.h wraps it. */
extern int cpu_node[CONFIG_NR_CPUS];

typedef bool (*smp_cond_func_t)(int cpu, void *info);

/** smp_init_boot() - CPU masks and nodes from boot_info; only CPU 0 is online.
 * More CPUs than NR_CPUS are left out with a warning. */
void smp_init_boot(const struct boot_info *bi);
/** smp_send_stop() - other CPUs do nothing any more */
void smp_send_stop(void);
void smp_send_reschedule(int cpu);

/** smp_call_function_single() - run @func(@info) on @cpu
 * @wait: return only when it has run
 * Return: 0, or -ENXIO: that CPU is not online. */
int smp_call_function_single(int cpu, smp_call_func_t func, void *info, int wait);
/** smp_call_function_single_async() - the same, by the caller's @csd, which is
 * busy until @func has begun: -EBUSY then */
int smp_call_function_single_async(int cpu, struct __call_single_data *csd);
int smp_call_function_any(const struct cpumask *mask, smp_call_func_t func, void *info, int wait);
/** smp_call_function_many() - on each online CPU of @mask but this one */
void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info,
			    bool wait);
/** smp_call_function() - on each other online CPU */
void smp_call_function(smp_call_func_t func, void *info, int wait);
/** on_each_cpu_cond_mask() - on each online CPU of @mask, this one too (irqs
 * off), for which @cond says so; NULL: on each */
void on_each_cpu_cond_mask(smp_cond_func_t cond, smp_call_func_t func, void *info, bool wait,
			   const struct cpumask *mask);

static inline void on_each_cpu(smp_call_func_t func, void *info, int wait)
{
	on_each_cpu_cond_mask(NULL, func, info, wait, cpu_online_mask);
}

static inline void on_each_cpu_mask(const struct cpumask *mask, smp_call_func_t func, void *info,
				    bool wait)
{
	on_each_cpu_cond_mask(NULL, func, info, wait, mask);
}

static inline void on_each_cpu_cond(smp_cond_func_t cond, smp_call_func_t func, void *info,
				    bool wait)
{
	on_each_cpu_cond_mask(cond, func, info, wait, cpu_online_mask);
}

/** smp_call_flush() - run what is queued for this CPU now; irqs off */
void smp_call_flush(void);

#endif
