// SPDX-License-Identifier: MIT
/*
 * cpu.c - CPUs are host threads; interrupts are bits and signals
 *
 * To interrupt a CPU one sets a bit in its pending word and then makes it
 * look: by the futex if it sleeps in port_idle(), by a signal if it runs. The
 * signal carries nothing: it may be late (thread sanitizer), come twice or not
 * at all, as long as the CPU looks at its word whenever interrupts come on, in
 * every spin and before it sleeps.
 *
 * Pending bits are run with interrupts off, between irq_enter() and
 * irq_exit(), on the stack that was interrupted.
 */
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/percpu-defs.h>
#include <asm/irqflags.h>
#include "host.h"

static u32 never_pending;

__thread unsigned long this_cpu_off;
__thread unsigned int this_cpu_number;
__thread struct host_irq host_irq = { .pending = &never_pending };
__thread struct host_thread host_thread = { .cpu = HOST_NO_CPU };

struct host_cpu host_cpus[CONFIG_NR_CPUS];
void (*port_relax_hook)(void);
void (*port_replay_hook)(void);
bool port_replay, port_library;
u64 port_replay_seed;
/* Inline functions of atomics, interrupts and spinning refer to these. */
EXPORT_SYMBOL(port_replay_hook);
EXPORT_SYMBOL(port_replay);

/* ---- interrupts ---------------------------------------------------------------- */

static void run_interrupts(u32 pending)
{
	if (pending == HOST_IRQ_LOOK)
		return;
	irq_enter();
	if (pending & HOST_IRQ_TIMER)
		timer_expired();
	if (pending & HOST_IRQ_IPI)
		smp_handle_ipi();
	irq_exit();
}

void host_irq_run_pending(void)
{
	u32 pending;

	while (host_irq_is_pending()) {
		host_irq.off = 1;
		barrier();
		pending = __atomic_exchange_n(host_irq.pending, 0, __ATOMIC_ACQUIRE);
		if ((pending & HOST_IRQ_LOOK) && host_this_cpu())
			host_cpu_timer_expire(host_this_cpu(), port_clock_ns());
		if (pending)
			run_interrupts(pending);
		barrier();
		host_irq.off = 0;
		barrier();
	}
}
EXPORT_SYMBOL(host_irq_run_pending);

void host_cpu_timer_expire(struct host_cpu *cpu, u64 now)
{
	u64 deadline = __atomic_load_n(&cpu->deadline, __ATOMIC_RELAXED);

	if (now < deadline)
		return;
	/* Only this CPU arms its timer; an interrupt in between has armed a new one. */
	if (__atomic_compare_exchange_n(&cpu->deadline, &deadline, HOST_NEVER, false,
					__ATOMIC_RELAXED, __ATOMIC_RELAXED))
		__atomic_fetch_or(&cpu->pending, HOST_IRQ_TIMER, __ATOMIC_RELAXED);
}

void host_interrupt(void)
{
	struct host_cpu *cpu = host_this_cpu();

	if (!cpu)
		return;
	host_cpu_timer_expire(cpu, port_clock_ns());
	if (!host_irq.off && host_irq_is_pending())
		host_irq_run_pending();
}

/* Calls nothing and is not instrumented: the signal may have interrupted a sanitizer. */
__no_sanitize_thread void host_interrupt_later(void)
{
	if (host_irq.pending)
		__atomic_fetch_or(host_irq.pending, HOST_IRQ_LOOK, __ATOMIC_RELAXED);
}

/* It may be going away just now: look once. */
static void kick(struct host_cpu *cpu)
{
	int tid = __atomic_load_n(&cpu->tid, __ATOMIC_ACQUIRE);

	if (tid)
		os_kick(tid);
}

void port_send_ipi(unsigned int number)
{
	struct host_cpu *cpu = &host_cpus[number];

	/* A bit that was set already has been announced. */
	if (__atomic_fetch_or(&cpu->pending, HOST_IRQ_IPI, __ATOMIC_SEQ_CST) & HOST_IRQ_IPI)
		return;
	if (port_replay || port_library)
		return;
	if (number == host_thread.cpu)
		port_poll();
	else if (__atomic_load_n(&cpu->idle, __ATOMIC_SEQ_CST))
		os_futex_wake(&cpu->pending);
	else
		kick(cpu);
}

/* ---- spinning --------------------------------------------------------------------- */

void port_relax(void)
{
	static __thread unsigned int spins, yields;
	struct host_cpu *cpu = host_this_cpu();

	__builtin_ia32_pause();
	/* Whom we wait for may be a host thread that has no processor. */
	if (!(++yields & 63) && !port_replay)
		os_yield();
	/* A sanitizer may keep the timer's signal back while we spin. */
	if (cpu && !port_library && (port_replay || !(++spins & 255)))
		host_cpu_timer_expire(cpu, port_clock_ns());
	port_poll();
	replay_point();
	if (port_relax_hook)
		port_relax_hook();
}
EXPORT_SYMBOL(port_relax);

/* ---- which CPU this is -------------------------------------------------------------- */

void port_set_cpu(unsigned int number)
{
	struct host_cpu *old = host_this_cpu();

	if (port_replay && old)
		old->irq_off = host_irq.off;
	host_thread.cpu = number;
	this_cpu_number = number;
	this_cpu_off = __per_cpu_offset[number];
	host_irq.pending = &host_cpus[number].pending;
	if (port_replay && old)
		host_irq.off = host_cpus[number].irq_off;
}

void host_cpu_attach(unsigned int number)
{
	struct host_cpu *cpu = &host_cpus[number];

	cpu->deadline = HOST_NEVER;
	cpu->timer = port_replay || port_library ? -1 : os_timer_create();
	__atomic_store_n(&cpu->started, true, __ATOMIC_RELAXED);
	host_thread.cpu = number;
	host_irq.pending = &cpu->pending;
	__atomic_store_n(&cpu->tid, os_gettid(), __ATOMIC_RELEASE);
}

void host_cpu_detach(void)
{
	struct host_cpu *cpu = host_this_cpu();

	if (!cpu)
		return;
	if (cpu->timer >= 0)
		os_timer_delete(cpu->timer);
	__atomic_store_n(&cpu->tid, 0, __ATOMIC_RELEASE);
	__atomic_store_n(&cpu->started, false, __ATOMIC_RELEASE);
	host_irq.pending = &never_pending;
	host_thread.cpu = HOST_NO_CPU;
	this_cpu_off = 0;
	this_cpu_number = 0;
}

static void cpu_thread(void *arg)
{
	unsigned int number = (unsigned int)(unsigned long)arg;

	arch_local_irq_disable();
	host_stack_adopt();
	host_cpu_attach(number);
	port_set_cpu(number);
	secondary_main(number);
	host_cpu_detach();
}

int port_start_cpu(unsigned int number)
{
	struct host_cpu *cpu;

	if (number >= host_machine.info.nr_cpus)
		return -EINVAL;
	cpu = &host_cpus[number];
	if (__atomic_load_n(&cpu->started, __ATOMIC_ACQUIRE))
		return -EBUSY;
	/* What was sent to its former life is void. */
	__atomic_store_n(&cpu->pending, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&cpu->idle, 0, __ATOMIC_RELAXED);
	if (port_replay)
		return host_replay_start_cpu(number);
	return os_thread_start(cpu_thread, (void *)(unsigned long)number);
}
