/* SPDX-License-Identifier: MIT */
/*
 * processor.h - this CPU: its number, its cycle counter
 *
 * EDIT: get_cycles(), if the CPU counts its cycles. The core does not ask, time is
 * port_clock_ns(); kernel code that is built against it may.
 */
#ifndef _ASM_TEMPLATE_PROCESSOR_H
#define _ASM_TEMPLATE_PROCESSOR_H

#include <asm-generic/processor.h>

#define raw_smp_processor_id()	this_cpu_number

static __always_inline cycles_t get_cycles(void)
{
	return 0;
}

#endif
