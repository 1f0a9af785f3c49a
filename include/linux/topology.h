/* SPDX-License-Identifier: MIT */
/* topology.h - which CPU is near which memory; cpu_node[] is kernel/base/smp.c's */
#ifndef _LINUX_TOPOLOGY_H
#define _LINUX_TOPOLOGY_H

#include <linux/cpumask.h>
#include <linux/numa.h>
#include <linux/nodemask.h>
#include <linux/smp.h>

#define LOCAL_DISTANCE	10
#define REMOTE_DISTANCE	20

extern int cpu_node[NR_CPUS];

static inline int cpu_to_node(int cpu)
{
	return cpu_node[cpu];
}
#define early_cpu_to_node(cpu)	cpu_to_node(cpu)
#define cpu_to_mem(cpu)		memory_node[cpu_to_node(cpu)]

/* For a node without memory: the nearest one that has some. */
extern int memory_node[MAX_NUMNODES];

static inline int numa_node_id(void)
{
	return cpu_node[raw_smp_processor_id()];
}
static inline int numa_mem_id(void)
{
	return memory_node[numa_node_id()];
}

int node_distance(int a, int b);
const struct cpumask *cpumask_of_node(int node);

#endif
