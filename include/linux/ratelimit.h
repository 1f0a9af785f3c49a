/* SPDX-License-Identifier: MIT */
/* ratelimit.h - not more than so many in so long; lib/ratelimit.c */
#ifndef _LINUX_RATELIMIT_H
#define _LINUX_RATELIMIT_H

#include <linux/ratelimit_types.h>
#include <linux/string.h>

static inline void ratelimit_state_init(struct ratelimit_state *rs, int interval, int burst)
{
	memset(rs, 0, sizeof(*rs));
	rs->interval = interval;
	rs->burst = burst;
}
static inline void ratelimit_default_init(struct ratelimit_state *rs)
{
	ratelimit_state_init(rs, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);
}
static inline void ratelimit_state_exit(struct ratelimit_state *rs)
{
}
static inline void ratelimit_set_flags(struct ratelimit_state *rs, unsigned long flags)
{
	rs->flags = flags;
}
static inline void ratelimit_state_reset_interval(struct ratelimit_state *rs, int interval)
{
	rs->interval = interval;
	rs->printed = rs->missed = 0;
	rs->begin = 0;
}

#define WARN_ON_RATELIMIT(condition, state)                                                        \
	({                                                                                         \
		bool wr_cond__ = (condition);                                                      \
		WARN_ON(wr_cond__ &&__ratelimit(state));                                           \
		wr_cond__;                                                                         \
	})
#define WARN_RATELIMIT(condition, format, ...)                                                     \
	({                                                                                         \
		static DEFINE_RATELIMIT_STATE(wr_state__, DEFAULT_RATELIMIT_INTERVAL,              \
					      DEFAULT_RATELIMIT_BURST);                            \
		int wr_true__ = !!(condition);                                                     \
		if (unlikely(wr_true__) && __ratelimit(&wr_state__))                               \
			WARN(1, format, ##__VA_ARGS__);                                            \
		wr_true__;                                                                         \
	})

#endif
