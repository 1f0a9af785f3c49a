// SPDX-License-Identifier: MIT
/*
 * percpu_test.c - tests mm/percpu
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/fault-inject.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/vmalloc.h>
#include <quarry/mm_check.h>

static DEFINE_PER_CPU(unsigned long, static_word) = 4711;
static DEFINE_PER_CPU_ALIGNED(char[100], static_line);

static void each_cpu_has_its_copy_of_the_template(struct kunit *test)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, per_cpu(static_word, cpu), 4711ul);
		KUNIT_EXPECT_EQ(test, (unsigned long)per_cpu_ptr(&static_line, cpu) % 64, 0ul);
		KUNIT_EXPECT_TRUE(test, is_kernel_percpu_address(
						(unsigned long)per_cpu_ptr(&static_word, cpu)));
		per_cpu(static_word, cpu) = cpu;
	}
	for_each_possible_cpu(cpu)
		KUNIT_EXPECT_EQ(test, per_cpu(static_word, cpu), (unsigned long)cpu);
	KUNIT_EXPECT_EQ(test, this_cpu_read(static_word), (unsigned long)smp_processor_id());
	for_each_possible_cpu(cpu)
		per_cpu(static_word, cpu) = 4711;
	KUNIT_EXPECT_FALSE(test, is_kernel_percpu_address((unsigned long)&cpu));
}

static void dynamic_copies_are_apart_and_zeroed(struct kunit *test)
{
	unsigned long __percpu *ptr = alloc_percpu(unsigned long);
	unsigned int cpu;

	KUNIT_ASSERT_NOT_NULL(test, ptr);
	for_each_possible_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, *per_cpu_ptr(ptr, cpu), 0ul);
		*per_cpu_ptr(ptr, cpu) = cpu + 1;
	}
	for_each_possible_cpu(cpu)
		KUNIT_EXPECT_EQ(test, *per_cpu_ptr(ptr, cpu), cpu + 1ul);
	KUNIT_EXPECT_EQ(test, this_cpu_read(*ptr), smp_processor_id() + 1ul);
	this_cpu_add(*ptr, 10);
	KUNIT_EXPECT_EQ(test, *this_cpu_ptr(ptr), smp_processor_id() + 11ul);
	free_percpu(ptr);
	ptr = alloc_percpu(unsigned long);
	for_each_possible_cpu(cpu)
		KUNIT_EXPECT_EQ(test, *per_cpu_ptr(ptr, cpu), 0ul);
	free_percpu(ptr);
	free_percpu(NULL);
}

static void alignment_is_honoured(struct kunit *test)
{
	for (size_t align = 1; align <= PAGE_SIZE; align <<= 1) {
		void __percpu *odd = __alloc_percpu(7, 1);
		void __percpu *ptr = __alloc_percpu(24, align);

		KUNIT_ASSERT_NOT_NULL(test, ptr);
		KUNIT_EXPECT_EQ(test, (unsigned long)per_cpu_ptr(ptr, 0) % align, 0ul);
		free_percpu(ptr);
		free_percpu(odd);
	}
}

#define NR 600u

/* Enough for several chunks; each keeps its own contents. */
static void many_allocations_do_not_overlap(struct kunit *test)
{
	unsigned char __percpu **ptrs = kunit_kcalloc(test, NR, sizeof(*ptrs), GFP_KERNEL);
	unsigned long pages = pcpu_nr_pages();
	unsigned int cpu;

	for (unsigned int i = 0; i < NR; i++) {
		ptrs[i] = __alloc_percpu(100 + i % 200, 8);
		KUNIT_ASSERT_NOT_NULL(test, ptrs[i]);
		for_each_possible_cpu(cpu)
			memset(per_cpu_ptr(ptrs[i], cpu), i + cpu, 100 + i % 200);
	}
	KUNIT_EXPECT_GT(test, pcpu_nr_pages(), pages);
	KUNIT_EXPECT_TRUE(test, percpu_check_all());
	for (unsigned int i = 0; i < NR; i++)
		for_each_possible_cpu(cpu)
			if (memchr_inv(per_cpu_ptr(ptrs[i], cpu), (u8)(i + cpu), 100 + i % 200))
				KUNIT_FAIL_AND_ABORT(test, "allocation %u, CPU %u", i, cpu);
	for (unsigned int i = 0; i < NR; i++)
		free_percpu(ptrs[(i * 7) % NR]);
	KUNIT_EXPECT_TRUE(test, percpu_check_all());
}

