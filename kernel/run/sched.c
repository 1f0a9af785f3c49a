// SPDX-License-Identifier: MIT
/*
 * sched.c - the cooperative scheduler: a queue a CPU, first come first served
 *
 * A task lives on one CPU. schedule() puts the running task at the end of the
 * queue if it is still runnable, takes the first of the queue, or the idle
 * task when there is none, and switches. No time slices, no priorities, no
 * balancing: kernel code that runs as a process needs order it can rely on.
 *
 * A wake-up finds the task in one of three states, told apart under the
 * queue's lock: running (only its state changes), queued (nothing to do),
 * asleep (it is queued, and its CPU is interrupted if another one wakes it).
 * A sleeper sets its state before it looks at its condition, and the waker
 * changes the condition before it looks at the state: one of them sees the other.
 *
 * The task that is switched away from may be woken before its registers are
 * saved: only its own CPU can run it, and that one is busy saving them.
 *
 * Locking: rq->lock with interrupts off, a leaf.
 */
#include <linux/bug.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/rcupdate.h>
#include <linux/cpu.h>
#include <linux/slab.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/vmalloc.h>
#include <quarry/local_guard.h>
#include "run.h"

/* A spin that lasts this many turns gives the CPU away, where that is allowed. */
#define RELAX_TURNS 256

DEFINE_PER_CPU(struct rq, runqueue);
DEFINE_PER_CPU(struct task_struct *, current_task) = &init_task;
EXPORT_PER_CPU_SYMBOL(current_task);
static DEFINE_PER_CPU(unsigned int, relax_turns);
static bool sched_running;

/* ---- the switch ---------------------------------------------------------- */

static void enqueue(struct rq *rq, struct task_struct *task)
{
	task->on_rq = true;
	list_add_tail(&task->run_node, &rq->queue);
	WRITE_ONCE(rq->nr_queued, rq->nr_queued + 1);
}

static struct task_struct *dequeue_first(struct rq *rq)
{
	struct task_struct *task;

	if (list_empty(&rq->queue))
		return rq->idle;
	task = list_first_entry(&rq->queue, struct task_struct, run_node);
	list_del_init(&task->run_node);
	task->on_rq = false;
	WRITE_ONCE(rq->nr_queued, rq->nr_queued - 1);
	return task;
}

static void switch_to(struct rq *rq, struct task_struct *prev, struct task_struct *next)
{
	bool dies = READ_ONCE(prev->__state) == TASK_DEAD;

	rq->switches++;
	next->nr_switches++;
	this_cpu_write(current_task, next);
	port_context_switch(&prev->context, &next->context, dies);
}

static void schedule_debug(struct task_struct *prev)
{
	if (unlikely(preempt_count())) {
		WARN_ONCE(1, "BUG: scheduling while atomic: %s/%d/0x%08x\n", prev->comm, prev->pid,
			  preempt_count());
	}
}

/* The idle task calls with its own state running: it is never queued. */
static void __schedule(void)
{
	struct task_struct *prev = current, *next;
	unsigned long flags;
	struct rq *rq;

	schedule_debug(prev);
	rcu_note_quiescent();
	local_irq_save(flags);
	rq = this_cpu_ptr(&runqueue);
	raw_spin_lock(&rq->lock);
	if (prev != rq->idle && READ_ONCE(prev->__state) == TASK_RUNNING)
		enqueue(rq, prev);
	next = dequeue_first(rq);
	rq->curr = next;
	raw_spin_unlock(&rq->lock);
	if (next != prev)
		switch_to(rq, prev, next);
	local_irq_restore(flags);
}

/**
 * schedule() - let another task run; sleep if the task's state says so
 *
 * Context: task context, no lock held, interrupts on.
 */
void schedule(void)
{
	if (!READ_ONCE(sched_running))
		return;
	rcu_run_ready();
	__schedule();
}
EXPORT_SYMBOL(schedule);

void schedule_preempt_disabled(void)
{
	preempt_enable();
	schedule();
	preempt_disable();
}
EXPORT_SYMBOL(schedule_preempt_disabled);

void yield(void)
{
	__set_current_state(TASK_RUNNING);
	schedule();
}
EXPORT_SYMBOL(yield);

/** need_resched() - somebody waits for this CPU */
bool need_resched(void)
{
	return READ_ONCE(this_cpu_ptr(&runqueue)->nr_queued) != 0;
}
EXPORT_SYMBOL(need_resched);

/** __cond_resched() - a schedule point. Return: 1 if others ran. */
int __cond_resched(void)
{
	replay_point();
	rcu_note_quiescent();
	if (!need_resched() || preempt_count() || irqs_disabled()) {
		if (!preempt_count() && !irqs_disabled())
			rcu_run_ready();
		return 0;
	}
	yield();
	return 1;
}
EXPORT_SYMBOL(__cond_resched);

