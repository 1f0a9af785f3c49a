// SPDX-License-Identifier: MIT
/*
 * machine.c - the CPUs, the nodes and their RAM, from ACPI
 *
 * Without usable tables the machine has the CPU that boots and one node. The
 * boot CPU becomes CPU 0, the others follow in the order of the MADT. Ranges of
 * RAM are cut where the SRAT says that another node begins.
 *
 * The root is where the loader says, or acpi_rsdp=ADDRESS, or where the BIOS
 * puts it; acpi=off looks for nothing, numa=off leaves nodes out.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/minmax.h>
#include <linux/numa.h>
#include <linux/string.h>
#include <quarry/acpi.h>
#include <quarry/params.h>
#include <asm/io.h>
#include "x86.h"

#define EARLY_MAP_END (4ul << 30)
#define APIC_ID	      0x20 /* register; the number is in the top byte */

static struct acpi_machine acpi;
static struct boot_cpu cpus[CONFIG_NR_CPUS];

/* ---- parameters that are wanted before kernel_main() ---------------------------------- */

/* The value of "name=" in the command line, or NULL. */
static const char *option(const char *name)
{
	const char *at = x86_boot.cmdline;
	size_t len = strlen(name);

	for (; (at = strstr(at, name)); at += len)
		if ((at == x86_boot.cmdline || at[-1] == ' ') && at[len] == '=')
			return at + len + 1;
	return NULL;
}

static bool option_is_off(const char *name)
{
	const char *value = option(name);

	return value && !strncmp(value, "off", 3);
}

static int __init check_acpi(char *value)
{
	return strcmp(value, "off") ? -EINVAL : 0;
}
early_param("acpi", check_acpi);

static int __init check_numa(char *value)
{
	return strcmp(value, "off") ? -EINVAL : 0;
}
early_param("numa", check_numa);
PARAM_HELP(x86_acpi, "acpi", "off", "acpi=off");
PARAM_HELP(x86_numa, "numa", "off", "numa=off");

static int __init check_rsdp(char *value)
{
	u64 phys;

	return kstrtoull(value, 0, &phys);
}
early_param("acpi_rsdp", check_rsdp);
PARAM_HELP(x86_rsdp, "acpi_rsdp", "physical address of the ACPI root pointer", "acpi_rsdp=0xf5ae0");

/* ---- ACPI ----------------------------------------------------------------------------------- */

static const void *map_table(phys_addr_t phys, size_t size)
{
	return phys < EARLY_MAP_END && size <= EARLY_MAP_END - phys ? __va(phys) : NULL;
}

static void say_line(const char *line)
{
	x86_say("%s", line);
}

static void forget_nodes(void)
{
	acpi.have_srat = false;
	for (unsigned int i = 0; i < acpi.nr_cpus; i++)
		acpi.cpus[i].nid = NUMA_NO_NODE;
}

static void read_acpi(void)
{
	static const struct acpi_ops ops = { .map = map_table, .say = say_line };
	const char *forced = option("acpi_rsdp");
	phys_addr_t rsdp = x86_boot.rsdp;

	if (option_is_off("acpi"))
		return;
	if (forced)
		rsdp = simple_strtoull(forced, NULL, 0);
	if (!rsdp)
		rsdp = acpi_find_rsdp(&ops);
	if (!rsdp) {
		x86_say("no ACPI tables: one CPU, one node");
		return;
	}
	acpi_read(rsdp, &ops, &acpi);
	if (option_is_off("numa"))
		forget_nodes();
}

/* ---- CPUs ----------------------------------------------------------------------------------- */

static void add_cpu(struct boot_info *info, u32 apic_id, int nid)
{
	x86_cpus[info->nr_cpus].apic_id = apic_id;
	cpus[info->nr_cpus++] = (struct boot_cpu){ .hw_id = apic_id, .nid = nid };
}

static void take_cpus(struct boot_info *info)
{
	u32 self = readl((void *)(X86_LAPIC_VA + APIC_ID)) >> 24;
	int self_nid = NUMA_NO_NODE;
	unsigned int i;

	for (i = 0; i < acpi.nr_cpus; i++)
		if (acpi.cpus[i].apic_id == self)
			self_nid = acpi.cpus[i].nid;
	add_cpu(info, self, self_nid);
	for (i = 0; i < acpi.nr_cpus && info->nr_cpus < CONFIG_NR_CPUS; i++)
		if (acpi.cpus[i].apic_id != self)
			add_cpu(info, acpi.cpus[i].apic_id, acpi.cpus[i].nid);
	if (acpi.nr_cpus_found > info->nr_cpus)
		x86_say("%u CPUs found, %u used: the build supports that many (-Dnr_cpus=)",
			(unsigned long)acpi.nr_cpus_found, (unsigned long)info->nr_cpus);
	info->cpus = cpus;
}

/* ---- nodes ---------------------------------------------------------------------------------- */

static void add_part(const struct boot_mem *mem, phys_addr_t base, phys_addr_t end, int nid)
{
	unsigned int at = x86_boot.nr_mem;

	x86_boot_add(base, end - base, mem->type);
	if (x86_boot.nr_mem > at)
		x86_boot.mem[at].nid = nid;
}

/* Each range of RAM is cut where its node changes. */
static void take_nodes(struct boot_info *info)
{
	static struct boot_mem map[X86_MAX_MEM];
	unsigned int i, nr = x86_boot.nr_mem;
	phys_addr_t base, end, stop;
	int nid;

	info->nr_nodes = 1;
	if (!acpi.have_srat)
		return;
	info->nr_nodes = acpi.nr_nodes;
	info->distance = acpi.distance;
	memcpy(map, x86_boot.mem, sizeof(map));
	x86_boot.nr_mem = 0;
	for (i = 0; i < nr; i++) {
		end = map[i].base + map[i].size;
		for (base = map[i].base; base < end; base = stop) {
			nid = acpi_mem_node(&acpi, base, end, &stop);
			add_part(&map[i], base, stop, nid);
		}
	}
}

void x86_machine_read(struct boot_info *info)
{
	read_acpi();
	take_cpus(info);
	take_nodes(info);
}
