/* SPDX-License-Identifier: MIT */
/*
 * percpu-defs.h - per-CPU variables and operations on this CPU's copy
 *
 * DEFINE_PER_CPU() puts the initial value, the template, into the section
 * percpu_data. Each CPU has a copy of the section; __per_cpu_offset[cpu] is
 * its distance from the template. this_cpu_ptr() adds this CPU's distance.
 *
 * Nothing preempts a context, so a CPU's number is stable between sleeps; but
 * interrupts come. The read-modify-write operations are therefore single
 * instructions of the port (arch_this_cpu_add … on the variable, or
 * arch_percpu_add … on its address), or else relaxed atomics.
 * raw_cpu_*() and __this_cpu_*() are the same operations.
 */
#ifndef _LINUX_PERCPU_DEFS_H
#define _LINUX_PERCPU_DEFS_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/percpu.h>

#define PER_CPU_BASE_SECTION "percpu_data"

#define __PCPU_ATTRS __percpu __section(PER_CPU_BASE_SECTION)
#define __PCPU_CACHELINE 64

#define DECLARE_PER_CPU(type, name)	extern __PCPU_ATTRS __typeof__(type) name
#define DEFINE_PER_CPU(type, name)	__PCPU_ATTRS __typeof__(type) name

#define DECLARE_PER_CPU_ALIGNED(type, name)					\
	DECLARE_PER_CPU(type, name) __attribute__((aligned(__PCPU_CACHELINE)))
#define DEFINE_PER_CPU_ALIGNED(type, name)					\
	DEFINE_PER_CPU(type, name) __attribute__((aligned(__PCPU_CACHELINE)))
#define DECLARE_PER_CPU_SHARED_ALIGNED	DECLARE_PER_CPU_ALIGNED
#define DEFINE_PER_CPU_SHARED_ALIGNED	DEFINE_PER_CPU_ALIGNED
#define DECLARE_PER_CPU_PAGE_ALIGNED(type, name)				\
	DECLARE_PER_CPU(type, name) __attribute__((aligned(4096)))
#define DEFINE_PER_CPU_PAGE_ALIGNED(type, name)					\
	DEFINE_PER_CPU(type, name) __attribute__((aligned(4096)))
#define DECLARE_PER_CPU_READ_MOSTLY	DECLARE_PER_CPU
#define DEFINE_PER_CPU_READ_MOSTLY	DEFINE_PER_CPU
#define DECLARE_PER_CPU_FIRST		DECLARE_PER_CPU
#define DEFINE_PER_CPU_FIRST		DEFINE_PER_CPU

#define EXPORT_PER_CPU_SYMBOL(var)	EXPORT_SYMBOL(var)
#define EXPORT_PER_CPU_SYMBOL_GPL(var)	EXPORT_SYMBOL_GPL(var)

/* Bounds of the template, and where each CPU's copy lies relative to it. */
extern char __start_percpu_data[] __weak;
extern char __stop_percpu_data[] __weak;
extern unsigned long __per_cpu_offset[CONFIG_NR_CPUS];
#define per_cpu_offset(cpu)	(__per_cpu_offset[cpu])

/* The compiler must not know that the result lies in another copy of @ptr's object. */
#define SHIFT_PERCPU_PTR(ptr, offset) ({					\
	unsigned long spp_addr__;						\
	__asm__("" : "=r"(spp_addr__) : "0"((unsigned long)(ptr)));		\
	(__typeof__(*(ptr)) *)(spp_addr__ + (offset));		\
})
#define per_cpu_ptr(ptr, cpu)	SHIFT_PERCPU_PTR(ptr, per_cpu_offset(cpu))
#ifndef arch_raw_cpu_ptr
#define arch_raw_cpu_ptr(ptr)	SHIFT_PERCPU_PTR(ptr, __my_cpu_offset)
#endif
#define raw_cpu_ptr(ptr)	arch_raw_cpu_ptr(ptr)
#define this_cpu_ptr(ptr)	raw_cpu_ptr(ptr)
#define per_cpu(var, cpu)	(*per_cpu_ptr(&(var), cpu))
#define VERIFY_PERCPU_PTR(ptr)	(ptr)
#define __verify_pcpu_ptr(ptr)	do { } while (0)

/* get_cpu_var() and friends: linux/percpu.h (they need preempt_disable()). */

/* ---- operations on this CPU's copy of @pcp (a variable, not a pointer) ---- */

#ifdef arch_this_cpu_read
#define this_cpu_read(pcp)	arch_this_cpu_read(pcp)
#define this_cpu_write(pcp, val)	arch_this_cpu_write(pcp, val)
#else
#define this_cpu_read(pcp)	READ_ONCE(*raw_cpu_ptr(&(pcp)))
#define this_cpu_write(pcp, val)	WRITE_ONCE(*raw_cpu_ptr(&(pcp)), (val))
#endif

