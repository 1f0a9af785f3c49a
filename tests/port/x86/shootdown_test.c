// SPDX-License-Identifier: MIT
/*
 * shootdown_test.c - what it costs to have the other CPUs forget translations
 *
 * One request is one interrupt to each other CPU, and many freed areas are one
 * request: they wait until there are enough of them. That nothing stale is used
 * is tests/port/tlb_test.c's.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/vmalloc.h>
#include <asm/tlbflush.h>

#define NR_AREAS 100

static void a_flush_is_one_interrupt_to_each_other_cpu(struct kunit *test)
{
	void *area = vmalloc(PAGE_SIZE);
	unsigned long addr = (unsigned long)area, flushes, ipis;

	KUNIT_ASSERT_NOT_NULL(test, area);
	flushes = READ_ONCE(x86_tlb_stats.flushes);
	ipis = READ_ONCE(x86_tlb_stats.ipis);
	for (unsigned int i = 0; i < 10; i++)
		flush_tlb_kernel_range(addr, addr + (1 + 30 * i) * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, READ_ONCE(x86_tlb_stats.flushes) - flushes, 10ul);
	KUNIT_EXPECT_EQ(test, READ_ONCE(x86_tlb_stats.ipis) - ipis, 10ul * (num_online_cpus() - 1));
	vfree(area);
}

static void flush_of_nothing_asks_nobody(struct kunit *test)
{
	unsigned long flushes = READ_ONCE(x86_tlb_stats.flushes);

	flush_tlb_kernel_range(VMALLOC_START, VMALLOC_START);
	KUNIT_EXPECT_EQ(test, READ_ONCE(x86_tlb_stats.flushes), flushes);
}

static void many_freed_areas_are_flushed_together(struct kunit *test)
{
	void *areas[NR_AREAS];
	unsigned long flushes;
	unsigned int i;

	for (i = 0; i < NR_AREAS; i++)
		areas[i] = vmalloc(PAGE_SIZE);
	vm_unmap_aliases();
	flushes = READ_ONCE(x86_tlb_stats.flushes);
	for (i = 0; i < NR_AREAS; i++)
		vfree(areas[i]);
	KUNIT_EXPECT_LE(test, READ_ONCE(x86_tlb_stats.flushes) - flushes, 1ul);
	vm_unmap_aliases();
	KUNIT_EXPECT_GE(test, READ_ONCE(x86_tlb_stats.flushes) - flushes, 1ul);
	KUNIT_EXPECT_LE(test, READ_ONCE(x86_tlb_stats.flushes) - flushes, 2ul);
}

static struct kunit_case cases[] = { KUNIT_CASE(a_flush_is_one_interrupt_to_each_other_cpu),
				     KUNIT_CASE(flush_of_nothing_asks_nobody),
				     KUNIT_CASE(many_freed_areas_are_flushed_together),
				     {} };

static struct kunit_suite suite = {
	.name = "port.x86.shootdown",
	.test_cases = cases,
};
kunit_test_suite(suite);
