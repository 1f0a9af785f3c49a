// SPDX-License-Identifier: MIT
/*
 * cpu.c - CPUs climb on line and down again
 *
 * The ladder is an array of steps, one a state of enum cpuhp_state, each with
 * a startup and a teardown callback or none. cpu_state[cpu] is the highest
 * step a CPU stands on: OFFLINE, ONLINE, or between while it moves. Which
 * context runs which part of the ladder is told in linux/cpuhotplug.h.
 *
 * Up: the asking CPU runs the prepare steps, the port starts the CPU, that one
 * runs the starting steps (cpu_starting()) and is on line; a task on it runs
 * the rest. Down is the mirror image, ended by cpu_dead_here(). Library
 * threads (cpu_thread_online()) run all steps themselves.
 *
 * Locking: cpus_write_lock() while a CPU moves or the ladder is used for all
 * CPUs; steps_busy serialises changes of the ladder. Both spin by cpu_relax(),
 * which lets other tasks run.
 */
#include <linux/bug.h>
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/percpu-defs.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <asm/processor.h>
#include <quarry/port.h>

/**
 * struct cpuhp_step - what one state does
 * @name: who; NULL: the state is free
 */
struct cpuhp_step {
	const char *name;
	int (*startup)(unsigned int cpu);
	int (*teardown)(unsigned int cpu);
};

static struct cpuhp_step steps[CPUHP_ONLINE + 1];
static int cpu_state[CONFIG_NR_CPUS] = { [0] = CPUHP_ONLINE };
static DEFINE_PER_CPU(bool, going_down);
/* Between off line and on line, either way: it runs, but is in no mask. */
static bool starting[CONFIG_NR_CPUS];

/* ---- locks ------------------------------------------------------------------ */

/* Readers inside, or -1: a writer. */
static int cpus_lock;
static const struct task_struct *writer;
static unsigned int writer_cpu;
static bool steps_busy;

static bool is_writer(void)
{
	return __atomic_load_n(&cpus_lock, __ATOMIC_RELAXED) == -1 &&
	       READ_ONCE(writer) == current && READ_ONCE(writer_cpu) == raw_smp_processor_id();
}

