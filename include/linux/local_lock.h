/* SPDX-License-Identifier: MIT */
/*
 * local_lock.h - per-CPU data against this CPU's other contexts
 *
 * Nothing preempts, so a local lock only says what must be kept out: nothing
 * (local_lock), interrupts (_irq, _irqsave).
 */
#ifndef _LINUX_LOCAL_LOCK_H
#define _LINUX_LOCAL_LOCK_H

#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/percpu-defs.h>

typedef struct { } local_lock_t;

#define INIT_LOCAL_LOCK(lockname)	{ }
#define local_lock_init(lock)		do { (void)(lock); } while (0)
#define local_lock(lock)		do { (void)(lock); preempt_disable(); } while (0)
#define local_unlock(lock)		do { (void)(lock); preempt_enable(); } while (0)
#define local_lock_irq(lock)		do { (void)(lock); local_irq_disable(); } while (0)
#define local_unlock_irq(lock)		do { (void)(lock); local_irq_enable(); } while (0)
#define local_lock_irqsave(lock, flags)						\
	do { (void)(lock); local_irq_save(flags); } while (0)
#define local_unlock_irqrestore(lock, flags)					\
	do { (void)(lock); local_irq_restore(flags); } while (0)

#endif
