// SPDX-License-Identifier: MIT
/*
 * fault_test.c - tests kernel/run/fault.c and nofault.c
 *
 * The page that is not there is one of vmalloc's, unmapped by hand.
 */
#include <kunit/test.h>
#include <linux/extable.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

static unsigned long hole, nr_faults;
static struct page *spare;
static enum fault_access last_access;

static bool repair(struct fault *fault)
{
	if ((fault->addr & PAGE_MASK) != hole)
		return false;
	nr_faults++;
	last_access = fault->access;
	return !vmap_pages_range(hole, hole + PAGE_SIZE, PAGE_KERNEL, &spare);
}

static void a_fault_handler_repairs_the_mapping_and_the_access_goes_on(struct kunit *test)
{
	struct vm_struct *area = get_vm_area(PAGE_SIZE, VM_MAP);
	volatile u64 *word;

	KUNIT_ASSERT_NOT_NULL(test, area);
	spare = alloc_page(GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, spare);
	hole = (unsigned long)area->addr;
	nr_faults = 0;
	word = area->addr + 64;
	KUNIT_ASSERT_EQ(test, register_fault_handler(repair), 0);
	*word = 0x1234;
	unregister_fault_handler(repair);
	KUNIT_EXPECT_EQ(test, nr_faults, 1ul);
	KUNIT_EXPECT_EQ(test, (int)last_access, (int)FAULT_WRITE);
	KUNIT_EXPECT_EQ(test, *word, 0x1234ull);
	KUNIT_EXPECT_EQ(test, *(u64 *)(page_address(spare) + 64), 0x1234ull);
	vunmap_range(hole, hole + PAGE_SIZE);
	free_vm_area(area);
	__free_page(spare);
}

static void an_unmapped_address_gives_efault_to_nofault_copies(struct kunit *test)
{
	struct vm_struct *area = get_vm_area(PAGE_SIZE, VM_MAP);
	u64 value = 1;

	KUNIT_ASSERT_NOT_NULL(test, area);
	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(&value, area->addr, 8), -EFAULT);
	KUNIT_EXPECT_EQ(test, copy_to_kernel_nofault(area->addr + 3, &value, 5), -EFAULT);
	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(&value, NULL, 8), -EFAULT);
	free_vm_area(area);
}

static void nofault_copies_what_is_there(struct kunit *test)
{
	char from[13] = "twelve bytes", to[13];

	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(to, from, sizeof(to)), 0);
	KUNIT_EXPECT_STREQ(test, to, from);
}

static struct kunit_case fault_cases[] = {
	KUNIT_CASE(a_fault_handler_repairs_the_mapping_and_the_access_goes_on),
	KUNIT_CASE(an_unmapped_address_gives_efault_to_nofault_copies),
	KUNIT_CASE(nofault_copies_what_is_there),
	{}
};

static struct kunit_suite fault_suite = { .name = "run.fault", .test_cases = fault_cases };
kunit_test_suite(fault_suite);
