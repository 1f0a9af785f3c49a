/* SPDX-License-Identifier: MIT */
/*
 * irqflags.h - interrupts off is a flag of the host thread
 *
 * Interrupts are signals. With host_irq.off set, the signal handler returns
 * at once and leaves the request in the CPU's pending word; whoever clears
 * the flag looks at that word and runs what waits there. No system call is
 * made either way. A thread that is no CPU points at a word that stays 0.
 */
#ifndef _ASM_HOST_IRQFLAGS_H
#define _ASM_HOST_IRQFLAGS_H

#include <linux/types.h>
#include <linux/compiler.h>

/**
 * struct host_irq - interrupt state of the context that runs here
 * @off: 1 while interrupts are off
 * @pending: this CPU's pending word, HOST_IRQ_* bits, set by any thread
 *
 * In replay, where all CPUs share one host thread, port_set_cpu() exchanges it.
 */
struct host_irq {
	unsigned long off;
	u32 *pending;
};
extern __thread struct host_irq host_irq;

#define HOST_IRQ_IPI	1u
#define HOST_IRQ_TIMER	2u
#define HOST_IRQ_LOOK	4u	/* a signal came, and nobody has looked what for */

/** host_irq_run_pending() - run what is pending; interrupts are on */
void host_irq_run_pending(void);

static __always_inline bool host_irq_is_pending(void)
{
	return unlikely(__atomic_load_n(host_irq.pending, __ATOMIC_RELAXED));
}

static __always_inline unsigned long arch_local_save_flags(void)
{
	return host_irq.off;
}

static __always_inline void arch_local_irq_disable(void)
{
	host_irq.off = 1;
	barrier();
}

static __always_inline void arch_local_irq_enable(void)
{
	barrier();
	host_irq.off = 0;
	barrier();
	if (host_irq_is_pending())
		host_irq_run_pending();
}

static __always_inline unsigned long arch_local_irq_save(void)
{
	unsigned long flags = host_irq.off;

	host_irq.off = 1;
	barrier();
	return flags;
}

static __always_inline void arch_local_irq_restore(unsigned long flags)
{
	if (!flags)
		arch_local_irq_enable();
}

static __always_inline bool arch_irqs_disabled_flags(unsigned long flags)
{
	return flags;
}

static __always_inline bool arch_irqs_disabled(void)
{
	return host_irq.off;
}

#endif
