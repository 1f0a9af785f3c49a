// SPDX-License-Identifier: MIT
/*
 * clock.c - time, and the timer that goes off
 *
 * Until there is a clock, time is made up: each look at it is a microsecond
 * later than the last. It never goes back and every wait ends, so the machine
 * boots and tests run; the log's times mean nothing.
 *
 * The timer is one absolute time, compared with the clock by whoever waits.
 *
 * Locking: none; the timer is this CPU's, interrupts off.
 */
#include <linux/export.h>
#include <asm/irqflags.h>
#include "template.h"

#define NS_A_LOOK 1000
#define NEVER	  (~0ull)

static u64 now_ns;
static u64 deadline = NEVER;

/**
 * port_clock_ns() - nanoseconds since boot
 *
 * Any context, also NMI, and before port_set_cpu(). Never goes back, not on
 * another CPU either: a clock that each CPU has of its own must be made equal.
 */
u64 port_clock_ns(void)
{
	return __atomic_add_fetch(&now_ns, NS_A_LOOK, __ATOMIC_RELAXED);
}
EXPORT_SYMBOL(port_clock_ns);

/** port_wall_ns() - nanoseconds since 1970, or 0 if the platform cannot say. Any context. */
u64 port_wall_ns(void)
{
	return 0;
}

/**
 * port_timer_arm() - this CPU's timer goes off once, at @when_ns of port_clock_ns()
 *
 * Interrupts off. Replaces what was armed; ~0 disarms; a time in the past goes
 * off at once, as an interrupt, not inside of this call. Hardware that cannot
 * count that far arms a part and then the rest. timer_expired() follows.
 */
void port_timer_arm(u64 when_ns)
{
	deadline = when_ns;
}

void template_timer_check(void)
{
	if (deadline == NEVER || port_clock_ns() < deadline)
		return;
	deadline = NEVER;
	__atomic_fetch_or(&template_irqs_pending, TEMPLATE_IRQ_TIMER, __ATOMIC_RELAXED);
}
