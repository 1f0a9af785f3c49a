/* SPDX-License-Identifier: MIT */
/*
 * spinlock.h - short mutual exclusion between CPUs
 *
 * Ticket locks on __atomic builtins (spinlock_types.h). Holding one counts in
 * preempt_count(), so sleeping is reported and a spin never yields to another
 * task. The forms say what else is kept out on this CPU: _irq and _irqsave
 * interrupts, _bh softirqs. raw_spin_*() are the same on raw_spinlock_t.
 *
 * The owner word carries the ordering: it is released by unlock and acquired
 * by whoever finds its ticket there. In debug builds taking a lock twice on
 * one CPU, or releasing a free one, is a BUG.
 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/spinlock_types.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/bottom_half.h>
#include <linux/stringify.h>
#include <asm/barrier.h>
#include <asm/processor.h>

/** spin_wait_ticket() - wait until @ticket is served; kernel/base/spinlock.c */
void spin_wait_ticket(raw_spinlock_t *lock, u16 ticket) __cold;
void spin_bug(const raw_spinlock_t *lock, const char *what) __cold;

#ifdef CONFIG_DEBUG_VM
/* A context that is no CPU (per-CPU offset 0) has no number of its own. */
static __always_inline unsigned int spin_self(void)
{
	return my_cpu_offset ? raw_smp_processor_id() + 1 : 0;
}

static __always_inline void spin_check_lock(const raw_spinlock_t *lock)
{
	unsigned int holder = __atomic_load_n(&lock->holder, __ATOMIC_RELAXED);

	if (unlikely(holder && holder == spin_self()))
		spin_bug(lock, "recursion");
}

static __always_inline void spin_set_holder(raw_spinlock_t *lock, unsigned int holder)
{
	__atomic_store_n(&lock->holder, holder, __ATOMIC_RELAXED);
}

static __always_inline void spin_check_unlock(const raw_spinlock_t *lock)
{
	if (unlikely(lock->owner == __atomic_load_n(&lock->next, __ATOMIC_RELAXED)))
		spin_bug(lock, "already unlocked");
}
#else
static __always_inline unsigned int spin_self(void) { return 0; }
static __always_inline void spin_check_lock(const raw_spinlock_t *lock) { }
static __always_inline void spin_set_holder(raw_spinlock_t *lock, unsigned int holder) { }
static __always_inline void spin_check_unlock(const raw_spinlock_t *lock) { }
#endif

/* ---- the lock itself, without counting -------------------------------- */

static __always_inline void spin_acquire_ticket(raw_spinlock_t *lock)
{
	u16 ticket;

	replay_point();
	spin_check_lock(lock);
	ticket = __atomic_fetch_add(&lock->next, 1, __ATOMIC_RELAXED);
	if (unlikely(__atomic_load_n(&lock->owner, __ATOMIC_ACQUIRE) != ticket))
		spin_wait_ticket(lock, ticket);
	spin_set_holder(lock, spin_self());
}

/* Nobody can take ticket @owner before us if next still shows it, and owner
 * cannot move on before someone has taken it. */
static __always_inline bool spin_try_ticket(raw_spinlock_t *lock)
{
	u16 owner, next;

	replay_point();
	owner = __atomic_load_n(&lock->owner, __ATOMIC_ACQUIRE);
	next = owner;
	if (!__atomic_compare_exchange_n(&lock->next, &next, (u16)(owner + 1), false,
					 __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
		return false;
	spin_set_holder(lock, spin_self());
	return true;
}

static __always_inline void spin_release_ticket(raw_spinlock_t *lock)
{
	spin_check_unlock(lock);
	spin_set_holder(lock, 0);
	__atomic_store_n(&lock->owner, (u16)(lock->owner + 1), __ATOMIC_RELEASE);
}

/* ---- raw_spinlock_t ---------------------------------------------------- */

#define raw_spin_lock_init(lock) do {						\
	*(lock) = __RAW_SPIN_LOCK_UNLOCKED(lock);				\
} while (0)

static __always_inline int raw_spin_is_locked(const raw_spinlock_t *lock)
{
	return __atomic_load_n(&lock->owner, __ATOMIC_RELAXED) !=
	       __atomic_load_n(&lock->next, __ATOMIC_RELAXED);
}

static __always_inline int raw_spin_is_contended(const raw_spinlock_t *lock)
{
	return (u16)(__atomic_load_n(&lock->next, __ATOMIC_RELAXED) -
		     __atomic_load_n(&lock->owner, __ATOMIC_RELAXED)) > 1;
}

static __always_inline void raw_spin_lock(raw_spinlock_t *lock)
{
	preempt_disable();
	spin_acquire_ticket(lock);
}

static __always_inline void raw_spin_lock_irq(raw_spinlock_t *lock)
{
	local_irq_disable();
	raw_spin_lock(lock);
}

static __always_inline void raw_spin_lock_bh(raw_spinlock_t *lock)
{
	local_bh_disable();
	raw_spin_lock(lock);
}

static __always_inline unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *lock)
{
	unsigned long flags = arch_local_irq_save();

	raw_spin_lock(lock);
	return flags;
}

