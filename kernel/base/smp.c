// SPDX-License-Identifier: MIT
/*
 * smp.c - the CPUs there are, and calling functions on them
 *
 * Each CPU has a lock-less queue of calls. Who makes the queue non-empty sends
 * the interrupt; the handler takes the whole queue and runs it in order. An
 * entry is released (CSD_BUSY) before its function is called if nobody waits
 * for it, and after it (CSD_WAIT) if somebody does.
 *
 * Calls that are waited for live on the caller's stack, in batches. The others
 * come from a small pool of the calling CPU; when all are under way, the
 * caller waits until one is free. A call to a CPU that goes off line before it
 * ran is dropped, as if that CPU had been off line before.
 *
 * Locking: none. Whoever waits must not have interrupts off: two CPUs that
 * call each other would wait for ever.
 */
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/llist.h>
#include <linux/numa.h>
#include <linux/panic.h>
#include <linux/percpu-defs.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <asm/processor.h>
#include <quarry/port.h>

#define CALL_BATCH 16

struct cpumask __cpu_possible_mask, __cpu_online_mask, __cpu_present_mask, __cpu_active_mask;
EXPORT_SYMBOL(__cpu_possible_mask);
EXPORT_SYMBOL(__cpu_online_mask);
EXPORT_SYMBOL(__cpu_present_mask);
EXPORT_SYMBOL(__cpu_active_mask);
unsigned int nr_cpu_ids = NR_CPUS;
EXPORT_SYMBOL(nr_cpu_ids);
unsigned int total_cpus;
int cpu_node[CONFIG_NR_CPUS];
EXPORT_SYMBOL(cpu_node);

static DEFINE_PER_CPU_ALIGNED(struct llist_head, call_queue);
static DEFINE_PER_CPU(struct __call_single_data, call_pool[CALL_BATCH]);
static DEFINE_PER_CPU(unsigned int, call_pool_next);

/* ---- boot ------------------------------------------------------------------ */

void smp_init_boot(const struct boot_info *bi)
{
	unsigned int cpu, nr = min_t(unsigned int, bi->nr_cpus, NR_CPUS);

	total_cpus = bi->nr_cpus;
	if (nr < bi->nr_cpus)
		pr_warn("smp: %u CPUs found, %u used: built with nr_cpus=%u\n", bi->nr_cpus, nr,
			NR_CPUS);
	nr_cpu_ids = nr;
	for (cpu = 0; cpu < nr; cpu++) {
		set_cpu_possible(cpu, true);
		set_cpu_present(cpu, true);
		cpu_node[cpu] = bi->cpus[cpu].nid == NUMA_NO_NODE ? 0 : bi->cpus[cpu].nid;
	}
	set_cpu_online(0, true);
	set_cpu_active(0, true);
}

/* ---- the queue --------------------------------------------------------------- */

static void csd_release(struct __call_single_data *csd)
{
	__atomic_store_n(&csd->flags, 0, __ATOMIC_RELEASE);
}

static bool csd_is_busy(const struct __call_single_data *csd)
{
	return __atomic_load_n(&csd->flags, __ATOMIC_ACQUIRE);
}

/* Nobody will run what is queued for a CPU that went off line meanwhile. */
static void drop_queue(unsigned int cpu)
{
	struct llist_node *list = llist_del_all(per_cpu_ptr(&call_queue, cpu));
	struct __call_single_data *csd, *next;

	llist_for_each_entry_safe(csd, next, list, llist) csd_release(csd);
}

static void csd_wait(unsigned int cpu, const struct __call_single_data *csd)
{
	while (csd_is_busy(csd)) {
		if (unlikely(!cpu_online(cpu)))
			drop_queue(cpu);
		cpu_relax();
	}
}

/* In library mode nothing can interrupt a thread. */
static bool is_reachable(unsigned int cpu)
{
	return cpu < nr_cpu_ids && cpu_online(cpu) && !port_library;
}

