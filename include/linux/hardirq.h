/* SPDX-License-Identifier: MIT */
/*
 * hardirq.h - around an interrupt
 *
 * A port brackets its upcalls (smp_handle_ipi(), timer_expired()) by
 * irq_enter() and irq_exit(). Besides counting, they point this CPU's slab
 * arrays at the dead ones and back (quarry/local_guard.h). Interrupts nest
 * strictly. nmi_enter()/nmi_exit(): for what interrupts even irqs-off code.
 */
#ifndef _LINUX_HARDIRQ_H
#define _LINUX_HARDIRQ_H

#include <linux/preempt.h>
#include <linux/irqflags.h>

void irq_enter(void);
void irq_exit(void);
#define irq_enter_rcu()	irq_enter()
#define irq_exit_rcu()	irq_exit()
#define __irq_enter()	irq_enter()
#define __irq_exit()	irq_exit()

void nmi_enter(void);
void nmi_exit(void);

/** synchronize_irq() - no interrupt handler outlives its line here */
static inline void synchronize_irq(unsigned int irq) { }

#endif
