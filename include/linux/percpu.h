/* SPDX-License-Identifier: MIT */
/*
 * percpu.h - per-CPU memory, static and dynamic
 *
 * Static variables and the operations are in percpu-defs.h. alloc_percpu()
 * gives zeroed memory of which each possible CPU has its own copy; the
 * pointer is a template address, good for per_cpu_ptr(), this_cpu_ptr() and
 * this_cpu_*() on what it points to. Implemented in mm/percpu.
 */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/types.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/cpumask.h>
#include <linux/percpu-defs.h>
#include <linux/gfp_types.h>

#define get_cpu_var(var)	(*({ preempt_disable(); this_cpu_ptr(&(var)); }))
#define put_cpu_var(var)	do { (void)&(var); preempt_enable(); } while (0)
#define get_cpu_ptr(var)	({ preempt_disable(); this_cpu_ptr(var); })
#define put_cpu_ptr(var)	do { (void)(var); preempt_enable(); } while (0)

/* Largest size of one allocation, and alignment at most. */
#define PCPU_MIN_UNIT_SIZE	(32 << 10)
#define PERCPU_MODULE_RESERVE	(8 << 10)
#define PERCPU_DYNAMIC_RESERVE	(28 << 10)

/**
 * __alloc_percpu() - @size bytes for each possible CPU, zeroed
 * @align: power of two, at most a page
 * Context: task, may sleep (GFP_KERNEL). Return: the per-CPU pointer, or NULL.
 */
void __percpu *__alloc_percpu(size_t size, size_t align) __alloc_size(1);
/** __alloc_percpu_gfp() - the same with @gfp; without __GFP_DIRECT_RECLAIM it
 * takes only what is already populated */
void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp) __alloc_size(1);
void __percpu *__alloc_reserved_percpu(size_t size, size_t align) __alloc_size(1);
/** free_percpu() - give it back; NULL is fine; any context but NMI */
void free_percpu(void __percpu *ptr);
/** per_cpu_ptr_to_phys() - physical address of a per-CPU address */
phys_addr_t per_cpu_ptr_to_phys(void *addr);
bool is_kernel_percpu_address(unsigned long addr);
bool __is_kernel_percpu_address(unsigned long addr, unsigned long *can_addr);
/** setup_per_cpu_areas() - a copy of the template for each possible CPU, from memblock */
void setup_per_cpu_areas(void);
/** percpu_init() - vmalloc works: dynamic allocations may add chunks */
void percpu_init(void);
unsigned long pcpu_nr_pages(void);

#define alloc_percpu_gfp(type, gfp)						\
	((__typeof__(type) __percpu *)__alloc_percpu_gfp(sizeof(type), __alignof__(type), gfp))
#define alloc_percpu(type)							\
	((__typeof__(type) __percpu *)__alloc_percpu(sizeof(type), __alignof__(type)))

#endif
