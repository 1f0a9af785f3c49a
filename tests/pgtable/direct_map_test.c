// SPDX-License-Identifier: MIT
/*
 * direct_map_test.c - tests mm/pgtable/direct_map.c
 */
#include <linux/gfp.h>
#include "tables_test.h"

/* Every frame that can be handed out, its struct page and its frame-table entry. */
static void every_frame_of_ram_is_mapped(struct kunit *test)
{
	struct pgtable_walk walk;

	for (unsigned long pfn = 0; pfn < max_pfn; pfn++) {
		if (!pfn_valid(pfn) || PageReserved(pfn_to_page(pfn)))
			continue;
		if (!pgtable_walk((unsigned long)pfn_to_virt(pfn), &walk) ||
		    PHYS_PFN(walk.phys) != pfn || !pte_write(__pte(walk.prot)))
			KUNIT_FAIL_AND_ABORT(test, "direct map of frame %lx", pfn);
		if (!pgtable_walk((unsigned long)pfn_to_page(pfn), &walk))
			KUNIT_FAIL_AND_ABORT(test, "struct page of frame %lx", pfn);
	}
}

static void the_frame_table_is_readable_below_max_pfn(struct kunit *test)
{
	for (unsigned long pfn = 0; pfn < max_pfn; pfn += PAGE_SIZE / sizeof(u16)) {
		void *entry = (void *)(FRAMETAB_START + pfn * sizeof(u16));
		struct pgtable_walk walk;

		if (!pgtable_walk((unsigned long)entry, &walk) || !can_read(entry))
			KUNIT_FAIL_AND_ABORT(test, "frame table at frame %lx", pfn);
	}
}

static void large_leaves_are_used_where_ram_allows(struct kunit *test)
{
	struct pgtable_walk walk;
	unsigned long large = 0, end = max_pfn << PAGE_SHIFT;

	for (unsigned long phys = 0; phys + PMD_SIZE <= end; phys += PMD_SIZE)
		if (pgtable_walk((unsigned long)__va(phys), &walk) && walk.shift >= PMD_SHIFT)
			large++;
	KUNIT_EXPECT_GT(test, large, 0ul);
}

static void page_allocation_writes_no_entry(struct kunit *test)
{
	unsigned long writes = READ_ONCE(pgtable_entry_writes);

	for (unsigned int i = 0; i < 1000000; i++) {
		struct page *page = alloc_pages(GFP_KERNEL, i % 3);

		if (!page)
			KUNIT_FAIL_AND_ABORT(test, "allocation %u", i);
		__free_pages(page, i % 3);
	}
	KUNIT_EXPECT_EQ(test, READ_ONCE(pgtable_entry_writes), writes);
}

static struct kunit_case direct_map_cases[] = {
	KUNIT_CASE(every_frame_of_ram_is_mapped),
	KUNIT_CASE(the_frame_table_is_readable_below_max_pfn),
	KUNIT_CASE(large_leaves_are_used_where_ram_allows),
	KUNIT_CASE(page_allocation_writes_no_entry),
	{},
};

static struct kunit_suite direct_map_suite = {
	.name = "pgtable.direct_map",
	.test_cases = direct_map_cases,
};
kunit_test_suite(direct_map_suite);
