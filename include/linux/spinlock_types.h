/* SPDX-License-Identifier: MIT */
/*
 * spinlock_types.h - the words of a spinlock
 *
 * A ticket lock: who comes takes a ticket from next and waits until owner
 * shows it, so waiters are served in the order they came. Free when equal.
 * At most 65,535 wait at once, more than there can be CPUs.
 */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <linux/types.h>
#include <linux/lockdep_types.h>

/**
 * struct raw_spinlock - a ticket lock
 * @owner: ticket being served; written by the holder alone
 * @next: ticket for the next who comes
 * @holder: debug: number of the CPU that holds it + 1; 0: free or not known
 */
typedef struct raw_spinlock {
	u16 owner;
	u16 next;
#ifdef CONFIG_DEBUG_VM
	unsigned int holder;
#endif
} raw_spinlock_t;

typedef struct spinlock {
	struct raw_spinlock rlock;
} spinlock_t;

/* A reader-writer lock: readers in bits 0-30, bit 31 a writer holds it. */
typedef struct {
	u32 count;
	u32 writers_waiting;
} rwlock_t;

#define __RAW_SPIN_LOCK_INITIALIZER(name)	{ .owner = 0, .next = 0 }
#define __RAW_SPIN_LOCK_UNLOCKED(name)						\
	((raw_spinlock_t)__RAW_SPIN_LOCK_INITIALIZER(name))
#define DEFINE_RAW_SPINLOCK(x)							\
	raw_spinlock_t x = __RAW_SPIN_LOCK_INITIALIZER(x)

#define __SPIN_LOCK_INITIALIZER(name)						\
	{ .rlock = __RAW_SPIN_LOCK_INITIALIZER(name) }
#define __SPIN_LOCK_UNLOCKED(name)	((spinlock_t)__SPIN_LOCK_INITIALIZER(name))
#define DEFINE_SPINLOCK(x)	spinlock_t x = __SPIN_LOCK_INITIALIZER(x)

#define __RW_LOCK_UNLOCKED(name)	{ 0, 0 }
#define DEFINE_RWLOCK(x)		rwlock_t x = __RW_LOCK_UNLOCKED(x)

#endif
