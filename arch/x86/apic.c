// SPDX-License-Identifier: MIT
/*
 * apic.c - the local APIC: this CPU's timer, and interrupts to other CPUs
 *
 * The timer counts down once from what is written to it. A deadline is kept
 * here as absolute time; one that is farther than the 32-bit counter reaches is
 * come to in several counts: an expiry before the deadline arms again.
 *
 * Waiting is "sti; hlt": the instruction after sti runs before any interrupt
 * does, so one that was pending ends the halt at once.
 *
 * Locking: a CPU's registers and deadline are its own, interrupts off.
 */
#include <linux/hardirq.h>
#include <linux/minmax.h>
#include <linux/percpu-defs.h>
#include "apic.h"
#include "x86.h"

#define NEVER	   (~0ull)
#define COUNT_MAX  0xffffffffu
#define SEND_TURNS 1000000u
#define NS_PER_MS  1000000ull

/* Absolute port_clock_ns() of the timer asked for, or NEVER. */
static DEFINE_PER_CPU(u64, deadline) = NEVER;

/* ---- interrupt commands -------------------------------------------------------- */

static bool accepted(void)
{
	unsigned int turns = SEND_TURNS;

	while (apic_read(APIC_ICR) & ICR_PENDING) {
		__asm__ volatile("pause");
		if (!--turns)
			return false;
	}
	return true;
}

bool x86_apic_send(u32 apic_id, u32 command)
{
	if (!accepted())
		return false;
	apic_write(APIC_ICR_DEST, apic_id << 24);
	apic_write(APIC_ICR, command);
	return accepted();
}

/* Any context: an NMI between the two writes would spoil the destination; it puts it back. */
static void send(u32 apic_id, u32 command)
{
	unsigned long flags = arch_local_irq_save();
	u32 dest = apic_read(APIC_ICR_DEST);

	x86_apic_send(apic_id, command);
	if (in_nmi())
		apic_write(APIC_ICR_DEST, dest);
	arch_local_irq_restore(flags);
}

void port_send_ipi(unsigned int cpu)
{
	send(x86_cpus[cpu].apic_id, ICR_FIXED | ICR_ASSERT | X86_VEC_IPI);
}

void x86_send_nmi(unsigned int cpu)
{
	send(x86_cpus[cpu].apic_id, ICR_NMI | ICR_ASSERT);
}

void x86_self_ipi(unsigned int vector)
{
	send(0, ICR_SELF | ICR_FIXED | ICR_ASSERT | vector);
}

void x86_apic_eoi(void)
{
	apic_write(APIC_EOI, 0);
}

void x86_ipi_interrupt(void)
{
	x86_apic_eoi();
	irq_enter();
	smp_handle_ipi();
	irq_exit();
}

/* ---- the timer -------------------------------------------------------------------- */

void x86_apic_count_down(void)
{
	apic_write(APIC_TIMER_DIV, APIC_DIV_16);
	apic_write(APIC_LVT_TIMER, APIC_MASKED | X86_VEC_TIMER);
	apic_write(APIC_TIMER_INIT, COUNT_MAX);
}

u32 x86_apic_count(void)
{
	return apic_read(APIC_TIMER_NOW);
}

/* A count of 0 would stop the timer: a time in the past is one tick away. */
static void arm_hardware(u64 when_ns)
{
	u64 now = port_clock_ns(), ns, count;

	if (when_ns == NEVER) {
		apic_write(APIC_TIMER_INIT, 0);
		return;
	}
	ns = when_ns > now ? when_ns - now : 0;
	/* Beyond the counter's reach, where the product might overflow too. */
	if (ns / NS_PER_MS >= COUNT_MAX / x86_apic_khz)
		count = COUNT_MAX;
	else
		count = ns * x86_apic_khz / NS_PER_MS + 1;
	apic_write(APIC_TIMER_INIT, (u32)min_t(u64, count, COUNT_MAX));
}

void port_timer_arm(u64 when_ns)
{
	unsigned long flags = arch_local_irq_save();

	this_cpu_write(deadline, when_ns);
	arm_hardware(when_ns);
	arch_local_irq_restore(flags);
}

void x86_timer_interrupt(void)
{
	u64 when = this_cpu_read(deadline);

	x86_apic_eoi();
	if (when == NEVER)
		return;
	/* Too early: a part of a long time, or the end of a wait in port_idle(). */
	if (port_clock_ns() < when) {
		arm_hardware(when);
		return;
	}
	this_cpu_write(deadline, NEVER);
	irq_enter();
	timer_expired();
	irq_exit();
}

void port_idle(u64 until_ns)
{
	if (until_ns < this_cpu_read(deadline))
		arm_hardware(until_ns);
	else
		until_ns = NEVER;
	__asm__ volatile("sti; hlt; cli" : : : "memory");
	if (until_ns != NEVER)
		arm_hardware(this_cpu_read(deadline));
}

/* ---- start ---------------------------------------------------------------------------- */

void x86_apic_init(void)
{
	apic_write(APIC_TPR, 0);
	apic_write(APIC_LVT_LINT0, APIC_MASKED);
	apic_write(APIC_LVT_LINT1, ICR_NMI);
	apic_write(APIC_LVT_ERROR, APIC_MASKED);
	apic_write(APIC_SVR, APIC_ENABLE | X86_VEC_SPURIOUS);
	apic_write(APIC_TIMER_DIV, APIC_DIV_16);
	apic_write(APIC_LVT_TIMER, X86_VEC_TIMER);
	apic_write(APIC_TIMER_INIT, 0);
	x86_apic_eoi();
}
