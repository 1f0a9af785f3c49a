// SPDX-License-Identifier: MIT
/*
 * clock_test.c - time and chance: the clock never goes back, waits are not short
 */
#include <kunit/test.h>
#include <linux/irqflags.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/port.h>

static void clock_never_goes_back(struct kunit *test)
{
	u64 before = port_clock_ns(), backward = 0;

	for (int i = 0; i < 100000; i++) {
		u64 now = port_clock_ns();

		backward += now < before;
		before = now;
	}
	KUNIT_EXPECT_EQ(test, backward, 0ull);
}

static void read_clock(void *time)
{
	*(u64 *)time = port_clock_ns();
}

static void clock_is_the_same_on_every_cpu(struct kunit *test)
{
	unsigned int cpu;
	u64 before, there, after;

	for_each_online_cpu(cpu) {
		before = port_clock_ns();
		smp_call_function_single(cpu, read_clock, &there, 1);
		after = port_clock_ns();
		KUNIT_EXPECT_LE(test, before, there);
		KUNIT_EXPECT_LE(test, there, after);
	}
}

static void idle_with_a_limit_does_not_return_early(struct kunit *test)
{
	unsigned long flags;
	u64 until;

	/* Other interrupts may end a wait; one that nothing else ended must be long enough. */
	local_irq_save(flags);
	until = port_clock_ns() + 1000000;
	while (port_clock_ns() < until)
		port_idle(until);
	KUNIT_EXPECT_GE(test, port_clock_ns(), until);
	local_irq_restore(flags);
}

static void random_bytes_differ(struct kunit *test)
{
	u8 a[32] = {}, b[32] = {};

	if (!port_random(a, sizeof(a)))
		kunit_skip(test, "no entropy here");
	KUNIT_EXPECT_TRUE(test, port_random(b, sizeof(b)));
	KUNIT_EXPECT_NE(test, memcmp(a, b, sizeof(a)), 0);
}

static struct kunit_case port_clock_cases[] = { KUNIT_CASE(clock_never_goes_back),
						KUNIT_CASE(clock_is_the_same_on_every_cpu),
						KUNIT_CASE(idle_with_a_limit_does_not_return_early),
						KUNIT_CASE(random_bytes_differ),
						{} };

static struct kunit_suite port_clock_suite = {
	.name = "port.clock",
	.test_cases = port_clock_cases,
};
kunit_test_suite(port_clock_suite);
