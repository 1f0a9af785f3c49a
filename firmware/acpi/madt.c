// SPDX-License-Identifier: MIT
/*
 * madt.c - the interrupt controllers: which CPUs there are
 *
 * The MADT holds the address of the local APICs at 36 and one entry for each
 * CPU: type 0 with an 8-bit APIC id, or type 9 with a 32-bit x2APIC id. Flag
 * bit 0: enabled, the CPU can be started now. Bit 1: online capable, it could
 * be plugged in later. A CPU with neither is not there. Some firmware lists a
 * CPU in both forms, so an id counts once. An entry of type 5 replaces the
 * address of the local APICs by one of 64 bits.
 *
 * The id that addresses all CPUs (all ones) names none.
 */
#include <linux/unaligned.h>
#include "acpi_internal.h"

#define MADT_LAPIC_ADDRESS 36

#define MADT_LAPIC	 0
#define LAPIC_ID	 3
#define LAPIC_FLAGS	 4
#define LAPIC_SIZE	 8
#define LAPIC_ALL	 0xffu
#define MADT_LAPIC_64	 5
#define LAPIC_64_ADDRESS 4
#define LAPIC_64_SIZE	 12
#define MADT_X2APIC	 9
#define X2APIC_ID	 4
#define X2APIC_FLAGS	 8
#define X2APIC_SIZE	 16
#define X2APIC_ALL	 0xffffffffu

#define CPU_ENABLED	   1u
#define CPU_ONLINE_CAPABLE 2u

/* Is @entry a CPU? Then its id and flags. */
static bool read_cpu(const u8 *entry, u32 *id, u32 *flags)
{
	if (entry[0] == MADT_LAPIC) {
		*id = entry[LAPIC_ID];
		*flags = get_unaligned_le32(entry + LAPIC_FLAGS);
		return *id != LAPIC_ALL;
	}
	if (entry[0] == MADT_X2APIC) {
		*id = get_unaligned_le32(entry + X2APIC_ID);
		*flags = get_unaligned_le32(entry + X2APIC_FLAGS);
		return *id != X2APIC_ALL;
	}
	return false;
}

bool acpi_madt_check(const struct acpi_table *t)
{
	static const u8 min[] = {
		[MADT_LAPIC] = LAPIC_SIZE,
		[MADT_LAPIC_64] = LAPIC_64_SIZE,
		[MADT_X2APIC] = X2APIC_SIZE,
	};
	const u8 *entry;
	u32 at = 0, id, flags;

	if (!acpi_check_entries(t, min, sizeof(min)))
		return false;
	while ((entry = acpi_next_entry(t, &at)))
		if (read_cpu(entry, &id, &flags) && (flags & CPU_ENABLED))
			return true;
	acpi_refuse(t, "no enabled CPU");
	return false;
}

static void add_cpu(struct acpi_machine *m, u32 id)
{
	unsigned int i;

	for (i = 0; i < m->nr_cpus; i++)
		if (m->cpus[i].apic_id == id)
			return;
	m->nr_cpus_found++;
	if (m->nr_cpus == NR_CPUS)
		return;
	m->cpus[m->nr_cpus].apic_id = id;
	m->cpus[m->nr_cpus].nid = NUMA_NO_NODE;
	m->nr_cpus++;
}

void acpi_madt_read(const struct acpi_table *t, struct acpi_machine *m)
{
	const u8 *entry;
	u32 at = 0, id, flags;

	m->lapic = get_unaligned_le32(t->data + MADT_LAPIC_ADDRESS);
	while ((entry = acpi_next_entry(t, &at))) {
		if (entry[0] == MADT_LAPIC_64)
			m->lapic = get_unaligned_le64(entry + LAPIC_64_ADDRESS);
		if (!read_cpu(entry, &id, &flags))
			continue;
		if (flags & CPU_ENABLED)
			add_cpu(m, id);
		else if (flags & CPU_ONLINE_CAPABLE)
			m->nr_cpus_offline++;
	}
}
