// SPDX-License-Identifier: MIT
/*
 * replay.c - all CPUs on one host thread, the same run for the same seed
 *
 * Nothing from outside may decide anything: the clock is a counter that moves
 * by one step at each reading, and when every CPU waits it jumps to the
 * earliest deadline; random bytes come from the seed; interrupts are only bits
 * in the pending words, looked at at the same points in every run.
 *
 * A CPU that idles lets the scheduler choose another (port_replay_hook) until
 * something is pending for it. When all idle and no deadline is set, nothing
 * can ever happen again: that is a deadlock, and it is reported.
 */
#include <asm/irqflags.h>
#include "host.h"

#define CLOCK_STEP_NS 100 /* what reading the clock costs */
#define REPLAY_STACK  (256ul << 10)

static u64 virtual_ns;
static u64 random_state;

/* While a CPU is idle: the time it waits for at the latest. */
static u64 idle_until[CONFIG_NR_CPUS];

u64 host_replay_clock(void)
{
	virtual_ns += CLOCK_STEP_NS;
	return virtual_ns;
}

/* splitmix64 (Steele, Lea, Flood 2014) */
static u64 next_random(void)
{
	u64 x;

	if (!random_state)
		random_state = port_replay_seed * 2 + 1;
	random_state += 0x9e3779b97f4a7c15ull;
	x = random_state;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
	return x ^ (x >> 31);
}

bool host_replay_random(void *buf, size_t len)
{
	unsigned char *to = buf;
	u64 value = 0;

	for (size_t i = 0; i < len; i++, value >>= 8) {
		if (i % 8 == 0)
			value = next_random();
		to[i] = (unsigned char)value;
	}
	return true;
}

static void cpu_entry(void *arg)
{
	unsigned int number = (unsigned int)(unsigned long)arg;

	arch_local_irq_disable();
	secondary_main(number);
	/* Off line: others go on. Its next life begins on this stack anew. */
	host_cpus[number].started = false;
	for (;;)
		port_replay_hook();
}

int host_replay_start_cpu(unsigned int number)
{
	struct host_cpu *cpu = &host_cpus[number];

	if (!cpu->stack)
		cpu->stack = os_map_stack(REPLAY_STACK);
	if (!cpu->stack)
		return -ENOMEM;
	cpu->deadline = HOST_NEVER;
	cpu->timer = -1;
	cpu->tid = os_gettid();
	cpu->irq_off = 1;
	cpu->started = true;
	port_context_exit(&cpu->context);
	port_context_init(&cpu->context, cpu->stack, REPLAY_STACK, cpu_entry,
			  (void *)(unsigned long)number);
	return 0;
}

struct port_context *port_cpu_context(unsigned int cpu)
{
	return &host_cpus[cpu].context;
}

/* Every CPU waits and nothing is pending: time passes until something is due. */
static bool jump_to_next_deadline(void)
{
	u64 next = HOST_NEVER;

	for (unsigned int i = 0; i < host_machine.info.nr_cpus; i++) {
		struct host_cpu *cpu = &host_cpus[i];

		if (!cpu->started)
			continue;
		if (!cpu->idle || cpu->pending)
			return true;
		next = cpu->deadline < next ? cpu->deadline : next;
		next = idle_until[i] < next ? idle_until[i] : next;
	}
	if (next != HOST_NEVER && next > virtual_ns)
		virtual_ns = next;
	return next != HOST_NEVER;
}

void host_replay_idle(u64 until_ns)
{
	struct host_cpu *cpu = host_this_cpu();
	unsigned int number = host_thread.cpu;

	for (;;) {
		u64 now = port_clock_ns();

		host_cpu_timer_expire(cpu, now);
		if (host_irq_is_pending() || now >= until_ns)
			break;
		idle_until[number] = until_ns;
		cpu->idle = 1;
		if (!jump_to_next_deadline()) {
			host_say("quarry: replay: all CPUs wait and no timer is set: deadlock\n");
			port_shutdown(PORT_EXIT_FAILED);
		}
		if (port_replay_hook)
			port_replay_hook();
		cpu->idle = 0;
	}
}
