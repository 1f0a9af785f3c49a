// SPDX-License-Identifier: MIT
/*
 * read.c - go through the list of ACPI tables and take what we need
 *
 * Three tables count, in this order, as the later ones need the earlier: MADT
 * (CPUs), SRAT (their nodes, memory's nodes), SLIT (distances of the nodes).
 * First the list is walked and the first good table of each kind kept, then
 * they are read. Each table is checked to its last byte before it is kept, so
 * that reading cannot fail.
 *
 * Locking: none; state is the caller's.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include "acpi_internal.h"

/* A list may have any length; real ones have about 30 tables. */
#define MAX_TABLES 1024

enum { MADT, SRAT, SLIT, NR_KINDS };

static const struct acpi_kind kinds[NR_KINDS] = {
	[MADT] = { "APIC", "MADT", 44, "only the boot CPU is used", acpi_madt_check,
		   acpi_madt_read },
	[SRAT] = { "SRAT", "SRAT", 48, "all memory is node 0", acpi_srat_check, acpi_srat_read },
	[SLIT] = { "SLIT", "SLIT", 44, "all nodes are 20 from each other", acpi_slit_check,
		   acpi_slit_read },
};

/* A table of the list, of any kind; @found: the good ones. */
static void visit(struct acpi_table *t, struct acpi_table *found)
{
	static const struct acpi_kind any = { .name = "table", .instead = "the others count" };
	const u8 *header = acpi_map(t->ops, t->phys, ACPI_HEADER_SIZE);
	unsigned int i;

	if (!header) {
		t->kind = &any;
		acpi_refuse(t, "out of reach");
		return;
	}
	for (i = 0; i < NR_KINDS && memcmp(header, kinds[i].signature, 4); i++)
		;
	if (i == NR_KINDS)
		return;
	t->kind = &kinds[i];
	if (found[i].data)
		acpi_say(t, "a second one: ignored, the one at %#llx counts", found[i].phys);
	else if (acpi_open(t) && t->kind->check(t))
		found[i] = *t;
	else
		found[i].phys = t->phys;
}

static void set_default_distances(struct acpi_machine *m)
{
	unsigned int a, b;

	for (a = 0; a < m->nr_nodes; a++)
		for (b = 0; b < m->nr_nodes; b++)
			m->distance[a * m->nr_nodes + b] = a == b ? ACPI_LOCAL_DISTANCE
								  : ACPI_REMOTE_DISTANCE;
}

static void visit_all(const struct acpi_table *root, struct acpi_table *found)
{
	struct acpi_table t;
	unsigned int i;
	u64 phys;

	for (i = 0; acpi_root_entry(root, i, &phys); i++) {
		if (i == MAX_TABLES) {
			acpi_say(root, "only the first %u tables count", MAX_TABLES);
			return;
		}
		t = (struct acpi_table){ .ops = root->ops, .phys = phys };
		if (phys)
			visit(&t, found);
	}
}

static void read(const struct acpi_table *t, struct acpi_machine *m)
{
	if (t->data)
		t->kind->read(t, m);
}

int acpi_read(phys_addr_t rsdp, const struct acpi_ops *ops, struct acpi_machine *m)
{
	struct acpi_table root, found[NR_KINDS] = {};

	memset(m, 0, sizeof(*m));
	m->nr_nodes = 1;
	set_default_distances(m);
	if (!acpi_open_root(rsdp, ops, &root))
		return -ENODEV;
	visit_all(&root, found);
	if (!found[MADT].phys)
		ops->say("ACPI: no MADT: only the boot CPU is used");
	read(&found[MADT], m);
	read(&found[SRAT], m);
	set_default_distances(m);
	read(&found[SLIT], m);
	return 0;
}

int acpi_mem_node(const struct acpi_machine *m, phys_addr_t base, phys_addr_t end,
		  phys_addr_t *stop)
{
	const struct acpi_mem *mem;
	int nid = NUMA_NO_NODE;

	for (mem = m->mem; mem < m->mem + m->nr_mem; mem++) {
		phys_addr_t last = mem->base + mem->size;

		if (mem->base > base)
			end = min(end, mem->base);
		else if (last > base)
			end = min(end, last);
		if (nid == NUMA_NO_NODE && mem->base <= base && base < last)
			nid = mem->nid;
	}
	*stop = end;
	return nid;
}
