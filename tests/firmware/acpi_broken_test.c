// SPDX-License-Identifier: MIT
/*
 * acpi_broken_test.c - tests of firmware/acpi/: tables that are not what they should be
 *
 * Each is left out whole with one line, and the rest still counts.
 */
#include <linux/sizes.h>
#include <linux/unaligned.h>
#include "acpi_tables.h"

enum { MADT, SRAT, SLIT }; /* index in fw->at of fw_two_nodes() */
static const char *const names[] = { "MADT", "SRAT", "SLIT" };
static const char *const instead[] = {
	"only the boot CPU is used",
	"all memory is node 0",
	"all nodes are 20 from each other",
};

static void put8(u8 *p, u64 value)
{
	*p = value;
}
static void put32(u8 *p, u64 value)
{
	put_unaligned_le32(value, p);
}
static void put64(u8 *p, u64 value)
{
	put_unaligned_le64(value, p);
}

/* One field of a good table overwritten, its sum right again unless @keep_sum. */
static const struct breakage {
	const char *name;
	unsigned int table;
	u32 offset;
	void (*put)(u8 *p, u64 value);
	u64 value;
	const char *text;
	bool keep_sum;
} breakages[] = {
	{ "madt_sum", MADT, 10, put8, 'Q' + 1, "bad checksum (sum 0x01)", true },
	{ "srat_sum", SRAT, 10, put8, 'Q' + 0x13, "bad checksum (sum 0x13)", true },
	{ "slit_sum", SLIT, 10, put8, 'Q' - 1, "bad checksum (sum 0xff)", true },
	{ "madt_short", MADT, 4, put32, 43, "43 bytes long, not 44 to 1048576" },
	{ "srat_short", SRAT, 4, put32, 0, "0 bytes long, not 48 to 1048576" },
	{ "slit_long", SLIT, 4, put32, 0xffffffff, "4294967295 bytes long, not 44 to 1048576" },
	{ "srat_far", SRAT, 4, put32, SZ_1M, "its 1048576 bytes are out of reach" },
	{ "madt_zero", MADT, 53, put8, 0, "entry of type 0 at offset 52 has 0 bytes" },
	{ "madt_one", MADT, 53, put8, 1, "entry of type 0 at offset 52 has 1 bytes" },
	{ "madt_unknown", MADT, 52, put32, 0x01fe, "entry of type 254 at offset 52 has 1 bytes" },
	{ "madt_small", MADT, 53, put8, 7, "entry of type 0 at offset 52 has 7 bytes" },
	{ "madt_override", MADT, 52, put8, 5, "entry of type 5 at offset 52 has 8 bytes" },
	{ "madt_x2apic", MADT, 52, put8, 9, "entry of type 9 at offset 52 has 8 bytes" },
	{ "madt_cut", MADT, 69, put8, 9, "truncated entry at offset 68" },
	{ "madt_tail", MADT, 69, put8, 7, "entry of type 0 at offset 68 has 7 bytes" },
	{ "madt_one_left", MADT, 4, put32, 69, "truncated entry at offset 68" },
	{ "srat_zero", SRAT, 113, put8, 0, "entry of type 1 at offset 112 has 0 bytes" },
	{ "srat_cut", SRAT, 4, put32, 191, "truncated entry at offset 152" },
	{ "srat_cpu", SRAT, 49, put8, 15, "entry of type 0 at offset 48 has 15 bytes" },
	{ "srat_x2apic", SRAT, 48, put8, 2, "entry of type 2 at offset 48 has 16 bytes" },
	{ "srat_mem", SRAT, 48, put8, 1, "entry of type 1 at offset 48 has 16 bytes" },
	{ "srat_wraps", SRAT, 168, put64, -SZ_4G,
	  "memory at 0x100000000 of 0xffffffff00000000 bytes" },
	{ "slit_none", SLIT, 36, put64, 0, "48 bytes do not hold 0 localities" },
	{ "slit_big", SLIT, 36, put64, 3, "48 bytes do not hold 3 localities" },
	{ "slit_wraps", SLIT, 36, put64, 1ull << 32, "48 bytes do not hold 4294967296 localities" },
	{ "slit_own", SLIT, 47, put8, 11, "distance 11 from 1 to 1" },
	{ "slit_near", SLIT, 45, put8, 9, "distance 9 from 0 to 1" },
};
KUNIT_ARRAY_PARAM_DESC(breakage, breakages, name);