static void wrong_sizes_are_refused(struct kunit *test)
{
	kunit_expect_reports(test, 1); /* once each boot for all of them */
	KUNIT_EXPECT_NULL(test, __alloc_percpu(0, 8));
	KUNIT_EXPECT_NULL(test, __alloc_percpu(PCPU_MIN_UNIT_SIZE + 1, 8));
	KUNIT_EXPECT_NULL(test, __alloc_percpu(8, 2 * PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, __alloc_percpu(8, 24));
}

static void the_largest_size_fits_a_new_chunk(struct kunit *test)
{
	void __percpu *ptr = __alloc_percpu(PCPU_MIN_UNIT_SIZE, PAGE_SIZE);
	unsigned int cpu;

	KUNIT_ASSERT_NOT_NULL(test, ptr);
	for_each_possible_cpu(cpu)
		memset(per_cpu_ptr(ptr, cpu), 1, PCPU_MIN_UNIT_SIZE);
	free_percpu(ptr);
}

static void atomic_allocation_makes_no_chunk(struct kunit *test)
{
	unsigned long pages = pcpu_nr_pages();
	void __percpu *ptr;

	ptr = __alloc_percpu_gfp(16, 8, GFP_NOWAIT | __GFP_NOWARN);
	KUNIT_EXPECT_EQ(test, pcpu_nr_pages(), pages);
	free_percpu(ptr);
}

static void freeing_what_is_not_allocated_is_reported(struct kunit *test)
{
	char __percpu *ptr = __alloc_percpu(64, 8);

	KUNIT_ASSERT_NOT_NULL(test, ptr);
	kunit_expect_reports(test, 3);
	free_percpu(ptr + 8);
	free_percpu(ptr);
	free_percpu(ptr);
	free_percpu(&static_word);
	KUNIT_EXPECT_TRUE(test, percpu_check_all());
}

static void a_chunk_that_cannot_be_made_gives_null(struct kunit *test)
{
	void __percpu *ptr, *all[64];
	unsigned int n = 0;

	/* Fill what is there. */
	while (n < ARRAY_SIZE(all) &&
	       (all[n] = __alloc_percpu_gfp(PAGE_SIZE, 8, GFP_NOWAIT | __GFP_NOWARN)))
		n++;
	fault_inject_slab_after(1);
	ptr = __alloc_percpu_gfp(PAGE_SIZE, 8, GFP_KERNEL | __GFP_NOWARN);
	fault_inject_slab_after(0);
	if (n < ARRAY_SIZE(all))
		KUNIT_EXPECT_NULL(test, ptr);
	free_percpu(ptr);
	while (n)
		free_percpu(all[--n]);
}

static void physical_addresses_are_those_of_the_copies(struct kunit *test)
{
	unsigned long __percpu *ptr = alloc_percpu(unsigned long);
	unsigned long *copy = per_cpu_ptr(ptr, 0);

	KUNIT_ASSERT_NOT_NULL(test, ptr);
	*copy = 99;
	KUNIT_EXPECT_EQ(test, *(unsigned long *)__va(per_cpu_ptr_to_phys(copy)), 99ul);
	free_percpu(ptr);
}

static struct kunit_case percpu_cases[] = {
	KUNIT_CASE(each_cpu_has_its_copy_of_the_template),
	KUNIT_CASE(dynamic_copies_are_apart_and_zeroed),
	KUNIT_CASE(alignment_is_honoured),
	KUNIT_CASE(many_allocations_do_not_overlap),
	KUNIT_CASE(wrong_sizes_are_refused),
	KUNIT_CASE(the_largest_size_fits_a_new_chunk),
	KUNIT_CASE(atomic_allocation_makes_no_chunk),
	KUNIT_CASE(freeing_what_is_not_allocated_is_reported),
	KUNIT_CASE(a_chunk_that_cannot_be_made_gives_null),
	KUNIT_CASE(physical_addresses_are_those_of_the_copies),
	{},
};

static struct kunit_suite percpu_suite = { .name = "percpu", .test_cases = percpu_cases };
kunit_test_suite(percpu_suite);
