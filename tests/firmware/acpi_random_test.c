// SPDX-License-Identifier: MIT
/*
 * acpi_random_test.c - tests of firmware/acpi/: good tables with random damage
 *
 * Whatever comes out must be consistent, and nothing may be read beyond what
 * was mapped: a guard page follows, see acpi_tables.h.
 */
#include <linux/prandom.h>
#include "acpi_tables.h"

static void expect_consistent(struct kunit *test, unsigned int round)
{
	struct fw *fw = test->priv;
	const struct acpi_machine *m = &fw->m;
	unsigned int i, a, b;
	bool good = m->nr_cpus <= NR_CPUS && m->nr_cpus <= m->nr_cpus_found &&
		    m->nr_mem <= ACPI_MAX_MEM && m->nr_nodes >= 1 && m->nr_nodes <= MAX_NUMNODES;

	for (i = 0; good && i < m->nr_cpus; i++)
		good = m->cpus[i].nid >= NUMA_NO_NODE && m->cpus[i].nid < (int)m->nr_nodes;
	for (i = 0; good && i < m->nr_mem; i++)
		good = m->mem[i].nid >= 0 && m->mem[i].nid < (int)m->nr_nodes && m->mem[i].size &&
		       m->mem[i].base + m->mem[i].size > m->mem[i].base;
	for (a = 0; good && a < m->nr_nodes; a++)
		for (b = 0; good && b < m->nr_nodes; b++)
			good = a == b ? m->distance[a * m->nr_nodes + b] == 10
				      : m->distance[a * m->nr_nodes + b] >= 10;
	for (i = 0; good && i < min(fw->nr_lines, FW_LINES); i++)
		good = !strncmp(fw->lines[i], "ACPI: ", 6);
	KUNIT_ASSERT_TRUE_MSG(test, good, "round %u", round);
}

/* Change up to 8 bytes, most of them in a table, and often make the sums right again. */
static void mutate(struct fw *fw, struct rnd_state *rnd)
{
	u32 roots[] = { fw->rsdt, fw->xsdt, fw->rsdp };
	unsigned int n = prandom_u32_state(rnd) % 8 + 1, i;
	u32 at;

	while (n--) {
		i = prandom_u32_state(rnd) % 8;
		at = i < 3 ? roots[i] : fw->at[i % 3];
		at += prandom_u32_state(rnd) % (i % 2 ? 64 : 256);
		fw->mem[at] = i % 4 ? prandom_u32_state(rnd) : fw->mem[at] ^ 1 << at % 8;
	}
	if (prandom_u32_state(rnd) % 4 == 0)
		return;
	for (i = 0; i < 3; i++)
		fw_fix(fw, fw->at[i]);
	fw_fix(fw, fw->rsdt);
	fw_fix(fw, fw->xsdt);
	fw_fix_rsdp(fw);
}

static void mutated_tables_never_lead_astray(struct kunit *test)
{
	struct fw *fw = test->priv;
	unsigned int round, srats = 0, slits = 0, failed = 0;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, test->seed);
	for (round = 0; round < 10000; round++) {
		fw_clear(fw);
		fw_two_nodes(fw);
		fw_root(fw, FW_RSDT | FW_XSDT);
		mutate(fw, &rnd);
		fw->limit = FW_BASE + fw->used + prandom_u32_state(&rnd) % 4096;
		failed += fw_read(fw) != 0;
		srats += fw->m.have_srat;
		slits += fw->m.have_slit;
		expect_consistent(test, round);
		KUNIT_ASSERT_FALSE(test, fw->wrapped);
	}
	/* Both ways through the code were taken, often. */
	KUNIT_EXPECT_GT(test, srats, 1000u);
	KUNIT_EXPECT_GT(test, slits, 1000u);
	KUNIT_EXPECT_LT(test, slits, 9000u);
	KUNIT_EXPECT_GT(test, failed, 50u);
}

static struct kunit_case acpi_random_cases[] = { KUNIT_CASE(mutated_tables_never_lead_astray), {} };
static struct kunit_suite acpi_random_suite = {
	.name = "firmware.acpi_random",
	.init = fw_init,
	.exit = fw_exit,
	.test_cases = acpi_random_cases,
};
kunit_test_suite(acpi_random_suite);