static void broken_table_is_left_out_with_one_line(struct kunit *test)
{
	const struct breakage *b = test->param_value;
	struct fw *fw = test->priv;
	char text[ACPI_LINE_MAX];
	unsigned int i;
	u32 at;

	fw_two_nodes(fw);
	fw_root(fw, FW_RSDT | FW_XSDT);
	at = fw->at[b->table];
	b->put(fw->mem + at + b->offset, b->value);
	if (!b->keep_sum)
		fw_fix(fw, at);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	if (b->table == SRAT) { /* without it the SLIT means nothing */
		KUNIT_EXPECT_EQ(test, fw->nr_lines, 2u);
		fw->nr_lines--;
	}
	snprintf(text, sizeof(text), "%s: ignored, %s", b->text, instead[b->table]);
	KUNIT_EXPECT_TRUE(test, fw_said(test, names[b->table], at, text));

	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, b->table == MADT ? 0u : 4u);
	KUNIT_EXPECT_EQ(test, fw->m.nr_mem, b->table == SRAT ? 0u : 2u);
	KUNIT_EXPECT_EQ(test, fw->m.nr_nodes, b->table == SRAT ? 1u : 2u);
	KUNIT_EXPECT_EQ(test, fw->m.have_srat, b->table != SRAT);
	KUNIT_EXPECT_EQ(test, fw->m.have_slit, b->table == MADT);
	for (i = 0; i < fw->m.nr_cpus; i++)
		KUNIT_EXPECT_EQ(test, fw->m.cpus[i].nid,
				b->table == SRAT ? NUMA_NO_NODE : (int)i / 2);
	if (fw->m.nr_nodes == 2)
		KUNIT_EXPECT_EQ(test, fw->m.distance[1], fw->m.have_slit ? 21 : 20);
}

static void expect_nothing(struct kunit *test)
{
	struct fw *fw = test->priv;

	KUNIT_EXPECT_EQ(test, fw->m.lapic, (phys_addr_t)0);
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus + fw->m.nr_cpus_found + fw->m.nr_mem, 0u);
	KUNIT_EXPECT_EQ(test, fw->m.nr_nodes, 1u);
	KUNIT_EXPECT_EQ(test, fw->m.distance[0], 10);
	KUNIT_EXPECT_FALSE(test, fw->m.have_srat || fw->m.have_slit);
}

#define NO_TABLES "ignored, only the boot CPU and one node are used"

static void broken_root_means_no_tables(struct kunit *test)
{
	struct fw *fw = test->priv;

	fw_two_nodes(fw);
	fw_root(fw, FW_XSDT);
	fw->mem[fw->rsdp + 9] ^= 0x40;
	KUNIT_EXPECT_EQ(test, fw_read(fw), -ENODEV);
	KUNIT_EXPECT_TRUE(test,
			  fw_said(test, "RSDP", fw->rsdp, "bad checksum (sum 0x40): " NO_TABLES));
	expect_nothing(test);

	fw->mem[fw->rsdp]++;
	KUNIT_EXPECT_EQ(test, fw_read(fw), -ENODEV);
	KUNIT_EXPECT_TRUE(test,
			  fw_said(test, "RSDP", fw->rsdp, "no signature \"RSD PTR \": " NO_TABLES));
	expect_nothing(test);

	fw->limit = FW_BASE + fw->rsdp + 19;
	KUNIT_EXPECT_EQ(test, fw_read(fw), -ENODEV);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "RSDP", fw->rsdp, "out of reach: " NO_TABLES));
	expect_nothing(test);

	fw->rsdp = 0;
	KUNIT_EXPECT_EQ(test, fw_read(fw), -ENODEV);
	KUNIT_ASSERT_EQ(test, fw->nr_lines, 1u);
	KUNIT_EXPECT_STREQ(test, (const char *)fw->lines[0],
			   "ACPI: no RSDP: only the boot CPU and one node are used");
	expect_nothing(test);
}

