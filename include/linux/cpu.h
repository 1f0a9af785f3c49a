/* SPDX-License-Identifier: MIT */
/*
 * cpu.h - CPUs come and go
 *
 * cpu_up() and cpu_down() take a CPU through the states of cpuhotplug.h.
 * cpus_read_lock() keeps them from doing so; it may be nested and held
 * while sleeping.
 */
#ifndef _LINUX_CPU_H_
#define _LINUX_CPU_H_

#include <linux/types.h>
#include <linux/cpumask.h>
#include <linux/cpuhotplug.h>
#include <linux/smp.h>

/** cpu_up() - start a CPU that is possible and off line
 * Context: task. Return: 0; -EINVAL (not possible), -EEXIST (is up), or what failed. */
int cpu_up(unsigned int cpu);
/** cpu_down() - stop a CPU; CPU 0 and the caller's own cannot be: -EBUSY */
int cpu_down(unsigned int cpu);
#define add_cpu(cpu)	cpu_up(cpu)
#define remove_cpu(cpu)	cpu_down(cpu)

void cpus_read_lock(void);
void cpus_read_unlock(void);
int cpus_read_trylock(void);
void cpus_write_lock(void);
void cpus_write_unlock(void);
#define get_online_cpus()	cpus_read_lock()
#define put_online_cpus()	cpus_read_unlock()
#define cpu_hotplug_disable()	cpus_read_lock()
#define cpu_hotplug_enable()	cpus_read_unlock()
#define lockdep_assert_cpus_held() do { } while (0)

/* ---- for kernel/run and ports ------------------------------------------- */

/** cpu_starting() - a started CPU says so: secondary_main() calls it on the
 * CPU, irqs off, per-CPU base set: starting callbacks, then it is on line */
void cpu_starting(unsigned int cpu);
/** cpu_is_starting() - does it run without being on line: between
 * port_start_cpu() and cpu_starting(), or in cpu_dead_here()? */
bool cpu_is_starting(unsigned int cpu);
/** cpu_is_going_down() - is this CPU asked to leave its idle loop? */
bool cpu_is_going_down(void);
/** cpu_dead_here() - last words of a CPU that leaves, irqs off: dying callbacks,
 * then it is off line; secondary_main() returns after it */
void cpu_dead_here(unsigned int cpu);

/** cpu_thread_online() - library mode: the calling thread has become CPU @cpu
 * (port_set_cpu() was called); runs all startup callbacks here. 0 or -errno. */
int cpu_thread_online(unsigned int cpu);
/** cpu_thread_offline() - and ceases to be: all teardown callbacks; the last
 * ones run for the CPU, no longer as the CPU */
void cpu_thread_offline(unsigned int cpu);

/** cpuhp_set_runner() - how to run a function in task context on a CPU and
 * wait for its value: set by the scheduler. Until then: in its interrupt. */
void cpuhp_set_runner(int (*run)(unsigned int cpu, int (*fn)(void *), void *arg));

#endif
