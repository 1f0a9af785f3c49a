/* SPDX-License-Identifier: MIT */
/*
 * cmpxchg.h - exchange and compare-exchange on 1, 2, 4 or 8 bytes, pointers too
 *
 * All are __atomic builtins. The plain names are fully ordered; _relaxed,
 * _acquire and _release as they say. cmpxchg() gives the value found,
 * try_cmpxchg() whether it was swapped, storing what was found in *old.
 */
#ifndef _ASM_X86_SHARED_CMPXCHG_H
#define _ASM_X86_SHARED_CMPXCHG_H

#define __host_xchg(ptr, val, order) ({						\
	__typeof__(*(ptr)) hx_val__ = (__typeof__(*(ptr)))(val);		\
	__typeof__(*(ptr)) hx_old__;						\
	__atomic_exchange((ptr), &hx_val__, &hx_old__, order);			\
	hx_old__;								\
})

#define __host_cmpxchg(ptr, old, new, success, failure) ({			\
	__typeof__(*(ptr)) hc_old__ = (__typeof__(*(ptr)))(old);		\
	__typeof__(*(ptr)) hc_new__ = (__typeof__(*(ptr)))(new);		\
	__atomic_compare_exchange((ptr), &hc_old__, &hc_new__, 0, success, failure);	\
	hc_old__;								\
})

#define __host_try_cmpxchg(ptr, oldp, new, success, failure) ({			\
	__typeof__(*(ptr)) ht_new__ = (__typeof__(*(ptr)))(new);		\
	__atomic_compare_exchange((ptr), (oldp), &ht_new__, 0, success, failure);	\
})

#define xchg(ptr, val)		__host_xchg(ptr, val, __ATOMIC_SEQ_CST)
#define xchg_relaxed(ptr, val)	__host_xchg(ptr, val, __ATOMIC_RELAXED)
#define xchg_acquire(ptr, val)	__host_xchg(ptr, val, __ATOMIC_ACQUIRE)
#define xchg_release(ptr, val)	__host_xchg(ptr, val, __ATOMIC_RELEASE)

#define cmpxchg(ptr, old, new)							\
	__host_cmpxchg(ptr, old, new, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define cmpxchg_relaxed(ptr, old, new)						\
	__host_cmpxchg(ptr, old, new, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define cmpxchg_acquire(ptr, old, new)						\
	__host_cmpxchg(ptr, old, new, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define cmpxchg_release(ptr, old, new)						\
	__host_cmpxchg(ptr, old, new, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define cmpxchg_local(ptr, old, new)	cmpxchg_relaxed(ptr, old, new)
#define cmpxchg64(ptr, old, new)	cmpxchg(ptr, old, new)
#define cmpxchg64_relaxed(ptr, old, new) cmpxchg_relaxed(ptr, old, new)
#define cmpxchg64_local(ptr, old, new)	cmpxchg_relaxed(ptr, old, new)

#define try_cmpxchg(ptr, oldp, new)						\
	__host_try_cmpxchg(ptr, oldp, new, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define try_cmpxchg_relaxed(ptr, oldp, new)					\
	__host_try_cmpxchg(ptr, oldp, new, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define try_cmpxchg_acquire(ptr, oldp, new)					\
	__host_try_cmpxchg(ptr, oldp, new, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define try_cmpxchg_release(ptr, oldp, new)					\
	__host_try_cmpxchg(ptr, oldp, new, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define try_cmpxchg64(ptr, oldp, new)	try_cmpxchg(ptr, oldp, new)

#endif