static void root_that_names_no_list_means_no_tables(struct kunit *test)
{
	struct fw *fw = test->priv;

	fw_two_nodes(fw);
	fw_root(fw, FW_XSDT);
	put_unaligned_le64(0, fw->mem + fw->rsdp + 24);
	fw_fix_rsdp(fw);
	KUNIT_EXPECT_EQ(test, fw_read(fw), -ENODEV);
	KUNIT_EXPECT_TRUE(test,
			  fw_said(test, "RSDP", fw->rsdp, "names no list of tables: " NO_TABLES));
	expect_nothing(test);
}

/* What may be wrong with the XSDT, when there is also an RSDT and when there is none. */
static const struct list_breakage {
	const char *name;
	u64 xsdt;   /* its address; 0: stays */
	u32 length; /* of it; 0: stays */
	const char *text;
} list_breakages[] = {
	{ "out_of_reach", 1ull << 40, 0, "out of reach" },
	{ "wraps", -20ull, 0, "out of reach" },
	{ "not_an_xsdt", FW_BASE, 0, "no signature \"XSDT\"" },
	{ "short", 0, 35, "35 bytes long, not 36 to 1048576" },
	{ "ragged", 0, 59, "truncated entry at offset 52" },
};
KUNIT_ARRAY_PARAM_DESC(list_breakage, list_breakages, name);

static void broken_xsdt_is_said_and_rsdt_counts_if_there_is_one(struct kunit *test)
{
	const struct list_breakage *b = test->param_value;
	struct fw *fw = test->priv;
	char text[ACPI_LINE_MAX];
	unsigned int roots;

	for (roots = FW_XSDT; roots <= (FW_RSDT | FW_XSDT); roots++) {
		fw_clear(fw);
		fw_two_nodes(fw);
		fw_root(fw, roots);
		if (b->xsdt)
			put_unaligned_le64(b->xsdt, fw->mem + fw->rsdp + 24);
		if (b->length)
			put_unaligned_le32(b->length, fw->mem + fw->xsdt + 4);
		fw_fix(fw, fw->xsdt);
		fw_fix_rsdp(fw);
		KUNIT_EXPECT_EQ(test, fw_read(fw), roots & FW_RSDT ? 0 : -ENODEV);
		KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, roots & FW_RSDT ? 4u : 0u);
		snprintf(text, sizeof(text), "%s: %s", b->text,
			 roots & FW_RSDT ? "ignored, the RSDT counts" : NO_TABLES);
		KUNIT_EXPECT_TRUE(test, fw_said(test, "XSDT",
						b->xsdt ? b->xsdt - FW_BASE : fw->xsdt, text));
		KUNIT_EXPECT_FALSE(test, fw->wrapped);
	}
}

/* What may be wrong with the part of the root pointer that names the XSDT. */
static const struct extension_breakage {
	const char *name;
	u32 length;
	u32 cut; /* bytes in reach */
	const char *text;
} extension_breakages[] = {
	{ "short", 35, FW_SIZE, "35 bytes long, not 36 to 4096: its XSDT is ignored" },
	{ "long", 4097, FW_SIZE, "4097 bytes long, not 36 to 4096: its XSDT is ignored" },
	{ "cut", 36, 35, "its 36 bytes are out of reach: its XSDT is ignored" },
	{ "tail_cut", 40, 39, "its 40 bytes are out of reach: its XSDT is ignored" },
};
KUNIT_ARRAY_PARAM_DESC(extension_breakage, extension_breakages, name);

static void broken_extension_of_the_root_leaves_the_rsdt(struct kunit *test)
{
	const struct extension_breakage *b = test->param_value;
	struct fw *fw = test->priv;

	fw_two_nodes(fw);
	fw_root(fw, FW_RSDT | FW_XSDT);
	put_unaligned_le32(b->length, fw->mem + fw->rsdp + 20);
	fw_fix_rsdp(fw);
	fw->limit = min(fw->limit, FW_BASE + fw->rsdp + b->cut);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, 4u);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "RSDP", fw->rsdp, b->text));
}

