// SPDX-License-Identifier: MIT
/*
 * interrupt_test.c - interrupts: off means off, on means soon, on every CPU
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/kthread.h>
#include <linux/pgtable.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <quarry/port.h>

static unsigned int calls;
static unsigned long cpus_seen[BITS_TO_LONGS(NR_CPUS)];
static bool was_interrupt, irqs_were_off;

static void count_call(void *info)
{
	__atomic_fetch_or(&cpus_seen[raw_smp_processor_id() / BITS_PER_LONG],
			  1ul << raw_smp_processor_id() % BITS_PER_LONG, __ATOMIC_RELAXED);
	__atomic_fetch_add(&calls, 1, __ATOMIC_SEQ_CST);
}

static void irq_save_nests_and_restores(struct kunit *test)
{
	unsigned long outer, inner;

	KUNIT_ASSERT_FALSE(test, irqs_disabled());
	local_irq_save(outer);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_save(inner);
	local_irq_restore(inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(outer);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void call_reaches_every_cpu(struct kunit *test)
{
	unsigned int cpu;

	calls = 0;
	memset(cpus_seen, 0, sizeof(cpus_seen));
	on_each_cpu(count_call, NULL, 1);
	KUNIT_EXPECT_EQ(test, calls, num_online_cpus());
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_TRUE(test, cpus_seen[cpu / BITS_PER_LONG] >> cpu % BITS_PER_LONG & 1);
}

static unsigned int another_cpu(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu)
		if (cpu != raw_smp_processor_id())
			return cpu;
	kunit_skip(test, "needs two CPUs");
	return 0;
}

static void note_context(void *info)
{
	was_interrupt = in_hardirq();
	irqs_were_off = irqs_disabled();
}

static void call_runs_in_interrupt_with_interrupts_off(struct kunit *test)
{
	unsigned int cpu = another_cpu(test);

	was_interrupt = irqs_were_off = false;
	smp_call_function_single(cpu, note_context, NULL, 1);
	KUNIT_EXPECT_TRUE(test, was_interrupt);
	KUNIT_EXPECT_TRUE(test, irqs_were_off);
}

/* The other CPU calls back to the one that has interrupts off. */
static unsigned int caller_cpu;
static unsigned int called_back;

static void call_back(void *info)
{
	__atomic_fetch_add(&called_back, 1, __ATOMIC_SEQ_CST);
}

static call_single_data_t call_back_data = { .func = call_back };

static void ask_for_call_back(void *info)
{
	smp_call_function_single_async(caller_cpu, &call_back_data);
	__atomic_fetch_add(&calls, 1, __ATOMIC_SEQ_CST);
}

static call_single_data_t ask_data = { .func = ask_for_call_back };

static void interrupts_off_hold_a_call_until_they_are_on(struct kunit *test)
{
	unsigned int cpu = another_cpu(test);

	calls = called_back = 0;
	local_irq_disable();
	caller_cpu = raw_smp_processor_id();
	smp_call_function_single_async(cpu, &ask_data);
	while (!__atomic_load_n(&calls, __ATOMIC_SEQ_CST))
		cpu_relax();
	for (int i = 0; i < 1000; i++)
		cpu_relax();
	KUNIT_EXPECT_EQ(test, __atomic_load_n(&called_back, __ATOMIC_SEQ_CST), 0);
	local_irq_enable();
	while (!__atomic_load_n(&called_back, __ATOMIC_SEQ_CST))
		cpu_relax();
	KUNIT_EXPECT_EQ(test, called_back, 1);
}

static void many_calls_are_all_run(struct kunit *test)
{
	unsigned int cpu = another_cpu(test);

	calls = 0;
	for (int i = 0; i < 1000; i++)
		smp_call_function_single(cpu, count_call, NULL, 1);
	KUNIT_EXPECT_EQ(test, calls, 1000);
}

static void idle_returns_when_an_interrupt_was_sent_before(struct kunit *test)
{
	u64 start;

	local_irq_disable();
	port_send_ipi(raw_smp_processor_id());
	start = port_clock_ns();
	/* Ten seconds: far more than any delay, yet the suite would end. */
	port_idle(start + 10000000000ull);
	KUNIT_EXPECT_LT(test, port_clock_ns() - start, 10000000000ull);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_enable();
}

static bool spinning, stop_spinning;

/* Nothing is said to the CPU or the port, the stack is not touched. */
static void spin_alone(void)
{
	unsigned long odd = 0x5a5a5a5a5a5a5a5aul;

	while (!READ_ONCE(stop_spinning)) {
		__asm__ volatile("" : "+r"(odd));
#ifdef QUARRY_TSAN
		cpu_relax(); /* interrupts are polled there */
#endif
	}
}

static int spin(void *unused)
{
	WRITE_ONCE(spinning, true);
	spin_alone();
	return 0;
}

/*
 * In a process the translations of stacks go too, and the host cannot write an
 * interrupt's frame then; what it says of it is what it says of a register that
 * holds no address.
 */
static void interrupts_come_where_the_stack_has_no_translation(struct kunit *test)
{
	unsigned int cpu = another_cpu(test);
	struct task_struct *task;

	if (port_replay)
		kunit_skip(test, "one CPU at a time");
	calls = 0;
	spinning = stop_spinning = false;
	task = kthread_run_on_cpu(spin, NULL, cpu, "spin");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	while (!READ_ONCE(spinning))
		cpu_relax();
	for (int i = 0; i < 100; i++) {
		flush_tlb_all();
		smp_call_function_single(cpu, count_call, NULL, 1);
	}
	KUNIT_EXPECT_EQ(test, calls, 100);
	WRITE_ONCE(stop_spinning, true);
}

static struct kunit_case port_interrupt_cases[] = {
	KUNIT_CASE(irq_save_nests_and_restores),
	KUNIT_CASE(call_reaches_every_cpu),
	KUNIT_CASE(call_runs_in_interrupt_with_interrupts_off),
	KUNIT_CASE(interrupts_off_hold_a_call_until_they_are_on),
	KUNIT_CASE(many_calls_are_all_run),
	KUNIT_CASE(idle_returns_when_an_interrupt_was_sent_before),
	KUNIT_CASE(interrupts_come_where_the_stack_has_no_translation),
	{}
};

static struct kunit_suite port_interrupt_suite = {
	.name = "port.interrupt",
	.test_cases = port_interrupt_cases,
};
kunit_test_suite(port_interrupt_suite);
