/* SPDX-License-Identifier: MIT */
/* processor.h - this CPU: its number, its cycle counter */
#ifndef _ASM_X86_PROCESSOR_H
#define _ASM_X86_PROCESSOR_H

#include <asm-generic/processor.h>

#define raw_smp_processor_id()	arch_this_cpu_read(this_cpu_number)

static __always_inline cycles_t get_cycles(void)
{
	unsigned int lo, hi;

	__asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi));
	return (unsigned long)hi << 32 | lo;
}

#endif
