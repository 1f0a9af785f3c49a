/* SPDX-License-Identifier: MIT */
/*
 * cmpxchg.h - exchange and compare-exchange of 1, 2, 4 or 8 bytes, pointers
 * too, on compiler builtins
 *
 * Plain names are fully ordered. cmpxchg() gives the value found; try_cmpxchg()
 * whether it swapped, storing what it found in *@oldp.
 */
#ifndef _ASM_GENERIC_CMPXCHG_H
#define _ASM_GENERIC_CMPXCHG_H

#include <linux/compiler.h>

#define __generic_xchg(ptr, new, order)                                                            \
	({                                                                                         \
		typeof(*(ptr)) gx_new__ = (typeof(*(ptr)))(new), gx_old__;                         \
		__atomic_exchange((ptr), &gx_new__, &gx_old__, order);                             \
		gx_old__;                                                                          \
	})
#define __generic_try_cmpxchg(ptr, oldp, new, order, failure)                                      \
	({                                                                                         \
		typeof(*(ptr)) gt_new__ = (typeof(*(ptr)))(new);                                   \
		__atomic_compare_exchange((ptr), (oldp), &gt_new__, 0, order, failure);            \
	})
#define __generic_cmpxchg(ptr, old, new, order, failure)                                           \
	({                                                                                         \
		typeof(*(ptr)) gc_old__ = (typeof(*(ptr)))(old);                                   \
		__generic_try_cmpxchg(ptr, &gc_old__, new, order, failure);                        \
		gc_old__;                                                                          \
	})

#define xchg(p, v)		 __generic_xchg(p, v, __ATOMIC_SEQ_CST)
#define xchg_relaxed(p, v)	 __generic_xchg(p, v, __ATOMIC_RELAXED)
#define xchg_acquire(p, v)	 __generic_xchg(p, v, __ATOMIC_ACQUIRE)
#define xchg_release(p, v)	 __generic_xchg(p, v, __ATOMIC_RELEASE)
#define cmpxchg(p, o, n)	 __generic_cmpxchg(p, o, n, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define cmpxchg_relaxed(p, o, n) __generic_cmpxchg(p, o, n, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define cmpxchg_acquire(p, o, n) __generic_cmpxchg(p, o, n, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define cmpxchg_release(p, o, n) __generic_cmpxchg(p, o, n, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define cmpxchg_local(p, o, n)	 cmpxchg_relaxed(p, o, n)
#define cmpxchg64(p, o, n)	 cmpxchg(p, o, n)
#define cmpxchg64_relaxed(p, o, n) cmpxchg_relaxed(p, o, n)
#define cmpxchg64_local(p, o, n) cmpxchg_relaxed(p, o, n)
#define try_cmpxchg(p, op, n)	 __generic_try_cmpxchg(p, op, n, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define try_cmpxchg_relaxed(p, op, n)                                                              \
	__generic_try_cmpxchg(p, op, n, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define try_cmpxchg_acquire(p, op, n)                                                              \
	__generic_try_cmpxchg(p, op, n, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define try_cmpxchg_release(p, op, n)                                                              \
	__generic_try_cmpxchg(p, op, n, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define try_cmpxchg64(p, op, n)	    try_cmpxchg(p, op, n)
#define try_cmpxchg_local(p, op, n) try_cmpxchg_relaxed(p, op, n)

#endif
