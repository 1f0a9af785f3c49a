// SPDX-License-Identifier: MIT
/*
 * replay.c - which CPU goes on, when all of them share one host thread
 *
 * sched=replay seed=N: every CPU is a context on one host thread, and at each
 * replay point (locks, read-modify-write atomics, waits, spins) a generator
 * seeded with N decides whether the running CPU goes on or which other one
 * does. Between two tasks of one CPU nothing is decided here: that stays
 * cooperative. The same seed gives the same interleaving, so a failure found
 * once is found again.
 *
 * A CPU that is switched away from stands inside the hook, on its current
 * task's stack; one that has never run stands where the port prepared it.
 */
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "run.h"

/* One replay point in this many changes the CPU; a spin always may. */
#define SWITCH_ONE_IN 8

static u64 replay_state;
static bool cpu_has_run[NR_CPUS];
static bool switching;

/* xorshift64* (Vigna 2016): its state must be its own, points occur everywhere. */
static u32 replay_random(void)
{
	replay_state ^= replay_state >> 12;
	replay_state ^= replay_state << 25;
	replay_state ^= replay_state >> 27;
	return (replay_state * 0x2545f4914f6cdd1dull) >> 32;
}

static bool can_run(unsigned int cpu, unsigned int self)
{
	return cpu == self || cpu_online(cpu) || cpu_is_starting(cpu);
}

static unsigned int choose_cpu(unsigned int self)
{
	unsigned int nr = 0, pick, cpu;

	for_each_possible_cpu(cpu)
		nr += can_run(cpu, self);
	pick = replay_random() % nr;
	for_each_possible_cpu(cpu)
		if (can_run(cpu, self) && !pick--)
			return cpu;
	return self;
}

static void replay_switch(unsigned int from, unsigned int to)
{
	struct port_context *target, *self = &current->context;

	if (cpu_has_run[to])
		target = &per_cpu(current_task, to)->context;
	else
		target = port_cpu_context(to);
	cpu_has_run[to] = true;
	port_set_cpu(to);
	port_context_switch(self, target, false);
	/* Somebody came back to this CPU, and has set it. */
}

/* The CPU went off line; its next life begins where the port prepares it. */
void replay_cpu_gone(unsigned int cpu)
{
	cpu_has_run[cpu] = false;
}

static void replay_hook(void)
{
	unsigned int self = raw_smp_processor_id(), next;

	if (switching || replay_random() % SWITCH_ONE_IN)
		return;
	next = choose_cpu(self);
	if (next == self)
		return;
	replay_switch(self, next);
}

void __init replay_init(void)
{
	if (!port_replay)
		return;
	replay_state = port_replay_seed * 0x9e3779b97f4a7c15ull + 1;
	cpu_has_run[0] = true;
	port_replay_hook = replay_hook;
}
