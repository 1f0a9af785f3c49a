// SPDX-License-Identifier: MIT
/*
 * ioremap_test.c - tests mm/vmalloc/ioremap.c
 */
#include <linux/io.h>
#include "vm_test.h"

/*
 * A physical address above all RAM. Hosted, it remembers what is written; bare, it
 * does when the machine has more RAM than mem= lets it use.
 */
static phys_addr_t device(void)
{
	return ALIGN(PFN_PHYS(max_pfn), 1ul << 21) + (1ul << 21);
}

static void registers_keep_their_offset_and_are_aliased(struct kunit *test)
{
	void __iomem *a = ioremap(device() + 0x10, 0x100);
	void __iomem *b = ioremap(device() + 0x10, 0x100);

	KUNIT_ASSERT_NOT_NULL(test, (void *)a);
	KUNIT_ASSERT_NOT_NULL(test, (void *)b);
	KUNIT_EXPECT_EQ(test, offset_in_page(a), 0x10ul);
	writel(0x12345678, a + 4);
	if (readl(a + 4) == 0x12345678u)
		KUNIT_EXPECT_EQ(test, readl(b + 4), 0x12345678u);
	else
		kunit_mark_skipped(test, "nothing remembers at %#llx: boot with mem= below all RAM",
				   (u64)device());
	iounmap(a);
	iounmap(b);
	vm_unmap_aliases();
	KUNIT_EXPECT_FALSE(test, can_read((void *)a));
}

static void the_area_says_what_it_shows(struct kunit *test)
{
	void __iomem *io = ioremap(device() + 0x10, PAGE_SIZE);
	struct vm_struct *area;

	KUNIT_ASSERT_NOT_NULL(test, (void *)io);
	area = find_vm_area((void *)io);
	KUNIT_ASSERT_NOT_NULL(test, area);
	KUNIT_EXPECT_EQ(test, area->phys_addr, device());
	KUNIT_EXPECT_EQ(test, get_vm_area_size(area), 2 * PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, area->flags & VM_IOREMAP);
	iounmap(io);
}

static void ram_is_refused(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	kunit_expect_reports(test, 1);
	KUNIT_EXPECT_NULL(test, (void *)ioremap(page_to_phys(page), PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, (void *)ioremap(device(), 0));
	KUNIT_EXPECT_NULL(test, (void *)ioremap(~0ull - 10, 100));
	__free_page(page);
}

static void memremap_finds_ram_in_the_direct_map(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	void *mem;

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_PTR_EQ(test, memremap(page_to_phys(page) + 8, 16, MEMREMAP_WB),
			    page_address(page) + 8);
	memunmap(page_address(page) + 8);
	mem = memremap(device(), 2 * PAGE_SIZE, MEMREMAP_WB);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(mem));
	memset(mem, 7, 2 * PAGE_SIZE);
	memunmap(mem);
	__free_page(page);
}

/* At addresses where no table of small pages has been made yet. */
static void large_ranges_use_large_leaves(struct kunit *test)
{
	unsigned long start = VMALLOC_END - VMALLOC_TOTAL / 16;
	struct vm_struct *area = __get_vm_area_caller(2 * PMD_SIZE, VM_IOREMAP, start, VMALLOC_END,
						      __builtin_return_address(0));
	struct pgtable_walk walk;
	unsigned long addr;

	KUNIT_ASSERT_NOT_NULL(test, area);
	addr = (unsigned long)area->addr;
	KUNIT_ASSERT_EQ(test, ioremap_page_range(addr, addr + 2 * PMD_SIZE, device(), PAGE_KERNEL),
			0);
	KUNIT_ASSERT_TRUE(test, pgtable_walk(addr + PMD_SIZE + 9, &walk));
	KUNIT_EXPECT_EQ(test, walk.shift, PMD_SHIFT);
	KUNIT_EXPECT_EQ(test, walk.phys, device() + PMD_SIZE + 9);
	KUNIT_EXPECT_EQ(test, vmalloc_to_pfn(area->addr + 3 * PAGE_SIZE), PHYS_PFN(device()) + 3);
	*(char *)(addr + PMD_SIZE) = 3;
	free_vm_area(area);
	KUNIT_EXPECT_FALSE(test, pgtable_walk(addr, &walk));
}

static void a_claimed_range_is_claimed_once(struct kunit *test)
{
	struct resource *a = request_mem_region(device(), 0x1000, "a"), *b;

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_EXPECT_NULL(test, request_mem_region(device() + 0xfff, 2, "overlaps"));
	b = request_mem_region(device() + 0x1000, 0x10, "b");
	KUNIT_EXPECT_NOT_NULL(test, b);
	release_mem_region(device(), 0x1000);
	release_mem_region(device() + 0x1000, 0x10);
	a = request_mem_region(device(), 0x2000, "both");
	KUNIT_EXPECT_NOT_NULL(test, a);
	release_mem_region(device(), 0x2000);
}

static struct kunit_case ioremap_cases[] = {
	KUNIT_CASE(registers_keep_their_offset_and_are_aliased),
	KUNIT_CASE(the_area_says_what_it_shows),
	KUNIT_CASE(ram_is_refused),
	KUNIT_CASE(memremap_finds_ram_in_the_direct_map),
	KUNIT_CASE(large_ranges_use_large_leaves),
	KUNIT_CASE(a_claimed_range_is_claimed_once),
	{},
};

static struct kunit_suite ioremap_suite = {
	.name = "vmalloc.ioremap",
	.test_cases = ioremap_cases,
};
kunit_test_suite(ioremap_suite);
