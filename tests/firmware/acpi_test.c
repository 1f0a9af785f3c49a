// SPDX-License-Identifier: MIT
/*
 * acpi_test.c - tests of firmware/acpi/: what good tables say
 *
 * The tables are made up by acpi_tables.c; acpi_broken_test.c has the bad ones.
 */
#include <linux/sizes.h>
#include <linux/unaligned.h>
#include <linux/vmalloc.h>
#include "acpi_tables.h"

/* The facts of fw_two_nodes(). */
static void expect_two_nodes(struct kunit *test)
{
	static const u8 distance[] = { 10, 21, 21, 10 };
	struct fw *fw = test->priv;
	const struct acpi_machine *m = &fw->m;
	unsigned int i;

	KUNIT_EXPECT_EQ(test, m->lapic, (phys_addr_t)FW_LAPIC);
	KUNIT_ASSERT_EQ(test, m->nr_cpus, 4u);
	KUNIT_EXPECT_EQ(test, m->nr_cpus_found, 4u);
	KUNIT_EXPECT_EQ(test, m->nr_cpus_offline, 0u);
	for (i = 0; i < m->nr_cpus; i++) {
		KUNIT_EXPECT_EQ(test, m->cpus[i].apic_id, i);
		KUNIT_EXPECT_EQ(test, m->cpus[i].nid, (int)i / 2);
	}
	KUNIT_ASSERT_EQ(test, m->nr_mem, 2u);
	for (i = 0; i < 2; i++) {
		KUNIT_EXPECT_EQ(test, m->mem[i].base, i * SZ_4G);
		KUNIT_EXPECT_EQ(test, m->mem[i].size, (phys_addr_t)SZ_1G);
		KUNIT_EXPECT_EQ(test, m->mem[i].nid, (int)i);
		KUNIT_EXPECT_FALSE(test, m->mem[i].hotplug);
	}
	KUNIT_ASSERT_EQ(test, m->nr_nodes, 2u);
	KUNIT_EXPECT_MEMEQ(test, m->distance, distance, sizeof(distance));
	KUNIT_EXPECT_TRUE(test, m->have_srat && m->have_slit);
	KUNIT_EXPECT_EQ(test, fw->nr_lines, 0u);
}

static void tables_are_found_by_rsdt_xsdt_or_both(struct kunit *test)
{
	static const unsigned int roots[] = { FW_RSDT, FW_XSDT, FW_RSDT | FW_XSDT };
	struct fw *fw = test->priv;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(roots); i++) {
		fw_clear(fw);
		fw_two_nodes(fw);
		fw_root(fw, roots[i]);
		KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
		expect_two_nodes(test);
	}
}

/* An XSDT that lists one CPU and an RSDT that lists two. */
static void two_lists(struct fw *fw)
{
	u32 rsdt;

	fw_madt(fw, FW_LAPIC);
	fw_lapic(fw, 1, 1);
	fw_lapic(fw, 2, 1);
	fw_end(fw);
	fw_root(fw, FW_RSDT);
	rsdt = fw->rsdt;
	fw_madt(fw, FW_LAPIC);
	fw_lapic(fw, 7, 1);
	fw_end(fw);
	fw_root(fw, FW_RSDT | FW_XSDT);
	put_unaligned_le32(FW_BASE + rsdt, fw->mem + fw->rsdp + 16);
	fw_fix_rsdp(fw);
}

static void xsdt_is_preferred_to_rsdt(struct kunit *test)
{
	struct fw *fw = test->priv;

	two_lists(fw);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, 1u);
	KUNIT_EXPECT_EQ(test, fw->m.cpus[0].apic_id, 7u);
	KUNIT_EXPECT_EQ(test, fw->nr_lines, 0u);
}

static void broken_xsdt_gives_way_to_rsdt(struct kunit *test)
{
	struct fw *fw = test->priv;

	two_lists(fw);
	fw->mem[fw->xsdt + 10] += 0x13;
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, 2u);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "XSDT", fw->xsdt,
					"bad checksum (sum 0x13): ignored, the RSDT counts"));
}

