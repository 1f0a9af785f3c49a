// SPDX-License-Identifier: MIT
/*
 * map_test.c - tests mm/pgtable/map.c and range.c
 */
#include <linux/fault-inject.h>
#include <linux/gfp.h>
#include <linux/extable.h>
#include <quarry/port.h>
#include "tables_test.h"

#define NR 8u

struct mapping {
	struct vm_struct *area;
	unsigned long addr;
	struct page *pages[NR];
};

static pte_t *pte_of(unsigned long addr)
{
	unsigned long table = addr;

	return pte_offset_kernel(
		pmd_offset(pud_offset(p4d_offset(pgd_offset_k(addr), addr), addr), addr), table);
}

static int make_mapping(struct kunit *test)
{
	struct mapping *map = kunit_kzalloc(test, sizeof(*map), GFP_KERNEL);

	if (!map)
		return -ENOMEM;
	map->area = get_vm_area(NR * PAGE_SIZE, VM_MAP);
	if (!map->area)
		return -ENOMEM;
	map->addr = (unsigned long)map->area->addr;
	test->priv = map;
	for (unsigned int i = 0; i < NR; i++) {
		map->pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		if (!map->pages[i])
			return -ENOMEM;
	}
	return 0;
}

static void drop_mapping(struct kunit *test)
{
	struct mapping *map = test->priv;

	if (!map)
		return;
	for (unsigned int i = 0; i < NR; i++)
		__free_page(map->pages[i]);
	free_vm_area(map->area);
}

static int map_all(struct mapping *map)
{
	return vmap_pages_range(map->addr, map->addr + NR * PAGE_SIZE, PAGE_KERNEL, map->pages);
}

static void pages_appear_in_order(struct kunit *test)
{
	struct mapping *map = test->priv;

	KUNIT_ASSERT_EQ(test, map_all(map), 0);
	for (unsigned int i = 0; i < NR; i++) {
		unsigned long *word = (unsigned long *)(map->addr + i * PAGE_SIZE);

		*word = i + 100;
		KUNIT_EXPECT_EQ(test, *(unsigned long *)page_address(map->pages[i]), i + 100ul);
	}
}

static void a_second_map_makes_no_tables(struct kunit *test)
{
	struct mapping *map = test->priv;
	unsigned long tables;

	KUNIT_ASSERT_EQ(test, map_all(map), 0);
	vunmap_range(map->addr, map->addr + NR * PAGE_SIZE);
	tables = pgtable_nr_tables();
	KUNIT_ASSERT_EQ(test, map_all(map), 0);
	KUNIT_EXPECT_EQ(test, pgtable_nr_tables(), tables);
}

static void unmap_clears_leaves_and_keeps_tables(struct kunit *test)
{
	struct mapping *map = test->priv;
	struct pgtable_walk walk;

	KUNIT_ASSERT_EQ(test, map_all(map), 0);
	vunmap_range(map->addr, map->addr + NR * PAGE_SIZE);
	KUNIT_EXPECT_FALSE(test, pgtable_walk(map->addr, &walk));
	KUNIT_EXPECT_EQ(test, walk.nr_steps, CONFIG_PGTABLE_LEVELS);
	KUNIT_EXPECT_EQ(test, walk.steps[walk.nr_steps - 1].state, PGTABLE_NONE);
	KUNIT_EXPECT_FALSE(test, can_read((void *)map->addr));
}

static void an_entry_in_the_way_is_reported_and_kept(struct kunit *test)
{
	struct mapping *map = test->priv;
	struct page *other = alloc_page(GFP_KERNEL);
	u64 seq = log_next_seq();
	pte_t *pte;

	KUNIT_ASSERT_NOT_NULL(test, other);
	KUNIT_ASSERT_EQ(test, map_all(map), 0);
	vunmap_range(map->addr, map->addr + NR * PAGE_SIZE);
	pte = pte_of(map->addr + 5 * PAGE_SIZE);
	set_pte(pte, mk_pte(other, PAGE_KERNEL));

	kunit_expect_reports(test, 1);
	KUNIT_EXPECT_EQ(test, map_all(map), -EBUSY);
	KUNIT_EXPECT_TRUE(test, logged_since(seq, "is in use"));
	KUNIT_EXPECT_TRUE(test, logged_since(seq, "bad pte"));
	KUNIT_EXPECT_EQ(test, pte_pfn(*pte), page_to_pfn(other));
	for (unsigned int i = 0; i < NR; i++)
		if (i != 5)
			KUNIT_EXPECT_TRUE(test, pte_none(*pte_of(map->addr + i * PAGE_SIZE)));
	vunmap_range(map->addr, map->addr + NR * PAGE_SIZE);
	__free_page(other);
}

