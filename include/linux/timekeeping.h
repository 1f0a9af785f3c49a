/* SPDX-License-Identifier: MIT */
/* timekeeping.h - reading the clocks */
#ifndef _LINUX_TIMEKEEPING_H
#define _LINUX_TIMEKEEPING_H

#include <linux/ktime.h>
#include <quarry/port.h>

static inline u64 ktime_get_ns(void)
{
	return port_clock_ns();
}
static inline ktime_t ktime_get(void)
{
	return port_clock_ns();
}
#define ktime_get_raw()			ktime_get()
#define ktime_get_raw_ns()		ktime_get_ns()
#define ktime_get_boottime()		ktime_get()
#define ktime_get_boottime_ns()		ktime_get_ns()
#define ktime_get_mono_fast_ns()	ktime_get_ns()
#define ktime_get_coarse_ns()		ktime_get_ns()
static inline u64 ktime_get_real_ns(void)
{
	return port_wall_ns();
}
static inline ktime_t ktime_get_real(void)
{
	return port_wall_ns();
}
static inline time64_t ktime_get_seconds(void)
{
	return port_clock_ns() / NSEC_PER_SEC;
}
static inline time64_t ktime_get_real_seconds(void)
{
	return port_wall_ns() / NSEC_PER_SEC;
}
#define ktime_get_boottime_seconds()	ktime_get_seconds()
static inline void ktime_get_real_ts64(struct timespec64 *ts)
{
	u64 ns = port_wall_ns();

	ts->tv_sec = ns / NSEC_PER_SEC;
	ts->tv_nsec = ns % NSEC_PER_SEC;
}
static inline void ktime_get_ts64(struct timespec64 *ts)
{
	u64 ns = port_clock_ns();

	ts->tv_sec = ns / NSEC_PER_SEC;
	ts->tv_nsec = ns % NSEC_PER_SEC;
}

#endif
