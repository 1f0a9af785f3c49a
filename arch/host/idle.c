// SPDX-License-Identifier: MIT
/*
 * idle.c - clocks, the one-shot timer, and waiting for an interrupt
 *
 * A CPU's deadline is kept here; the host's timer only makes it look. Waiting
 * is a futex sleep on the pending word with the earlier of the deadline and
 * the caller's limit: a bit set before the sleep makes the futex return at
 * once, so nothing is missed and no signal needs to be blocked.
 */
#include <linux/export.h>
#include <asm/irqflags.h>
#include "host.h"

static u64 boot_ns;

/* Set by the first reader; that is boot. */
u64 host_boot_ns(void)
{
	u64 boot = __atomic_load_n(&boot_ns, __ATOMIC_RELAXED), now;

	if (likely(boot))
		return boot;
	now = os_clock_ns();
	if (__atomic_compare_exchange_n(&boot_ns, &boot, now, false, __ATOMIC_RELAXED,
					__ATOMIC_RELAXED))
		return now;
	return boot;
}

u64 port_clock_ns(void)
{
	u64 boot;

	if (port_replay)
		return host_replay_clock();
	boot = host_boot_ns();
	return os_clock_ns() - boot;
}
EXPORT_SYMBOL(port_clock_ns);

/* Of port_clock_ns() in the host's time; no overflow for "never". */
static unsigned long host_time(u64 when_ns)
{
	return when_ns >= HOST_NEVER - host_boot_ns() ? ~0ul : when_ns + host_boot_ns();
}

void port_timer_arm(u64 when_ns)
{
	struct host_cpu *cpu = host_this_cpu();

	if (!cpu)
		return;
	__atomic_store_n(&cpu->deadline, when_ns, __ATOMIC_RELAXED);
	if (cpu->timer >= 0)
		os_timer_arm(cpu->timer, host_time(when_ns));
}

static bool wait_is_over(struct host_cpu *cpu, u64 until_ns)
{
	u64 now = port_clock_ns();

	host_cpu_timer_expire(cpu, now);
	return host_irq_is_pending() || now >= until_ns;
}

void port_idle(u64 until_ns)
{
	struct host_cpu *cpu = host_this_cpu();
	u64 deadline;

	if (port_replay) {
		host_replay_idle(until_ns);
	} else {
		while (!wait_is_over(cpu, until_ns)) {
			deadline = __atomic_load_n(&cpu->deadline, __ATOMIC_RELAXED);
			deadline = deadline < until_ns ? deadline : until_ns;
			__atomic_store_n(&cpu->idle, 1, __ATOMIC_SEQ_CST);
			os_futex_wait(&cpu->pending, 0, host_time(deadline));
			__atomic_store_n(&cpu->idle, 0, __ATOMIC_SEQ_CST);
		}
	}
	arch_local_irq_enable();
	arch_local_irq_disable();
}
