// SPDX-License-Identifier: MIT
/*
 * block_test.c - tests mm/vmalloc/block.c and lazy.c
 */
#include "vm_test.h"

#define NR 100u

static int take_pages(struct kunit *test)
{
	struct page **pages = kunit_kcalloc(test, NR, sizeof(*pages), GFP_KERNEL);

	if (!pages)
		return -ENOMEM;
	test->priv = pages;
	for (unsigned int i = 0; i < NR; i++) {
		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		if (!pages[i])
			return -ENOMEM;
	}
	return 0;
}

static void give_pages(struct kunit *test)
{
	struct page **pages = test->priv;

	for (unsigned int i = 0; pages && i < NR && pages[i]; i++)
		__free_page(pages[i]);
}

static void small_and_large_mappings_are_true_aliases(struct kunit *test)
{
	const unsigned int counts[] = { 1, 2, 17, 64, 65, NR };
	struct page **pages = test->priv;

	for (unsigned int c = 0; c < ARRAY_SIZE(counts); c++) {
		char *addr = vm_map_ram(pages, counts[c], NUMA_NO_NODE);

		KUNIT_ASSERT_NOT_NULL(test, addr);
		for (unsigned int i = 0; i < counts[c]; i++) {
			addr[i * PAGE_SIZE] = c * 10 + i;
			KUNIT_EXPECT_EQ(test, *(char *)page_address(pages[i]), (char)(c * 10 + i));
		}
		vm_unmap_ram(addr, counts[c]);
		vm_unmap_aliases();
		KUNIT_EXPECT_FALSE(test, can_read(addr));
		KUNIT_EXPECT_FALSE(test, can_read(addr + (counts[c] - 1) * PAGE_SIZE));
	}
}

static void addresses_of_a_block_are_used_once(struct kunit *test)
{
	char *a = vm_map_ram(test->priv, 2, NUMA_NO_NODE), *b;

	KUNIT_ASSERT_NOT_NULL(test, a);
	vm_unmap_ram(a, 2);
	b = vm_map_ram(test->priv, 2, NUMA_NO_NODE);
	KUNIT_ASSERT_NOT_NULL(test, b);
	KUNIT_EXPECT_TRUE(test, a + 2 * PAGE_SIZE <= b || b + 2 * PAGE_SIZE <= a);
	vm_unmap_ram(b, 2);
}

static void blocks_go_back_when_all_is_dirty(struct kunit *test)
{
	for (unsigned int i = 0; i < 20000; i++) {
		char *addr = vm_map_ram(test->priv, 1 + i % 60, NUMA_NO_NODE);

		if (!addr)
			KUNIT_FAIL_AND_ABORT(test, "mapping %u", i);
		vm_unmap_ram(addr, 1 + i % 60);
	}
	KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
	vm_unmap_aliases();
	KUNIT_EXPECT_EQ(test, vmalloc_lazy_pages(), 0ul);
}

/* The last page of a block mapped and unmapped: nobody may use the block again. */
static void a_used_up_block_is_left_alone(struct kunit *test)
{
	for (unsigned int i = 0; i < 3 * 1024 / 64 + 1; i++) {
		char *addr = vm_map_ram(test->priv, 64, NUMA_NO_NODE);

		KUNIT_ASSERT_NOT_NULL(test, addr);
		vm_unmap_ram(addr, 64);
		vm_unmap_aliases();
		addr = vm_map_ram(test->priv, 1, NUMA_NO_NODE);
		KUNIT_ASSERT_NOT_NULL(test, addr);
		addr[0] = i;
		vm_unmap_ram(addr, 1);
	}
	for (unsigned int i = 0; i < 5000; i++) {
		char *addr = vm_map_ram(test->priv, 1, NUMA_NO_NODE);

		KUNIT_ASSERT_NOT_NULL(test, addr);
		vm_unmap_ram(addr, 1);
	}
}

static void many_frees_need_few_flushes(struct kunit *test)
{
	unsigned long most = 0;

	for (unsigned int i = 0; i < 2000; i++) {
		void *mem = vmalloc(PAGE_SIZE);

		KUNIT_ASSERT_NOT_NULL(test, mem);
		vfree(mem);
		most = max(most, vmalloc_lazy_pages());
	}
	KUNIT_EXPECT_GT(test, most, 1000ul);
	vm_unmap_aliases();
	KUNIT_EXPECT_EQ(test, vmalloc_lazy_pages(), 0ul);
}

static void unmapping_what_is_not_mapped_is_reported(struct kunit *test)
{
	kunit_expect_reports(test, 2);
	vm_unmap_ram((void *)(VMALLOC_END - PAGE_SIZE), 1);
	vm_unmap_ram(NULL, 1);
}

static struct kunit_case block_cases[] = {
	KUNIT_CASE(small_and_large_mappings_are_true_aliases),
	KUNIT_CASE(addresses_of_a_block_are_used_once),
	KUNIT_CASE(blocks_go_back_when_all_is_dirty),
	KUNIT_CASE(a_used_up_block_is_left_alone),
	KUNIT_CASE(many_frees_need_few_flushes),
	KUNIT_CASE(unmapping_what_is_not_mapped_is_reported),
	{},
};

static struct kunit_suite block_suite = {
	.name = "vmalloc.block",
	.init = take_pages,
	.exit = give_pages,
	.test_cases = block_cases,
};
kunit_test_suite(block_suite);
