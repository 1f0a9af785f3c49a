/* SPDX-License-Identifier: MIT */
/* ratelimit_types.h - the struct of linux/ratelimit.h */
#ifndef _LINUX_RATELIMIT_TYPES_H
#define _LINUX_RATELIMIT_TYPES_H

#include <linux/bits.h>
#include <linux/types.h>
#include <linux/param.h>

#define DEFAULT_RATELIMIT_INTERVAL (5 * HZ)
#define DEFAULT_RATELIMIT_BURST	   10
#define RATELIMIT_MSG_ON_RELEASE   BIT(0)

/**
 * struct ratelimit_state - at most @burst events in @interval jiffies
 * @busy: 1 while a CPU is counting; others are refused then
 * @printed: @missed: let through and refused since @begin
 * @begin: jiffies when this interval began, 0: none has
 */
struct ratelimit_state {
	int busy;
	int interval;
	int burst;
	int printed;
	int missed;
	unsigned int flags;
	unsigned long begin;
};

#define RATELIMIT_STATE_INIT_FLAGS(name, interval_init, burst_init, flags_init)                    \
	{                                                                                          \
		.interval = interval_init, .burst = burst_init, .flags = flags_init,               \
	}
#define RATELIMIT_STATE_INIT(name, interval_init, burst_init)                                      \
	RATELIMIT_STATE_INIT_FLAGS(name, interval_init, burst_init, 0)
#define RATELIMIT_STATE_INIT_DISABLED                                                              \
	RATELIMIT_STATE_INIT(ratelimit_state, 0, DEFAULT_RATELIMIT_BURST)
#define DEFINE_RATELIMIT_STATE(name, interval_init, burst_init)                                    \
	struct ratelimit_state name = RATELIMIT_STATE_INIT(name, interval_init, burst_init)

int ___ratelimit(struct ratelimit_state *rs, const char *func);
/* 1: go ahead; 0: too many */
#define __ratelimit(state) ___ratelimit(state, __func__)

#endif
