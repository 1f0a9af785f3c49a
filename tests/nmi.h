/* SPDX-License-Identifier: MIT */
/*
 * nmi.h - an NMI, made by hand: interrupts are off in it, as in a real one
 */
#ifndef TESTS_NMI_H
#define TESTS_NMI_H

#include <linux/hardirq.h>
#include <linux/irqflags.h>

static inline void as_nmi(void (*fn)(void *), void *arg)
{
	unsigned long flags;

	local_irq_save(flags);
	nmi_enter();
	fn(arg);
	nmi_exit();
	local_irq_restore(flags);
}

/* The same, having interrupted an interrupt. */
static inline void as_nmi_in_irq(void (*fn)(void *), void *arg)
{
	unsigned long flags;

	local_irq_save(flags);
	irq_enter();
	as_nmi(fn, arg);
	irq_exit();
	local_irq_restore(flags);
}

#endif
