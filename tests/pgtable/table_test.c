// SPDX-License-Identifier: MIT
/*
 * table_test.c - tests mm/pgtable/table.c and the entries of the port
 */
#include <linux/fault-inject.h>
#include <linux/gfp.h>
#include "tables_test.h"

static void entries_read_back_their_bits(struct kunit *test)
{
	const pgprot_t prots[] = { PAGE_KERNEL, PAGE_KERNEL_RO, PAGE_KERNEL_EXEC, PAGE_KERNEL_ROX,
				   PAGE_KERNEL_NOCACHE };
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	for (unsigned int i = 0; i < ARRAY_SIZE(prots); i++) {
		pte_t pte = mk_pte(page, prots[i]), raw;

		set_pte(&raw, pte);
		KUNIT_EXPECT_EQ(test, *(unsigned long *)&raw,
				pgtable_entry_make(page_to_pfn(page), pgprot_val(prots[i])));
		KUNIT_EXPECT_EQ(test, pte_pfn(raw), page_to_pfn(page));
		KUNIT_EXPECT_TRUE(test, pte_same(raw, pfn_pte(page_to_pfn(page), prots[i])));
		KUNIT_EXPECT_EQ(test, pgprot_val(pte_pgprot(raw)), pgprot_val(prots[i]));
		KUNIT_EXPECT_TRUE(test, pte_present(raw) && !pte_none(raw));
	}
	__free_page(page);
}

static void entries_in_a_table_read_back_their_bits(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct pgtable_walk walk;
	void *addr;

	KUNIT_ASSERT_NOT_NULL(test, page);
	addr = vmap(&page, 1, VM_MAP, PAGE_KERNEL_RO);
	KUNIT_ASSERT_NOT_NULL(test, addr);
	KUNIT_ASSERT_TRUE(test, pgtable_walk((unsigned long)addr, &walk));
	KUNIT_EXPECT_EQ(test, walk.steps[walk.nr_steps - 1].val,
			pgtable_entry_make(page_to_pfn(page), pgprot_val(PAGE_KERNEL_RO)));
	vunmap(addr);
	__free_page(page);
}

static void bits_change_one_at_a_time(struct kunit *test)
{
	pte_t pte = pfn_pte(77, PAGE_KERNEL);

	KUNIT_EXPECT_TRUE(test, pte_write(pte));
	KUNIT_EXPECT_FALSE(test, pte_write(pte_wrprotect(pte)));
	KUNIT_EXPECT_TRUE(test, pte_write(pte_mkwrite(pte_wrprotect(pte))));
	KUNIT_EXPECT_FALSE(test, pte_dirty(pte_mkclean(pte)));
	KUNIT_EXPECT_TRUE(test, pte_dirty(pte_mkdirty(pte_mkclean(pte))));
	KUNIT_EXPECT_FALSE(test, pte_young(pte_mkold(pte)));
	KUNIT_EXPECT_TRUE(test, pte_special(pte_mkspecial(pte)));
	KUNIT_EXPECT_EQ(test, pte_pfn(pte_mkspecial(pte_mkold(pte))), 77ul);
}

/* One table a level that is not folded; each refused first, then made, then reused. */
static void each_level_is_made_once_or_refused(struct kunit *test)
{
	const unsigned long addr = UNUSED_BASE + (1ul << 33);
	unsigned long tables = pgtable_nr_tables();
	pgd_t *pgd = pgd_offset_k(addr);
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd;
	pte_t *pte;

#define REFUSED_THEN_MADE(entry, none, alloc)                                                      \
	do {                                                                                       \
		if (none) {                                                                        \
			fault_inject_page_after(1);                                                \
			entry = alloc;                                                             \
			fault_inject_page_after(0);                                                \
			KUNIT_EXPECT_PTR_EQ(test, entry, (void *)NULL);                            \
			KUNIT_EXPECT_EQ(test, pgtable_nr_tables(), tables);                        \
			tables++;                                                                  \
		}                                                                                  \
		entry = alloc;                                                                     \
		KUNIT_ASSERT_NOT_NULL(test, entry);                                                \
		KUNIT_EXPECT_EQ(test, pgtable_nr_tables(), tables);                                \
		KUNIT_EXPECT_PTR_EQ(test, entry, alloc);                                           \
		KUNIT_EXPECT_EQ(test, pgtable_nr_tables(), tables);                                \
	} while (0)
	REFUSED_THEN_MADE(p4d, pgd_none(*pgd), p4d_alloc(&init_mm, pgd, addr));
	REFUSED_THEN_MADE(pud, p4d_none(*p4d), pud_alloc(&init_mm, p4d, addr));
	REFUSED_THEN_MADE(pmd, pud_none(*pud), pmd_alloc(&init_mm, pud, addr));
	REFUSED_THEN_MADE(pte, pmd_none(*pmd), pte_alloc_kernel(pmd, addr));
#undef REFUSED_THEN_MADE
	KUNIT_EXPECT_TRUE(test, pte_none(*pte));
}

