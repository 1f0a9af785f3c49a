// SPDX-License-Identifier: MIT
/*
 * rcu.c - grace periods, and callbacks that wait for one
 *
 * Readers do not pass a schedule point and are not preempted, so a CPU that
 * passes one (schedule(), cond_resched(), idling) has left all sections it was
 * in: it is quiescent. A grace period is the time until every CPU that was
 * busy at its start has been quiescent once. Idle CPUs are not waited for: they
 * say so by a flag, with full barriers, so a CPU that leaves idle after it was
 * looked at sees everything that was written before the grace period began.
 *
 * Callbacks are kept a CPU, in the order they came, in three lists: next (not
 * yet assigned to a grace period), wait (for the one numbered wait_gp), done
 * (ready to run). They run on their CPU in task context at a schedule point,
 * one after another, with softirqs off as Linux promises. The end of a grace
 * period interrupts CPUs that sleep with callbacks waiting.
 *
 * Library mode has no schedule points: there a CPU is outside of the core
 * whenever it runs the program, and the core has no readers on its allocation
 * paths, so its CPUs count as idle all the time.
 *
 * Locking: rcu_lock (grace-period state) outside the per-CPU list locks; both
 * with interrupts off; nothing else is taken inside.
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/mm.h>
#include "run.h"

struct rcu_list {
	struct rcu_head *first, **tail;
};

/**
 * struct rcu_cpu - one CPU's callbacks and what it has passed
 * @next: @wait: @done: see above; under @lock
 * @wait_gp: the grace period after whose end @wait is done
 * @idle: not 0: quiescent until it says otherwise
 * @running: callbacks run now: do not nest
 */
struct rcu_cpu {
	raw_spinlock_t lock;
	struct rcu_list next, wait, done;
	u64 wait_gp;
	unsigned int nr;
	int idle;
	bool running;
	int readers;
};
static DEFINE_PER_CPU(struct rcu_cpu, rcu_cpu);

static DEFINE_RAW_SPINLOCK(rcu_lock);
static u64 gp_started, gp_completed; /* equal: none is under way */
static cpumask_t gp_waits_for;
static u64 gp_wanted; /* highest number that somebody waits for */
static bool rcu_up;

static void list_init(struct rcu_list *list)
{
	list->first = NULL;
	list->tail = &list->first;
}

static void list_append(struct rcu_list *list, struct rcu_head *head)
{
	head->next = NULL;
	*list->tail = head;
	list->tail = &head->next;
}

static void list_splice_to(struct rcu_list *to, struct rcu_list *from)
{
	if (!from->first)
		return;
	*to->tail = from->first;
	to->tail = from->tail;
	list_init(from);
}

void rcu_read_lock(void)
{
	barrier();
}
EXPORT_SYMBOL(rcu_read_lock);

void rcu_read_unlock(void)
{
	barrier();
}
EXPORT_SYMBOL(rcu_read_unlock);

bool rcu_is_watching(void)
{
	return !READ_ONCE(this_cpu_ptr(&rcu_cpu)->idle);
}
EXPORT_SYMBOL(rcu_is_watching);

/* ---- grace periods: rcu_lock held ---------------------------------------------- */

static void gp_start(void)
{
	unsigned int cpu;

	WRITE_ONCE(gp_started, gp_started + 1);
	cpumask_clear(&gp_waits_for);
	smp_mb();
	for_each_online_cpu(cpu)
		if (!port_library &&
		    !__atomic_load_n(&per_cpu_ptr(&rcu_cpu, cpu)->idle, __ATOMIC_SEQ_CST))
			cpumask_set_cpu(cpu, &gp_waits_for);
}

/* Those who sleep with callbacks for the grace period that ended. */
static void wake_waiters(void)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		struct rcu_cpu *rc = per_cpu_ptr(&rcu_cpu, cpu);

		if (READ_ONCE(rc->nr) && READ_ONCE(rc->idle) && cpu != raw_smp_processor_id())
			port_send_ipi(cpu);
	}
}

static void gp_advance(void)
{
	while (cpumask_empty(&gp_waits_for)) {
		if (gp_started != gp_completed) {
			WRITE_ONCE(gp_completed, gp_started);
			wake_waiters();
		}
		if (gp_completed >= gp_wanted)
			return;
		gp_start();
	}
}

