// SPDX-License-Identifier: MIT
/*
 * walk_test.c - tests mm/pgtable/walk.c and the arithmetic of linux/pgtable.h
 */
#include <linux/gfp.h>
#include <linux/seq_file.h>
#include "tables_test.h"

/* The tables as plain arrays of words, indexed by hand. */
static unsigned long raw_entry(unsigned long addr, unsigned int shift, unsigned long **entry)
{
	unsigned long *table = (unsigned long *)init_mm.pgd;
	unsigned long nr = PTRS_PER_PGD, val = 0;

	for (unsigned int s = PGDIR_SHIFT;; s -= 9, nr = 512) {
		*entry = &table[(addr >> s) % nr];
		val = **entry;
		if (s == shift || !pgtable_entry_present(val) ||
		    (s > PAGE_SHIFT && pgtable_entry_leaf(val)))
			return val;
		table = __va(pgtable_entry_phys(val));
	}
}

static void offsets_equal_raw_index_arithmetic(struct kunit *test)
{
	void *mem = vmalloc(3 * PAGE_SIZE);
	unsigned long addr = (unsigned long)mem + PAGE_SIZE + 123, *entry;
	pgd_t *pgd;
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd;

	KUNIT_ASSERT_NOT_NULL(test, mem);
	pgd = pgd_offset_k(addr);
	p4d = p4d_offset(pgd, addr);
	pud = pud_offset(p4d, addr);
	pmd = pmd_offset(pud, addr);
	raw_entry(addr, PGDIR_SHIFT, &entry);
	KUNIT_EXPECT_PTR_EQ(test, pgd, entry);
	KUNIT_EXPECT_PTR_EQ(test, pgd, pgd_offset(&init_mm, addr));
	raw_entry(addr, P4D_SHIFT, &entry);
	KUNIT_EXPECT_PTR_EQ(test, p4d, entry);
	raw_entry(addr, PUD_SHIFT, &entry);
	KUNIT_EXPECT_PTR_EQ(test, pud, entry);
	raw_entry(addr, PMD_SHIFT, &entry);
	KUNIT_EXPECT_PTR_EQ(test, pmd, entry);
	KUNIT_EXPECT_EQ(test, raw_entry(addr, PAGE_SHIFT, &entry),
			pte_val(*pte_offset_kernel(pmd, addr)));
	KUNIT_EXPECT_PTR_EQ(test, pte_offset_kernel(pmd, addr), entry);
	vfree(mem);
}

static void every_entry_names_the_next_table(struct kunit *test)
{
	void *mem = vmalloc(PAGE_SIZE);
	struct pgtable_walk walk;

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_TRUE(test, pgtable_walk((unsigned long)mem, &walk));
	KUNIT_ASSERT_EQ(test, walk.nr_steps, CONFIG_PGTABLE_LEVELS);
	for (unsigned int i = 0; i + 1 < walk.nr_steps; i++) {
		unsigned long table = pgtable_entry_phys(walk.steps[i].val);
		unsigned long entry = __pa(walk.steps[i + 1].entry);

		KUNIT_EXPECT_EQ(test, walk.steps[i].state, PGTABLE_TABLE);
		KUNIT_EXPECT_EQ(test, entry & PAGE_MASK, table);
		KUNIT_EXPECT_EQ(test, (entry - table) / sizeof(long), walk.steps[i + 1].index);
	}
	KUNIT_EXPECT_EQ(test, walk.steps[0].level, PGTABLE_PGD);
	KUNIT_EXPECT_EQ(test, walk.steps[walk.nr_steps - 1].level, PGTABLE_PTE);
	KUNIT_EXPECT_EQ(test, walk.phys, page_to_phys(vmalloc_to_page(mem)));
	vfree(mem);
}

static void the_dump_prints_every_level(struct kunit *test)
{
	static const char *const names[] = { "pgd[", "p4d[", "pud[", "pmd[", "pte[" };
	void *mem = vmalloc(PAGE_SIZE);
	unsigned int levels = 0;
	struct seq_file m;
	char text[2048];

	KUNIT_ASSERT_NOT_NULL(test, mem);
	seq_init(&m, text, sizeof(text) - 1, NULL, NULL);
	pgtable_walk_show(&m, (unsigned long)mem);
	text[m.count] = '\0';
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++)
		levels += !!strstr(text, names[i]);
	KUNIT_EXPECT_EQ(test, levels, CONFIG_PGTABLE_LEVELS);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "physical 0x"));
	vfree(mem);
}

