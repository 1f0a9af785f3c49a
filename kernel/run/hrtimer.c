// SPDX-License-Identifier: MIT
/*
 * hrtimer.c - one tree of timers a CPU, and the port's one-shot timer under it
 *
 * A timer that is started goes into the tree of the CPU that starts it; the
 * earliest one is what that CPU's port timer is armed for. When it goes off,
 * everything that is due is taken out, in order, and called with the lock
 * dropped, so a handler may start its timer again, or any other.
 *
 * Cancelling takes the timer out wherever it is; cancelling for good also
 * waits until its handler, if it runs just then on another CPU, has returned.
 * A port timer that finds nothing due is harmless.
 *
 * Locking: base->lock with interrupts off, a leaf.
 */
#include <linux/export.h>
#include <linux/hrtimer.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include "run.h"

/**
 * struct timer_base - the timers of one CPU
 * @tree: by expires; equal ones in the order they were started
 * @running: the timer whose handler runs now
 * @armed: what the port's timer is set to
 */
struct timer_base {
	raw_spinlock_t lock;
	struct rb_root_cached tree;
	struct hrtimer *running;
	u64 armed;
};
static DEFINE_PER_CPU(struct timer_base, timer_base);

static void insert(struct timer_base *base, struct hrtimer *timer)
{
	struct rb_node **link = &base->tree.rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		parent = *link;
		if (timer->expires < rb_entry(parent, struct hrtimer, node)->expires) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	rb_link_node(&timer->node, parent, link);
	rb_insert_color_cached(&timer->node, &base->tree, leftmost);
	WRITE_ONCE(timer->queued, true);
}

static void remove(struct timer_base *base, struct hrtimer *timer)
{
	rb_erase_cached(&timer->node, &base->tree);
	WRITE_ONCE(timer->queued, false);
}

/* This CPU's base, its lock held. */
static void arm_earliest(struct timer_base *base)
{
	struct rb_node *first = rb_first_cached(&base->tree);
	u64 when = first ? rb_entry(first, struct hrtimer, node)->expires : ~0ull;

	if (when == base->armed)
		return;
	base->armed = when;
	port_timer_arm(when);
}

/* The base that @timer is in or was in last, locked. It may move while we wait. */
static struct timer_base *lock_base(struct hrtimer *timer, unsigned long *flags)
{
	struct timer_base *base;
	int cpu;

	for (;;) {
		cpu = READ_ONCE(timer->cpu);
		base = per_cpu_ptr(&timer_base, cpu);
		raw_spin_lock_irqsave(&base->lock, *flags);
		if (cpu == READ_ONCE(timer->cpu))
			return base;
		raw_spin_unlock_irqrestore(&base->lock, *flags);
	}
}

void hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *),
		   int clock, enum hrtimer_mode mode)
{
	timer->function = function;
	timer->expires = 0;
	timer->cpu = raw_smp_processor_id();
	timer->queued = false;
}
EXPORT_SYMBOL(hrtimer_setup);

void hrtimer_init(struct hrtimer *timer, int clock, enum hrtimer_mode mode)
{
	hrtimer_setup(timer, NULL, clock, mode);
}
EXPORT_SYMBOL(hrtimer_init);

/**
 * hrtimer_start() - let @timer go off at or after @when; started anew if pending
 * Context: any but NMI.
 */
void hrtimer_start(struct hrtimer *timer, ktime_t when, enum hrtimer_mode mode)
{
	u64 expires = when < 0 ? 0 : when;
	struct timer_base *base;
	unsigned long flags;

	if (mode & HRTIMER_MODE_REL)
		expires += port_clock_ns();
	base = lock_base(timer, &flags);
	if (timer->queued)
		remove(base, timer);
	if (base->running != timer)
		WRITE_ONCE(timer->cpu, raw_smp_processor_id());
	if (base != per_cpu_ptr(&timer_base, timer->cpu)) {
		raw_spin_unlock_irqrestore(&base->lock, flags);
		base = lock_base(timer, &flags);
		if (timer->queued)
			remove(base, timer);
	}
	timer->expires = expires;
	insert(base, timer);
	if (timer->cpu == raw_smp_processor_id())
		arm_earliest(base);
	raw_spin_unlock_irqrestore(&base->lock, flags);
}
EXPORT_SYMBOL(hrtimer_start);

/** hrtimer_try_to_cancel() - Return: 1 it was pending, 0 it was not, -1 its handler runs */
int hrtimer_try_to_cancel(struct hrtimer *timer)
{
	struct timer_base *base;
	unsigned long flags;
	int was;

	base = lock_base(timer, &flags);
	was = timer->queued ? 1 : base->running == timer ? -1 : 0;
	if (timer->queued)
		remove(base, timer);
	raw_spin_unlock_irqrestore(&base->lock, flags);
	return was;
}
EXPORT_SYMBOL(hrtimer_try_to_cancel);

/** hrtimer_cancel() - also wait for its handler. Not from the handler itself. */
int hrtimer_cancel(struct hrtimer *timer)
{
	int was, pending = 0;

	for (;;) {
		was = hrtimer_try_to_cancel(timer);
		pending |= was == 1;
		if (was >= 0 && READ_ONCE(per_cpu_ptr(&timer_base, timer->cpu)->running) != timer)
			return pending;
		cpu_relax();
	}
}
EXPORT_SYMBOL(hrtimer_cancel);

/** hrtimer_forward_now() - move expires past now by whole @interval. Return: how many. */
u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval)
{
	u64 now = port_clock_ns(), periods;

	if (now < timer->expires || interval <= 0)
		return 0;
	periods = (now - timer->expires) / interval + 1;
	timer->expires += periods * interval;
	return periods;
}
EXPORT_SYMBOL(hrtimer_forward_now);

static void run_handler(struct timer_base *base, struct hrtimer *timer)
{
	enum hrtimer_restart again;

	remove(base, timer);
	WRITE_ONCE(base->running, timer);
	raw_spin_unlock(&base->lock);
	again = timer->function(timer);
	raw_spin_lock(&base->lock);
	/* A handler that does not restart may have freed its timer. */
	if (again == HRTIMER_RESTART && !timer->queued)
		insert(base, timer);
	WRITE_ONCE(base->running, NULL);
}

/** timer_expired() - the port's timer went off: an upcall, interrupt context */
void timer_expired(void)
{
	struct timer_base *base = this_cpu_ptr(&timer_base);
	struct rb_node *first;
	unsigned long flags;
	u64 now = port_clock_ns();

	raw_spin_lock_irqsave(&base->lock, flags);
	base->armed = ~0ull;
	while ((first = rb_first_cached(&base->tree))) {
		struct hrtimer *timer = rb_entry(first, struct hrtimer, node);

		if (timer->expires > now)
			break;
		run_handler(base, timer);
	}
	arm_earliest(base);
	raw_spin_unlock_irqrestore(&base->lock, flags);
}

void __init hrtimers_init(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct timer_base *base = per_cpu_ptr(&timer_base, cpu);

		raw_spin_lock_init(&base->lock);
		base->tree = RB_ROOT_CACHED;
		base->armed = ~0ull;
	}
}