static void an_odd_entry_is_reported_when_unmapped(struct kunit *test)
{
	struct mapping *map = test->priv;
	u64 seq = log_next_seq();
	pte_t *pte;

	KUNIT_ASSERT_EQ(test, map_all(map), 0);
	pte = pte_of(map->addr + 3 * PAGE_SIZE);
	set_pte(pte, __pte(pte_val(*pte) & ~_PAGE_PRESENT));
	kunit_expect_reports(test, 1);
	vunmap_range(map->addr, map->addr + NR * PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, logged_since(seq, "neither empty nor present"));
	KUNIT_EXPECT_TRUE(test, pte_none(*pte));
}

static void a_missing_page_undoes_the_rest(struct kunit *test)
{
	struct mapping *map = test->priv;
	struct page *page = map->pages[6];

	map->pages[6] = NULL;
	kunit_expect_reports(test, 1);
	KUNIT_EXPECT_EQ(test, map_all(map), -ENOMEM);
	map->pages[6] = page;
	for (unsigned int i = 0; i < NR; i++)
		KUNIT_EXPECT_TRUE(test, pte_none(*pte_of(map->addr + i * PAGE_SIZE)));
}

static void physical_ranges_use_large_leaves(struct kunit *test)
{
	struct vm_struct *area = get_vm_area(64 * PMD_SIZE, VM_IOREMAP);
	struct pgtable_walk walk;
	struct page *page;
	unsigned long addr;

	KUNIT_ASSERT_NOT_NULL(test, area);
	page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, PMD_SHIFT - PAGE_SHIFT);
	if (!page) {
		free_vm_area(area);
		kunit_skip(test, "no 2 MiB block is free");
	}
	/* Where nobody has been: a table that is there already would be kept. */
	addr = (unsigned long)area->addr + 60 * PMD_SIZE;
	KUNIT_ASSERT_EQ(test, addr % PMD_SIZE, 0ul);
	KUNIT_ASSERT_EQ(
		test, vmap_range(addr, addr + PMD_SIZE, page_to_phys(page), PAGE_KERNEL, PMD_SHIFT),
		0);
	KUNIT_ASSERT_TRUE(test, pgtable_walk(addr + 5 * PAGE_SIZE + 7, &walk));
	KUNIT_EXPECT_EQ(test, walk.shift, PMD_SHIFT);
	KUNIT_EXPECT_EQ(test, walk.phys, page_to_phys(page) + 5 * PAGE_SIZE + 7);
	*(unsigned long *)(addr + 9 * PAGE_SIZE) = 4711;
	KUNIT_EXPECT_EQ(test, *(unsigned long *)(page_address(page) + 9 * PAGE_SIZE), 4711ul);

	/* Unmapping a part splits the leaf and leaves the rest. */
	vunmap_range(addr, addr + 9 * PAGE_SIZE);
	KUNIT_EXPECT_FALSE(test, can_read((void *)addr));
	KUNIT_EXPECT_EQ(test, *(unsigned long *)(addr + 9 * PAGE_SIZE), 4711ul);
	free_vm_area(area);
	__free_pages(page, PMD_SHIFT - PAGE_SHIFT);
}

/* ---- a fault handler repairs a mapping ------------------------------------------- */

static struct mapping *repaired;
static struct fault seen;

static bool repair(struct fault *fault)
{
	if (fault->addr - repaired->addr >= NR * PAGE_SIZE)
		return false;
	seen = *fault;
	return !vmap_pages_range(repaired->addr, repaired->addr + NR * PAGE_SIZE, PAGE_KERNEL,
				 repaired->pages);
}

static void a_fault_handler_can_repair_the_mapping(struct kunit *test)
{
	struct mapping *map = test->priv;
	volatile unsigned long *word = (void *)(map->addr + 2 * PAGE_SIZE + 16);

	*(unsigned long *)(page_address(map->pages[2]) + 16) = 1234;
	repaired = map;
	KUNIT_ASSERT_EQ(test, register_fault_handler(repair), 0);
	KUNIT_EXPECT_EQ(test, *word, 1234ul);
	unregister_fault_handler(repair);
	KUNIT_EXPECT_EQ(test, seen.addr, (unsigned long)word);
	KUNIT_EXPECT_EQ(test, seen.access, FAULT_READ);
	KUNIT_EXPECT_NE(test, seen.ip, 0ul);
}

static struct kunit_case map_cases[] = {
	KUNIT_CASE(pages_appear_in_order),
	KUNIT_CASE(a_second_map_makes_no_tables),
	KUNIT_CASE(unmap_clears_leaves_and_keeps_tables),
	KUNIT_CASE(an_entry_in_the_way_is_reported_and_kept),
	KUNIT_CASE(an_odd_entry_is_reported_when_unmapped),
	KUNIT_CASE(a_missing_page_undoes_the_rest),
	KUNIT_CASE(physical_ranges_use_large_leaves),
	KUNIT_CASE(a_fault_handler_can_repair_the_mapping),
	{},
};

static struct kunit_suite map_suite = {
	.name = "pgtable.map",
	.init = make_mapping,
	.exit = drop_mapping,
	.test_cases = map_cases,
};
kunit_test_suite(map_suite);
