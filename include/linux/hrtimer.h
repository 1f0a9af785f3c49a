/* SPDX-License-Identifier: MIT */
/*
 * hrtimer.h - timers in nanoseconds (kernel/run/hrtimer.c)
 *
 * Handlers run in interrupt context on the CPU that started the timer.
 */
#ifndef _LINUX_HRTIMER_H
#define _LINUX_HRTIMER_H

#include <linux/rbtree.h>
#include <linux/ktime.h>

enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };
enum hrtimer_mode {
	HRTIMER_MODE_ABS = 0, HRTIMER_MODE_REL = 1, HRTIMER_MODE_PINNED = 2,
	HRTIMER_MODE_SOFT = 4, HRTIMER_MODE_HARD = 8,
	HRTIMER_MODE_ABS_PINNED = 2, HRTIMER_MODE_REL_PINNED = 3,
};
#ifndef CLOCK_MONOTONIC
#define CLOCK_REALTIME	0
#define CLOCK_MONOTONIC	1
#define CLOCK_BOOTTIME	7
#endif

/**
 * struct hrtimer - one timer
 * @node: in its CPU's tree while @queued
 * @expires: port_clock_ns() at which it goes off
 * @cpu: the CPU whose tree it is in, or was in last
 */
struct hrtimer {
	struct rb_node node;
	u64 expires;
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	int cpu;
	bool queued;
};

void hrtimer_init(struct hrtimer *timer, int clock, enum hrtimer_mode mode);
void hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *),
		   int clock, enum hrtimer_mode mode);
void hrtimer_start(struct hrtimer *timer, ktime_t when, enum hrtimer_mode mode);
int hrtimer_try_to_cancel(struct hrtimer *timer);
int hrtimer_cancel(struct hrtimer *timer);
u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval);
static inline bool hrtimer_active(const struct hrtimer *timer)
{
	return READ_ONCE(timer->queued);
}

#endif
