// SPDX-License-Identifier: MIT
/*
 * srat.c - affinity: to which node CPUs and memory belong
 *
 * The SRAT speaks of proximity domains: numbers of 32 bits with any gaps. An
 * entry puts an APIC id (type 0, 8 bits; type 2, 32 bits) or a range of
 * addresses (type 1) into a domain; flag bit 0 says that it is valid. Nodes
 * are numbered without gaps: a domain becomes the next node when the first
 * valid range, or CPU that the MADT has, appears in it. When there are more
 * domains than the build has nodes, what is in the rest belongs to node 0.
 *
 * In revision 1 of the table a domain has 8 bits, and the bytes that later
 * hold the upper 24 are reserved.
 */
#include <linux/unaligned.h>
#include "acpi_internal.h"

#define SDT_REVISION 8

#define SRAT_CPU	0
#define CPU_DOMAIN_LOW	2
#define CPU_APIC_ID	3
#define CPU_FLAGS	4
#define CPU_DOMAIN_HIGH 9 /* 3 bytes */
#define CPU_SIZE	16
#define SRAT_MEM	1
#define MEM_DOMAIN	2
#define MEM_BASE	8
#define MEM_LENGTH	16
#define MEM_FLAGS	28
#define MEM_SIZE	40
#define SRAT_X2APIC	2
#define X2APIC_DOMAIN	4
#define X2APIC_ID	8
#define X2APIC_FLAGS	12
#define X2APIC_SIZE	24

#define AFFINITY_ENABLED 1u
#define AFFINITY_HOTPLUG 2u

/**
 * struct srat - the reading of one table
 * @nr_domains: domains that have become nodes
 * @domains_full: @mem_full: @overlap: said once that there are too many domains, too many
 *	ranges, that ranges overlap
 */
struct srat {
	const struct acpi_table *t;
	struct acpi_machine *m;
	unsigned int nr_domains;
	bool domains_full, mem_full, overlap;
};

static bool is_mem(const u8 *entry)
{
	return entry[0] == SRAT_MEM && (get_unaligned_le32(entry + MEM_FLAGS) & AFFINITY_ENABLED);
}

bool acpi_srat_check(const struct acpi_table *t)
{
	static const u8 min[] = {
		[SRAT_CPU] = CPU_SIZE,
		[SRAT_MEM] = MEM_SIZE,
		[SRAT_X2APIC] = X2APIC_SIZE,
	};
	const u8 *entry;
	u64 base, size;
	u32 at = 0;

	if (!acpi_check_entries(t, min, sizeof(min)))
		return false;
	while ((entry = acpi_next_entry(t, &at))) {
		if (!is_mem(entry))
			continue;
		base = get_unaligned_le64(entry + MEM_BASE);
		size = get_unaligned_le64(entry + MEM_LENGTH);
		if (base + size < base) {
			acpi_refuse(t, "memory at %#llx of %#llx bytes", base, size);
			return false;
		}
	}
	return true;
}

static int domain_to_nid(struct srat *s, u32 domain)
{
	unsigned int nid;

	if (s->t->data[SDT_REVISION] < 2)
		domain &= 0xff;
	for (nid = 0; nid < s->nr_domains; nid++)
		if (s->m->domain[nid] == domain)
			return nid;
	if (s->nr_domains < MAX_NUMNODES) {
		s->m->domain[s->nr_domains] = domain;
		return s->nr_domains++;
	}
	if (!s->domains_full)
		acpi_say(s->t, "domain %#x is too many, the build has %u nodes: the rest is node 0",
			 domain, MAX_NUMNODES);
	s->domains_full = true;
	return 0;
}

static void set_cpu(struct srat *s, u32 apic_id, u32 domain)
{
	unsigned int i;

	for (i = 0; i < s->m->nr_cpus; i++)
		if (s->m->cpus[i].apic_id == apic_id)
			s->m->cpus[i].nid = domain_to_nid(s, domain);
}

static void warn_overlap(struct srat *s, const struct acpi_mem *mem)
{
	const struct acpi_mem *other;

	for (other = s->m->mem; other < mem && !s->overlap; other++) {
		if (other->nid == mem->nid || other->base >= mem->base + mem->size ||
		    mem->base >= other->base + other->size)
			continue;
		acpi_say(s->t, "memory at %#llx is in two domains: the first counts",
			 mem->base > other->base ? mem->base : other->base);
		s->overlap = true;
	}
}

static void add_mem(struct srat *s, const u8 *entry)
{
	struct acpi_mem *mem = &s->m->mem[s->m->nr_mem];
	u64 size = get_unaligned_le64(entry + MEM_LENGTH);

	if (!size)
		return;
	if (s->m->nr_mem == ACPI_MAX_MEM) {
		if (!s->mem_full)
			acpi_say(s->t, "more than %u ranges of memory: the rest has no node",
				 ACPI_MAX_MEM);
		s->mem_full = true;
		return;
	}
	mem->base = get_unaligned_le64(entry + MEM_BASE);
	mem->size = size;
	mem->nid = domain_to_nid(s, get_unaligned_le32(entry + MEM_DOMAIN));
	mem->hotplug = get_unaligned_le32(entry + MEM_FLAGS) & AFFINITY_HOTPLUG;
	warn_overlap(s, mem);
	s->m->nr_mem++;
}

static void read_cpu(struct srat *s, const u8 *entry)
{
	u32 domain = entry[CPU_DOMAIN_LOW] | get_unaligned_le24(entry + CPU_DOMAIN_HIGH) << 8;

	if (get_unaligned_le32(entry + CPU_FLAGS) & AFFINITY_ENABLED)
		set_cpu(s, entry[CPU_APIC_ID], domain);
}

static void read_x2apic(struct srat *s, const u8 *entry)
{
	if (get_unaligned_le32(entry + X2APIC_FLAGS) & AFFINITY_ENABLED)
		set_cpu(s, get_unaligned_le32(entry + X2APIC_ID),
			get_unaligned_le32(entry + X2APIC_DOMAIN));
}

void acpi_srat_read(const struct acpi_table *t, struct acpi_machine *m)
{
	struct srat s = { .t = t, .m = m };
	const u8 *entry;
	u32 at = 0;

	while ((entry = acpi_next_entry(t, &at))) {
		if (entry[0] == SRAT_CPU)
			read_cpu(&s, entry);
		else if (entry[0] == SRAT_X2APIC)
			read_x2apic(&s, entry);
		else if (is_mem(entry))
			add_mem(&s, entry);
	}
	m->nr_nodes = s.nr_domains ? s.nr_domains : 1;
	m->have_srat = true;
}