int cpus_read_trylock(void)
{
	int seen = __atomic_load_n(&cpus_lock, __ATOMIC_RELAXED);

	if (is_writer())
		return 1;
	while (seen >= 0)
		if (__atomic_compare_exchange_n(&cpus_lock, &seen, seen + 1, false,
						__ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return 1;
	return 0;
}
EXPORT_SYMBOL(cpus_read_trylock);

void cpus_read_lock(void)
{
	while (!cpus_read_trylock())
		cpu_relax();
}
EXPORT_SYMBOL(cpus_read_lock);

void cpus_read_unlock(void)
{
	if (!is_writer())
		__atomic_fetch_sub(&cpus_lock, 1, __ATOMIC_RELEASE);
}
EXPORT_SYMBOL(cpus_read_unlock);

void cpus_write_lock(void)
{
	int nobody = 0;

	while (!__atomic_compare_exchange_n(&cpus_lock, &nobody, -1, false, __ATOMIC_ACQUIRE,
					    __ATOMIC_RELAXED)) {
		nobody = 0;
		cpu_relax();
	}
	WRITE_ONCE(writer_cpu, raw_smp_processor_id());
	WRITE_ONCE(writer, current);
}
EXPORT_SYMBOL(cpus_write_lock);

void cpus_write_unlock(void)
{
	WRITE_ONCE(writer, NULL);
	__atomic_store_n(&cpus_lock, 0, __ATOMIC_RELEASE);
}
EXPORT_SYMBOL(cpus_write_unlock);

static void steps_lock(void)
{
	while (__atomic_exchange_n(&steps_busy, true, __ATOMIC_ACQUIRE))
		cpu_relax();
}

static void steps_unlock(void)
{
	__atomic_store_n(&steps_busy, false, __ATOMIC_RELEASE);
}

/* ---- climbing ----------------------------------------------------------------- */

static int state_of(unsigned int cpu)
{
	return __atomic_load_n(&cpu_state[cpu], __ATOMIC_ACQUIRE);
}

static void set_state(unsigned int cpu, int state)
{
	__atomic_store_n(&cpu_state[cpu], state, __ATOMIC_RELEASE);
}

static int start_step(unsigned int cpu, int state)
{
	return steps[state].startup ? steps[state].startup(cpu) : 0;
}

static int stop_step(unsigned int cpu, int state)
{
	return steps[state].teardown ? steps[state].teardown(cpu) : 0;
}

/* Startups of (from, to]; the first that fails undoes those before it. */
static int climb_up(unsigned int cpu, int from, int to)
{
	int state, err;

	for (state = from + 1; state <= to; state++) {
		err = start_step(cpu, state);
		if (!err)
			continue;
		pr_warn("CPU%u: %s failed to start: %d\n", cpu, steps[state].name, err);
		while (--state > from)
			stop_step(cpu, state);
		return err;
	}
	return 0;
}

/* Teardowns of (to, from], highest first; one that refuses undoes those before it. */
static int climb_down(unsigned int cpu, int from, int to)
{
	int state, err;

	for (state = from; state > to; state--) {
		err = stop_step(cpu, state);
		if (!err)
			continue;
		pr_warn("CPU%u: %s failed to stop: %d\n", cpu, steps[state].name, err);
		while (++state <= from)
			start_step(cpu, state);
		return err;
	}
	return 0;
}

/* ---- running a part of the ladder on the CPU itself ------------------------------ */

struct climb {
	unsigned int cpu;
	int from, to;
	int err;
};

static int climb_here(void *arg)
{
	struct climb *climb = arg;

	if (climb->from < climb->to)
		return climb_up(climb->cpu, climb->from, climb->to);
	return climb_down(climb->cpu, climb->from, climb->to);
}

static void climb_in_ipi(void *arg)
{
	((struct climb *)arg)->err = climb_here(arg);
}

static int (*runner)(unsigned int cpu, int (*fn)(void *), void *arg);

void cpuhp_set_runner(int (*run)(unsigned int cpu, int (*fn)(void *), void *arg))
{
	runner = run;
}

static int climb_on(unsigned int cpu, int from, int to)
{
	struct climb climb = { .cpu = cpu, .from = from, .to = to };
	int err;

	if (cpu == raw_smp_processor_id())
		return climb_here(&climb);
	if (runner)
		return runner(cpu, climb_here, &climb);
	err = smp_call_function_single(cpu, climb_in_ipi, &climb, true);
	return err ?: climb.err;
}

/* ---- up --------------------------------------------------------------------------- */

bool cpu_is_starting(unsigned int cpu)
{
	return __atomic_load_n(&starting[cpu], __ATOMIC_ACQUIRE);
}

void cpu_starting(unsigned int cpu)
{
	WARN_ON(climb_up(cpu, CPUHP_BRINGUP_CPU, CPUHP_AP_ONLINE));
	set_cpu_online(cpu, true);
	/* A call that came as its former life ended, or during this start. */
	smp_call_flush();
	__atomic_store_n(&starting[cpu], false, __ATOMIC_RELEASE);
	set_state(cpu, CPUHP_AP_ONLINE);
}

/* The port may still be busy with the end of the CPU's former life. */
static int start_and_wait(unsigned int cpu)
{
	int err;

	WRITE_ONCE(*per_cpu_ptr(&going_down, cpu), false);
	__atomic_store_n(&starting[cpu], true, __ATOMIC_RELEASE);
	while ((err = port_start_cpu(cpu)) == -EBUSY)
		cpu_relax();
	if (err) {
		__atomic_store_n(&starting[cpu], false, __ATOMIC_RELEASE);
		pr_err("CPU%u failed to start: %d\n", cpu, err);
		return err;
	}
	while (state_of(cpu) < CPUHP_AP_ONLINE)
		cpu_relax();
	return 0;
}

static void stop_and_wait(unsigned int cpu)
{
	__atomic_store_n(per_cpu_ptr(&going_down, cpu), true, __ATOMIC_RELEASE);
	port_send_ipi(cpu);
	while (state_of(cpu) != CPUHP_AP_IDLE_DEAD)
		cpu_relax();
}

static int up_locked(unsigned int cpu)
{
	int err;

	if (state_of(cpu) != CPUHP_OFFLINE)
		return -EEXIST;
	err = climb_up(cpu, CPUHP_OFFLINE, CPUHP_BRINGUP_CPU - 1);
	if (err)
		return err;
	set_state(cpu, CPUHP_BRINGUP_CPU);
	err = start_and_wait(cpu);
	if (err)
		goto err_prepared;
	err = climb_on(cpu, CPUHP_AP_ONLINE, CPUHP_ONLINE);
	if (err)
		goto err_started;
	set_state(cpu, CPUHP_ONLINE);
	set_cpu_active(cpu, true);
	return 0;

err_started:
	stop_and_wait(cpu);
err_prepared:
	climb_down(cpu, CPUHP_BRINGUP_CPU - 1, CPUHP_OFFLINE);
	set_state(cpu, CPUHP_OFFLINE);
	return err;
}

int cpu_up(unsigned int cpu)
{
	int err;

	if (cpu >= nr_cpu_ids || !cpu_possible(cpu))
		return -EINVAL;
	cpus_write_lock();
	err = up_locked(cpu);
	cpus_write_unlock();
	return err;
}
EXPORT_SYMBOL(cpu_up);

/* ---- down --------------------------------------------------------------------------- */

bool cpu_is_going_down(void)
{
	return __atomic_load_n(this_cpu_ptr(&going_down), __ATOMIC_ACQUIRE);
}

void cpu_dead_here(unsigned int cpu)
{
	climb_down(cpu, CPUHP_AP_ONLINE, CPUHP_BRINGUP_CPU);
	__atomic_store_n(&starting[cpu], true, __ATOMIC_RELEASE);
	set_cpu_online(cpu, false);
	smp_call_flush();
	__atomic_store_n(&starting[cpu], false, __ATOMIC_RELEASE);
	set_state(cpu, CPUHP_AP_IDLE_DEAD);
}

static int down_locked(unsigned int cpu)
{
	int err;

	if (state_of(cpu) != CPUHP_ONLINE)
		return -EINVAL;
	set_cpu_active(cpu, false);
	err = climb_on(cpu, CPUHP_ONLINE, CPUHP_AP_ONLINE);
	if (err) {
		set_cpu_active(cpu, true);
		return err;
	}
	stop_and_wait(cpu);
	climb_down(cpu, CPUHP_BRINGUP_CPU - 1, CPUHP_OFFLINE);
	set_state(cpu, CPUHP_OFFLINE);
	return 0;
}

int cpu_down(unsigned int cpu)
{
	int err;

	if (cpu >= nr_cpu_ids)
		return -EINVAL;
	if (!cpu || cpu == raw_smp_processor_id() || port_library)
		return -EBUSY;
	cpus_write_lock();
	err = down_locked(cpu);
	cpus_write_unlock();
	return err;
}
EXPORT_SYMBOL(cpu_down);

/* ---- library threads ------------------------------------------------------------------- */

int cpu_thread_online(unsigned int cpu)
{
	int err = 0;

	cpus_write_lock();
	if (state_of(cpu) == CPUHP_OFFLINE) {
		err = climb_up(cpu, CPUHP_OFFLINE, CPUHP_AP_ONLINE);
		if (!err) {
			set_cpu_online(cpu, true);
			err = climb_up(cpu, CPUHP_AP_ONLINE, CPUHP_ONLINE);
		}
		set_cpu_online(cpu, !err);
		set_cpu_active(cpu, !err);
		set_state(cpu, err ? CPUHP_OFFLINE : CPUHP_ONLINE);
	}
	cpus_write_unlock();
	return err;
}

void cpu_thread_offline(unsigned int cpu)
{
	cpus_write_lock();
	set_cpu_active(cpu, false);
	climb_down(cpu, CPUHP_ONLINE, CPUHP_AP_ONLINE);
	set_cpu_online(cpu, false);
	climb_down(cpu, CPUHP_AP_ONLINE, CPUHP_OFFLINE);
	set_state(cpu, CPUHP_OFFLINE);
	cpus_write_unlock();
}

/* ---- the ladder ----------------------------------------------------------------------- */

/* One step for one CPU, where that state belongs. */
static int issue(unsigned int cpu, int state, bool up)
{
	if (state > CPUHP_AP_ONLINE)
		return climb_on(cpu, up ? state - 1 : state, up ? state : state - 1);
	return up ? climb_up(cpu, state - 1, state) : climb_down(cpu, state, state - 1);
}

static void issue_down_below(unsigned int end, int state)
{
	unsigned int cpu;

	for_each_present_cpu(cpu)
		if (cpu < end && state_of(cpu) >= state)
			issue(cpu, state, false);
}

static int issue_up(int state)
{
	unsigned int cpu;
	int err;

	for_each_present_cpu(cpu) {
		if (state_of(cpu) < state)
			continue;
		err = issue(cpu, state, true);
		if (err) {
			issue_down_below(cpu, state);
			return err;
		}
	}
	return 0;
}

static int find_state(enum cpuhp_state state)
{
	int last = state;

	if (state <= CPUHP_OFFLINE || state >= CPUHP_ONLINE)
		return -EINVAL;
	if (state == CPUHP_BP_PREPARE_DYN)
		last = CPUHP_BP_PREPARE_DYN_END;
	if (state == CPUHP_AP_ONLINE_DYN)
		last = CPUHP_AP_ONLINE_DYN_END;
	for (; (int)state <= last; state++)
		if (!steps[state].name)
			return state;
	return last == CPUHP_BP_PREPARE_DYN_END || last == CPUHP_AP_ONLINE_DYN_END ? -ENOSPC
										   : -EBUSY;
}

static int setup_locked(int state, const struct cpuhp_step *step, bool invoke)
{
	int err = 0;

	steps[state] = *step;
	if (invoke)
		err = issue_up(state);
	if (err)
		steps[state] = (struct cpuhp_step){};
	return err;
}

int __cpuhp_setup_state(enum cpuhp_state state, const char *name, bool invoke,
			int (*startup)(unsigned int cpu), int (*teardown)(unsigned int cpu))
{
	struct cpuhp_step step = { .name = name, .startup = startup, .teardown = teardown };
	bool dynamic = state == CPUHP_BP_PREPARE_DYN || state == CPUHP_AP_ONLINE_DYN;
	int slot, err;

	if (WARN_ON_ONCE(!name))
		return -EINVAL;
	cpus_read_lock();
	steps_lock();
	slot = find_state(state);
	err = slot < 0 ? slot : setup_locked(slot, &step, invoke && startup);
	steps_unlock();
	cpus_read_unlock();
	if (err)
		return err;
	return dynamic ? slot : 0;
}
EXPORT_SYMBOL(__cpuhp_setup_state);

void __cpuhp_remove_state(enum cpuhp_state state, bool invoke)
{
	if (WARN_ON_ONCE(state <= CPUHP_OFFLINE || state >= CPUHP_ONLINE))
		return;
	cpus_read_lock();
	steps_lock();
	if (invoke && steps[state].teardown)
		issue_down_below(nr_cpu_ids, state);
	steps[state] = (struct cpuhp_step){};
	steps_unlock();
	cpus_read_unlock();
}
EXPORT_SYMBOL(__cpuhp_remove_state);
