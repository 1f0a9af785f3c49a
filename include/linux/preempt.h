/* SPDX-License-Identifier: MIT */
/*
 * preempt.h - what kind of context this CPU is in
 *
 * Nothing is preempted here. The count still exists, one word a CPU, for those
 * who ask whether they may sleep (in_atomic(), might_sleep()) and for the
 * scheduler, which yields in a long spin only where the count is 0. Nobody
 * switches with it held, so it is the CPU's, not the task's. Fields as in Linux:
 *
 *	bits 0-7 preempt_disable() and spinlocks; 8-15 softirq (bottom halves
 *	off counts 2); 16-19 hardirq; 20-23 NMI
 */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/percpu-defs.h>

#define PREEMPT_BITS	8
#define SOFTIRQ_BITS	8
#define HARDIRQ_BITS	4
#define NMI_BITS	4

#define PREEMPT_SHIFT	0
#define SOFTIRQ_SHIFT	(PREEMPT_SHIFT + PREEMPT_BITS)
#define HARDIRQ_SHIFT	(SOFTIRQ_SHIFT + SOFTIRQ_BITS)
#define NMI_SHIFT	(HARDIRQ_SHIFT + HARDIRQ_BITS)

#define __IRQ_MASK(x)	((1UL << (x)) - 1)
#define PREEMPT_MASK	(__IRQ_MASK(PREEMPT_BITS) << PREEMPT_SHIFT)
#define SOFTIRQ_MASK	(__IRQ_MASK(SOFTIRQ_BITS) << SOFTIRQ_SHIFT)
#define HARDIRQ_MASK	(__IRQ_MASK(HARDIRQ_BITS) << HARDIRQ_SHIFT)
#define NMI_MASK	(__IRQ_MASK(NMI_BITS) << NMI_SHIFT)

#define PREEMPT_OFFSET	(1UL << PREEMPT_SHIFT)
#define SOFTIRQ_OFFSET	(1UL << SOFTIRQ_SHIFT)
#define HARDIRQ_OFFSET	(1UL << HARDIRQ_SHIFT)
#define NMI_OFFSET	(1UL << NMI_SHIFT)
#define SOFTIRQ_DISABLE_OFFSET	(2 * SOFTIRQ_OFFSET)
#define PREEMPT_DISABLE_OFFSET	PREEMPT_OFFSET

DECLARE_PER_CPU(int, preempt_count_);

static __always_inline int preempt_count(void)
{
	return this_cpu_read(preempt_count_);
}

static __always_inline void preempt_count_add(int val)
{
	this_cpu_add(preempt_count_, val);
}

static __always_inline void preempt_count_sub(int val)
{
	this_cpu_sub(preempt_count_, val);
}

#define preempt_count_inc()	preempt_count_add(1)
#define preempt_count_dec()	preempt_count_sub(1)

#define preempt_disable() do {							\
	preempt_count_inc();							\
	barrier();								\
} while (0)
#define preempt_enable() do {							\
	barrier();								\
	preempt_count_dec();							\
} while (0)
#define preempt_enable_no_resched()	preempt_enable()
#define preempt_disable_notrace()	preempt_disable()
#define preempt_enable_notrace()	preempt_enable()
#define preempt_check_resched()		do { } while (0)

/* Kernel code may be switched away only where it waits. */
#define preemptible()	(preempt_count() == 0 && !arch_irqs_disabled())

#define hardirq_count()	(preempt_count() & HARDIRQ_MASK)
#define softirq_count()	(preempt_count() & SOFTIRQ_MASK)
#define nmi_count()	(preempt_count() & NMI_MASK)
#define irq_count()	(preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_MASK))

#define in_nmi()		(nmi_count())
#define in_hardirq()		(hardirq_count())
#define in_irq()		(hardirq_count())
#define in_serving_softirq()	(softirq_count() & SOFTIRQ_OFFSET)
#define in_softirq()		(softirq_count())
#define in_task()		(!(preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_OFFSET)))
#define in_interrupt()		(irq_count())
#define in_atomic()		(preempt_count() != 0)
#define in_atomic_preempt_off()	(preempt_count() != PREEMPT_DISABLE_OFFSET)

/* Tasks never move between CPUs. */
static inline void migrate_disable(void) { }
static inline void migrate_enable(void) { }

#include <asm/irqflags.h>

#endif
