// SPDX-License-Identifier: MIT
/*
 * percpu_test.c - tests linux/percpu-defs.h and kernel/base/percpu.c
 *
 * Operations are tried on each width; that an interrupt cannot split them is
 * tried by CPUs that interrupt this one while it counts.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include <linux/smp.h>

static DEFINE_PER_CPU(u8, byte_var) = 7;
static DEFINE_PER_CPU(u16, short_var);
static DEFINE_PER_CPU(u32, int_var);
static DEFINE_PER_CPU(u64, long_var) = 1ull << 40;
static DEFINE_PER_CPU(void *, pointer_var);
static DEFINE_PER_CPU_SHARED_ALIGNED(u64, aligned_var);
static DEFINE_PER_CPU(unsigned long, counter_var);

static void copies_begin_as_the_template_says(struct kunit *test)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		if (cpu != raw_smp_processor_id())
			KUNIT_EXPECT_EQ(test, per_cpu(long_var, cpu), 1ull << 40);
}

static void copies_are_apart(struct kunit *test)
{
	unsigned int a, b;

	for_each_possible_cpu(a)
		for_each_possible_cpu(b)
			if (a != b)
				KUNIT_EXPECT_PTR_NE(test, per_cpu_ptr(&int_var, a),
						    per_cpu_ptr(&int_var, b));
	KUNIT_EXPECT_PTR_EQ(test, this_cpu_ptr(&int_var),
			    per_cpu_ptr(&int_var, raw_smp_processor_id()));
	for_each_possible_cpu(a)
		KUNIT_EXPECT_EQ(test, (unsigned long)per_cpu_ptr(&aligned_var, a) % 64, 0ul);
}

#define TRY_WIDTH(test, var, type)                                                                 \
	do {                                                                                       \
		this_cpu_write(var, 10);                                                           \
		this_cpu_add(var, 5);                                                              \
		this_cpu_sub(var, 1);                                                              \
		this_cpu_inc(var);                                                                 \
		this_cpu_dec(var);                                                                 \
		KUNIT_EXPECT_EQ(test, this_cpu_read(var), 14);                                     \
		this_cpu_or(var, 0x60);                                                            \
		this_cpu_and(var, 0x6c);                                                           \
		KUNIT_EXPECT_EQ(test, this_cpu_read(var), 0x6c);                                   \
		KUNIT_EXPECT_EQ(test, this_cpu_add_return(var, 4), 0x70);                          \
		KUNIT_EXPECT_EQ(test, this_cpu_sub_return(var, 1), 0x6f);                          \
		KUNIT_EXPECT_EQ(test, this_cpu_inc_return(var), 0x70);                             \
		KUNIT_EXPECT_EQ(test, this_cpu_dec_return(var), 0x6f);                             \
		KUNIT_EXPECT_EQ(test, this_cpu_xchg(var, 3), 0x6f);                                \
		KUNIT_EXPECT_EQ(test, this_cpu_cmpxchg(var, 4, 5), 3);                             \
		KUNIT_EXPECT_EQ(test, this_cpu_cmpxchg(var, 3, 5), 3);                             \
		KUNIT_EXPECT_EQ(test, this_cpu_read(var), 5);                                      \
		this_cpu_write(var, 0);                                                            \
		this_cpu_dec(var);                                                                 \
		KUNIT_EXPECT_EQ(test, this_cpu_read(var), (type)-1);                               \
	} while (0)

static void operations_work_on_each_width(struct kunit *test)
{
	TRY_WIDTH(test, byte_var, u8);
	TRY_WIDTH(test, short_var, u16);
	TRY_WIDTH(test, int_var, u32);
	TRY_WIDTH(test, long_var, u64);
	this_cpu_write(long_var, 1ull << 40);
	this_cpu_add(long_var, 1ull << 41);
	KUNIT_EXPECT_EQ(test, this_cpu_read(long_var), 3ull << 40);
	this_cpu_write(long_var, 1ull << 40);
}

static void operations_do_not_touch_the_neighbours(struct kunit *test)
{
	static DEFINE_PER_CPU(u8, bytes[3]);

	this_cpu_write(bytes[0], 0xff);
	this_cpu_write(bytes[2], 0xff);
	this_cpu_write(bytes[1], 0xff);
	this_cpu_inc(bytes[1]);
	KUNIT_EXPECT_EQ(test, this_cpu_read(bytes[0]), 0xff);
	KUNIT_EXPECT_EQ(test, this_cpu_read(bytes[1]), 0);
	KUNIT_EXPECT_EQ(test, this_cpu_read(bytes[2]), 0xff);
}

static void pointers_can_be_exchanged(struct kunit *test)
{
	this_cpu_write(pointer_var, test);
	KUNIT_EXPECT_PTR_EQ(test, this_cpu_cmpxchg(pointer_var, test, NULL), (void *)test);
	KUNIT_EXPECT_NULL(test, this_cpu_read(pointer_var));
	KUNIT_EXPECT_NULL(test, this_cpu_xchg(pointer_var, test));
}

static void get_cpu_var_counts_as_atomic(struct kunit *test)
{
	int before = preempt_count();

	get_cpu_var(int_var) = 77;
	KUNIT_EXPECT_EQ(test, preempt_count(), before + 1);
	put_cpu_var(int_var);
	KUNIT_EXPECT_EQ(test, preempt_count(), before);
	KUNIT_EXPECT_EQ(test, this_cpu_read(int_var), 77u);
}

static void bump(void *unused)
{
	this_cpu_inc(counter_var);
}

static void interrupts_lose_no_count(struct kunit *test)
{
	unsigned int cpu, i, self = raw_smp_processor_id();
	unsigned int other = cpumask_any_but(cpu_online_mask, self);

	if (other >= nr_cpu_ids)
		kunit_skip(test, "needs two CPUs");
	for_each_possible_cpu(cpu)
		per_cpu(counter_var, cpu) = 0;
	/* Each call counts there, in an interrupt that may split a count there. */
	for (i = 0; i < 500; i++) {
		on_each_cpu(bump, NULL, i % 16 == 15);
		this_cpu_inc(counter_var);
	}
	on_each_cpu(bump, NULL, true);
	KUNIT_EXPECT_EQ(test, per_cpu(counter_var, self), 1001ul);
	KUNIT_EXPECT_EQ(test, per_cpu(counter_var, other), 501ul);
}

static struct kunit_case percpu_cases[] = { KUNIT_CASE(copies_begin_as_the_template_says),
					    KUNIT_CASE(copies_are_apart),
					    KUNIT_CASE(operations_work_on_each_width),
					    KUNIT_CASE(operations_do_not_touch_the_neighbours),
					    KUNIT_CASE(pointers_can_be_exchanged),
					    KUNIT_CASE(get_cpu_var_counts_as_atomic),
					    KUNIT_CASE(interrupts_lose_no_count),
					    {} };

static struct kunit_suite percpu_suite = {
	.name = "base.percpu",
	.test_cases = percpu_cases,
};
kunit_test_suite(percpu_suite);
