// SPDX-License-Identifier: MIT
/*
 * vmap_test.c - tests mm/vmalloc/vmap.c
 */
#include <linux/slab.h>
#include "vm_test.h"

#define NR 10u

static struct page **take_pages(struct kunit *test, unsigned int nr)
{
	struct page **pages = kmalloc_array(nr, sizeof(*pages), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, pages);
	for (unsigned int i = 0; i < nr; i++) {
		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
	}
	return pages;
}

static void give_pages(struct page **pages, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		__free_page(pages[i]);
	kfree(pages);
}

static void writes_are_seen_at_every_address_of_a_page(struct kunit *test)
{
	struct page **pages = take_pages(test, NR);
	char *a = vmap(pages, NR, VM_MAP, PAGE_KERNEL);
	char *b = vmap(pages, NR, VM_MAP, PAGE_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	for (unsigned int i = 0; i < NR; i++) {
		char *direct = page_address(pages[i]);

		a[i * PAGE_SIZE + 1] = i + 1;
		KUNIT_EXPECT_EQ(test, b[i * PAGE_SIZE + 1], i + 1);
		KUNIT_EXPECT_EQ(test, direct[1], i + 1);
		direct[2] = i + 50;
		KUNIT_EXPECT_EQ(test, a[i * PAGE_SIZE + 2], i + 50);
	}
	vunmap(a);
	vunmap(b);
	give_pages(pages, NR);
}

static void vunmap_leaves_the_pages_to_their_owner(struct kunit *test)
{
	struct page **pages = take_pages(test, NR);
	char *addr = vmap(pages, NR, VM_MAP, PAGE_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, addr);
	addr[5] = 42;
	vunmap(addr);
	vm_unmap_aliases();
	KUNIT_EXPECT_FALSE(test, can_read(addr));
	KUNIT_EXPECT_EQ(test, ((char *)page_address(pages[0]))[5], 42);
	for (unsigned int i = 0; i < NR; i++)
		KUNIT_EXPECT_EQ(test, page_count(pages[i]), 1);
	give_pages(pages, NR);
	vunmap(NULL);
}

static void put_pages_gives_pages_and_array_to_vfree(struct kunit *test)
{
	struct page **pages = take_pages(test, NR);
	struct page *witness = pages[3];
	char *addr;

	get_page(witness);
	addr = vmap(pages, NR, VM_MAP | VM_MAP_PUT_PAGES, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, addr);
	vfree(addr);
	KUNIT_EXPECT_EQ(test, page_count(witness), 1);
	put_page(witness);
}

static void a_wrong_vunmap_is_reported(struct kunit *test)
{
	u64 seq = log_next_seq();

	kunit_expect_reports(test, 1);
	vunmap((void *)(VMALLOC_END - PAGE_SIZE));
	KUNIT_EXPECT_TRUE(test, logged_since(seq, "Trying to vunmap() nonexistent vm area ("));
}

static void a_page_can_be_mapped_read_only(struct kunit *test)
{
	struct page **pages = take_pages(test, 1);
	char *addr = vmap(pages, 1, VM_MAP, PAGE_KERNEL_RO), byte = 1;

	KUNIT_ASSERT_NOT_NULL(test, addr);
	KUNIT_EXPECT_TRUE(test, can_read(addr));
	KUNIT_EXPECT_NE(test, copy_to_kernel_nofault(addr, &byte, 1), 0);
	vunmap(addr);
	give_pages(pages, 1);
}

static void alloc_vm_area_has_tables_and_empty_entries(struct kunit *test)
{
	pte_t *ptes[NR];
	struct vm_struct *area = alloc_vm_area(NR * PAGE_SIZE, ptes);

	KUNIT_ASSERT_NOT_NULL(test, area);
	for (unsigned int i = 0; i < NR; i++)
		KUNIT_EXPECT_TRUE(test, pte_none(*ptes[i]));
	free_vm_area(area);
}

static void more_pages_than_ram_are_refused(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, vmap(NULL, ~0u, VM_MAP, PAGE_KERNEL));
}

static struct kunit_case vmap_cases[] = {
	KUNIT_CASE(writes_are_seen_at_every_address_of_a_page),
	KUNIT_CASE(vunmap_leaves_the_pages_to_their_owner),
	KUNIT_CASE(put_pages_gives_pages_and_array_to_vfree),
	KUNIT_CASE(a_wrong_vunmap_is_reported),
	KUNIT_CASE(a_page_can_be_mapped_read_only),
	KUNIT_CASE(alloc_vm_area_has_tables_and_empty_entries),
	KUNIT_CASE(more_pages_than_ram_are_refused),
	{},
};

static struct kunit_suite vmap_suite = { .name = "vmalloc.vmap", .test_cases = vmap_cases };
kunit_test_suite(vmap_suite);
