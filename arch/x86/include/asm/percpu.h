/* SPDX-License-Identifier: MIT */
/*
 * percpu.h - where this CPU's per-CPU area is
 *
 * The base of %gs is the distance from the template (section percpu_data) to
 * this CPU's copy, so that %gs:variable is this CPU's variable: one
 * instruction, whole with respect to this CPU's interrupts. The base is 0 until
 * setup_per_cpu_areas(): the template itself is CPU 0's area until then.
 *
 * __seg_gs is the compilers' name for "relative to %gs".
 */
#ifndef _ASM_X86_PERCPU_H
#define _ASM_X86_PERCPU_H

#ifndef __ASSEMBLY__

/* arch/x86/cpu.c; defined there with DEFINE_PER_CPU(). */
extern unsigned long this_cpu_off __attribute__((section("percpu_data")));
extern unsigned int this_cpu_number __attribute__((section("percpu_data")));

#define __pcpu_gs(pcp)								\
	(*(__seg_gs volatile __typeof__(pcp) *)(unsigned long)&(pcp))

#define __my_cpu_offset		__pcpu_gs(this_cpu_off)
#define my_cpu_offset		__my_cpu_offset

#define arch_this_cpu_read(pcp)		((__typeof__(pcp))__pcpu_gs(pcp))
#define arch_this_cpu_write(pcp, val)	((void)(__pcpu_gs(pcp) = (val)))

/* The operand names the template's copy; the prefix makes it this CPU's. */
#define __pcpu_gs_op(op, pcp, val) do {						\
	__typeof__(pcp) pgo_val__ = (__typeof__(pcp))(val);			\
	switch (sizeof(pcp)) {							\
	case 1: __asm__ volatile(op "b %1, %%gs:%0"				\
		: "+m"(pcp) : "qi"(pgo_val__)); break;				\
	case 2: __asm__ volatile(op "w %1, %%gs:%0"				\
		: "+m"(pcp) : "ri"(pgo_val__)); break;				\
	case 4: __asm__ volatile(op "l %1, %%gs:%0"				\
		: "+m"(pcp) : "ri"(pgo_val__)); break;				\
	case 8: __asm__ volatile(op "q %1, %%gs:%0"				\
		: "+m"(pcp) : "re"(pgo_val__)); break;				\
	}									\
} while (0)

/* Integer types only. */
#define arch_this_cpu_add(pcp, val)	__pcpu_gs_op("add", pcp, val)
#define arch_this_cpu_and(pcp, val)	__pcpu_gs_op("and", pcp, val)
#define arch_this_cpu_or(pcp, val)	__pcpu_gs_op("or", pcp, val)

#endif /* __ASSEMBLY__ */
#endif
