/* SPDX-License-Identifier: MIT */
/*
 * processor.h - a CPU of a bare machine: spinning, and what is hosted's alone
 *
 * Replay and library mode are the hosted port's: here both are constants, so
 * that what the core does for them is not compiled in. The port's
 * asm/processor.h defines raw_smp_processor_id() and, if the CPU has one, a
 * cycle counter (get_cycles()), and includes this.
 */
#ifndef _ASM_GENERIC_PROCESSOR_H
#define _ASM_GENERIC_PROCESSOR_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/stddef.h>
#include <asm/percpu.h>
#include <asm/irqflags.h>

struct port_context;

/* Called by every cpu_relax(): yield if allowed. Set by the scheduler; the port defines it. */
extern void (*port_relax_hook)(void);
/* Named by the scheduler, never called here; the port defines it. */
extern void (*port_replay_hook)(void);

#define port_replay		false
#define port_replay_seed	0ull
#define port_library		false

static inline struct port_context *port_cpu_context(unsigned int cpu)
{
	return NULL;
}

/* There are no threads but CPUs. */
static __always_inline bool port_thread_online(void)
{
	return false;
}

/* ---- spinning ------------------------------------------------------------ */

/** port_relax() - what a spin does between two looks: the CPU's hint, port_relax_hook */
void port_relax(void);
#define cpu_relax()	port_relax()
#define cpu_relax_yield() port_relax()

/* Interrupts come by themselves. */
static __always_inline void port_poll(void)
{
}

static __always_inline void replay_point(void)
{
}

typedef unsigned long cycles_t;

static __always_inline void prefetch(const void *p)
{
	__builtin_prefetch(p, 0, 3);
}

static __always_inline void prefetchw(const void *p)
{
	__builtin_prefetch(p, 1, 3);
}
#define ARCH_HAS_PREFETCH
#define ARCH_HAS_PREFETCHW

#define current_stack_frame()	((unsigned long)__builtin_frame_address(0))

#endif
