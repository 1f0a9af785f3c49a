// SPDX-License-Identifier: MIT
/*
 * protect_test.c - tests mm/pgtable/protect.c
 */
#include <linux/gfp.h>
#include <linux/set_memory.h>
#include "tables_test.h"

static void one_page_at_two_addresses_protects_only_one(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	unsigned long *direct = page_address(page), *alias;

	KUNIT_ASSERT_NOT_NULL(test, page);
	alias = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, alias);
	*alias = 42;
	KUNIT_EXPECT_EQ(test, *direct, 42ul);
	KUNIT_ASSERT_EQ(test, set_memory_ro((unsigned long)alias, 1), 0);
	KUNIT_EXPECT_FALSE(test, can_write(alias));
	KUNIT_EXPECT_TRUE(test, can_read(alias));
	*direct = 43;
	KUNIT_EXPECT_EQ(test, *alias, 43ul);
	KUNIT_ASSERT_EQ(test, set_memory_rw((unsigned long)alias, 1), 0);
	KUNIT_EXPECT_TRUE(test, can_write(alias));
	vunmap(alias);
	__free_page(page);
}

static void no_execute_is_a_bit_of_the_leaf(struct kunit *test)
{
	void *mem = vmalloc(2 * PAGE_SIZE);
	unsigned long addr = (unsigned long)mem;
	unsigned int level;

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_EXPECT_FALSE(test, pte_exec(*lookup_address(addr, &level)));
	KUNIT_EXPECT_EQ(test, set_memory_x(addr, 1), 0);
	KUNIT_EXPECT_TRUE(test, pte_exec(*lookup_address(addr, &level)));
	KUNIT_EXPECT_FALSE(test, pte_exec(*lookup_address(addr + PAGE_SIZE, &level)));
	KUNIT_EXPECT_EQ(test, level, 1u);
	KUNIT_EXPECT_EQ(test, set_memory_nx(addr, 1), 0);
	KUNIT_EXPECT_FALSE(test, pte_exec(*lookup_address(addr, &level)));
	vfree(mem);
}

static void a_large_leaf_is_split_when_one_page_differs(struct kunit *test)
{
	const unsigned int order = PMD_SHIFT - PAGE_SHIFT;
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, order);
	struct pgtable_walk before, after;
	unsigned long addr;

	if (!page)
		kunit_skip(test, "no 2 MiB block is free");
	addr = (unsigned long)page_address(page);
	KUNIT_ASSERT_TRUE(test, pgtable_walk(addr, &before));
	KUNIT_ASSERT_EQ(test, set_memory_ro(addr + 3 * PAGE_SIZE, 1), 0);
	KUNIT_ASSERT_TRUE(test, pgtable_walk(addr + 3 * PAGE_SIZE, &after));
	KUNIT_EXPECT_EQ(test, after.shift, PAGE_SHIFT);
	KUNIT_EXPECT_EQ(test, after.phys, page_to_phys(page) + 3 * PAGE_SIZE);
	for (unsigned int i = 0; i < 1u << order; i++)
		if (can_write((void *)(addr + i * PAGE_SIZE)) != (i != 3))
			KUNIT_FAIL_AND_ABORT(test, "page %u of the split leaf", i);
	KUNIT_ASSERT_EQ(test, set_memory_rw(addr + 3 * PAGE_SIZE, 1), 0);
	KUNIT_EXPECT_TRUE(test, can_write((void *)(addr + 3 * PAGE_SIZE)));
	KUNIT_EXPECT_GE(test, before.shift, after.shift);
	KUNIT_EXPECT_TRUE(test, pgtable_check_all(NULL));
	__free_pages(page, order);
}

static void absent_pages_fault_and_come_back(struct kunit *test)
{
	unsigned long *mem = vmalloc(3 * PAGE_SIZE);
	unsigned long addr = (unsigned long)mem;

	KUNIT_ASSERT_NOT_NULL(test, mem);
	mem[0] = 5;
	KUNIT_ASSERT_EQ(test, set_memory_np(addr, 1), 0);
	KUNIT_EXPECT_FALSE(test, can_read(mem));
	KUNIT_EXPECT_TRUE(test, can_read((void *)(addr + PAGE_SIZE)));
	KUNIT_ASSERT_EQ(test, set_memory_p(addr, 1), 0);
	KUNIT_EXPECT_EQ(test, mem[0], 5ul);
	vfree(mem);
}

static void what_is_not_mapped_is_refused(struct kunit *test)
{
	void *mem = vmalloc(PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_EXPECT_EQ(test, set_memory_ro((unsigned long)mem + PAGE_SIZE, 1), -ENOENT);
	vfree(mem);
}

static struct kunit_case protect_cases[] = {
	KUNIT_CASE(one_page_at_two_addresses_protects_only_one),
	KUNIT_CASE(no_execute_is_a_bit_of_the_leaf),
	KUNIT_CASE(a_large_leaf_is_split_when_one_page_differs),
	KUNIT_CASE(absent_pages_fault_and_come_back),
	KUNIT_CASE(what_is_not_mapped_is_refused),
	{},
};

static struct kunit_suite protect_suite = {
	.name = "pgtable.protect",
	.test_cases = protect_cases,
};
kunit_test_suite(protect_suite);
