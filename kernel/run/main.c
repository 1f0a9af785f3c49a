// SPDX-License-Identifier: MIT
/*
 * main.c - the boot order, top to bottom
 *
 * kernel_main() runs on the boot CPU with interrupts off, on a stack that the
 * port gave; from sched_init() on this context is the init task and may sleep.
 * Each step may use what the steps above it have made. secondary_main() is
 * where the other CPUs come in.
 */
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/workqueue.h>
#include <quarry/mm_stage.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include "run.h"

#define QUARRY_VERSION "0.1.0"

extern const struct initcall __start_initcalls[] __weak;
extern const struct initcall __stop_initcalls[] __weak;

static unsigned int max_cpus = NR_CPUS;
core_param(maxcpus, max_cpus, uint, 0444);

/* All levels in order; within one, in link order. A failing initcall is told, not fatal. */
static void __init do_initcalls(void)
{
	const struct initcall *call;
	int level, ret;

	for (level = 0; level < NR_INITCALL_LEVELS; level++) {
		for (call = __start_initcalls; call < __stop_initcalls; call++) {
			if (call->level != level)
				continue;
			ret = call->fn();
			if (ret)
				pr_warn("initcall %s returned %d\n", call->name, ret);
		}
	}
}

/* Library threads come on line by themselves; a machine starts all it has. */
static void __init start_other_cpus(void)
{
	unsigned int cpu, started = 1;

	if (port_library)
		return;
	for_each_present_cpu(cpu) {
		if (cpu_online(cpu) || started >= max_cpus)
			continue;
		if (!cpu_up(cpu))
			started++;
	}
	if (started > 1)
		pr_info("smp: Brought up %u CPUs\n", num_online_cpus());
}

static void __init make_idle_tasks(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		if (cpu)
			per_cpu_ptr(&runqueue, cpu)->idle = task_create_idle(cpu);
}

/* A bad parameter stops here: nothing has been done yet that could be half right. */
static void __init parse_command_line(const struct boot_info *bi)
{
	if (params_parse(bi->cmdline ?: ""))
		port_shutdown(2);
}

int kernel_main(const struct boot_info *bi)
{
	int ret;

	smp_init_boot(bi);
	/* A program that uses the library wants warnings, not a boot log. */
	if (port_library)
		console_loglevel = CONSOLE_LOGLEVEL_QUIET + 1;
	parse_command_line(bi);
	pr_notice("Quarry %s, %u CPU%s\n", QUARRY_VERSION, bi->nr_cpus,
		  bi->nr_cpus == 1 ? "" : "s");
	pr_notice("Command line: %s\n", bi->cmdline ?: "");
	mm_core_init(bi);
	hrtimers_init();
	rcu_init();
	sched_init();
	make_idle_tasks();
	local_irq_enable();
	system_state = SYSTEM_SCHEDULING;
	run_on_init();
	start_other_cpus();
	mm_init_late();
	if (!port_library)
		workqueue_init();
	do_initcalls();
	system_state = SYSTEM_RUNNING;
	if (!bi->payload)
		return 0;
	ret = bi->payload(bi->payload_arg);
	return ret;
}

/** secondary_main() - a started CPU, interrupts off: an upcall */
void secondary_main(unsigned int cpu)
{
	struct task_struct *idle = per_cpu_ptr(&runqueue, cpu)->idle;

	sched_adopt(cpu, idle);
	cpu_starting(cpu);
	local_irq_enable();
	sched_idle_loop(cpu);
	local_irq_disable();
	cpu_dead_here(cpu);
	replay_cpu_gone(cpu);
}