static bool csd_claim(struct __call_single_data *csd)
{
	unsigned int idle = 0;

	return __atomic_compare_exchange_n(&csd->flags, &idle, CSD_BUSY, false, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

static void csd_queue(unsigned int cpu, struct __call_single_data *csd)
{
	if (llist_add(&csd->llist, per_cpu_ptr(&call_queue, cpu)))
		port_send_ipi(cpu);
}

static void csd_run(struct __call_single_data *csd)
{
	smp_call_func_t func = csd->func;
	void *info = csd->info;

	if (READ_ONCE(csd->flags) & CSD_WAIT) {
		func(info);
		csd_release(csd);
		return;
	}
	csd_release(csd);
	func(info);
}

void smp_call_flush(void)
{
	struct llist_node *list = llist_del_all(this_cpu_ptr(&call_queue));
	struct __call_single_data *csd, *next;

	list = llist_reverse_order(list);
	llist_for_each_entry_safe(csd, next, list, llist) csd_run(csd);
}

/** smp_handle_ipi() - see quarry/port.h: an upcall. A wake-up needs no more
 * than that the interrupt ended the idle wait. */
void smp_handle_ipi(void)
{
	smp_call_flush();
}

/* An idle entry of this CPU's pool; interrupts may come and take one too. */
static struct __call_single_data *pool_get(void)
{
	struct __call_single_data *csd;
	unsigned int slot;

	for (;;) {
		slot = this_cpu_inc_return(call_pool_next) % CALL_BATCH;
		csd = this_cpu_ptr(&call_pool[slot]);
		if (csd_claim(csd))
			return csd;
		cpu_relax();
	}
}

/* ---- calls -------------------------------------------------------------------- */

static void check_may_wait(void)
{
	WARN_ON_ONCE(irqs_disabled() && !oops_in_progress && num_online_cpus() > 1);
}

static void call_here(smp_call_func_t func, void *info)
{
	unsigned long flags;

	local_irq_save(flags);
	func(info);
	local_irq_restore(flags);
}

static void call_and_forget(unsigned int cpu, smp_call_func_t func, void *info)
{
	struct __call_single_data *csd = pool_get();

	csd->func = func;
	csd->info = info;
	csd_queue(cpu, csd);
}

static void call_and_wait(unsigned int cpu, smp_call_func_t func, void *info)
{
	struct __call_single_data csd = CSD_INIT(func, info);

	csd.flags = CSD_BUSY | CSD_WAIT;
	csd_queue(cpu, &csd);
	csd_wait(cpu, &csd);
}

int smp_call_function_single(int cpu, smp_call_func_t func, void *info, int wait)
{
	int err = 0;

	preempt_disable();
	if (cpu == raw_smp_processor_id()) {
		call_here(func, info);
	} else if (!is_reachable(cpu)) {
		err = -ENXIO;
	} else {
		check_may_wait();
		if (wait)
			call_and_wait(cpu, func, info);
		else
			call_and_forget(cpu, func, info);
	}
	preempt_enable();
	return err;
}
EXPORT_SYMBOL(smp_call_function_single);

int smp_call_function_single_async(int cpu, struct __call_single_data *csd)
{
	if (!is_reachable(cpu))
		return -ENXIO;
	if (!csd_claim(csd))
		return -EBUSY;
	csd_queue(cpu, csd);
	return 0;
}
EXPORT_SYMBOL(smp_call_function_single_async);

int smp_call_function_any(const struct cpumask *mask, smp_call_func_t func, void *info, int wait)
{
	unsigned int cpu = raw_smp_processor_id();

	if (!cpumask_test_cpu(cpu, mask))
		cpu = cpumask_first_and(mask, cpu_online_mask);
	return smp_call_function_single(cpu, func, info, wait);
}
EXPORT_SYMBOL(smp_call_function_any);

static bool is_target(unsigned int cpu, smp_cond_func_t cond, void *info)
{
	return cpu != raw_smp_processor_id() && is_reachable(cpu) && (!cond || cond(cpu, info));
}

struct call_batch {
	unsigned int nr;
	struct {
		unsigned int cpu;
		struct __call_single_data csd;
	} at[CALL_BATCH];
};

static void batch_add(struct call_batch *batch, unsigned int cpu, smp_call_func_t func, void *info)
{
	struct __call_single_data *csd = &batch->at[batch->nr].csd;

	batch->at[batch->nr++].cpu = cpu;
	*csd = CSD_INIT(func, info);
	csd->flags = CSD_BUSY | CSD_WAIT;
	csd_queue(cpu, csd);
}

static void batch_wait(struct call_batch *batch)
{
	for (; batch->nr; batch->nr--)
		csd_wait(batch->at[batch->nr - 1].cpu, &batch->at[batch->nr - 1].csd);
}

static void call_many_and_wait(const struct cpumask *mask, smp_cond_func_t cond,
			       smp_call_func_t func, void *info)
{
	struct call_batch batch;
	unsigned int cpu;

	batch.nr = 0;
	for_each_cpu_and(cpu, mask, cpu_online_mask)
	{
		if (is_target(cpu, cond, info))
			batch_add(&batch, cpu, func, info);
		if (batch.nr == CALL_BATCH)
			batch_wait(&batch);
	}
	batch_wait(&batch);
}

static void call_many(const struct cpumask *mask, smp_cond_func_t cond, smp_call_func_t func,
		      void *info, bool wait)
{
	unsigned int cpu;

	check_may_wait();
	if (wait) {
		call_many_and_wait(mask, cond, func, info);
		return;
	}
	for_each_cpu_and(cpu, mask, cpu_online_mask) if (is_target(cpu, cond, info))
		call_and_forget(cpu, func, info);
}

void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info, bool wait)
{
	preempt_disable();
	call_many(mask, NULL, func, info, wait);
	preempt_enable();
}
EXPORT_SYMBOL(smp_call_function_many);

void smp_call_function(smp_call_func_t func, void *info, int wait)
{
	smp_call_function_many(cpu_online_mask, func, info, wait);
}
EXPORT_SYMBOL(smp_call_function);

void on_each_cpu_cond_mask(smp_cond_func_t cond, smp_call_func_t func, void *info, bool wait,
			   const struct cpumask *mask)
{
	unsigned int self;

	preempt_disable();
	self = raw_smp_processor_id();
	call_many(mask, cond, func, info, wait);
	if (cpumask_test_cpu(self, mask) && (!cond || cond(self, info)))
		call_here(func, info);
	preempt_enable();
}
EXPORT_SYMBOL(on_each_cpu_cond_mask);

void smp_send_reschedule(int cpu)
{
	port_send_ipi(cpu);
}
EXPORT_SYMBOL(smp_send_reschedule);

/* ---- the end --------------------------------------------------------------------- */

static void stop_here(void *unused)
{
	set_cpu_active(raw_smp_processor_id(), false);
	for (;;)
		port_idle(~0ull);
}

void smp_send_stop(void)
{
	call_many(cpu_online_mask, NULL, stop_here, NULL, false);
}
