// SPDX-License-Identifier: MIT
/*
 * cpu_test.c - tests kernel/base/cpu.c: the ladder, CPUs down and up again
 *
 * Callbacks write one letter each into a trace; the trace says the order.
 */
#include <kunit/test.h>
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static char trace[64];
static unsigned int trace_len, wrong_cpu, wrong_context;
static int refuse;

static int note(char letter)
{
	if (trace_len < sizeof(trace) - 1)
		trace[trace_len++] = letter;
	trace[trace_len] = '\0';
	return 0;
}

static int note_there(unsigned int cpu, char letter)
{
	wrong_cpu += cpu != raw_smp_processor_id();
	wrong_context += in_hardirq() || irqs_disabled();
	return note(letter);
}

static int prepare_1(unsigned int cpu)
{
	return note('p');
}
static int dead_1(unsigned int cpu)
{
	return note('P');
}
static int prepare_2(unsigned int cpu)
{
	return note('q');
}
static int dead_2(unsigned int cpu)
{
	return note('Q');
}
static int online_1(unsigned int cpu)
{
	return note_there(cpu, 'o');
}
static int offline_1(unsigned int cpu)
{
	return note_there(cpu, 'O');
}
static int online_2(unsigned int cpu)
{
	return refuse ?: note_there(cpu, 'r');
}
static int offline_2(unsigned int cpu)
{
	return note_there(cpu, 'R');
}

struct ladder {
	int p1, p2, o1, o2;
};

static void build(struct kunit *test, struct ladder *ladder)
{
	trace_len = wrong_cpu = wrong_context = 0;
	trace[0] = '\0';
	refuse = 0;
	ladder->p1 = cpuhp_setup_state_nocalls(CPUHP_BP_PREPARE_DYN, "test:1", prepare_1, dead_1);
	ladder->p2 = cpuhp_setup_state_nocalls(CPUHP_BP_PREPARE_DYN, "test:2", prepare_2, dead_2);
	ladder->o1 = cpuhp_setup_state_nocalls(CPUHP_AP_ONLINE_DYN, "test:1", online_1, offline_1);
	ladder->o2 = cpuhp_setup_state_nocalls(CPUHP_AP_ONLINE_DYN, "test:2", online_2, offline_2);
	KUNIT_ASSERT_GT(test, ladder->p1, 0);
	KUNIT_ASSERT_GT(test, ladder->p2, ladder->p1);
	KUNIT_ASSERT_GT(test, ladder->o1, 0);
	KUNIT_ASSERT_GT(test, ladder->o2, ladder->o1);
}

static void remove(const struct ladder *ladder)
{
	cpuhp_remove_state_nocalls(ladder->o2);
	cpuhp_remove_state_nocalls(ladder->o1);
	cpuhp_remove_state_nocalls(ladder->p2);
	cpuhp_remove_state_nocalls(ladder->p1);
}

static unsigned int last_cpu(struct kunit *test)
{
	unsigned int cpu, last = 0;

	for_each_online_cpu(cpu)
		last = cpu;
	if (!last || last == raw_smp_processor_id())
		kunit_skip(test, "needs two CPUs");
	return last;
}

static void callbacks_run_in_order_down_and_up(struct kunit *test)
{
	unsigned int cpu = last_cpu(test), online = num_online_cpus();
	struct ladder ladder;

	build(test, &ladder);
	KUNIT_EXPECT_EQ(test, cpu_down(cpu), 0);
	KUNIT_EXPECT_FALSE(test, cpu_online(cpu));
	KUNIT_EXPECT_EQ(test, num_online_cpus(), online - 1);
	KUNIT_EXPECT_STREQ(test, trace, "ROQP");
	KUNIT_EXPECT_EQ(test, cpu_up(cpu), 0);
	KUNIT_EXPECT_TRUE(test, cpu_online(cpu));
	KUNIT_EXPECT_STREQ(test, trace, "ROQPpqor");
	KUNIT_EXPECT_EQ(test, wrong_cpu, 0u);
	KUNIT_EXPECT_EQ(test, wrong_context, 0u);
	remove(&ladder);
}

static void startup_that_fails_takes_the_cpu_down_again(struct kunit *test)
{
	unsigned int cpu = last_cpu(test);
	struct ladder ladder;

	build(test, &ladder);
	KUNIT_ASSERT_EQ(test, cpu_down(cpu), 0);
	trace_len = 0;
	refuse = -EAGAIN;
	KUNIT_EXPECT_EQ(test, cpu_up(cpu), -EAGAIN);
	KUNIT_EXPECT_FALSE(test, cpu_online(cpu));
	KUNIT_EXPECT_STREQ(test, trace, "pqoOQP");
	refuse = 0;
	KUNIT_EXPECT_EQ(test, cpu_up(cpu), 0);
	KUNIT_EXPECT_TRUE(test, cpu_online(cpu));
	remove(&ladder);
}

static void impossible_moves_are_refused(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, cpu_down(0), -EBUSY);
	KUNIT_EXPECT_EQ(test, cpu_down(raw_smp_processor_id()), -EBUSY);
	KUNIT_EXPECT_EQ(test, cpu_down(nr_cpu_ids), -EINVAL);
	KUNIT_EXPECT_EQ(test, cpu_up(nr_cpu_ids), -EINVAL);
	KUNIT_EXPECT_EQ(test, cpu_up(0), -EEXIST);
}

static unsigned int calls_made;

static int count_call(unsigned int cpu)
{
	__atomic_fetch_add(&calls_made, 1, __ATOMIC_RELAXED);
	return 0;
}

static void setup_calls_each_cpu_that_is_up(struct kunit *test)
{
	int state;

	calls_made = 0;
	state = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "test:count", count_call, count_call);
	KUNIT_ASSERT_GT(test, state, 0);
	KUNIT_EXPECT_EQ(test, calls_made, num_online_cpus());
	cpuhp_remove_state(state);
	KUNIT_EXPECT_EQ(test, calls_made, 2 * num_online_cpus());
}

static int fail_on_last(unsigned int cpu)
{
	count_call(cpu);
	return cpu == cpumask_last(cpu_online_mask) ? -ENOMEM : 0;
}

static void setup_that_fails_is_undone(struct kunit *test)
{
	calls_made = 0;
	KUNIT_EXPECT_EQ(
		test, cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "test:fail", fail_on_last, count_call),
		-ENOMEM);
	KUNIT_EXPECT_EQ(test, calls_made, 2 * num_online_cpus() - 1);
}

static void read_lock_nests(struct kunit *test)
{
	cpus_read_lock();
	cpus_read_lock();
	KUNIT_EXPECT_TRUE(test, cpus_read_trylock());
	cpus_read_unlock();
	cpus_read_unlock();
	cpus_read_unlock();
	cpus_write_lock();
	cpus_read_lock();
	cpus_read_unlock();
	cpus_write_unlock();
}

static struct kunit_case cpu_cases[] = { KUNIT_CASE(callbacks_run_in_order_down_and_up),
					 KUNIT_CASE(startup_that_fails_takes_the_cpu_down_again),
					 KUNIT_CASE(impossible_moves_are_refused),
					 KUNIT_CASE(setup_calls_each_cpu_that_is_up),
					 KUNIT_CASE(setup_that_fails_is_undone),
					 KUNIT_CASE(read_lock_nests),
					 {} };

static struct kunit_suite cpu_suite = {
	.name = "base.cpu",
	.test_cases = cpu_cases,
};
kunit_test_suite(cpu_suite);
