// SPDX-License-Identifier: MIT
/*
 * huge_test.c - large leaves in the vmalloc area
 *
 * A block of a leaf's size must be free for each case; a machine that is too
 * small or too fragmented for one skips.
 */
#include <linux/gfp.h>
#include <linux/mmzone.h>
#include <linux/set_memory.h>
#include <linux/vmstat.h>
#include "vm_test.h"

#define LEAVES	   2
#define LEAF_ORDER (PMD_SHIFT - PAGE_SHIFT)

static bool is_leaf(unsigned long addr)
{
	struct pgtable_walk walk;

	return pgtable_walk(addr, &walk) && walk.shift == PMD_SHIFT;
}

static char *huge(struct kunit *test)
{
	struct page *block = NULL;
	char *mem;

	if (CONFIG_PGTABLE_LEVELS > 2 && LEAF_ORDER < NR_PAGE_ORDERS)
		block = alloc_pages(GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY, LEAF_ORDER);
	if (!block || totalram_pages() < 64ul << (20 - PAGE_SHIFT))
		kunit_skip(test, "no block of a large leaf's size");
	__free_pages(block, LEAF_ORDER);
	mem = vmalloc_huge(LEAVES * PMD_SIZE + 3 * PAGE_SIZE, GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	if (!is_leaf((unsigned long)mem)) {
		vfree(mem);
		kunit_skip(test, "the blocks were not whole");
	}
	return mem;
}

static void large_blocks_are_mapped_by_large_leaves(struct kunit *test)
{
	unsigned long held = vmalloc_nr_pages(), at, leaves = 0;
	char *mem = huge(test);

	KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)mem, PMD_SIZE));
	for (at = 0; at < LEAVES * PMD_SIZE; at += PMD_SIZE)
		leaves += is_leaf((unsigned long)mem + at);
	KUNIT_EXPECT_GE(test, leaves, 1ul);
	KUNIT_EXPECT_FALSE(test, is_leaf((unsigned long)mem + LEAVES * PMD_SIZE));
	for (at = 0; at < LEAVES * PMD_SIZE; at += PAGE_SIZE) {
		KUNIT_ASSERT_EQ(test, *(unsigned long *)(mem + at), 0ul);
		*(unsigned long *)(mem + at) = at;
		KUNIT_ASSERT_EQ(test, *(unsigned long *)page_address(vmalloc_to_page(mem + at)),
				at);
	}
	vfree(mem);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held);
	vm_unmap_aliases();
	KUNIT_EXPECT_FALSE(test, can_read(mem));
	KUNIT_EXPECT_FALSE(test, can_read(mem + PMD_SIZE));
}

static void a_table_that_is_left_makes_room_for_a_leaf(struct kunit *test)
{
	char *mem = huge(test), *small;

	vfree(mem);
	vm_unmap_aliases();
	/* Page by page where the leaves were: this makes tables, and leaves them. */
	small = __vmalloc_node_range(LEAVES * PMD_SIZE, PAGE_SIZE, (unsigned long)mem,
				     (unsigned long)mem + (LEAVES + 1) * PMD_SIZE, GFP_KERNEL,
				     PAGE_KERNEL, 0, NUMA_NO_NODE, __builtin_return_address(0));
	KUNIT_ASSERT_NOT_NULL(test, small);
	KUNIT_EXPECT_FALSE(test, is_leaf((unsigned long)small));
	vfree(small);
	vm_unmap_aliases();
	mem = huge(test);
	memset(mem, 0x5a, LEAVES * PMD_SIZE);
	vfree(mem);
}

static void one_page_of_a_leaf_is_protected(struct kunit *test)
{
	char *mem = huge(test);
	unsigned long page = (unsigned long)mem + 7 * PAGE_SIZE;

	KUNIT_ASSERT_EQ(test, set_memory_ro(page, 1), 0);
	KUNIT_EXPECT_FALSE(test, is_leaf(page));
	KUNIT_EXPECT_FALSE(test, can_write((void *)page));
	KUNIT_EXPECT_TRUE(test, can_write((void *)(page - sizeof(long))));
	KUNIT_EXPECT_TRUE(test, can_write((void *)(page + PAGE_SIZE)));
	KUNIT_ASSERT_EQ(test, set_memory_rw(page, 1), 0);
	KUNIT_EXPECT_TRUE(test, can_write((void *)page));
	vfree(mem);
}

static void less_than_a_leaf_is_mapped_page_by_page(struct kunit *test)
{
	char *mem = vmalloc_huge(PMD_SIZE - PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN);

	if (!mem)
		kunit_skip(test, "too little memory");
	KUNIT_EXPECT_FALSE(test, is_leaf((unsigned long)mem));
	vfree(mem);
}

static struct kunit_case huge_cases[] = {
	KUNIT_CASE(large_blocks_are_mapped_by_large_leaves),
	KUNIT_CASE(a_table_that_is_left_makes_room_for_a_leaf),
	KUNIT_CASE(one_page_of_a_leaf_is_protected),
	KUNIT_CASE(less_than_a_leaf_is_mapped_page_by_page),
	{},
};

static struct kunit_suite huge_suite = { .name = "vmalloc.huge", .test_cases = huge_cases };
kunit_test_suite(huge_suite);