static void direct_map_walks_end_at_address_minus_page_offset(struct kunit *test)
{
	u64 random = test->seed;
	unsigned int walked = 0;

	for (unsigned int i = 0; i < 100000; i++) {
		struct pgtable_walk walk;
		unsigned long pfn;

		random = random * 6364136223846793005ull + 1442695040888963407ull;
		pfn = (random >> 33) % max_pfn;
		if (!pfn_valid(pfn) || PageReserved(pfn_to_page(pfn)))
			continue;
		walked++;
		if (!pgtable_walk((unsigned long)pfn_to_virt(pfn) + 5, &walk) ||
		    walk.phys != PFN_PHYS(pfn) + 5)
			KUNIT_FAIL_AND_ABORT(test, "pfn %lx: walk gives %llx", pfn, (u64)walk.phys);
	}
	KUNIT_EXPECT_GT(test, walked, 0u);
}

static void steps_stop_at_the_next_boundary(struct kunit *test)
{
	const unsigned long addr = 5 * PMD_SIZE + 3 * PAGE_SIZE;

	if (CONFIG_PGTABLE_LEVELS == 2) /* the PMD is the top: its step is the PGD's */
		kunit_skip(test, "PMD folded");
	KUNIT_EXPECT_EQ(test, pmd_addr_end(addr, addr + PAGE_SIZE), addr + PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, pmd_addr_end(addr, addr + PMD_SIZE), 6 * PMD_SIZE);
	KUNIT_EXPECT_EQ(test, pmd_addr_end(6 * PMD_SIZE, 9 * PMD_SIZE), 7 * PMD_SIZE);
	KUNIT_EXPECT_EQ(test, pgd_addr_end(PGDIR_SIZE - 1, PGDIR_SIZE + 1), PGDIR_SIZE);
}

static void steps_stop_on_wrap(struct kunit *test)
{
	const unsigned long last = 0ul - PAGE_SIZE;

	/* An end of 0 is the top of the address space. */
	KUNIT_EXPECT_EQ(test, pgd_addr_end(last, 0ul), 0ul);
	KUNIT_EXPECT_EQ(test, p4d_addr_end(last, 0ul), 0ul);
	KUNIT_EXPECT_EQ(test, pud_addr_end(last, 0ul), 0ul);
	KUNIT_EXPECT_EQ(test, pmd_addr_end(last, 0ul), 0ul);
	/* A step that wraps past a smaller end. */
	KUNIT_EXPECT_EQ(test, pgd_addr_end(last - PAGE_SIZE, last), last);
}

static int count_visit(pte_t *pte, unsigned long addr, void *data)
{
	++*(unsigned int *)data;
	return 0;
}

static void a_range_that_ends_at_the_top_is_visited_once(struct kunit *test)
{
	const unsigned long size = PMD_SIZE + 3 * PAGE_SIZE;
	unsigned int visits = 0;

	KUNIT_EXPECT_EQ(test, apply_to_page_range(&init_mm, 0ul - size, size, count_visit, &visits),
			0);
	KUNIT_EXPECT_EQ(test, visits, size >> PAGE_SHIFT);
}

static void all_tables_are_well_formed(struct kunit *test)
{
	unsigned long pages;

	KUNIT_EXPECT_TRUE(test, pgtable_check_all(&pages));
	KUNIT_EXPECT_GE(test, pages, totalram_pages());
}

static struct kunit_case walk_cases[] = {
	KUNIT_CASE(offsets_equal_raw_index_arithmetic),
	KUNIT_CASE(every_entry_names_the_next_table),
	KUNIT_CASE(the_dump_prints_every_level),
	KUNIT_CASE(direct_map_walks_end_at_address_minus_page_offset),
	KUNIT_CASE(steps_stop_at_the_next_boundary),
	KUNIT_CASE(steps_stop_on_wrap),
	KUNIT_CASE(a_range_that_ends_at_the_top_is_visited_once),
	KUNIT_CASE(all_tables_are_well_formed),
	{},
};

static struct kunit_suite walk_suite = { .name = "pgtable.walk", .test_cases = walk_cases };
kunit_test_suite(walk_suite);
