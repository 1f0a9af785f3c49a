/* SPDX-License-Identifier: MIT */
/*
 * irqflags.h - interrupts of this CPU on and off
 *
 * Until there are interrupts, this is a machine of one CPU that polls: "off" is
 * a word, and what waits (a timer, a request to itself) runs when it is cleared,
 * in port_relax() or in port_idle(). See arch/template/irq.c.
 *
 * EDIT: the CPU's own flag and instructions. Each function must also be a
 * compiler barrier. What "flags" means is the port's alone.
 */
#ifndef _ASM_TEMPLATE_IRQFLAGS_H
#define _ASM_TEMPLATE_IRQFLAGS_H

#include <linux/types.h>
#include <linux/compiler.h>

extern unsigned long template_irqs_off;
extern unsigned int template_irqs_pending;

/** template_run_pending() - run what waits; interrupts are on */
void template_run_pending(void);

static __always_inline unsigned long arch_local_save_flags(void)
{
	return READ_ONCE(template_irqs_off);
}

static __always_inline void arch_local_irq_disable(void)
{
	WRITE_ONCE(template_irqs_off, 1);
	barrier();
}

static __always_inline void arch_local_irq_enable(void)
{
	barrier();
	WRITE_ONCE(template_irqs_off, 0);
	if (unlikely(READ_ONCE(template_irqs_pending)))
		template_run_pending();
}

static __always_inline unsigned long arch_local_irq_save(void)
{
	unsigned long flags = arch_local_save_flags();

	arch_local_irq_disable();
	return flags;
}

static __always_inline bool arch_irqs_disabled_flags(unsigned long flags)
{
	return flags;
}

static __always_inline void arch_local_irq_restore(unsigned long flags)
{
	if (!arch_irqs_disabled_flags(flags))
		arch_local_irq_enable();
}

static __always_inline bool arch_irqs_disabled(void)
{
	return arch_irqs_disabled_flags(arch_local_save_flags());
}

#endif