static void gp_want(u64 number)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&rcu_lock, flags);
	if (number > gp_wanted)
		gp_wanted = number;
	if (gp_started == gp_completed)
		gp_advance();
	raw_spin_unlock_irqrestore(&rcu_lock, flags);
}

static void report_quiescent(unsigned int cpu)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&rcu_lock, flags);
	if (cpumask_test_cpu(cpu, &gp_waits_for)) {
		cpumask_clear_cpu(cpu, &gp_waits_for);
		gp_advance();
	}
	raw_spin_unlock_irqrestore(&rcu_lock, flags);
}

/** rcu_note_quiescent() - this CPU passes a schedule point */
void rcu_note_quiescent(void)
{
	if (READ_ONCE(rcu_up) && READ_ONCE(gp_started) != READ_ONCE(gp_completed))
		report_quiescent(raw_smp_processor_id());
}

void rcu_idle_enter(void)
{
	__atomic_store_n(&this_cpu_ptr(&rcu_cpu)->idle, 1, __ATOMIC_SEQ_CST);
	rcu_note_quiescent();
}

void rcu_idle_exit(void)
{
	__atomic_store_n(&this_cpu_ptr(&rcu_cpu)->idle, 0, __ATOMIC_SEQ_CST);
	smp_mb();
}

/* ---- callbacks ---------------------------------------------------------------------- */

/* Move what has become ready; ask for a grace period for what is left. rc->lock held. */
static u64 advance_lists(struct rcu_cpu *rc)
{
	u64 completed = READ_ONCE(gp_completed);

	if (rc->wait.first && completed >= rc->wait_gp)
		list_splice_to(&rc->done, &rc->wait);
	if (!rc->wait.first && rc->next.first) {
		list_splice_to(&rc->wait, &rc->next);
		/* One under way may have begun before these came: take the one after it. */
		rc->wait_gp = READ_ONCE(gp_started) + 1;
	}
	return rc->wait.first ? rc->wait_gp : 0;
}

static void call_rcu_on(unsigned int cpu, struct rcu_head *head, rcu_callback_t func)
{
	struct rcu_cpu *rc = per_cpu_ptr(&rcu_cpu, cpu);
	unsigned long flags;
	u64 want;

	head->func = func;
	raw_spin_lock_irqsave(&rc->lock, flags);
	list_append(&rc->next, head);
	WRITE_ONCE(rc->nr, rc->nr + 1);
	want = advance_lists(rc);
	raw_spin_unlock_irqrestore(&rc->lock, flags);
	if (want)
		gp_want(want);
	if (cpu != raw_smp_processor_id())
		port_send_ipi(cpu);
}

/**
 * call_rcu() - call @func(@head) after a grace period
 * Context: any but NMI. @func runs in task context with softirqs off.
 */
void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	call_rcu_on(raw_smp_processor_id(), head, func);
}
EXPORT_SYMBOL(call_rcu);

static void run_one(struct rcu_head *head)
{
	unsigned long offset = (unsigned long)head->func;

	if (__is_kvfree_rcu_offset(offset))
		kvfree((void *)head - offset);
	else
		head->func(head);
}

static unsigned int run_list(struct rcu_head *head)
{
	unsigned int nr = 0;

	local_bh_disable();
	while (head) {
		struct rcu_head *next = head->next;

		run_one(head);
		head = next;
		nr++;
	}
	local_bh_enable();
	return nr;
}

/** rcu_needs_cpu() - this CPU has callbacks that are ready, or that may now wait */
bool rcu_needs_cpu(void)
{
	struct rcu_cpu *rc = this_cpu_ptr(&rcu_cpu);

	if (!READ_ONCE(rc->nr))
		return false;
	return READ_ONCE(rc->done.first) ||
	       (READ_ONCE(rc->wait.first) && READ_ONCE(gp_completed) >= rc->wait_gp) ||
	       (!READ_ONCE(rc->wait.first) && READ_ONCE(rc->next.first));
}