#if defined(arch_this_cpu_add)
#define this_cpu_add(pcp, val)	arch_this_cpu_add(pcp, val)
#define this_cpu_and(pcp, val)	arch_this_cpu_and(pcp, val)
#define this_cpu_or(pcp, val)	arch_this_cpu_or(pcp, val)
#elif defined(arch_percpu_add)
#define __pcpu_op(op, pcp, val) do {						\
	__typeof__(pcp) *pcp_ptr__ = raw_cpu_ptr(&(pcp));			\
	arch_percpu_##op(pcp_ptr__, (val));					\
} while (0)
#define this_cpu_add(pcp, val)	__pcpu_op(add, pcp, val)
#define this_cpu_and(pcp, val)	__pcpu_op(and, pcp, val)
#define this_cpu_or(pcp, val)	__pcpu_op(or, pcp, val)
#else
#define this_cpu_add(pcp, val)							\
	((void)__atomic_fetch_add(raw_cpu_ptr(&(pcp)), (val), __ATOMIC_RELAXED))
#define this_cpu_and(pcp, val)							\
	((void)__atomic_fetch_and(raw_cpu_ptr(&(pcp)), (val), __ATOMIC_RELAXED))
#define this_cpu_or(pcp, val)							\
	((void)__atomic_fetch_or(raw_cpu_ptr(&(pcp)), (val), __ATOMIC_RELAXED))
#endif
#define this_cpu_sub(pcp, val)	this_cpu_add(pcp, -(__typeof__(pcp))(val))
#define this_cpu_inc(pcp)	this_cpu_add(pcp, 1)
#define this_cpu_dec(pcp)	this_cpu_sub(pcp, 1)

#define this_cpu_add_return(pcp, val)						\
	((__typeof__(pcp))__atomic_add_fetch(raw_cpu_ptr(&(pcp)), (val), __ATOMIC_RELAXED))
#define this_cpu_sub_return(pcp, val)	this_cpu_add_return(pcp, -(__typeof__(pcp))(val))
#define this_cpu_inc_return(pcp)	this_cpu_add_return(pcp, 1)
#define this_cpu_dec_return(pcp)	this_cpu_add_return(pcp, -1)

#define this_cpu_xchg(pcp, nval) ({						\
	__typeof__(pcp) pcx_new__ = (nval), pcx_old__;				\
	__atomic_exchange(raw_cpu_ptr(&(pcp)), &pcx_new__, &pcx_old__, __ATOMIC_RELAXED);	\
	pcx_old__;								\
})
#define this_cpu_cmpxchg(pcp, oval, nval) ({					\
	__typeof__(pcp) pcc_old__ = (oval), pcc_new__ = (nval);			\
	__atomic_compare_exchange(raw_cpu_ptr(&(pcp)), &pcc_old__, &pcc_new__, 0,	\
				  __ATOMIC_RELAXED, __ATOMIC_RELAXED);		\
	pcc_old__;								\
})
#define this_cpu_try_cmpxchg(pcp, ovalp, nval) ({				\
	__typeof__(pcp) pct_new__ = (nval);					\
	__atomic_compare_exchange(raw_cpu_ptr(&(pcp)), (ovalp), &pct_new__, 0,	\
				  __ATOMIC_RELAXED, __ATOMIC_RELAXED);		\
})

#define raw_cpu_read(pcp)		this_cpu_read(pcp)
#define raw_cpu_write(pcp, val)		this_cpu_write(pcp, val)
#define raw_cpu_add(pcp, val)		this_cpu_add(pcp, val)
#define raw_cpu_sub(pcp, val)		this_cpu_sub(pcp, val)
#define raw_cpu_inc(pcp)		this_cpu_inc(pcp)
#define raw_cpu_dec(pcp)		this_cpu_dec(pcp)
#define raw_cpu_and(pcp, val)		this_cpu_and(pcp, val)
#define raw_cpu_or(pcp, val)		this_cpu_or(pcp, val)
#define raw_cpu_add_return(pcp, val)	this_cpu_add_return(pcp, val)
#define raw_cpu_sub_return(pcp, val)	this_cpu_sub_return(pcp, val)
#define raw_cpu_inc_return(pcp)		this_cpu_inc_return(pcp)
#define raw_cpu_dec_return(pcp)		this_cpu_dec_return(pcp)
#define raw_cpu_xchg(pcp, nval)		this_cpu_xchg(pcp, nval)
#define raw_cpu_cmpxchg(pcp, oval, nval) this_cpu_cmpxchg(pcp, oval, nval)

#define __this_cpu_read(pcp)		this_cpu_read(pcp)
#define __this_cpu_write(pcp, val)	this_cpu_write(pcp, val)
#define __this_cpu_add(pcp, val)	this_cpu_add(pcp, val)
#define __this_cpu_sub(pcp, val)	this_cpu_sub(pcp, val)
#define __this_cpu_inc(pcp)		this_cpu_inc(pcp)
#define __this_cpu_dec(pcp)		this_cpu_dec(pcp)
#define __this_cpu_and(pcp, val)	this_cpu_and(pcp, val)
#define __this_cpu_or(pcp, val)		this_cpu_or(pcp, val)
#define __this_cpu_add_return(pcp, val)	this_cpu_add_return(pcp, val)
#define __this_cpu_sub_return(pcp, val)	this_cpu_sub_return(pcp, val)
#define __this_cpu_inc_return(pcp)	this_cpu_inc_return(pcp)
#define __this_cpu_dec_return(pcp)	this_cpu_dec_return(pcp)
#define __this_cpu_xchg(pcp, nval)	this_cpu_xchg(pcp, nval)
#define __this_cpu_cmpxchg(pcp, oval, nval) this_cpu_cmpxchg(pcp, oval, nval)

#endif
