// SPDX-License-Identifier: MIT
/*
 * context_test.c - switching stacks keeps everything a caller may rely on
 *
 * Two contexts without the scheduler: this one and one on a stack of its own.
 * Interrupts stay off, as the scheduler has them.
 */
#include <kunit/test.h>
#include <linux/irqflags.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include <quarry/port.h>

static struct port_context here, there;
static unsigned long visits;

/* Values that the compiler keeps in callee-saved registers over the call. */
static noinline unsigned long mix(unsigned long seed, void (*between)(void))
{
	unsigned long a = seed * 3, b = seed ^ 0x5555, c = seed + 77, d = seed << 3, e = ~seed,
		      f = seed / 3;

	OPTIMIZER_HIDE_VAR(a);
	OPTIMIZER_HIDE_VAR(b);
	OPTIMIZER_HIDE_VAR(c);
	OPTIMIZER_HIDE_VAR(d);
	OPTIMIZER_HIDE_VAR(e);
	OPTIMIZER_HIDE_VAR(f);
	between();
	return a ^ b * 5 ^ c * 7 ^ d * 11 ^ e * 13 ^ f * 17;
}

static void nothing(void)
{
	barrier();
}

static void go_there(void)
{
	port_context_switch(&here, &there, false);
}

static void go_back(void)
{
	port_context_switch(&there, &here, false);
}

static void other_entry(void *arg)
{
	for (;;) {
		visits += (unsigned long)arg;
		visits += mix(visits, go_back) & 0;
	}
}

static void *start_other(struct kunit *test, unsigned long arg)
{
	void *stack = vmalloc(THREAD_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, stack);
	visits = 0;
	port_context_adopt(&here);
	port_context_init(&there, stack, THREAD_SIZE, other_entry, (void *)arg);
	return stack;
}

static void registers_survive_a_switch(struct kunit *test)
{
	void *stack = start_other(test, 1);
	unsigned long flags, expected, got;

	for (unsigned long seed = 1; seed < 1000; seed++) {
		expected = mix(seed, nothing);
		local_irq_save(flags);
		got = mix(seed, go_there);
		local_irq_restore(flags);
		KUNIT_EXPECT_EQ(test, got, expected);
	}
	KUNIT_EXPECT_EQ(test, visits, 999ul);
	port_context_exit(&there);
	vfree(stack);
}

static void new_context_gets_its_argument(struct kunit *test)
{
	void *stack = start_other(test, 42);
	unsigned long flags;

	local_irq_save(flags);
	go_there();
	local_irq_restore(flags);
	KUNIT_EXPECT_EQ(test, visits, 42ul);
	port_context_exit(&there);
	vfree(stack);
}

static noinline unsigned int trace_here(unsigned long *pcs, unsigned int max)
{
	unsigned int nr = port_backtrace(0, pcs, max);

	barrier();
	return nr;
}

static void backtrace_names_the_callers(struct kunit *test)
{
	unsigned long pcs[16];
	unsigned int nr = trace_here(pcs, ARRAY_SIZE(pcs)), found = 0;

	for (unsigned int i = 0; i < nr; i++)
		found += pcs[i] - (unsigned long)trace_here < 256;
	KUNIT_EXPECT_GE(test, nr, 2);
	KUNIT_EXPECT_GE(test, found, 1);
}

static struct kunit_case port_context_cases[] = { KUNIT_CASE(registers_survive_a_switch),
						  KUNIT_CASE(new_context_gets_its_argument),
						  KUNIT_CASE(backtrace_names_the_callers),
						  {} };

static struct kunit_suite port_context_suite = {
	.name = "port.context",
	.test_cases = port_context_cases,
};
kunit_test_suite(port_context_suite);
