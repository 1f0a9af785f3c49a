/* SPDX-License-Identifier: MIT */
/* sched/clock.h - see linux/sched.h */
#ifndef _LINUX_SCHED_CLOCK_H
#define _LINUX_SCHED_CLOCK_H

#include <linux/sched.h>
#include <quarry/port.h>

static inline u64 sched_clock(void)
{
	return port_clock_ns();
}
static inline u64 local_clock(void)
{
	return port_clock_ns();
}
static inline u64 cpu_clock(int cpu)
{
	return port_clock_ns();
}

#endif
