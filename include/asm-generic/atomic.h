/* SPDX-License-Identifier: MIT */
/*
 * atomic.h - atomic_t, atomic64_t and atomic_long_t on compiler builtins
 *
 * Three types, the same operations. For each:
 *
 *   read set read_acquire set_release
 *   add sub inc dec and or xor andnot			no value, no ordering
 *   add_return … dec_return, fetch_add … fetch_andnot, xchg, cmpxchg,
 *   try_cmpxchg					fully ordered; also _relaxed,
 *							_acquire and _release
 *   sub_and_test dec_and_test inc_and_test add_negative
 *   add_unless fetch_add_unless inc_not_zero inc_unless_negative
 *   dec_unless_positive dec_if_positive
 *
 * Arithmetic wraps. Every read-modify-write is a replay point: in replay
 * another CPU may go first there.
 */
#ifndef _ASM_GENERIC_ATOMIC_H
#define _ASM_GENERIC_ATOMIC_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>
#include <asm/processor.h>

#if BITS_PER_LONG == 64
typedef atomic64_t atomic_long_t;
#else
typedef atomic_t atomic_long_t;
#endif
#define ATOMIC_LONG_INIT(i)                                                                        \
	{                                                                                          \
		(i)                                                                                \
	}

/* The counter as the integer the operation speaks of. */
#define __atomic_word(type, v) ((type *)&(v)->counter)

/* One ordering of the operations that give a value. @sfx: empty or _relaxed … */
#define __ATOMIC_FETCH_OP(pfx, atype, type, op, builtin, operand, sfx, order)                      \
	static __always_inline type pfx##_fetch_##op##sfx(type i, atype *v)                        \
	{                                                                                          \
		replay_point();                                                                    \
		return builtin(__atomic_word(type, v), operand, order);                            \
	}
#define __ATOMIC_RETURN_OP(pfx, atype, type, op, builtin, sfx, order)                              \
	static __always_inline type pfx##_##op##_return##sfx(type i, atype *v)                     \
	{                                                                                          \
		replay_point();                                                                    \
		return builtin(__atomic_word(type, v), i, order);                                  \
	}
#define __ATOMIC_ORDERED_OPS(pfx, atype, type, sfx, order)                                         \
	__ATOMIC_RETURN_OP(pfx, atype, type, add, __atomic_add_fetch, sfx, order)                  \
	__ATOMIC_RETURN_OP(pfx, atype, type, sub, __atomic_sub_fetch, sfx, order)                  \
	__ATOMIC_FETCH_OP(pfx, atype, type, add, __atomic_fetch_add, i, sfx, order)                \
	__ATOMIC_FETCH_OP(pfx, atype, type, sub, __atomic_fetch_sub, i, sfx, order)                \
	__ATOMIC_FETCH_OP(pfx, atype, type, and, __atomic_fetch_and, i, sfx, order)                \
	__ATOMIC_FETCH_OP(pfx, atype, type, or, __atomic_fetch_or, i, sfx, order)                  \
	__ATOMIC_FETCH_OP(pfx, atype, type, xor, __atomic_fetch_xor, i, sfx, order)                \
	__ATOMIC_FETCH_OP(pfx, atype, type, andnot, __atomic_fetch_and, ~i, sfx, order)            \
	static __always_inline type pfx##_inc_return##sfx(atype *v)                                \
	{                                                                                          \
		return pfx##_add_return##sfx(1, v);                                                \
	}                                                                                          \
	static __always_inline type pfx##_dec_return##sfx(atype *v)                                \
	{                                                                                          \
		return pfx##_sub_return##sfx(1, v);                                                \
	}                                                                                          \
	static __always_inline type pfx##_fetch_inc##sfx(atype *v)                                 \
	{                                                                                          \
		return pfx##_fetch_add##sfx(1, v);                                                 \
	}                                                                                          \
	static __always_inline type pfx##_fetch_dec##sfx(atype *v)                                 \
	{                                                                                          \
		return pfx##_fetch_sub##sfx(1, v);                                                 \
	}                                                                                          \
	static __always_inline type pfx##_xchg##sfx(atype *v, type new)                            \
	{                                                                                          \
		replay_point();                                                                    \
		return __atomic_exchange_n(__atomic_word(type, v), new, order);                    \
	}

