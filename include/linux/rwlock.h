/* SPDX-License-Identifier: MIT */
/*
 * rwlock.h - many readers or one writer, spinning
 *
 * count: readers inside, or RWLOCK_WRITER. A waiting writer is announced in
 * writers_waiting and new readers then stand back, so writers do come in;
 * but a reader in an interrupt goes past it, since it may have interrupted a
 * reader of the same lock.
 */
#ifndef _LINUX_RWLOCK_H
#define _LINUX_RWLOCK_H

#include <linux/spinlock.h>

#define RWLOCK_WRITER (1u << 31)

/* kernel/base/spinlock.c: the waits. */
void rwlock_wait_read(rwlock_t *lock) __cold;
void rwlock_wait_write(rwlock_t *lock) __cold;

#define rwlock_init(lock) do { *(lock) = (rwlock_t)__RW_LOCK_UNLOCKED(lock); } while (0)
#define rwlock_is_contended(lock)						\
	(__atomic_load_n(&(lock)->writers_waiting, __ATOMIC_RELAXED) != 0)

static __always_inline bool rwlock_try_read(rwlock_t *lock)
{
	u32 seen = __atomic_load_n(&lock->count, __ATOMIC_RELAXED);

	while (!(seen & RWLOCK_WRITER)) {
		if (__atomic_compare_exchange_n(&lock->count, &seen, seen + 1, false,
						__ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return true;
	}
	return false;
}

static __always_inline bool rwlock_try_write(rwlock_t *lock)
{
	u32 seen = 0;

	return __atomic_compare_exchange_n(&lock->count, &seen, RWLOCK_WRITER, false,
					   __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

static __always_inline void read_lock(rwlock_t *lock)
{
	preempt_disable();
	replay_point();
	if (unlikely(rwlock_is_contended(lock)) || !rwlock_try_read(lock))
		rwlock_wait_read(lock);
}

static __always_inline void write_lock(rwlock_t *lock)
{
	preempt_disable();
	replay_point();
	if (unlikely(!rwlock_try_write(lock)))
		rwlock_wait_write(lock);
}

static __always_inline int read_trylock(rwlock_t *lock)
{
	preempt_disable();
	replay_point();
	if (rwlock_try_read(lock))
		return 1;
	preempt_enable();
	return 0;
}

static __always_inline int write_trylock(rwlock_t *lock)
{
	preempt_disable();
	replay_point();
	if (rwlock_try_write(lock))
		return 1;
	preempt_enable();
	return 0;
}

static __always_inline void read_unlock(rwlock_t *lock)
{
	__atomic_fetch_sub(&lock->count, 1, __ATOMIC_RELEASE);
	preempt_enable();
}

static __always_inline void write_unlock(rwlock_t *lock)
{
	__atomic_store_n(&lock->count, 0, __ATOMIC_RELEASE);
	preempt_enable();
}

#define read_lock_irq(lock)	do { local_irq_disable(); read_lock(lock); } while (0)
#define read_lock_bh(lock)	do { local_bh_disable(); read_lock(lock); } while (0)
#define read_lock_irqsave(lock, flags) do { local_irq_save(flags); read_lock(lock); } while (0)
#define write_lock_irq(lock)	do { local_irq_disable(); write_lock(lock); } while (0)
#define write_lock_bh(lock)	do { local_bh_disable(); write_lock(lock); } while (0)
#define write_lock_irqsave(lock, flags) do { local_irq_save(flags); write_lock(lock); } while (0)
#define write_lock_nested(lock, sub) write_lock(lock)
#define read_unlock_irq(lock)	do { read_unlock(lock); local_irq_enable(); } while (0)
#define read_unlock_bh(lock)	do { read_unlock(lock); local_bh_enable(); } while (0)
#define read_unlock_irqrestore(lock, flags)					\
	do { read_unlock(lock); local_irq_restore(flags); } while (0)
#define write_unlock_irq(lock)	do { write_unlock(lock); local_irq_enable(); } while (0)
#define write_unlock_bh(lock)	do { write_unlock(lock); local_bh_enable(); } while (0)
#define write_unlock_irqrestore(lock, flags)					\
	do { write_unlock(lock); local_irq_restore(flags); } while (0)
#define write_trylock_irqsave(lock, flags) ({					\
	local_irq_save(flags);							\
	write_trylock(lock) ? 1 : ({ local_irq_restore(flags); 0; });		\
})

#endif
