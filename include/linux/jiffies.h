/* SPDX-License-Identifier: MIT */
/*
 * jiffies.h - time in ticks of 4 ms, derived from the port's clock
 *
 * There is no periodic tick: jiffies is computed when it is read. It starts
 * five minutes before it wraps in 32 bits, so that wrong comparisons show.
 */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <linux/types.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/time64.h>
#include <linux/compiler.h>
#include <quarry/port.h>

#define HZ		250
#define TICK_NSEC	(NSEC_PER_SEC / HZ)
#define INITIAL_JIFFIES	((unsigned long)(unsigned int)(-300 * HZ))
#define MAX_JIFFY_OFFSET ((LONG_MAX >> 1) - 1)

static inline u64 get_jiffies_64(void)
{
	return INITIAL_JIFFIES + port_clock_ns() / TICK_NSEC;
}
#define jiffies		((unsigned long)get_jiffies_64())
#define jiffies_64	get_jiffies_64()

#define time_after(a, b)	((long)((b) - (a)) < 0)
#define time_before(a, b)	time_after(b, a)
#define time_after_eq(a, b)	((long)((a) - (b)) >= 0)
#define time_before_eq(a, b)	time_after_eq(b, a)
#define time_in_range(a, b, c)	(time_after_eq(a, b) && time_before_eq(a, c))
#define time_after64(a, b)	((s64)((b) - (a)) < 0)
#define time_before64(a, b)	time_after64(b, a)
#define time_is_before_jiffies(a) time_after(jiffies, a)
#define time_is_after_jiffies(a) time_before(jiffies, a)
#define time_is_before_eq_jiffies(a) time_after_eq(jiffies, a)
#define time_is_after_eq_jiffies(a) time_before_eq(jiffies, a)

static inline unsigned int jiffies_to_msecs(unsigned long j)
{
	return j * (MSEC_PER_SEC / HZ);
}
static inline unsigned int jiffies_to_usecs(unsigned long j)
{
	return j * (USEC_PER_SEC / HZ);
}
static inline u64 jiffies_to_nsecs(unsigned long j)
{
	return (u64)j * TICK_NSEC;
}
/* Rounded up; a negative number of milliseconds means for ever. */
static inline unsigned long msecs_to_jiffies(unsigned int m)
{
	if ((int)m < 0)
		return MAX_JIFFY_OFFSET;
	return ((unsigned long)m + MSEC_PER_SEC / HZ - 1) / (MSEC_PER_SEC / HZ);
}
static inline unsigned long usecs_to_jiffies(unsigned int u)
{
	return ((unsigned long)u + USEC_PER_SEC / HZ - 1) / (USEC_PER_SEC / HZ);
}
static inline unsigned long nsecs_to_jiffies(u64 n)
{
	return n / TICK_NSEC;
}
#define round_jiffies(j)		(j)
#define round_jiffies_relative(j)	(j)
#define round_jiffies_up(j)		(j)

#endif