/* A failed compare-exchange stores nothing, so it never releases. */
#define __ATOMIC_CMPXCHG_OPS(pfx, atype, type, sfx, order, failure)                                \
	static __always_inline bool pfx##_try_cmpxchg##sfx(atype *v, type *old, type new)          \
	{                                                                                          \
		replay_point();                                                                    \
		return __atomic_compare_exchange_n(__atomic_word(type, v), old, new, false, order, \
						   failure);                                       \
	}                                                                                          \
	static __always_inline type pfx##_cmpxchg##sfx(atype *v, type old, type new)               \
	{                                                                                          \
		pfx##_try_cmpxchg##sfx(v, &old, new);                                              \
		return old;                                                                        \
	}

#define __ATOMIC_VOID_OP(pfx, atype, type, op)                                                     \
	static __always_inline void pfx##_##op(type i, atype *v)                                   \
	{                                                                                          \
		pfx##_fetch_##op##_relaxed(i, v);                                                  \
	}

/* Change unless @stop holds of the value found; @next is the new value. */
#define __ATOMIC_UNLESS_OP(rtype, name, proto, type, stop, next, gives)                            \
	static __always_inline rtype name proto                                                    \
	{                                                                                          \
		type old = __atomic_load_n(__atomic_word(type, v), __ATOMIC_RELAXED);              \
                                                                                                   \
		replay_point();                                                                    \
		while (!(stop)) {                                                                  \
			if (__atomic_compare_exchange_n(__atomic_word(type, v), &old, next, false, \
							__ATOMIC_SEQ_CST, __ATOMIC_RELAXED))       \
				break;                                                             \
		}                                                                                  \
		return gives;                                                                      \
	}

