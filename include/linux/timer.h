/* SPDX-License-Identifier: MIT */
/* timer.h - timers in jiffies: a skin over hrtimer (kernel/run/timer.c) */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/hrtimer.h>
#include <linux/jiffies.h>
#include <linux/container_of.h>

/**
 * struct timer_list - a one-shot timer
 * @expires: jiffies at which it goes off
 * @function: runs in interrupt context
 */
struct timer_list {
	struct hrtimer hr;
	unsigned long expires;
	void (*function)(struct timer_list *timer);
	u32 flags;
};

#define TIMER_DEFERRABLE	1
#define TIMER_PINNED		2
#define TIMER_IRQSAFE		4

enum hrtimer_restart __timer_fire(struct hrtimer *hr);

#define __TIMER_INITIALIZER(fn, fl)	\
	{ .hr = { .function = __timer_fire }, .function = (fn), .flags = (fl) }
#define DEFINE_TIMER(name, fn) struct timer_list name = __TIMER_INITIALIZER(fn, 0)

void timer_setup(struct timer_list *timer, void (*function)(struct timer_list *),
		 unsigned int flags);
#define timer_setup_on_stack(timer, fn, flags) timer_setup(timer, fn, flags)
#define destroy_timer_on_stack(timer) do { } while (0)
#define from_timer(var, callback_timer, field) \
	container_of(callback_timer, typeof(*(var)), field)
#define timer_container_of(var, callback_timer, field) from_timer(var, callback_timer, field)

int mod_timer(struct timer_list *timer, unsigned long expires);
int timer_reduce(struct timer_list *timer, unsigned long expires);
void add_timer(struct timer_list *timer);
int del_timer(struct timer_list *timer);
int del_timer_sync(struct timer_list *timer);
#define try_to_del_timer_sync(timer)	del_timer(timer)
#define timer_delete_sync(timer)	del_timer_sync(timer)
#define timer_shutdown_sync(timer)	del_timer_sync(timer)
static inline int timer_pending(const struct timer_list *timer)
{
	return hrtimer_active(&timer->hr);
}

#endif