static void a_table_page_is_marked_and_zeroed(struct kunit *test)
{
	pte_t *table = pte_alloc_one_kernel(&init_mm);

	KUNIT_ASSERT_NOT_NULL(test, table);
	KUNIT_EXPECT_TRUE(test, PageTable(virt_to_page(table)));
	KUNIT_EXPECT_NULL(test, memchr_inv(table, 0, PAGE_SIZE));
	pte_free_kernel(&init_mm, table);
}

static int count_visit(pte_t *pte, unsigned long addr, void *data)
{
	++*(unsigned int *)data;
	return 0;
}

/* Walk two pages below @entry, corrupt it, walk again, put the old value back. */
static void corrupt_and_walk(struct kunit *test, unsigned long addr, unsigned long *entry)
{
	const unsigned long good = *entry, bad = 0x0000deadbeef0010ul;
	unsigned int visits = 0;
	u64 seq = log_next_seq();

	*entry = bad;
	KUNIT_EXPECT_EQ(test,
			apply_to_existing_page_range(&init_mm, addr, 2 * PAGE_SIZE, count_visit,
						     &visits),
			0);
	KUNIT_EXPECT_EQ(test, visits, 0u);
	KUNIT_EXPECT_EQ(test, *entry, 0ul);
	KUNIT_EXPECT_TRUE(test, logged_since(seq, ": bad p"));
	KUNIT_EXPECT_TRUE(test, logged_since(seq, "0000deadbeef0010"));
	*entry = good;
	KUNIT_EXPECT_EQ(test,
			apply_to_existing_page_range(&init_mm, addr, 2 * PAGE_SIZE, count_visit,
						     &visits),
			0);
	KUNIT_EXPECT_EQ(test, visits, 2u);
}

static void bad_entries_are_reported_cleared_and_survived(struct kunit *test)
{
	const unsigned long addr = UNUSED_BASE + (2ul << 33);
	struct pgtable_walk walk;
	unsigned int visits = 0;

	KUNIT_ASSERT_EQ(
		test, apply_to_page_range(&init_mm, addr, 2 * PAGE_SIZE, count_visit, &visits), 0);
	pgtable_walk(addr, &walk);
	KUNIT_ASSERT_EQ(test, walk.nr_steps, CONFIG_PGTABLE_LEVELS);
	for (unsigned int i = 0; i + 1 < walk.nr_steps; i++)
		corrupt_and_walk(test, addr, walk.steps[i].entry);
}

/* The name of a table with one bit changed, so that the port sees that it is none. */
static unsigned long spoiled(unsigned long val)
{
	unsigned long other = val;

	for (unsigned int bit = 0; bit < BITS_PER_LONG; bit++) {
		other = val ^ 1ul << bit;
		if (pgtable_entry_bad(other) && pgtable_entry_present(other) &&
		    !pgtable_entry_leaf(other) &&
		    pgtable_entry_phys(other) == pgtable_entry_phys(val))
			break;
	}
	return other;
}

static void a_bad_entry_is_replaced_when_mapping(struct kunit *test)
{
	const unsigned long addr = UNUSED_BASE + (3ul << 33);
	unsigned int visits = 0;
	struct pgtable_walk walk;
	unsigned long *entry, table;
	u64 seq = log_next_seq();

	apply_to_page_range(&init_mm, addr, PAGE_SIZE, count_visit, &visits);
	pgtable_walk(addr, &walk);
	entry = walk.steps[walk.nr_steps - 2].entry;
	table = pgtable_entry_phys(*entry);
	*entry = spoiled(*entry);
	KUNIT_EXPECT_EQ(test, apply_to_page_range(&init_mm, addr, PAGE_SIZE, count_visit, &visits),
			0);
	KUNIT_EXPECT_EQ(test, visits, 2u);
	KUNIT_EXPECT_TRUE(test, logged_since(seq, ": bad p"));
	KUNIT_EXPECT_NE(test, pgtable_entry_phys(*entry), table);
	pte_free_kernel(&init_mm, __va(table)); /* the one it had named */
}

static struct kunit_case table_cases[] = {
	KUNIT_CASE(entries_read_back_their_bits),
	KUNIT_CASE(entries_in_a_table_read_back_their_bits),
	KUNIT_CASE(bits_change_one_at_a_time),
	KUNIT_CASE(each_level_is_made_once_or_refused),
	KUNIT_CASE(a_table_page_is_marked_and_zeroed),
	KUNIT_CASE(bad_entries_are_reported_cleared_and_survived),
	KUNIT_CASE(a_bad_entry_is_replaced_when_mapping),
	{},
};

static struct kunit_suite table_suite = { .name = "pgtable.table", .test_cases = table_cases };
kunit_test_suite(table_suite);
