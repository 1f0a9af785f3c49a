// SPDX-License-Identifier: MIT
/*
 * kernel_machine.c - a machine line, parsed for a machine that is not ours
 *
 * Compiled as core code, to use the hosted port's own parser: there is one
 * syntax. What it finds is left in host_machine, which is free to be used as
 * no machine is booted in this process.
 */
#include <linux/numa.h>
#include <linux/string.h>
#include "../arch/host/host.h"
#include "kernel_side.h"

static unsigned long long node_bytes[CONFIG_MAX_NUMNODES];
static int cpu_node[CONFIG_NR_CPUS];

_Bool ks_machine_parse(const char *line, struct ks_machine *machine)
{
	const struct boot_info *info = &host_machine.info;
	unsigned int i;

	memset(&host_machine, 0, sizeof(host_machine));
	memset(node_bytes, 0, sizeof(node_bytes));
	if (host_machine_parse(line))
		return false;
	for (i = 0; i < info->nr_mem; i++)
		if (info->mem[i].type == BOOT_MEM_RAM)
			node_bytes[info->mem[i].nid < 0 ? 0 : info->mem[i].nid] +=
				info->mem[i].size;
	for (i = 0; i < info->nr_cpus; i++)
		cpu_node[i] = info->cpus[i].nid < 0 ? 0 : info->cpus[i].nid;
	*machine = (struct ks_machine){
		.nr_nodes = info->nr_nodes,
		.nr_cpus = info->nr_cpus,
		.node_bytes = node_bytes,
		.cpu_node = cpu_node,
		.distance = info->distance,
	};
	return true;
}
