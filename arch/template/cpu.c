// SPDX-License-Identifier: MIT
/*
 * cpu.c - this CPU, and starting the others
 *
 * A CPU knows where its per-CPU area is from the moment port_set_cpu() has been
 * called on it. Before that the boot CPU works in the section percpu_data
 * itself, which is where all distances are 0; no other CPU may run C of the
 * core before its own port_set_cpu().
 */
#include <linux/export.h>
#include <linux/percpu-defs.h>
#include <asm/processor.h>
#include "template.h"

unsigned long this_cpu_off;
unsigned int this_cpu_number;
EXPORT_SYMBOL(this_cpu_off);
EXPORT_SYMBOL(this_cpu_number);

void (*port_relax_hook)(void);
void (*port_replay_hook)(void);

/**
 * port_set_cpu() - the hardware CPU that calls is @cpu from now on
 *
 * Interrupts off. The boot CPU from setup_per_cpu_areas(), every other CPU by
 * the port before secondary_main(). Sets where per-CPU variables are
 * (__per_cpu_offset[@cpu]) and raw_smp_processor_id().
 */
void port_set_cpu(unsigned int cpu)
{
	this_cpu_off = __per_cpu_offset[cpu];
	this_cpu_number = cpu;
}

/**
 * port_start_cpu() - start CPU @cpu of boot_info
 *
 * Task context on another CPU, after the core's page tables are active; one at
 * a time. The started CPU needs a stack that stays its own (its idle task runs
 * there), the core's top table, traps and interrupts set up but off, and
 * port_set_cpu(); then it calls secondary_main(). A CPU that came back from there
 * may be started again; -EBUSY, it has not quite gone yet, is asked again.
 * Return: 0, or another -errno when it does not come.
 */
int port_start_cpu(unsigned int cpu)
{
	template_not_written("port_start_cpu()");
}

/* secondary_main() returns when the CPU has been taken off line. */
void template_secondary_start(unsigned int cpu)
{
	port_set_cpu(cpu);
	secondary_main(cpu);
	for (;;)
		arch_local_irq_disable();
}
