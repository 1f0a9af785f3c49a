/* SPDX-License-Identifier: MIT */
/*
 * barrier.h - ordering for ports that have nothing better: full fences
 *
 * A port's asm/barrier.h may define some of these and include this for the
 * rest.
 */
#ifndef _ASM_GENERIC_BARRIER_H
#define _ASM_GENERIC_BARRIER_H

#include <linux/compiler.h>

#ifndef mb
#define mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#endif
#ifndef rmb
#define rmb() mb()
#endif
#ifndef wmb
#define wmb() mb()
#endif
#ifndef dma_rmb
#define dma_rmb() rmb()
#endif
#ifndef dma_wmb
#define dma_wmb() wmb()
#endif
#ifndef smp_mb
#define smp_mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#endif
#ifndef smp_rmb
#define smp_rmb() __atomic_thread_fence(__ATOMIC_ACQUIRE)
#endif
#ifndef smp_wmb
#define smp_wmb() __atomic_thread_fence(__ATOMIC_RELEASE)
#endif
#ifndef smp_store_mb
#define smp_store_mb(var, value) __atomic_store_n(&(var), (value), __ATOMIC_SEQ_CST)
#endif
#ifndef smp_mb__before_atomic
#define smp_mb__before_atomic() smp_mb()
#endif
#ifndef smp_mb__after_atomic
#define smp_mb__after_atomic() smp_mb()
#endif
#ifndef smp_mb__after_spinlock
#define smp_mb__after_spinlock() smp_mb()
#endif
#ifndef smp_acquire__after_ctrl_dep
#define smp_acquire__after_ctrl_dep() smp_rmb()
#endif
#ifndef smp_store_release
#define smp_store_release(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)
#endif
#ifndef smp_load_acquire
#define smp_load_acquire(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
#endif
#ifndef smp_cond_load_relaxed
#define smp_cond_load_relaxed(ptr, cond_expr)                                                      \
	({                                                                                         \
		__unqual_scalar_typeof(*(ptr)) VAL;                                                \
		while (VAL = READ_ONCE(*(ptr)), !(cond_expr))                                      \
			cpu_relax();                                                               \
		VAL;                                                                               \
	})
#endif
#ifndef smp_cond_load_acquire
#define smp_cond_load_acquire(ptr, cond_expr)                                                      \
	({                                                                                         \
		__unqual_scalar_typeof(*(ptr)) VAL;                                                \
		while (VAL = smp_load_acquire(ptr), !(cond_expr))                                  \
			cpu_relax();                                                               \
		VAL;                                                                               \
	})
#endif

#endif
