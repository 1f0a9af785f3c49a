/* SPDX-License-Identifier: MIT */
/*
 * percpu.h - where this CPU's per-CPU area is
 *
 * this_cpu_off is the distance from the section percpu_data to this CPU's copy
 * of it, 0 until setup_per_cpu_areas(). port_set_cpu() sets it.
 *
 * EDIT: with several CPUs the distance must be in a register of the CPU (%gs,
 * TPIDR_EL1, tp): these variables are one for all. Then define, for speed and if
 * the CPU has instructions that an interrupt cannot split,
 *   arch_this_cpu_read(var), _write(var, val), _add, _and, _or	on a variable, or
 *   arch_percpu_add(ptr, val), _and, _or			on this CPU's copy
 * Without them linux/percpu-defs.h uses relaxed atomics.
 */
#ifndef _ASM_TEMPLATE_PERCPU_H
#define _ASM_TEMPLATE_PERCPU_H

#ifndef __ASSEMBLY__

extern unsigned long this_cpu_off;
extern unsigned int this_cpu_number;

#define __my_cpu_offset		this_cpu_off
#define my_cpu_offset		__my_cpu_offset

#endif /* __ASSEMBLY__ */
#endif
