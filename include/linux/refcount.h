/* SPDX-License-Identifier: MIT */
/*
 * refcount.h - counters of references that do not wrap
 *
 * A counter that overflows, or is raised from 0, or falls below 0, is reported
 * once and saturates: it stays far from 0 for ever, so the object leaks but is
 * never used after it was freed. Values 1 … REFCOUNT_MAX are good; negative
 * ones are saturated.
 */
#ifndef _LINUX_REFCOUNT_H
#define _LINUX_REFCOUNT_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/limits.h>

typedef struct refcount_struct {
	atomic_t refs;
} refcount_t;

#define REFCOUNT_INIT(n)                                                                           \
	{                                                                                          \
		.refs = ATOMIC_INIT(n),                                                            \
	}
#define REFCOUNT_MAX	   INT_MAX
#define REFCOUNT_SATURATED (INT_MIN / 2)

/** enum refcount_saturation_type - what went wrong */
enum refcount_saturation_type {
	REFCOUNT_ADD_NOT_ZERO_OVF,
	REFCOUNT_ADD_OVF,
	REFCOUNT_ADD_UAF,
	REFCOUNT_SUB_UAF,
	REFCOUNT_DEC_LEAK,
};
void refcount_warn_saturate(refcount_t *r, enum refcount_saturation_type t);

static inline void refcount_set(refcount_t *r, int n)
{
	atomic_set(&r->refs, n);
}
static inline unsigned int refcount_read(const refcount_t *r)
{
	return atomic_read(&r->refs);
}

static inline bool __must_check __refcount_add_not_zero(int i, refcount_t *r, int *oldp)
{
	int old = refcount_read(r);

	do {
		if (!old)
			break;
	} while (!atomic_try_cmpxchg_relaxed(&r->refs, &old, old + i));
	if (oldp)
		*oldp = old;
	if (unlikely(old < 0 || old + i < 0))
		refcount_warn_saturate(r, REFCOUNT_ADD_NOT_ZERO_OVF);
	return old;
}
static inline bool __must_check refcount_add_not_zero(int i, refcount_t *r)
{
	return __refcount_add_not_zero(i, r, NULL);
}
static inline bool __must_check __refcount_inc_not_zero(refcount_t *r, int *oldp)
{
	return __refcount_add_not_zero(1, r, oldp);
}
/** refcount_inc_not_zero() - false: the object is going away */
static inline bool __must_check refcount_inc_not_zero(refcount_t *r)
{
	return __refcount_add_not_zero(1, r, NULL);
}

static inline void __refcount_add(int i, refcount_t *r, int *oldp)
{
	int old = atomic_fetch_add_relaxed(i, &r->refs);

	if (oldp)
		*oldp = old;
	if (unlikely(!old))
		refcount_warn_saturate(r, REFCOUNT_ADD_UAF);
	else if (unlikely(old < 0 || old + i < 0))
		refcount_warn_saturate(r, REFCOUNT_ADD_OVF);
}
static inline void refcount_add(int i, refcount_t *r)
{
	__refcount_add(i, r, NULL);
}
static inline void __refcount_inc(refcount_t *r, int *oldp)
{
	__refcount_add(1, r, oldp);
}
static inline void refcount_inc(refcount_t *r)
{
	__refcount_add(1, r, NULL);
}

/* What was done before the last reference was dropped is seen by who frees. */
static inline bool __must_check __refcount_sub_and_test(int i, refcount_t *r, int *oldp)
{
	int old = atomic_fetch_sub_release(i, &r->refs);

	if (oldp)
		*oldp = old;
	if (old == i) {
		atomic_read_acquire(&r->refs);
		return true;
	}
	if (unlikely(old < 0 || old - i < 0))
		refcount_warn_saturate(r, REFCOUNT_SUB_UAF);
	return false;
}
static inline bool __must_check refcount_sub_and_test(int i, refcount_t *r)
{
	return __refcount_sub_and_test(i, r, NULL);
}
static inline bool __must_check __refcount_dec_and_test(refcount_t *r, int *oldp)
{
	return __refcount_sub_and_test(1, r, oldp);
}
/** refcount_dec_and_test() - true: that was the last, free the object */
static inline bool __must_check refcount_dec_and_test(refcount_t *r)
{
	return __refcount_sub_and_test(1, r, NULL);
}
static inline void __refcount_dec(refcount_t *r, int *oldp)
{
	int old = atomic_fetch_sub_release(1, &r->refs);

	if (oldp)
		*oldp = old;
	if (unlikely(old <= 1))
		refcount_warn_saturate(r, REFCOUNT_DEC_LEAK);
}
/** refcount_dec() - not the last one */
static inline void refcount_dec(refcount_t *r)
{
	__refcount_dec(r, NULL);
}

/** refcount_dec_if_one() - 1 to 0; true: done */
bool __must_check refcount_dec_if_one(refcount_t *r);
/** refcount_dec_not_one() - false: it is 1 and has not been touched */
bool __must_check refcount_dec_not_one(refcount_t *r);

/* Drop a reference; with the last one the lock is held afterwards. */
#define __refcount_dec_and_lock(r, lock_it, unlock_it)                                             \
	({                                                                                         \
		bool rdl_last__ = false;                                                           \
		if (!refcount_dec_not_one(r)) {                                                    \
			lock_it;                                                                   \
			rdl_last__ = refcount_dec_and_test(r);                                     \
			if (!rdl_last__)                                                           \
				unlock_it;                                                         \
		}                                                                                  \
		rdl_last__;                                                                        \
	})
#define refcount_dec_and_mutex_lock(r, lock)                                                       \
	__refcount_dec_and_lock(r, mutex_lock(lock), mutex_unlock(lock))
#define refcount_dec_and_lock(r, lock)                                                             \
	__refcount_dec_and_lock(r, spin_lock(lock), spin_unlock(lock))
#define refcount_dec_and_lock_irqsave(r, lock, flags)                                              \
	__refcount_dec_and_lock(r, spin_lock_irqsave(lock, *(flags)),                              \
				spin_unlock_irqrestore(lock, *(flags)))

#endif
