// SPDX-License-Identifier: MIT
/*
 * ratelimit.c - not more than so many events in so long
 *
 * The first event opens an interval; up to @burst events in it are let
 * through, the others are counted and told of when the next one opens. Two
 * CPUs at once: the one that comes second is refused, which is what a limit is
 * for, so nobody ever waits here.
 *
 * Locking: rs->busy, a trylock. Any context.
 */
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>

static void open_interval(struct ratelimit_state *rs, unsigned long now, const char *func)
{
	if (rs->missed && !(rs->flags & RATELIMIT_MSG_ON_RELEASE))
		printk(KERN_WARNING "%s: %d callbacks suppressed\n", func, rs->missed);
	rs->begin = now ? now : 1;
	rs->printed = 0;
	rs->missed = 0;
}

/** ___ratelimit() - Return: 1 if the caller @func may go ahead, 0 if there were too many */
int ___ratelimit(struct ratelimit_state *rs, const char *func)
{
	unsigned long now = jiffies;
	int go = 0;

	if (!rs->interval || rs->burst <= 0)
		return !rs->interval;
	if (__atomic_exchange_n(&rs->busy, 1, __ATOMIC_ACQUIRE))
		return 0;
	if (!rs->begin || time_is_before_jiffies(rs->begin + rs->interval))
		open_interval(rs, now, func);
	if (rs->printed < rs->burst) {
		rs->printed++;
		go = 1;
	} else {
		rs->missed++;
	}
	__atomic_store_n(&rs->busy, 0, __ATOMIC_RELEASE);
	return go;
}
EXPORT_SYMBOL(___ratelimit);
