/* SPDX-License-Identifier: MIT */
/*
 * seqlock.h - readers that notice writers and read again
 *
 * The sequence is odd while a writer is inside. A reader remembers an even
 * value, reads, and starts over if it has changed. What is read must be read
 * by READ_ONCE() or be harmless when torn. Writers are serialised by the
 * lock (seqlock_t) or by the user (seqcount_t and its typed forms, which
 * remember the lock in name only).
 */
#ifndef _LINUX_SEQLOCK_H
#define _LINUX_SEQLOCK_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/spinlock.h>
#include <linux/lockdep.h>
#include <asm/barrier.h>
#include <asm/processor.h>

typedef struct seqcount {
	unsigned int sequence;
} seqcount_t;

typedef seqcount_t seqcount_raw_spinlock_t;
typedef seqcount_t seqcount_spinlock_t;
typedef seqcount_t seqcount_rwlock_t;
typedef seqcount_t seqcount_mutex_t;
typedef seqcount_t seqcount_latch_t;

#define SEQCNT_ZERO(name)			{ .sequence = 0 }
#define SEQCNT_RAW_SPINLOCK_ZERO(name, lock)	{ .sequence = 0 }
#define SEQCNT_SPINLOCK_ZERO(name, lock)	{ .sequence = 0 }
#define SEQCNT_RWLOCK_ZERO(name, lock)		{ .sequence = 0 }
#define SEQCNT_MUTEX_ZERO(name, lock)		{ .sequence = 0 }
#define SEQCNT_LATCH_ZERO(name)			{ .sequence = 0 }
#define seqcount_init(s)			do { (s)->sequence = 0; } while (0)
#define seqcount_raw_spinlock_init(s, lock)	do { (void)(lock); seqcount_init(s); } while (0)
#define seqcount_spinlock_init(s, lock)		do { (void)(lock); seqcount_init(s); } while (0)
#define seqcount_rwlock_init(s, lock)		do { (void)(lock); seqcount_init(s); } while (0)
#define seqcount_mutex_init(s, lock)		do { (void)(lock); seqcount_init(s); } while (0)
#define seqcount_latch_init(s)			seqcount_init(s)

static __always_inline unsigned int raw_read_seqcount(const seqcount_t *s)
{
	return __atomic_load_n(&s->sequence, __ATOMIC_ACQUIRE);
}

static __always_inline unsigned int read_seqcount_begin(const seqcount_t *s)
{
	unsigned int seq;

	replay_point();
	while (unlikely((seq = raw_read_seqcount(s)) & 1))
		cpu_relax();
	return seq;
}

static __always_inline int read_seqcount_retry(const seqcount_t *s, unsigned int start)
{
	replay_point();
	__atomic_thread_fence(__ATOMIC_ACQUIRE);
	return unlikely(__atomic_load_n(&s->sequence, __ATOMIC_RELAXED) != start);
}

static __always_inline void raw_write_seqcount_begin(seqcount_t *s)
{
	__atomic_store_n(&s->sequence, s->sequence + 1, __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_RELEASE);
}

static __always_inline void raw_write_seqcount_end(seqcount_t *s)
{
	__atomic_store_n(&s->sequence, s->sequence + 1, __ATOMIC_RELEASE);
}

/* A writer must not be left by its CPU while the sequence is odd. */
static __always_inline void write_seqcount_begin(seqcount_t *s)
{
	preempt_disable();
	raw_write_seqcount_begin(s);
}

static __always_inline void write_seqcount_end(seqcount_t *s)
{
	raw_write_seqcount_end(s);
	preempt_enable();
}

static __always_inline void write_seqcount_invalidate(seqcount_t *s)
{
	__atomic_thread_fence(__ATOMIC_RELEASE);
	__atomic_store_n(&s->sequence, s->sequence + 2, __ATOMIC_RELAXED);
}

#define __read_seqcount_begin(s)	read_seqcount_begin(s)
#define raw_read_seqcount_begin(s)	read_seqcount_begin(s)
#define raw_seqcount_begin(s)		(raw_read_seqcount(s) & ~1u)
#define __read_seqcount_retry(s, start)	read_seqcount_retry(s, start)
#define write_seqcount_begin_nested(s, sub) write_seqcount_begin(s)
#define raw_write_seqcount_barrier(s)	write_seqcount_invalidate(s)
#define seqprop_sequence(s)		raw_read_seqcount(s)

typedef struct {
	seqcount_t seqcount;
	spinlock_t lock;
} seqlock_t;

#define __SEQLOCK_UNLOCKED(name)						\
	{ .seqcount = SEQCNT_ZERO(name), .lock = __SPIN_LOCK_INITIALIZER(name) }
#define DEFINE_SEQLOCK(sl)	seqlock_t sl = __SEQLOCK_UNLOCKED(sl)
#define seqlock_init(sl) do {							\
	seqcount_init(&(sl)->seqcount);						\
	spin_lock_init(&(sl)->lock);						\
} while (0)

static inline unsigned int read_seqbegin(const seqlock_t *sl)
{
	return read_seqcount_begin(&sl->seqcount);
}

static inline unsigned int read_seqretry(const seqlock_t *sl, unsigned int start)
{
	return read_seqcount_retry(&sl->seqcount, start);
}

#define write_seqlock(sl) do {							\
	spin_lock(&(sl)->lock);							\
	raw_write_seqcount_begin(&(sl)->seqcount);				\
} while (0)
#define write_sequnlock(sl) do {						\
	raw_write_seqcount_end(&(sl)->seqcount);				\
	spin_unlock(&(sl)->lock);						\
} while (0)
#define write_seqlock_irq(sl)	do { local_irq_disable(); write_seqlock(sl); } while (0)
#define write_sequnlock_irq(sl)	do { write_sequnlock(sl); local_irq_enable(); } while (0)
#define write_seqlock_bh(sl)	do { local_bh_disable(); write_seqlock(sl); } while (0)
#define write_sequnlock_bh(sl)	do { write_sequnlock(sl); local_bh_enable(); } while (0)
#define write_seqlock_irqsave(sl, flags)					\
	do { local_irq_save(flags); write_seqlock(sl); } while (0)
#define write_sequnlock_irqrestore(sl, flags)					\
	do { write_sequnlock(sl); local_irq_restore(flags); } while (0)

#define read_seqlock_excl(sl)		spin_lock(&(sl)->lock)
#define read_sequnlock_excl(sl)		spin_unlock(&(sl)->lock)
#define read_seqlock_excl_irq(sl)	spin_lock_irq(&(sl)->lock)
#define read_sequnlock_excl_irq(sl)	spin_unlock_irq(&(sl)->lock)
#define read_seqlock_excl_irqsave(sl, flags) spin_lock_irqsave(&(sl)->lock, flags)
#define read_sequnlock_excl_irqrestore(sl, flags) spin_unlock_irqrestore(&(sl)->lock, flags)

/** read_seqbegin_or_lock() - lockless when *@seq is even, locked when odd */
static inline void read_seqbegin_or_lock(seqlock_t *lock, int *seq)
{
	if (*seq & 1)
		read_seqlock_excl(lock);
	else
		*seq = read_seqbegin(lock);
}

static inline int need_seqretry(seqlock_t *lock, int seq)
{
	return !(seq & 1) && read_seqretry(lock, seq);
}

static inline void done_seqretry(seqlock_t *lock, int seq)
{
	if (seq & 1)
		read_sequnlock_excl(lock);
}

#endif
