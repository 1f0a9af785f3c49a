/* SPDX-License-Identifier: MIT */
/* numa.h - nodes: banks of memory with CPUs near them */
#ifndef _LINUX_NUMA_H
#define _LINUX_NUMA_H

#define MAX_NUMNODES CONFIG_MAX_NUMNODES
#define NUMA_NO_NODE (-1)
/* Bits that a node number needs. */
#define NODES_SHIFT (MAX_NUMNODES <= 1 ? 0 : 32 - __builtin_clz(MAX_NUMNODES - 1))
#define __initdata_or_meminfo

static inline int numa_map_to_online_node(int node)
{
	return node;
}

#endif
