/* SPDX-License-Identifier: MIT */
/*
 * acpi.h - the CPUs and nodes that the firmware's ACPI tables name
 *
 * A port that finds ACPI tables at boot lends acpi_read() a way to reach
 * physical memory and to say a line, and gets facts back: the local APICs of
 * the CPUs that can be started (MADT), which node a CPU and a range of memory
 * belong to (SRAT), and how far the nodes are from each other (SLIT). Nothing
 * is allocated, nothing is kept: it works before there is any allocator.
 *
 * Firmware is not trusted. A table whose length, checksum or entries do not
 * hold together is left out whole, with one line that names it, what is wrong
 * and what counts instead; what comes back is always consistent. The code is
 * in firmware/acpi/.
 */
#ifndef QUARRY_ACPI_H
#define QUARRY_ACPI_H

#include <linux/numa.h>
#include <linux/threads.h>
#include <linux/types.h>

/**
 * struct acpi_ops - what the reader needs of its caller
 * @map: @size (not 0) bytes of physical memory at @phys, any alignment; phys + size does not
 *	wrap. They stay readable until the call that asked returns. NULL: out of reach.
 * @say: one line for the console, no newline, at most ACPI_LINE_MAX - 1 bytes
 */
struct acpi_ops {
	const void *(*map)(phys_addr_t phys, size_t size);
	void (*say)(const char *line);
};

#define ACPI_LINE_MAX 160
#define ACPI_MAX_MEM  128	/* memory ranges of the SRAT that are kept */

/**
 * struct acpi_cpu - one CPU that can be started
 * @apic_id: its local APIC; over 254 only an x2APIC reaches it
 * @nid: its node, or NUMA_NO_NODE when no good SRAT names it
 */
struct acpi_cpu {
	u32 apic_id;
	int nid;
};

/**
 * struct acpi_mem - one range of addresses of a node; RAM or not, see the memory map
 * @base: @size: bytes, not 0; base + size does not wrap
 * @hotplug: memory may be added and taken away here
 */
struct acpi_mem {
	phys_addr_t base;
	phys_addr_t size;
	int nid;
	bool hotplug;
};

/**
 * struct acpi_machine - what the tables say
 * @lapic: physical address of the local APICs; 0: no good MADT
 * @cpus: @nr_cpus enabled CPUs, each once, in the order of the MADT
 * @nr_cpus_found: enabled CPUs in the MADT; more than @nr_cpus when they do not fit
 * @nr_cpus_offline: CPUs that are disabled now but could be enabled while running
 * @mem: @nr_mem ranges in the order of the SRAT; where two overlap, the first counts
 * @domain: proximity domain of each node. Domains may be sparse, nodes are not: a
 *	domain gets the next number when it first appears
 * @nr_nodes: at least 1; every nid above is less, or NUMA_NO_NODE
 * @distance: @nr_nodes * @nr_nodes bytes, row-major: 10 from a node to itself, 10 to
 *	255 to others; 20 where no good SLIT says another
 * @have_srat: @have_slit: a good table was there
 */
struct acpi_machine {
	phys_addr_t lapic;
	struct acpi_cpu cpus[NR_CPUS];
	unsigned int nr_cpus, nr_cpus_found, nr_cpus_offline;
	struct acpi_mem mem[ACPI_MAX_MEM];
	unsigned int nr_mem;
	u32 domain[MAX_NUMNODES];
	unsigned int nr_nodes;
	u8 distance[MAX_NUMNODES * MAX_NUMNODES];
	bool have_srat, have_slit;
};

/**
 * acpi_find_rsdp() - look for the root pointer where a PC's BIOS puts it
 * @ops: how to reach memory; nothing is said
 *
 * Looks in the first KiB of the extended BIOS data area, then in
 * [0xe0000, 0x100000). For loaders that do not say where it is.
 * Context: any. Return: its physical address, or 0.
 */
phys_addr_t acpi_find_rsdp(const struct acpi_ops *ops);

/**
 * acpi_read() - read MADT, SRAT and SLIT
 * @rsdp: physical address of the root pointer; 0: there is none
 * @ops: how to reach memory and say lines
 * @m: filled in, also on error: then it names no CPU, one node and no memory
 *
 * Context: any, no locks; two calls may run at once.
 * Return: 0, or -ENODEV when no list of tables can be read (a line said why).
 */
int acpi_read(phys_addr_t rsdp, const struct acpi_ops *ops, struct acpi_machine *m);

/**
 * acpi_mem_node() - the node of the memory at @base
 * @end: first byte after the stretch that is asked about; more than @base
 * @stop: set to the end of the part [@base, *@stop) that all has this answer, at most @end
 *
 * Splits a range of the memory map by nodes, one step a call.
 * Context: any. Return: nid, or NUMA_NO_NODE where no range of the SRAT is.
 */
int acpi_mem_node(const struct acpi_machine *m, phys_addr_t base, phys_addr_t end,
		  phys_addr_t *stop);

#endif