#define __ATOMIC_TYPE_OPS(pfx, atype, type)                                                        \
	static __always_inline type pfx##_read(const atype *v)                                     \
	{                                                                                          \
		return __atomic_load_n((const type *)&v->counter, __ATOMIC_RELAXED);               \
	}                                                                                          \
	static __always_inline type pfx##_read_acquire(const atype *v)                             \
	{                                                                                          \
		return __atomic_load_n((const type *)&v->counter, __ATOMIC_ACQUIRE);               \
	}                                                                                          \
	static __always_inline void pfx##_set(atype *v, type i)                                    \
	{                                                                                          \
		__atomic_store_n(__atomic_word(type, v), i, __ATOMIC_RELAXED);                     \
	}                                                                                          \
	static __always_inline void pfx##_set_release(atype *v, type i)                            \
	{                                                                                          \
		__atomic_store_n(__atomic_word(type, v), i, __ATOMIC_RELEASE);                     \
	}                                                                                          \
	__ATOMIC_ORDERED_OPS(pfx, atype, type, , __ATOMIC_SEQ_CST)                                 \
	__ATOMIC_ORDERED_OPS(pfx, atype, type, _relaxed, __ATOMIC_RELAXED)                         \
	__ATOMIC_ORDERED_OPS(pfx, atype, type, _acquire, __ATOMIC_ACQUIRE)                         \
	__ATOMIC_ORDERED_OPS(pfx, atype, type, _release, __ATOMIC_RELEASE)                         \
	__ATOMIC_CMPXCHG_OPS(pfx, atype, type, , __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)               \
	__ATOMIC_CMPXCHG_OPS(pfx, atype, type, _relaxed, __ATOMIC_RELAXED, __ATOMIC_RELAXED)       \
	__ATOMIC_CMPXCHG_OPS(pfx, atype, type, _acquire, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)       \
	__ATOMIC_CMPXCHG_OPS(pfx, atype, type, _release, __ATOMIC_RELEASE, __ATOMIC_RELAXED)       \
	__ATOMIC_VOID_OP(pfx, atype, type, add)                                                    \
	__ATOMIC_VOID_OP(pfx, atype, type, sub)                                                    \
	__ATOMIC_VOID_OP(pfx, atype, type, and)                                                    \
	__ATOMIC_VOID_OP(pfx, atype, type, or)                                                     \
	__ATOMIC_VOID_OP(pfx, atype, type, xor)                                                    \
	__ATOMIC_VOID_OP(pfx, atype, type, andnot)                                                 \
	static __always_inline void pfx##_inc(atype *v)                                            \
	{                                                                                          \
		pfx##_add(1, v);                                                                   \
	}                                                                                          \
	static __always_inline void pfx##_dec(atype *v)                                            \
	{                                                                                          \
		pfx##_sub(1, v);                                                                   \
	}                                                                                          \
	static __always_inline bool pfx##_sub_and_test(type i, atype *v)                           \
	{                                                                                          \
		return pfx##_sub_return(i, v) == 0;                                                \
	}                                                                                          \
	static __always_inline bool pfx##_dec_and_test(atype *v)                                   \
	{                                                                                          \
		return pfx##_sub_return(1, v) == 0;                                                \
	}                                                                                          \
	static __always_inline bool pfx##_inc_and_test(atype *v)                                   \
	{                                                                                          \
		return pfx##_add_return(1, v) == 0;                                                \
	}                                                                                          \
	static __always_inline bool pfx##_add_negative(type i, atype *v)                           \
	{                                                                                          \
		return pfx##_add_return(i, v) < 0;                                                 \
	}                                                                                          \
	static __always_inline bool pfx##_add_negative_relaxed(type i, atype *v)                   \
	{                                                                                          \
		return pfx##_add_return_relaxed(i, v) < 0;                                         \
	}                                                                                          \
	__ATOMIC_UNLESS_OP(type, pfx##_fetch_add_unless, (atype * v, type a, type u), type,        \
			   old == u, old + a, old)                                                 \
	__ATOMIC_UNLESS_OP(bool, pfx##_add_unless, (atype * v, type a, type u), type, old == u,    \
			   old + a, old != u)                                                      \
	__ATOMIC_UNLESS_OP(bool, pfx##_inc_not_zero, (atype * v), type, old == 0, old + 1,         \
			   old != 0)                                                               \
	__ATOMIC_UNLESS_OP(bool, pfx##_inc_unless_negative, (atype * v), type, old < 0, old + 1,   \
			   old >= 0)                                                               \
	__ATOMIC_UNLESS_OP(bool, pfx##_dec_unless_positive, (atype * v), type, old > 0, old - 1,   \
			   old <= 0)                                                               \
	/* The value less one, even if that is negative and was not stored. */                     \
	__ATOMIC_UNLESS_OP(type, pfx##_dec_if_positive, (atype * v), type, old < 1, old - 1,       \
			   old - 1)

__ATOMIC_TYPE_OPS(atomic, atomic_t, int)
__ATOMIC_TYPE_OPS(atomic64, atomic64_t, s64)
__ATOMIC_TYPE_OPS(atomic_long, atomic_long_t, long)

#define atomic_cond_read_relaxed(v, c)	    smp_cond_load_relaxed(&(v)->counter, (c))
#define atomic_cond_read_acquire(v, c)	    smp_cond_load_acquire(&(v)->counter, (c))
#define atomic64_cond_read_relaxed(v, c)    smp_cond_load_relaxed(&(v)->counter, (c))
#define atomic64_cond_read_acquire(v, c)    smp_cond_load_acquire(&(v)->counter, (c))
#define atomic_long_cond_read_relaxed(v, c) smp_cond_load_relaxed(&(v)->counter, (c))
#define atomic_long_cond_read_acquire(v, c) smp_cond_load_acquire(&(v)->counter, (c))

#endif