void sched_die(void)
{
	WRITE_ONCE(current->__state, TASK_DEAD);
	__schedule();
	BUG();
}

/* ---- waking ---------------------------------------------------------------- */

/**
 * wake_up_state() - make @task runnable if it sleeps in one of @state
 *
 * Context: any.
 * Return: 1 if it was asleep.
 */
int wake_up_state(struct task_struct *task, unsigned int state)
{
	struct rq *rq = per_cpu_ptr(&runqueue, task->cpu);
	unsigned long flags;
	bool woken = false, kick = false;

	smp_mb();
	raw_spin_lock_irqsave(&rq->lock, flags);
	if (READ_ONCE(task->__state) & state) {
		WRITE_ONCE(task->__state, TASK_RUNNING);
		woken = true;
		if (task != rq->curr && !task->on_rq) {
			enqueue(rq, task);
			kick = task->cpu != raw_smp_processor_id();
		}
	}
	raw_spin_unlock_irqrestore(&rq->lock, flags);
	if (kick)
		port_send_ipi(task->cpu);
	return woken;
}
EXPORT_SYMBOL(wake_up_state);

int wake_up_process(struct task_struct *task)
{
	return wake_up_state(task, TASK_NORMAL | TASK_NEW | TASK_PARKED);
}
EXPORT_SYMBOL(wake_up_process);

/* ---- spinning and idling ----------------------------------------------------- */

/* cpu_relax() of a task that has spun long: whom it waits for may be queued here. */
static void sched_relax(void)
{
	if (this_cpu_inc_return(relax_turns) % RELAX_TURNS)
		return;
	if (preempt_count() || irqs_disabled() || is_idle_task(current))
		return;
	if (READ_ONCE(current->__state) == TASK_RUNNING && need_resched())
		schedule();
}

/* What a CPU with nothing to run does before it sleeps. */
static void idle_turn(struct rq *rq)
{
	slab_drain_requests();
	vfree_drain();
	task_reap();
	rcu_note_quiescent();
	rcu_run_ready();
	local_irq_disable();
	if (!READ_ONCE(rq->nr_queued) && !rcu_needs_cpu() && !cpu_is_going_down()) {
		/* Saying that we are idle may end the grace period that we wait for. */
		rcu_idle_enter();
		if (!rcu_needs_cpu())
			port_idle(~0ull);
		rcu_idle_exit();
	}
	local_irq_enable();
}

void sched_idle_loop(unsigned int cpu)
{
	struct rq *rq = per_cpu_ptr(&runqueue, cpu);

	while (!cpu_is_going_down()) {
		if (READ_ONCE(rq->nr_queued))
			__schedule();
		else
			idle_turn(rq);
	}
}

/* ---- start ------------------------------------------------------------------- */

void sched_adopt(unsigned int cpu, struct task_struct *idle)
{
	struct rq *rq = per_cpu_ptr(&runqueue, cpu);

	port_context_adopt(&idle->context);
	rq->idle = idle;
	rq->curr = idle;
	this_cpu_write(current_task, idle);
}

static void boot_idle_entry(void *unused)
{
	local_irq_enable();
	for (;;)
		sched_idle_loop(0);
}

/**
 * sched_init() - the running context becomes the init task, which may sleep;
 * CPU 0 gets an idle task of its own
 */
void __init sched_init(void)
{
	unsigned int cpu;
	struct rq *rq;

	for_each_possible_cpu(cpu) {
		rq = per_cpu_ptr(&runqueue, cpu);
		raw_spin_lock_init(&rq->lock);
		INIT_LIST_HEAD(&rq->queue);
	}
	sched_adopt(0, &init_task);
	rq = per_cpu_ptr(&runqueue, 0);
	rq->idle = task_create("swapper/0", 0, boot_idle_entry, NULL);
	BUG_ON(!rq->idle);
	rq->idle->flags |= PF_IDLE;
	rq->idle->pid = 0;
	port_relax_hook = sched_relax;
	WRITE_ONCE(sched_running, true);
	replay_init();
}

/* ---- what has no meaning without priorities ------------------------------------ */

void set_user_nice(struct task_struct *task, long nice)
{
	task->static_prio = 120 + nice;
}
EXPORT_SYMBOL(set_user_nice);

void sched_set_fifo(struct task_struct *task)
{
}
EXPORT_SYMBOL(sched_set_fifo);

void sched_set_normal(struct task_struct *task, int nice)
{
	set_user_nice(task, nice);
}
EXPORT_SYMBOL(sched_set_normal);
