/* SPDX-License-Identifier: MIT */
/* ktime.h - time as signed nanoseconds */
#ifndef _LINUX_KTIME_H
#define _LINUX_KTIME_H

#include <linux/types.h>
#include <linux/limits.h>
#include <linux/time64.h>

typedef s64 ktime_t;

#define KTIME_MAX	((s64)~((u64)1 << 63))
#define KTIME_SEC_MAX	(KTIME_MAX / NSEC_PER_SEC)
#define KTIME_MIN	(-KTIME_MAX - 1)

static inline ktime_t ktime_set(s64 secs, unsigned long nsecs)
{
	return secs * NSEC_PER_SEC + (s64)nsecs;
}
#define ktime_sub(a, b)		((a) - (b))
#define ktime_add(a, b)		((a) + (b))
#define ktime_add_ns(a, n)	((a) + (n))
#define ktime_sub_ns(a, n)	((a) - (n))
#define ktime_add_us(a, n)	((a) + (n) * NSEC_PER_USEC)
#define ktime_add_ms(a, n)	((a) + (n) * NSEC_PER_MSEC)
#define ktime_to_ns(k)		(k)
#define ns_to_ktime(n)		((ktime_t)(n))
static inline int ktime_compare(ktime_t a, ktime_t b)
{
	return a < b ? -1 : a > b;
}
static inline bool ktime_after(ktime_t a, ktime_t b)
{
	return a > b;
}
static inline bool ktime_before(ktime_t a, ktime_t b)
{
	return a < b;
}
static inline s64 ktime_to_us(ktime_t k)
{
	return k / NSEC_PER_USEC;
}
static inline s64 ktime_to_ms(ktime_t k)
{
	return k / NSEC_PER_MSEC;
}
static inline s64 ktime_us_delta(ktime_t later, ktime_t earlier)
{
	return ktime_to_us(later - earlier);
}
static inline s64 ktime_ms_delta(ktime_t later, ktime_t earlier)
{
	return ktime_to_ms(later - earlier);
}
static inline ktime_t ms_to_ktime(u64 ms)
{
	return ms * NSEC_PER_MSEC;
}

#include <linux/timekeeping.h>

#endif
