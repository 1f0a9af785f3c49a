/* SPDX-License-Identifier: MIT */
/*
 * barrier.h - ordering on x86-64: loads and stores are ordered but for a
 * store followed by a load of another place, which smp_mb() orders
 *
 * Publication goes through smp_store_release()/smp_load_acquire(), which are
 * __atomic builtins so that the thread sanitizer sees them.
 */
#ifndef _ASM_X86_SHARED_BARRIER_H
#define _ASM_X86_SHARED_BARRIER_H

#ifndef barrier
#define barrier()	__asm__ volatile("" ::: "memory")
#endif

#define mb()		__asm__ volatile("mfence" ::: "memory")
#define rmb()		__asm__ volatile("lfence" ::: "memory")
#define wmb()		__asm__ volatile("sfence" ::: "memory")
#define dma_rmb()	barrier()
#define dma_wmb()	barrier()

/* A locked operation on the stack is cheaper than mfence. */
#define __smp_mb()	__asm__ volatile("lock; addl $0, -4(%%rsp)" ::: "memory", "cc")
#define smp_mb()	__smp_mb()
#define smp_rmb()	barrier()
#define smp_wmb()	barrier()

#define smp_store_mb(var, value) do {						\
	__atomic_store_n(&(var), (value), __ATOMIC_SEQ_CST);			\
} while (0)
#define smp_mb__before_atomic()	barrier()
#define smp_mb__after_atomic()	barrier()
#define smp_mb__after_spinlock() barrier()
#define smp_acquire__after_ctrl_dep() barrier()

#define smp_store_release(p, v)	__atomic_store_n((p), (v), __ATOMIC_RELEASE)
#define smp_load_acquire(p)	__atomic_load_n((p), __ATOMIC_ACQUIRE)

#define smp_cond_load_relaxed(ptr, cond_expr) ({				\
	__typeof__(*(ptr)) VAL;							\
	for (;;) {								\
		VAL = __atomic_load_n((ptr), __ATOMIC_RELAXED);			\
		if (cond_expr)							\
			break;							\
		cpu_relax();							\
	}									\
	VAL;									\
})
#define smp_cond_load_acquire(ptr, cond_expr) ({				\
	__typeof__(*(ptr)) VAL;							\
	for (;;) {								\
		VAL = __atomic_load_n((ptr), __ATOMIC_ACQUIRE);			\
		if (cond_expr)							\
			break;							\
		cpu_relax();							\
	}									\
	VAL;									\
})

#endif