/** rcu_run_ready() - run this CPU's callbacks whose time has come. Task context. */
void rcu_run_ready(void)
{
	struct rcu_cpu *rc = this_cpu_ptr(&rcu_cpu);
	struct rcu_head *ready;
	unsigned int nr;
	u64 want;

	if (!READ_ONCE(rc->nr) || rc->running || !rcu_needs_cpu())
		return;
	rc->running = true;
	raw_spin_lock_irq(&rc->lock);
	want = advance_lists(rc);
	ready = rc->done.first;
	list_init(&rc->done);
	raw_spin_unlock_irq(&rc->lock);
	if (want)
		gp_want(want);
	nr = run_list(ready);
	raw_spin_lock_irq(&rc->lock);
	/* Whoever sees that there is none left sees what the callbacks have done. */
	smp_store_release(&rc->nr, rc->nr - nr);
	raw_spin_unlock_irq(&rc->lock);
	rc->running = false;
}

/* ---- waiting ------------------------------------------------------------------------- */

struct rcu_waiter {
	struct rcu_head head;
	struct completion done;
};

static void wake_waiter(struct rcu_head *head)
{
	complete(&container_of(head, struct rcu_waiter, head)->done);
}

/* No other task can run here: turn the wheel ourselves. */
static void wait_for_waiter(struct rcu_waiter *waiter)
{
	if (!port_library) {
		wait_for_completion(&waiter->done);
		return;
	}
	while (!completion_done(&waiter->done)) {
		rcu_run_ready();
		cpu_relax();
	}
}

/** synchronize_rcu() - wait for a grace period. Context: task, may sleep. */
void synchronize_rcu(void)
{
	struct rcu_waiter waiter;

	might_sleep();
	init_completion(&waiter.done);
	call_rcu(&waiter.head, wake_waiter);
	wait_for_waiter(&waiter);
}
EXPORT_SYMBOL(synchronize_rcu);

/** rcu_barrier() - wait until all callbacks queued so far, on all CPUs, have run */
void rcu_barrier(void)
{
	struct rcu_waiter waiter;
	unsigned int cpu;

	might_sleep();
	for_each_online_cpu(cpu) {
		if (!smp_load_acquire(&per_cpu_ptr(&rcu_cpu, cpu)->nr))
			continue;
		init_completion(&waiter.done);
		call_rcu_on(cpu, &waiter.head, wake_waiter);
		wait_for_waiter(&waiter);
	}
}
EXPORT_SYMBOL(rcu_barrier);

/** get_state_synchronize_rcu() - what poll_state_synchronize_rcu() wants to be asked */
unsigned long get_state_synchronize_rcu(void)
{
	/* What was written before comes before the grace period that is named: one
	 * under way may have begun earlier, so it is the one after it. */
	smp_mb();
	return READ_ONCE(gp_started) + 1;
}
EXPORT_SYMBOL_GPL(get_state_synchronize_rcu);

/** start_poll_synchronize_rcu() - the same, and that grace period will come */
unsigned long start_poll_synchronize_rcu(void)
{
	unsigned long cookie = get_state_synchronize_rcu();

	gp_want(cookie);
	return cookie;
}
EXPORT_SYMBOL_GPL(start_poll_synchronize_rcu);

/** poll_state_synchronize_rcu() - has a grace period passed since @cookie was given? */
bool poll_state_synchronize_rcu(unsigned long cookie)
{
	if ((long)((unsigned long)READ_ONCE(gp_completed) - cookie) < 0)
		return false;
	smp_mb();
	return true;
}
EXPORT_SYMBOL_GPL(poll_state_synchronize_rcu);

/** kvfree_call_rcu() - kvfree(@ptr) after a grace period; without @head it waits for it */
void kvfree_call_rcu(struct rcu_head *head, void *ptr)
{
	if (head) {
		call_rcu(head, (rcu_callback_t)((void *)head - ptr));
		return;
	}
	synchronize_rcu();
	kvfree(ptr);
}
EXPORT_SYMBOL(kvfree_call_rcu);

void __init rcu_init(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct rcu_cpu *rc = per_cpu_ptr(&rcu_cpu, cpu);

		raw_spin_lock_init(&rc->lock);
		list_init(&rc->next);
		list_init(&rc->wait);
		list_init(&rc->done);
	}
	WRITE_ONCE(rcu_up, true);
}