static void tables_out_of_reach_are_said_and_skipped(struct kunit *test)
{
	struct fw *fw = test->priv;

	fw_two_nodes(fw);
	fw_root(fw, FW_RSDT);
	put_unaligned_le32(0xfffffff0, fw->mem + fw->rsdt + 36 + 4 * SRAT);
	put_unaligned_le32(0, fw->mem + fw->rsdt + 36 + 4 * SLIT);
	fw_fix(fw, fw->rsdt);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "table", 0xfffffff0 - FW_BASE,
					"out of reach: ignored, the others count"));
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, 4u);
	KUNIT_EXPECT_EQ(test, fw->m.nr_nodes, 1u);
}

static void first_good_table_of_a_kind_counts(struct kunit *test)
{
	struct fw *fw = test->priv;
	char text[ACPI_LINE_MAX];

	fw_two_nodes(fw);
	fw_madt(fw, 0);
	fw_lapic(fw, 9, 1);
	fw_end(fw);
	fw_root(fw, FW_XSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	snprintf(text, sizeof(text), "a second one: ignored, the one at %#llx counts",
		 FW_BASE + fw->at[MADT]);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "MADT", fw->at[3], text));
	KUNIT_EXPECT_EQ(test, fw->m.nr_cpus, 4u);

	fw->mem[fw->at[MADT] + 10]++;
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->nr_lines, 1u);
	KUNIT_ASSERT_EQ(test, fw->m.nr_cpus, 1u);
	KUNIT_EXPECT_EQ(test, fw->m.cpus[0].apic_id, 9u);
}

static void missing_cpus_are_said(struct kunit *test)
{
	struct fw *fw = test->priv;

	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_ASSERT_EQ(test, fw->nr_lines, 1u);
	KUNIT_EXPECT_STREQ(test, (const char *)fw->lines[0],
			   "ACPI: no MADT: only the boot CPU is used");
	expect_nothing(test);

	fw_madt(fw, FW_LAPIC);
	fw_lapic(fw, 0, 0);
	fw_lapic(fw, 1, 2);
	fw_end(fw);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "MADT", fw->at[0],
					"no enabled CPU: ignored, only the boot CPU is used"));
	expect_nothing(test);
}

static void domains_that_are_too_many_are_node_0(struct kunit *test)
{
	struct fw *fw = test->priv;
	char text[ACPI_LINE_MAX];
	unsigned int i;

	fw_one_cpu(fw);
	fw_srat(fw, 3);
	for (i = 0; i < MAX_NUMNODES + 3; i++)
		fw_near_mem(fw, 100 + i, i * (u64)SZ_1G, SZ_1G, 1);
	fw_end(fw);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	snprintf(text, sizeof(text),
		 "domain %#x is too many, the build has %u nodes: the rest is node 0",
		 100 + MAX_NUMNODES, MAX_NUMNODES);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "SRAT", fw->at[SRAT], text));
	KUNIT_EXPECT_EQ(test, fw->m.nr_nodes, (unsigned int)MAX_NUMNODES);
	KUNIT_ASSERT_EQ(test, fw->m.nr_mem, MAX_NUMNODES + 3u);
	for (i = 0; i < fw->m.nr_mem; i++)
		KUNIT_EXPECT_EQ(test, fw->m.mem[i].nid, i < MAX_NUMNODES ? (int)i : 0);
}

static void memory_ranges_that_are_too_many_have_no_node(struct kunit *test)
{
	struct fw *fw = test->priv;
	phys_addr_t stop;
	unsigned int i;

	fw_one_cpu(fw);
	fw_srat(fw, 3);
	for (i = 0; i < ACPI_MAX_MEM + 2; i++)
		fw_near_mem(fw, 0, i * SZ_4K, SZ_4K, 1);
	fw_end(fw);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "SRAT", fw->at[SRAT],
					"more than 128 ranges of memory: the rest has no node"));
	KUNIT_EXPECT_EQ(test, fw->m.nr_mem, (unsigned int)ACPI_MAX_MEM);
	KUNIT_EXPECT_EQ(test, acpi_mem_node(&fw->m, ACPI_MAX_MEM * SZ_4K, SZ_1G, &stop),
			NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, stop, (phys_addr_t)SZ_1G);
}

