/* SPDX-License-Identifier: MIT */
/*
 * interrupt.h - interrupt lines, of which this machine has none
 *
 * The only interrupts are a CPU's timer and its IPIs, and those belong to the
 * kernel. So a request for a line fails; the rest is for code that asks about
 * contexts.
 */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <linux/types.h>
#include <linux/errno.h>
#include <linux/bitops.h>
#include <linux/preempt.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/irqreturn.h>
#include <linux/bottom_half.h>
#include <linux/atomic.h>

#define IRQF_SHARED		0x00000080
#define IRQF_ONESHOT		0x00002000
#define IRQF_TRIGGER_RISING	0x00000001
#define IRQF_TRIGGER_FALLING	0x00000002

static inline int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags,
			      const char *name, void *dev)
{
	return -ENXIO;
}

static inline const void *free_irq(unsigned int irq, void *dev_id)
{
	return NULL;
}

static inline void disable_irq(unsigned int irq) { }
static inline void disable_irq_nosync(unsigned int irq) { }
static inline void enable_irq(unsigned int irq) { }

#define force_irqthreads()	(false)
#define local_softirq_pending()	0u

#endif
