// SPDX-License-Identifier: MIT
/*
 * timer.c - timers in jiffies, sleeping and delays, all on hrtimers
 */
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/timer.h>
#include "run.h"

static u64 jiffies_to_clock(unsigned long when)
{
	return (u64)(when - INITIAL_JIFFIES) * TICK_NSEC;
}

enum hrtimer_restart __timer_fire(struct hrtimer *hr)
{
	struct timer_list *timer = container_of(hr, struct timer_list, hr);

	timer->function(timer);
	return HRTIMER_NORESTART;
}
EXPORT_SYMBOL(__timer_fire);

void timer_setup(struct timer_list *timer, void (*function)(struct timer_list *),
		 unsigned int flags)
{
	hrtimer_setup(&timer->hr, __timer_fire, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
	timer->function = function;
	timer->flags = flags;
	timer->expires = 0;
}
EXPORT_SYMBOL(timer_setup);

/** mod_timer() - (re)start @timer at @expires jiffies. Return: 1 if it was pending. */
int mod_timer(struct timer_list *timer, unsigned long expires)
{
	int pending = timer_pending(timer);

	timer->expires = expires;
	hrtimer_start(&timer->hr, jiffies_to_clock(expires), HRTIMER_MODE_ABS);
	return pending;
}
EXPORT_SYMBOL(mod_timer);

int timer_reduce(struct timer_list *timer, unsigned long expires)
{
	if (timer_pending(timer) && time_before_eq(timer->expires, expires))
		return 1;
	return mod_timer(timer, expires);
}
EXPORT_SYMBOL(timer_reduce);

void add_timer(struct timer_list *timer)
{
	mod_timer(timer, timer->expires);
}
EXPORT_SYMBOL(add_timer);

int del_timer(struct timer_list *timer)
{
	return hrtimer_try_to_cancel(&timer->hr) == 1;
}
EXPORT_SYMBOL(del_timer);

int del_timer_sync(struct timer_list *timer)
{
	return hrtimer_cancel(&timer->hr);
}
EXPORT_SYMBOL(del_timer_sync);

/* ---- sleeping ----------------------------------------------------------------- */

struct sleeper {
	struct hrtimer timer;
	struct task_struct *task;
};

static enum hrtimer_restart wake_sleeper(struct hrtimer *timer)
{
	struct sleeper *sleeper = container_of(timer, struct sleeper, timer);

	wake_up_state(sleeper->task, TASK_NORMAL);
	return HRTIMER_NORESTART;
}

/* The caller has set its state. @ns: from now. */
static void sleep_ns(u64 ns)
{
	struct sleeper sleeper = { .task = current };

	hrtimer_setup(&sleeper.timer, wake_sleeper, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer_start(&sleeper.timer, ns, HRTIMER_MODE_REL);
	schedule();
	hrtimer_cancel(&sleeper.timer);
	__set_current_state(TASK_RUNNING);
}

/**
 * schedule_timeout() - sleep at most @timeout jiffies in the state already set
 * Return: jiffies left; MAX_SCHEDULE_TIMEOUT sleeps until woken.
 */
long schedule_timeout(long timeout)
{
	unsigned long end;
	long left;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	if (timeout < 0) {
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	end = jiffies + timeout;
	sleep_ns((u64)timeout * TICK_NSEC);
	left = end - jiffies;
	return left < 0 ? 0 : left;
}
EXPORT_SYMBOL(schedule_timeout);

long schedule_timeout_interruptible(long timeout)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_interruptible);

long schedule_timeout_killable(long timeout)
{
	__set_current_state(TASK_KILLABLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_killable);

long schedule_timeout_uninterruptible(long timeout)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_uninterruptible);

long schedule_timeout_idle(long timeout)
{
	__set_current_state(TASK_IDLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_idle);

long io_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(io_schedule_timeout);

void io_schedule(void)
{
	schedule();
}
EXPORT_SYMBOL(io_schedule);

/* Sleeps @ns in all, however often it is woken for other reasons. */
static void sleep_for(u64 ns)
{
	u64 end = port_clock_ns() + ns, now;

	might_sleep();
	while ((now = port_clock_ns()) < end) {
		__set_current_state(TASK_UNINTERRUPTIBLE);
		sleep_ns(end - now);
	}
}

void msleep(unsigned int msecs)
{
	sleep_for((u64)msecs * NSEC_PER_MSEC);
}
EXPORT_SYMBOL(msleep);

unsigned long msleep_interruptible(unsigned int msecs)
{
	msleep(msecs);
	return 0;
}
EXPORT_SYMBOL(msleep_interruptible);

void ssleep(unsigned int seconds)
{
	sleep_for((u64)seconds * NSEC_PER_SEC);
}
EXPORT_SYMBOL(ssleep);

void usleep_range(unsigned long min, unsigned long max)
{
	sleep_for((u64)min * NSEC_PER_USEC);
}
EXPORT_SYMBOL(usleep_range);

void fsleep(unsigned long usecs)
{
	sleep_for((u64)usecs * NSEC_PER_USEC);
}
EXPORT_SYMBOL(fsleep);

/* ---- spinning -------------------------------------------------------------------- */

void ndelay(unsigned long nsecs)
{
	u64 end = port_clock_ns() + nsecs;

	while (port_clock_ns() < end)
		cpu_relax();
}
EXPORT_SYMBOL(ndelay);

void udelay(unsigned long usecs)
{
	ndelay(usecs * NSEC_PER_USEC);
}
EXPORT_SYMBOL(udelay);

void mdelay(unsigned long msecs)
{
	ndelay(msecs * NSEC_PER_MSEC);
}
EXPORT_SYMBOL(mdelay);