static void xsdt_of_a_broken_extended_root_gives_way_to_rsdt(struct kunit *test)
{
	struct fw *fw = test->priv;

	two_lists(fw);
	fw->mem[fw->rsdp + 33] ^= 0x20;
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, 2u);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "RSDP", fw->rsdp,
					"bad extended checksum (sum 0x20): its XSDT is ignored"));
}

static void madt_gives_enabled_cpus_once_in_its_order(struct kunit *test)
{
	static const u32 ids[] = { 4, 0, 2, 300, 255 };
	struct fw *fw = test->priv;
	unsigned int i;

	fw_madt(fw, FW_LAPIC);
	fw_lapic(fw, 4, 1);
	fw_lapic(fw, 1, 0);
	fw_lapic(fw, 0, 3);
	fw_lapic(fw, 3, 2);
	fw_put(fw, 0x0c01, 8); /* an I/O APIC: none of ours */
	fw_put(fw, 0, 4);
	fw_put(fw, 0x040a, 4); /* one that the specification may define later */
	fw_lapic(fw, 2, 1);
	fw_lapic(fw, 0xff, 1);
	fw_x2apic(fw, 4, 1);
	fw_x2apic(fw, 300, 1);
	fw_x2apic(fw, 301, 0);
	fw_x2apic(fw, 302, 2);
	fw_x2apic(fw, 0xff, 1);
	fw_x2apic(fw, 0xffffffff, 1);
	fw_end(fw);
	fw_root(fw, FW_XSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_ASSERT_EQ(test, fw->m.nr_cpus, (unsigned int)ARRAY_SIZE(ids));
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus_found, (unsigned int)ARRAY_SIZE(ids));
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus_offline, 2u);
	for (i = 0; i < fw->m.nr_cpus; i++) {
		KUNIT_EXPECT_EQ(test, fw->m.cpus[i].apic_id, ids[i]);
		KUNIT_EXPECT_EQ(test, fw->m.cpus[i].nid, NUMA_NO_NODE);
	}
	KUNIT_EXPECT_EQ(test, fw->m.nr_nodes, 1u);
	KUNIT_EXPECT_EQ(test, fw->m.distance[0], 10);
	KUNIT_EXPECT_FALSE(test, fw->m.have_srat || fw->m.have_slit);
	KUNIT_EXPECT_EQ(test, fw->nr_lines, 0u);
}

static void madt_override_moves_the_local_apics(struct kunit *test)
{
	struct fw *fw = test->priv;

	fw_madt(fw, FW_LAPIC);
	fw_lapic(fw, 0, 1);
	fw_put(fw, 0x0c05, 4);
	fw_put(fw, 0x123456789000, 8);
	fw_end(fw);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->m.lapic, (phys_addr_t)0x123456789000);
	KUNIT_EXPECT_EQ(test, fw->nr_lines, 0u);
}

static void cpus_that_do_not_fit_are_counted(struct kunit *test)
{
	struct fw *fw = test->priv;
	unsigned int i, nr = NR_CPUS + 236;

	fw_madt(fw, FW_LAPIC);
	for (i = 0; i < nr; i++)
		fw_x2apic(fw, 5 * i, 1);
	fw_end(fw);
	fw_srat(fw, 3);
	for (i = 0; i < nr; i++)
		fw_near_x2apic(fw, i < NR_CPUS, 5 * i, 1);
	fw_end(fw);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, (unsigned int)NR_CPUS);
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus_found, nr);
	for (i = 0; i < NR_CPUS; i++) {
		KUNIT_EXPECT_EQ(test, fw->m.cpus[i].apic_id, 5 * i);
		KUNIT_EXPECT_EQ(test, fw->m.cpus[i].nid, 0);
	}
	KUNIT_EXPECT_EQ(test, fw->m.nr_nodes, 1u);
}