static __always_inline int raw_spin_trylock(raw_spinlock_t *lock)
{
	preempt_disable();
	if (spin_try_ticket(lock))
		return 1;
	preempt_enable();
	return 0;
}

static __always_inline int raw_spin_trylock_irq(raw_spinlock_t *lock)
{
	local_irq_disable();
	if (raw_spin_trylock(lock))
		return 1;
	local_irq_enable();
	return 0;
}

static __always_inline int raw_spin_trylock_bh(raw_spinlock_t *lock)
{
	local_bh_disable();
	if (raw_spin_trylock(lock))
		return 1;
	local_bh_enable();
	return 0;
}

static __always_inline void raw_spin_unlock(raw_spinlock_t *lock)
{
	spin_release_ticket(lock);
	preempt_enable();
}

static __always_inline void raw_spin_unlock_irq(raw_spinlock_t *lock)
{
	raw_spin_unlock(lock);
	local_irq_enable();
}

static __always_inline void raw_spin_unlock_bh(raw_spinlock_t *lock)
{
	raw_spin_unlock(lock);
	local_bh_enable();
}

static __always_inline void raw_spin_unlock_irqrestore(raw_spinlock_t *lock, unsigned long flags)
{
	raw_spin_unlock(lock);
	arch_local_irq_restore(flags);
}

#define raw_spin_lock_irqsave(lock, flags) do {					\
	__irq_flags_check(flags);						\
	(flags) = _raw_spin_lock_irqsave(lock);					\
} while (0)
#define raw_spin_trylock_irqsave(lock, flags) ({				\
	local_irq_save(flags);							\
	raw_spin_trylock(lock) ? 1 : ({ local_irq_restore(flags); 0; });	\
})
#define raw_spin_lock_nested(lock, subclass)	raw_spin_lock(lock)
#define raw_spin_lock_nest_lock(lock, nest)	raw_spin_lock(lock)
#define raw_spin_lock_irqsave_nested(lock, flags, subclass)			\
	raw_spin_lock_irqsave(lock, flags)
#define assert_raw_spin_locked(lock)		BUG_ON(!raw_spin_is_locked(lock))

/* ---- spinlock_t -------------------------------------------------------- */

static __always_inline raw_spinlock_t *spinlock_check(spinlock_t *lock)
{
	return &lock->rlock;
}

#define spin_lock_init(lock)		raw_spin_lock_init(&(lock)->rlock)
#define spin_lock(lock)			raw_spin_lock(spinlock_check(lock))
#define spin_lock_irq(lock)		raw_spin_lock_irq(spinlock_check(lock))
#define spin_lock_bh(lock)		raw_spin_lock_bh(spinlock_check(lock))
#define spin_lock_irqsave(lock, flags)	raw_spin_lock_irqsave(spinlock_check(lock), flags)
#define spin_lock_nested(lock, sub)	spin_lock(lock)
#define spin_lock_bh_nested(lock, sub)	spin_lock_bh(lock)
#define spin_lock_nest_lock(lock, nest)	spin_lock(lock)
#define spin_lock_irqsave_nested(lock, flags, sub) spin_lock_irqsave(lock, flags)
#define spin_trylock(lock)		raw_spin_trylock(spinlock_check(lock))
#define spin_trylock_irq(lock)		raw_spin_trylock_irq(spinlock_check(lock))
#define spin_trylock_bh(lock)		raw_spin_trylock_bh(spinlock_check(lock))
#define spin_trylock_irqsave(lock, flags) raw_spin_trylock_irqsave(spinlock_check(lock), flags)
#define spin_unlock(lock)		raw_spin_unlock(spinlock_check(lock))
#define spin_unlock_irq(lock)		raw_spin_unlock_irq(spinlock_check(lock))
#define spin_unlock_bh(lock)		raw_spin_unlock_bh(spinlock_check(lock))
#define spin_unlock_irqrestore(lock, flags)					\
	raw_spin_unlock_irqrestore(spinlock_check(lock), flags)
#define spin_is_locked(lock)		raw_spin_is_locked(&(lock)->rlock)
#define spin_is_contended(lock)		raw_spin_is_contended(&(lock)->rlock)
#define spin_needbreak(lock)		spin_is_contended(lock)
#define assert_spin_locked(lock)	assert_raw_spin_locked(&(lock)->rlock)

#include <linux/rwlock.h>
#include <linux/bug.h>

/** atomic_dec_and_lock() - count down; if that would give 0, do it with @lock
 * held and return true */
#define atomic_dec_and_lock(atomic, lock) ({					\
	bool __dal_zero = !atomic_add_unless(atomic, -1, 1);			\
	if (__dal_zero) {							\
		spin_lock(lock);						\
		__dal_zero = atomic_dec_and_test(atomic);			\
		if (!__dal_zero)						\
			spin_unlock(lock);					\
	}									\
	__dal_zero;								\
})

#endif