static void node_without_a_row_in_the_slit_is_20_away(struct kunit *test)
{
	static const u8 matrix[] = { 10, 15, 15, 10 };
	static const u8 distance[] = { 10, 15, 20, 15, 10, 20, 20, 20, 10 };
	struct fw *fw = test->priv;
	unsigned int i;

	fw_one_cpu(fw);
	fw_srat(fw, 3);
	for (i = 0; i < 3; i++)
		fw_near_mem(fw, i, i * (u64)SZ_1G, SZ_1G, 1);
	fw_end(fw);
	fw_slit(fw, 2, matrix);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "SLIT", fw->at[SLIT],
					"no row for domain 0x2: node 2 is 20 from all others"));
	KUNIT_EXPECT_MEMEQ(test, fw->m.distance, distance, sizeof(distance));
}

static void slit_without_srat_is_left_out(struct kunit *test)
{
	static const u8 matrix[] = { 10 };
	struct fw *fw = test->priv;

	fw_one_cpu(fw);
	fw_slit(fw, 1, matrix);
	fw_root(fw, FW_RSDT);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_TRUE(test, fw_said(test, "SLIT", fw->at[1],
					"no SRAT to say what is where: ignored, "
					"all nodes are 20 from each other"));
	KUNIT_EXPECT_FALSE(test, fw->m.have_slit);
}

static void list_without_end_is_cut(struct kunit *test)
{
	struct fw *fw = test->priv;
	unsigned int i;

	fw_begin(fw, "XSDT", 1);
	for (i = 0; i < 1024; i++)
		fw_put(fw, 0, 8);
	fw_put(fw, FW_BASE, 8); /* the 1025th */
	fw_end(fw);
	fw_root(fw, FW_XSDT);
	put_unaligned_le64(FW_BASE + fw->at[0], fw->mem + fw->rsdp + 24);
	fw_fix_rsdp(fw);
	KUNIT_EXPECT_EQ(test, fw_read(fw), 0);
	KUNIT_EXPECT_EQ(test, fw->nr_lines, 2u);
	fw->nr_lines = 1;
	KUNIT_EXPECT_TRUE(test,
			  fw_said(test, "XSDT", fw->at[0], "only the first 1024 tables count"));
}

static struct kunit_case acpi_broken_cases[] = {
	KUNIT_CASE_PARAM(broken_table_is_left_out_with_one_line, breakage_gen_params),
	KUNIT_CASE(broken_root_means_no_tables),
	KUNIT_CASE(root_that_names_no_list_means_no_tables),
	KUNIT_CASE_PARAM(broken_xsdt_is_said_and_rsdt_counts_if_there_is_one,
			 list_breakage_gen_params),
	KUNIT_CASE_PARAM(broken_extension_of_the_root_leaves_the_rsdt,
			 extension_breakage_gen_params),
	KUNIT_CASE(tables_out_of_reach_are_said_and_skipped),
	KUNIT_CASE(first_good_table_of_a_kind_counts),
	KUNIT_CASE(missing_cpus_are_said),
	KUNIT_CASE(domains_that_are_too_many_are_node_0),
	KUNIT_CASE(memory_ranges_that_are_too_many_have_no_node),
	KUNIT_CASE(node_without_a_row_in_the_slit_is_20_away),
	KUNIT_CASE(slit_without_srat_is_left_out),
	KUNIT_CASE(list_without_end_is_cut),
	{}
};
static struct kunit_suite acpi_broken_suite = {
	.name = "firmware.acpi_broken",
	.init = fw_init,
	.exit = fw_exit,
	.test_cases = acpi_broken_cases,
};
kunit_test_suite(acpi_broken_suite);