static void srat_domains_become_nodes_in_order_of_appearance(struct kunit *test)
{
	static const u32 domains[] = { 0xabcdef07, 0x07, 0x80000000 };
	static const int nids[] = { 0, 1, 2, NUMA_NO_NODE };
	struct fw *fw = test->priv;
	unsigned int i;

	fw_madt(fw, FW_LAPIC);
	for (i = 0; i < 4; i++)
		fw_lapic(fw, i, 1);
	fw_end(fw);
	fw_srat(fw, 2);
	fw_near_cpu(fw, 3, 3, 0);    /* not valid */
	fw_near_cpu(fw, 4, 99, 1);   /* no such CPU */
	fw_near_mem(fw, 5, 0, 0, 1); /* no bytes */
	fw_near_mem(fw, 6, 0, SZ_1G, 2);
	fw_near_cpu(fw, domains[0], 0, 1);
	fw_near_mem(fw, domains[1], SZ_2G, SZ_1G, 3);
	fw_near_x2apic(fw, domains[2], 2, 1);
	fw_near_x2apic(fw, 8, 3, 0);
	fw_near_cpu(fw, domains[1], 1, 1);
	fw_end(fw);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_ASSERT_EQ(test, fw->m.nr_nodes, 3u);
	KUNIT_EXPECT_MEMEQ(test, fw->m.domain, domains, sizeof(domains));
	KUNIT_ASSERT_EQ(test, fw->m.nr_cpus, 4u);
	for (i = 0; i < fw->m.nr_cpus; i++)
		KUNIT_EXPECT_EQ(test, fw->m.cpus[i].nid, nids[i]);
	KUNIT_ASSERT_EQ(test, fw->m.nr_mem, 1u);
	KUNIT_EXPECT_EQ(test, fw->m.mem[0].nid, 1);
	KUNIT_EXPECT_TRUE(test, fw->m.mem[0].hotplug);
	for (i = 0; i < fw->m.nr_nodes * fw->m.nr_nodes; i++)
		KUNIT_EXPECT_EQ(test, fw->m.distance[i], i % 4 ? 20 : 10);
	KUNIT_EXPECT_EQ(test, fw->nr_lines, 0u);
}

static void srat_of_revision_1_has_domains_of_8_bits(struct kunit *test)
{
	struct fw *fw = test->priv;

	fw_one_cpu(fw);
	fw_srat(fw, 1);
	fw_near_cpu(fw, 0x12345603, 0, 1);
	fw_near_mem(fw, 0x77000003, 0, SZ_1G, 1);
	fw_end(fw);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->m.nr_nodes, 1u);
	KUNIT_EXPECT_EQ(test, fw->m.domain[0], 3u);
}

static void slit_is_indexed_by_domain(struct kunit *test)
{
	static const u8 matrix[] = {
		10, 11, 12, 13, /* domain 0 is no node */
		21, 10, 22, 23, 31, 32, 10, 33, 41, 42, 255, 10,
	};
	static const u8 distance[] = { 10, 42, 255, 23, 10, 22, 33, 32, 10 };
	struct fw *fw = test->priv;

	fw_slit(fw, 4, matrix);
	fw_one_cpu(fw);
	fw_srat(fw, 3);
	fw_near_cpu(fw, 3, 0, 1);
	fw_near_mem(fw, 1, 0, SZ_1G, 1);
	fw_near_mem(fw, 2, SZ_1G, SZ_1G, 1);
	fw_end(fw);
	fw_root(fw, FW_XSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_ASSERT_EQ(test, fw->m.nr_nodes, 3u);
	KUNIT_EXPECT_MEMEQ(test, fw->m.distance, distance, sizeof(distance));
	KUNIT_EXPECT_TRUE(test, fw->m.have_slit);
	KUNIT_EXPECT_EQ(test, fw->nr_lines, 0u);
}

static void mem_node_splits_a_range_at_every_border(struct kunit *test)
{
	static const struct {
		phys_addr_t stop;
		int nid;
	} parts[] = {
		{ 0x1000, NUMA_NO_NODE },
		{ 0x3000, 0 },
		{ 0x3800, 0 },
		{ 0x4000, 0 },
		{ 0x5000, 0 },
		{ 0x8000, 1 },
		{ 0x9000, NUMA_NO_NODE },
		{ 0xa000, 1 },
		{ 0xb000, 1 },
	};
	struct fw *fw = test->priv;
	phys_addr_t at = 0, stop;
	unsigned int i;
	int nid;

	fw_one_cpu(fw);
	fw_srat(fw, 3);
	fw_near_mem(fw, 0, 0x3000, 0x2000, 1);
	fw_near_mem(fw, 0, 0x1000, 0x2800, 1);
	fw_near_mem(fw, 1, 0x4000, 0x4000, 1);
	fw_near_mem(fw, 1, 0xa000, 0x7000, 1);
	fw_near_mem(fw, 1, 0x9000, 0x1000, 1);
	fw_end(fw);
	fw_root(fw, FW_XSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "SRAT", fw->at[1],
					"memory at 0x4000 is in two domains: the first counts"));
	for (i = 0; i < ARRAY_SIZE(parts); i++, at = stop) {
		nid = acpi_mem_node(&fw->m, at, 0xb000, &stop);
		KUNIT_EXPECT_EQ(test, nid, parts[i].nid);
		KUNIT_ASSERT_EQ(test, stop, parts[i].stop);
	}
}

