/* SPDX-License-Identifier: MIT */
/*
 * bottom_half.h - softirqs off and on
 *
 * Softirq work (timers, RCU callbacks) runs in the CPU's own task context at
 * wait points, never inside another task's code, so off and on only count.
 */
#ifndef _LINUX_BOTTOM_HALF_H
#define _LINUX_BOTTOM_HALF_H

#include <linux/preempt.h>

static __always_inline void local_bh_disable(void)
{
	preempt_count_add(SOFTIRQ_DISABLE_OFFSET);
	barrier();
}

static __always_inline void local_bh_enable(void)
{
	barrier();
	preempt_count_sub(SOFTIRQ_DISABLE_OFFSET);
}

#define _local_bh_enable()		local_bh_enable()
#define __local_bh_disable_ip(ip, cnt)	preempt_count_add(cnt)
#define __local_bh_enable_ip(ip, cnt)	preempt_count_sub(cnt)
#define local_bh_enable_ip(ip)		local_bh_enable()
#define local_bh_blocked()		false

#endif
