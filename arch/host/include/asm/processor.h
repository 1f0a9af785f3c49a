/* SPDX-License-Identifier: MIT */
/*
 * processor.h - this CPU: its number, its spin hint, its cycle counter
 *
 * Machine mode: one host thread a CPU. Replay (port_replay): all CPUs are
 * contexts on one host thread; the scheduler chooses the next one at every
 * replay_point(), switches this_cpu state with port_set_cpu() and the stack
 * with port_context_switch(). Library mode: each program thread becomes a CPU
 * at its first call.
 */
#ifndef _ASM_HOST_PROCESSOR_H
#define _ASM_HOST_PROCESSOR_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/percpu.h>
#include <asm/irqflags.h>

struct port_context;

#define raw_smp_processor_id()	(this_cpu_number)

/* ---- hooks: set by the scheduler, NULL until then ------------------------ */

/* Called by every cpu_relax() after interrupts were polled: yield if allowed. */
extern void (*port_relax_hook)(void);
/* Called at every replay point while port_replay: choose which CPU goes on. */
extern void (*port_replay_hook)(void);
/* All CPUs on one host thread, chosen by seed: `sched=replay seed=N`. */
extern bool port_replay;
extern u64 port_replay_seed;
/* Library mode: no interrupts, no idle loop, threads come and go as CPUs. */
extern bool port_library;

/** port_cpu_context() - replay: where CPU @cpu is suspended before its first
 * run. port_start_cpu() has prepared it to enter secondary_main(@cpu). */
struct port_context *port_cpu_context(unsigned int cpu);

/**
 * port_thread_online() - make the calling host thread a CPU if it is none yet
 *
 * The slow paths of slab and page call it when they see the table of dead
 * arrays outside an interrupt. In library mode the first call also starts the
 * machine. Return: true if the thread has just come on line (try again), false
 * if nothing has changed (it is a CPU already, or no slot is free).
 */
bool port_thread_online(void);

/* ---- spinning ------------------------------------------------------------ */

/** port_poll() - run pending interrupts if they are on */
static __always_inline void port_poll(void)
{
	if (host_irq_is_pending() && !host_irq.off)
		host_irq_run_pending();
}

/** port_relax() - what a spin does between two looks; arch/host/cpu.c */
void port_relax(void);
#define cpu_relax()	port_relax()
#define cpu_relax_yield() port_relax()

/**
 * replay_point() - here another CPU could have come first
 *
 * With TSan also a place to take interrupts, which do not come by themselves
 * then (arch/host/os/os_fault.c): so a task that only uses atomics takes them.
 */
static __always_inline void replay_point(void)
{
#ifdef QUARRY_TSAN
	if (!port_replay && !port_library)
		port_poll();
#endif
	if (unlikely(port_replay) && port_replay_hook)
		port_replay_hook();
}

typedef unsigned long cycles_t;

static __always_inline cycles_t get_cycles(void)
{
	unsigned int lo, hi;

	__asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi));
	return (unsigned long)hi << 32 | lo;
}

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
