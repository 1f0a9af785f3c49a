/* SPDX-License-Identifier: MIT */
/*
 * irqflags.h - interrupts of this CPU on and off
 *
 * Over the port's arch_local_irq_*(). irqs_disabled() is a fact of the
 * running context; the saved flags mean something to the port only.
 */
#ifndef _LINUX_IRQFLAGS_H
#define _LINUX_IRQFLAGS_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/irqflags.h>

#define __irq_flags_check(flags)						\
	((void)sizeof((unsigned long *)0 == &(flags)))

#define raw_local_irq_disable()		arch_local_irq_disable()
#define raw_local_irq_enable()		arch_local_irq_enable()
#define raw_local_irq_save(flags) do {						\
	__irq_flags_check(flags);						\
	(flags) = arch_local_irq_save();					\
} while (0)
#define raw_local_irq_restore(flags) do {					\
	__irq_flags_check(flags);						\
	arch_local_irq_restore(flags);						\
} while (0)
#define raw_local_save_flags(flags) do {					\
	__irq_flags_check(flags);						\
	(flags) = arch_local_save_flags();					\
} while (0)
#define raw_irqs_disabled_flags(flags)	arch_irqs_disabled_flags(flags)
#define raw_irqs_disabled()		arch_irqs_disabled()

#define local_irq_disable()		raw_local_irq_disable()
#define local_irq_enable()		raw_local_irq_enable()
#define local_irq_save(flags)		raw_local_irq_save(flags)
#define local_irq_restore(flags)	raw_local_irq_restore(flags)
#define local_save_flags(flags)		raw_local_save_flags(flags)
#define safe_halt()			cpu_relax()
#define irqs_disabled()			raw_irqs_disabled()
#define irqs_disabled_flags(flags)	raw_irqs_disabled_flags(flags)

#define trace_hardirqs_on()		do { } while (0)
#define trace_hardirqs_off()		do { } while (0)

#endif
