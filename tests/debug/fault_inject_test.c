// SPDX-License-Identifier: MIT
/*
 * fault_inject_test.c - tests mm/debug/fault_inject.c
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/fault-inject.h>
#include <quarry/debug_hooks.h>

static void fault_attr_parses_linux_syntax(struct kunit *test)
{
	struct fault_attr attr = FAULT_ATTR_INITIALIZER;
	char good[] = "2,50,4096,7";
	char bad[] = "2,50";

	KUNIT_EXPECT_EQ(test, setup_fault_attr(&attr, good), 1);
	KUNIT_EXPECT_EQ(test, attr.interval, 2);
	KUNIT_EXPECT_EQ(test, attr.probability, 50);
	KUNIT_EXPECT_EQ(test, atomic_read(&attr.space), 4096);
	KUNIT_EXPECT_EQ(test, atomic_read(&attr.times), 7);
	KUNIT_EXPECT_EQ(test, setup_fault_attr(&attr, bad), 0);
}

static unsigned int failures(struct fault_attr *attr, unsigned int calls, size_t size)
{
	unsigned int i, failed = 0;

	for (i = 0; i < calls; i++)
		failed += should_fail(attr, size);
	return failed;
}

static void fault_times_bounds_the_failures(struct kunit *test)
{
	struct fault_attr attr = FAULT_ATTR_INITIALIZER;

	KUNIT_EXPECT_EQ(test, failures(&attr, 10, 1), 0);
	attr.probability = 100;
	atomic_set(&attr.times, 3);
	KUNIT_EXPECT_EQ(test, failures(&attr, 10, 1), 3);
	atomic_set(&attr.times, -1);
	KUNIT_EXPECT_EQ(test, failures(&attr, 10, 1), 10);
}

static void fault_interval_fails_every_nth(struct kunit *test)
{
	struct fault_attr attr = FAULT_ATTR_INITIALIZER;

	attr.probability = 100;
	attr.interval = 4;
	atomic_set(&attr.times, -1);
	KUNIT_EXPECT_EQ(test, failures(&attr, 3, 1), 0);
	KUNIT_EXPECT_TRUE(test, should_fail(&attr, 1));
	KUNIT_EXPECT_EQ(test, failures(&attr, 8, 1), 2);
}

static void fault_space_passes_first(struct kunit *test)
{
	struct fault_attr attr = FAULT_ATTR_INITIALIZER;

	attr.probability = 100;
	atomic_set(&attr.times, -1);
	atomic_set(&attr.space, 100);
	KUNIT_EXPECT_EQ(test, failures(&attr, 3, 30), 0); /* 10 bytes left */
	KUNIT_EXPECT_TRUE(test, should_fail(&attr, 30));
}

static void fault_trap_fails_exactly_the_nth_page(struct kunit *test)
{
	struct page *first, *second, *third;

	fault_inject_page_after(2);
	first = alloc_page(GFP_KERNEL);
	second = alloc_page(GFP_KERNEL | __GFP_NOWARN);
	third = alloc_page(GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, first);
	KUNIT_EXPECT_NULL(test, second);
	KUNIT_EXPECT_NOT_NULL(test, third);
	KUNIT_EXPECT_EQ(test, fault_inject_page_after(0), 0);
	if (first)
		__free_page(first);
	if (third)
		__free_page(third);
}

static void fault_trap_can_be_taken_away(struct kunit *test)
{
	struct page *page;

	fault_inject_page_after(5);
	KUNIT_EXPECT_EQ(test, fault_inject_page_after(0), 5);
	page = alloc_page(GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page)
		__free_page(page);
}

static void fault_trap_spares_nofail(struct kunit *test)
{
	struct page *page;

	fault_inject_page_after(1);
	page = alloc_page(GFP_KERNEL | __GFP_NOFAIL);
	KUNIT_EXPECT_EQ(test, fault_inject_page_after(0), 1);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page)
		__free_page(page);
}

static void fault_trap_fails_a_slab_allocation(struct kunit *test)
{
	void *first, *second;

	fault_inject_slab_after(1);
	first = kmalloc(100, GFP_KERNEL | __GFP_NOWARN);
	second = kmalloc(100, GFP_KERNEL);
	fault_inject_slab_after(0);
	KUNIT_EXPECT_NULL(test, first);
	KUNIT_EXPECT_NOT_NULL(test, second);
	kfree(first);
	kfree(second);
}

static struct kunit_case fault_cases[] = { KUNIT_CASE(fault_attr_parses_linux_syntax),
					   KUNIT_CASE(fault_times_bounds_the_failures),
					   KUNIT_CASE(fault_interval_fails_every_nth),
					   KUNIT_CASE(fault_space_passes_first),
					   KUNIT_CASE(fault_trap_fails_exactly_the_nth_page),
					   KUNIT_CASE(fault_trap_can_be_taken_away),
					   KUNIT_CASE(fault_trap_spares_nofail),
					   KUNIT_CASE(fault_trap_fails_a_slab_allocation),
					   {} };

static struct kunit_suite fault_suite = {
	.name = "debug.fault_inject",
	.test_cases = fault_cases,
};

kunit_test_suite(fault_suite);
