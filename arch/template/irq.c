// SPDX-License-Identifier: MIT
/*
 * irq.c - interrupts: the brackets around upcalls, and waiting for one
 *
 * An interrupt interrupts a task anywhere, also in the middle of taking an
 * object from this CPU's array. irq_enter() counts it and points the CPU at the
 * table of dead arrays, irq_exit() points it back (kernel/base/irq.c). So each
 * upcall stands between them, interrupts off, on any stack with room.
 *
 * Until there are interrupts, this polls: what waits is a bit in
 * template_irqs_pending and runs when interrupts are turned on, in port_relax()
 * or in port_idle().
 */
#include <linux/export.h>
#include <linux/hardirq.h>
#include <asm/processor.h>
#include "template.h"

unsigned long template_irqs_off = 1;
unsigned int template_irqs_pending;
EXPORT_SYMBOL(template_irqs_off);
EXPORT_SYMBOL(template_irqs_pending);

/** template_timer_interrupt() - this CPU's timer went off: an interrupt, acknowledged */
void template_timer_interrupt(void)
{
	irq_enter();
	timer_expired();
	irq_exit();
}

/** template_ipi_interrupt() - another CPU asks for us: an interrupt, acknowledged */
void template_ipi_interrupt(void)
{
	irq_enter();
	smp_handle_ipi();
	irq_exit();
}

/**
 * template_nmi() - what interrupts even code that has interrupts off
 *
 * nmi_enter() also tells the allocators that every lock is a trylock: an
 * allocation may then give NULL, a free never fails. No upcall is made.
 */
void template_nmi(void)
{
	nmi_enter();
	nmi_exit();
}

void template_run_pending(void)
{
	unsigned int pending;

	while ((pending = __atomic_exchange_n(&template_irqs_pending, 0, __ATOMIC_RELAXED))) {
		template_irqs_off = 1;
		if (pending & TEMPLATE_IRQ_IPI)
			template_ipi_interrupt();
		if (pending & TEMPLATE_IRQ_TIMER)
			template_timer_interrupt();
		template_irqs_off = 0;
	}
}
EXPORT_SYMBOL(template_run_pending);

/**
 * port_send_ipi() - make smp_handle_ipi() run on @cpu soon, as an interrupt
 *
 * Any context, also to this CPU itself. Requests may be merged, none may be
 * lost: one that is sent while the handler runs makes it run again.
 */
void port_send_ipi(unsigned int cpu)
{
	if (cpu != raw_smp_processor_id())
		template_not_written("port_send_ipi() to another CPU");
	__atomic_fetch_or(&template_irqs_pending, TEMPLATE_IRQ_IPI, __ATOMIC_RELAXED);
}

/**
 * port_idle() - wait for an interrupt, until @until_ns of port_clock_ns() at the latest
 *
 * Called and returns with interrupts off; what came has been run. One that came
 * before the call must end the wait: turning interrupts on and waiting is one
 * step for the hardware, or it is asked whether something waits. May return early.
 */
void port_idle(u64 until_ns)
{
	do
		template_timer_check();
	while (!READ_ONCE(template_irqs_pending) && port_clock_ns() < until_ns);
	arch_local_irq_enable();
	arch_local_irq_disable();
}

/**
 * port_relax() - what a spin does between two looks
 *
 * Any context. The CPU's hint that it spins (pause, yield), then
 * port_relax_hook() if it is set: the scheduler's, which decides for itself
 * whether another task may run.
 */
void port_relax(void)
{
	template_timer_check();
	if (!arch_irqs_disabled() && READ_ONCE(template_irqs_pending))
		template_run_pending();
	if (port_relax_hook)
		port_relax_hook();
}
EXPORT_SYMBOL(port_relax);
