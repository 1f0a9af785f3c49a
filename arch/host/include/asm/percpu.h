/* SPDX-License-Identifier: MIT */
/*
 * percpu.h - where this CPU's per-CPU area is
 *
 * this_cpu_off is added to the address of a per-CPU variable in the template
 * (section percpu_data). It is 0 for a thread that is no CPU: the template
 * itself then serves as "no CPU"'s area. CPUs never move between host
 * threads, so compilers may keep the thread-local base.
 *
 * An interrupt (a signal) cannot split an instruction, so the read-modify-
 * write forms below are single instructions without a lock prefix: safe
 * against this CPU's interrupts, not against other CPUs.
 */
#ifndef _ASM_HOST_PERCPU_H
#define _ASM_HOST_PERCPU_H

#ifndef __ASSEMBLY__

extern __thread unsigned long this_cpu_off;
extern __thread unsigned int this_cpu_number;

#define __my_cpu_offset		this_cpu_off
#define my_cpu_offset		this_cpu_off

/* op: add, and, or, xor. @ptr is this CPU's copy: 1, 2, 4 or 8 bytes. */
#define percpu_to_op(op, ptr, val) do {						\
	__typeof__(*(ptr)) pto_val__ = (__typeof__(*(ptr)))(val);		\
	switch (sizeof(*(ptr))) {						\
	case 1: __asm__ volatile(op "b %1, %0" : "+m"(*(ptr)) : "qi"(pto_val__)); break;	\
	case 2: __asm__ volatile(op "w %1, %0" : "+m"(*(ptr)) : "ri"(pto_val__)); break;	\
	case 4: __asm__ volatile(op "l %1, %0" : "+m"(*(ptr)) : "ri"(pto_val__)); break;	\
	case 8: __asm__ volatile(op "q %1, %0" : "+m"(*(ptr)) : "re"(pto_val__)); break;	\
	}									\
} while (0)

/* Integer types only. Each evaluates @ptr once or without side effects. */
#define arch_percpu_add(ptr, val)	percpu_to_op("add", ptr, val)
#define arch_percpu_and(ptr, val)	percpu_to_op("and", ptr, val)
#define arch_percpu_or(ptr, val)	percpu_to_op("or", ptr, val)

#endif /* __ASSEMBLY__ */
#endif