/* ---- acpi_find_rsdp() ---- */

#define EBDA 0x9fc00

static u8 *bios, *ebda;

static const void *pc_map(phys_addr_t phys, size_t size)
{
	static u8 segment[2] = { (EBDA >> 4) & 0xff, EBDA >> 12 };

	if (phys == 0x40e && size == 2)
		return segment;
	if (phys == EBDA && size == 1024)
		return ebda;
	if (phys == 0xe0000 && size == 0x20000)
		return bios;
	return NULL;
}

static void rsdp_is_found_in_bios_memory(struct kunit *test)
{
	static const struct acpi_ops ops = { .map = pc_map };
	static const u8 rsdp[20] = "RSD PTR \xfd"
				   "QUARRY";
	u8 *pages = vzalloc(PAGE_SIZE);

	bios = vzalloc(0x20000);
	KUNIT_ASSERT_NOT_NULL(test, bios);
	KUNIT_ASSERT_NOT_NULL(test, pages);
	ebda = pages + PAGE_SIZE - 1024;
	KUNIT_EXPECT_EQ(test, acpi_find_rsdp(&ops), (phys_addr_t)0);
	memcpy(bios + 0x3008, rsdp, 20); /* not on 16 bytes */
	memcpy(bios + 0x4000, rsdp, 19);
	bios[0x4000]--; /* no signature */
	memcpy(bios + 0x5000, rsdp, 20);
	bios[0x5013]++;			  /* wrong sum */
	memcpy(bios + 0x1fff0, rsdp, 16); /* does not end in the area */
	KUNIT_EXPECT_EQ(test, acpi_find_rsdp(&ops), (phys_addr_t)0);
	memcpy(bios + 0x1ffe0, rsdp, 20);
	KUNIT_EXPECT_EQ(test, acpi_find_rsdp(&ops), (phys_addr_t)0xfffe0);
	memcpy(ebda + 0x20, rsdp, 20);
	KUNIT_EXPECT_EQ(test, acpi_find_rsdp(&ops), (phys_addr_t)EBDA + 0x20);
	vfree(pages);
	vfree(bios);
}

static struct kunit_case acpi_cases[] = {
	KUNIT_CASE(tables_are_found_by_rsdt_xsdt_or_both),
	KUNIT_CASE(xsdt_is_preferred_to_rsdt),
	KUNIT_CASE(broken_xsdt_gives_way_to_rsdt),
	KUNIT_CASE(xsdt_of_a_broken_extended_root_gives_way_to_rsdt),
	KUNIT_CASE(madt_gives_enabled_cpus_once_in_its_order),
	KUNIT_CASE(madt_override_moves_the_local_apics),
	KUNIT_CASE(cpus_that_do_not_fit_are_counted),
	KUNIT_CASE(srat_domains_become_nodes_in_order_of_appearance),
	KUNIT_CASE(srat_of_revision_1_has_domains_of_8_bits),
	KUNIT_CASE(slit_is_indexed_by_domain),
	KUNIT_CASE(mem_node_splits_a_range_at_every_border),
	KUNIT_CASE(rsdp_is_found_in_bios_memory),
	{}
};
static struct kunit_suite acpi_suite = {
	.name = "firmware.acpi",
	.init = fw_init,
	.exit = fw_exit,
	.test_cases = acpi_cases,
};
kunit_test_suite(acpi_suite);
