// SPDX-License-Identifier: MIT
/*
 * entry_test.c - a port's page-table entries: each bit is where it says
 *
 * Pure arithmetic on entries, and one look at the raw table of a mapped page.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/vmalloc.h>

static void entry_keeps_frame_number_and_protection(struct kunit *test)
{
	static const unsigned long pfns[] = { 0, 1, 0x1234, 0x3ffffff };

	for (size_t i = 0; i < ARRAY_SIZE(pfns); i++) {
		pte_t pte = pfn_pte(pfns[i], PAGE_KERNEL);

		KUNIT_EXPECT_EQ(test, pte_pfn(pte), pfns[i]);
		KUNIT_EXPECT_TRUE(test, pte_present(pte));
		KUNIT_EXPECT_FALSE(test, pte_none(pte));
		KUNIT_EXPECT_EQ(test, pte_val(pfn_pte(pfns[i], PAGE_KERNEL)), pte_val(pte));
	}
}

static void entry_of_zero_is_none_and_not_present(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, pte_none(__pte(0)));
	KUNIT_EXPECT_FALSE(test, pte_present(__pte(0)));
	KUNIT_EXPECT_TRUE(test, pmd_none(__pmd(0)));
	KUNIT_EXPECT_FALSE(test, pmd_present(__pmd(0)));
}

static void entry_bits_are_set_and_cleared_alone(struct kunit *test)
{
	pte_t pte = pfn_pte(0x77, PAGE_KERNEL_RO);

	KUNIT_EXPECT_FALSE(test, pte_write(pte));
	KUNIT_EXPECT_TRUE(test, pte_write(pte_mkwrite(pte)));
	KUNIT_EXPECT_FALSE(test, pte_write(pte_wrprotect(pte_mkwrite(pte))));
	KUNIT_EXPECT_TRUE(test, pte_dirty(pte_mkdirty(pte)));
	KUNIT_EXPECT_FALSE(test, pte_dirty(pte_mkclean(pte_mkdirty(pte))));
	KUNIT_EXPECT_TRUE(test, pte_young(pte_mkyoung(pte)));
	KUNIT_EXPECT_FALSE(test, pte_young(pte_mkold(pte_mkyoung(pte))));
	KUNIT_EXPECT_FALSE(test, pte_special(pte));
	KUNIT_EXPECT_TRUE(test, pte_special(pte_mkspecial(pte)));
	KUNIT_EXPECT_EQ(test, pte_pfn(pte_mkspecial(pte_mkdirty(pte_mkwrite(pte)))), 0x77ul);
}

static void entry_protections_differ_in_write_and_execute(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, pte_write(pfn_pte(1, PAGE_KERNEL)));
	KUNIT_EXPECT_FALSE(test, pte_write(pfn_pte(1, PAGE_KERNEL_RO)));
	KUNIT_EXPECT_TRUE(test, pte_write(pfn_pte(1, PAGE_KERNEL_EXEC)));
	KUNIT_EXPECT_NE(test, pgprot_val(PAGE_KERNEL), pgprot_val(PAGE_KERNEL_EXEC));
	KUNIT_EXPECT_NE(test, pgprot_val(PAGE_KERNEL_RO), pgprot_val(PAGE_KERNEL_ROX));
}

static void entry_is_read_and_cleared_in_one_step(struct kunit *test)
{
	pte_t slot = __pte(0), pte = pfn_pte(0x55, PAGE_KERNEL), old;

	set_pte(&slot, pte);
	KUNIT_EXPECT_TRUE(test, pte_same(slot, pte));
	old = ptep_get_and_clear(&init_mm, 0, &slot);
	KUNIT_EXPECT_TRUE(test, pte_same(old, pte));
	KUNIT_EXPECT_TRUE(test, pte_none(slot));
}

static void table_entry_is_good_and_leaf_entry_is_bad(struct kunit *test)
{
	void *table = (void *)get_zeroed_page(GFP_KERNEL);
	pmd_t pmd = __pmd(0);

	KUNIT_ASSERT_NOT_NULL(test, table);
	pmd_populate_kernel(&init_mm, &pmd, table);
	KUNIT_EXPECT_TRUE(test, pmd_present(pmd));
	KUNIT_EXPECT_FALSE(test, pmd_bad(pmd));
	KUNIT_EXPECT_FALSE(test, pmd_leaf(pmd));
	KUNIT_EXPECT_PTR_EQ(test, (void *)pmd_page_vaddr(pmd), table);
	pmd = pmd_mkhuge(pfn_pmd(512, PAGE_KERNEL));
	KUNIT_EXPECT_TRUE(test, pmd_leaf(pmd));
	KUNIT_EXPECT_TRUE(test, pmd_bad(pmd));
	KUNIT_EXPECT_EQ(test, pmd_pfn(pmd), 512ul);
	pmd_clear(&pmd);
	KUNIT_EXPECT_TRUE(test, pmd_none(pmd));
	free_page((unsigned long)table);
}

static void entry_of_a_mapped_page_names_its_frame(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void *at;

	KUNIT_ASSERT_NOT_NULL(test, page);
	at = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, at);
	KUNIT_EXPECT_EQ(test, vmalloc_to_pfn(at), page_to_pfn(page));
	KUNIT_EXPECT_EQ(test, __pa(page_address(page)), page_to_phys(page));
	vunmap(at);
	__free_page(page);
}

static struct kunit_case port_entry_cases[] = {
	KUNIT_CASE(entry_keeps_frame_number_and_protection),
	KUNIT_CASE(entry_of_zero_is_none_and_not_present),
	KUNIT_CASE(entry_bits_are_set_and_cleared_alone),
	KUNIT_CASE(entry_protections_differ_in_write_and_execute),
	KUNIT_CASE(entry_is_read_and_cleared_in_one_step),
	KUNIT_CASE(table_entry_is_good_and_leaf_entry_is_bad),
	KUNIT_CASE(entry_of_a_mapped_page_names_its_frame),
	{}
};

static struct kunit_suite port_entry_suite = {
	.name = "port.entry",
	.test_cases = port_entry_cases,
};
kunit_test_suite(port_entry_suite);
