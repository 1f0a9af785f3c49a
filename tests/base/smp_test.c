// SPDX-License-Identifier: MIT
/*
 * smp_test.c - tests kernel/base/smp.c and notifier.c
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/notifier.h>
#include <linux/sched.h>
#include <linux/smp.h>

static unsigned int hits[NR_CPUS];

static void hit(void *info)
{
	__atomic_fetch_add(&hits[raw_smp_processor_id()], 1, __ATOMIC_RELAXED);
}

static unsigned int hits_of(unsigned int cpu)
{
	return __atomic_load_n(&hits[cpu], __ATOMIC_RELAXED);
}

static int smp_test_init(struct kunit *test)
{
	memset(hits, 0, sizeof(hits));
	return 0;
}

static void masks_agree(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, cpu_online(raw_smp_processor_id()));
	KUNIT_EXPECT_TRUE(test, cpumask_subset(cpu_online_mask, cpu_present_mask));
	KUNIT_EXPECT_TRUE(test, cpumask_subset(cpu_present_mask, cpu_possible_mask));
	KUNIT_EXPECT_LE(test, num_possible_cpus(), nr_cpu_ids);
}

static void single_call_runs_there(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, smp_call_function_single(cpu, hit, NULL, 1), 0);
		KUNIT_EXPECT_EQ(test, hits_of(cpu), 1u);
	}
	KUNIT_EXPECT_EQ(test, smp_call_function_single(nr_cpu_ids, hit, NULL, 1), -ENXIO);
}

static void each_cpu_is_called_once(struct kunit *test)
{
	unsigned int cpu, self = raw_smp_processor_id();

	on_each_cpu(hit, NULL, 1);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, hits_of(cpu), 1u);
	smp_call_function(hit, NULL, 1);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, hits_of(cpu), cpu == self ? 1u : 2u);
	on_each_cpu_mask(cpumask_of(self), hit, NULL, 1);
	KUNIT_EXPECT_EQ(test, hits_of(self), 2u);
}

static bool is_odd(int cpu, void *info)
{
	return cpu & 1;
}

static void condition_chooses(struct kunit *test)
{
	unsigned int cpu;

	on_each_cpu_cond(is_odd, hit, NULL, 1);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, hits_of(cpu), cpu & 1);
}

/* More than the pool of calls under way holds. */
static void calls_without_waiting_all_arrive(struct kunit *test)
{
	unsigned int cpu, i;

	for (i = 0; i < 200; i++)
		on_each_cpu(hit, NULL, 0);
	on_each_cpu(hit, NULL, 1);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, hits_of(cpu), 201u);
}

static void callers_csd_is_busy_until_taken(struct kunit *test)
{
	static struct __call_single_data csd = { .func = hit };
	unsigned int other = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());
	unsigned int i, sent = 0;

	if (other >= nr_cpu_ids)
		kunit_skip(test, "needs two CPUs");
	for (i = 0; i < 50; i++)
		sent += !smp_call_function_single_async(other, &csd);
	smp_call_function_single(other, hit, NULL, 1);
	KUNIT_EXPECT_GE(test, sent, 1u);
	KUNIT_EXPECT_EQ(test, hits_of(other), sent + 1);
}

static struct completion all_done;
static unsigned int callers_left;

static int call_all(void *unused)
{
	unsigned int i;

	for (i = 0; i < 100; i++)
		on_each_cpu(hit, NULL, 1);
	if (!__atomic_sub_fetch(&callers_left, 1, __ATOMIC_ACQ_REL))
		complete(&all_done);
	return 0;
}

/* All call all, each waiting with interrupts on: no deadlock, nothing lost. */
static void cpus_that_call_each_other_all_arrive(struct kunit *test)
{
	unsigned int cpu, callers = num_online_cpus();
	struct task_struct *task;

	init_completion(&all_done);
	callers_left = callers;
	for_each_online_cpu(cpu) {
		task = kthread_create_on_cpu(call_all, NULL, cpu, "call/%u");
		KUNIT_ASSERT_FALSE(test, IS_ERR(task));
		wake_up_process(task);
	}
	wait_for_completion(&all_done);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, hits_of(cpu), 100 * callers);
}

/* ---- notifier chains --------------------------------------------------------- */

static char order[8];
static unsigned int order_len;

static int note(struct notifier_block *nb, unsigned long action, void *data)
{
	order[order_len++] = 'a' + nb->priority;
	order[order_len] = '\0';
	return action == nb->priority ? NOTIFY_BAD : NOTIFY_OK;
}

static void chain_is_called_by_priority_until_stopped(struct kunit *test)
{
	static BLOCKING_NOTIFIER_HEAD(chain);
	struct notifier_block low = { note, .priority = 0 }, mid = { note, .priority = 1 },
			      high = { note, .priority = 2 };

	order_len = 0;
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain(&chain, 9, NULL), NOTIFY_DONE);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_register(&chain, &mid), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_register(&chain, &low), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_register(&chain, &high), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_register(&chain, &high), -EEXIST);
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain(&chain, 9, NULL), NOTIFY_OK);
	KUNIT_EXPECT_STREQ(test, order, "cba");
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain(&chain, 1, NULL), NOTIFY_BAD);
	KUNIT_EXPECT_STREQ(test, order, "cbacb");
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_unregister(&chain, &mid), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_unregister(&chain, &mid), -ENOENT);
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain(&chain, 9, NULL), NOTIFY_OK);
	KUNIT_EXPECT_STREQ(test, order, "cbacbca");
	blocking_notifier_chain_unregister(&chain, &low);
	blocking_notifier_chain_unregister(&chain, &high);
}

static void errno_goes_through_notify_values(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, notifier_to_errno(notifier_from_errno(-ENOMEM)), -ENOMEM);
	KUNIT_EXPECT_EQ(test, notifier_to_errno(notifier_from_errno(0)), 0);
	KUNIT_EXPECT_TRUE(test, notifier_from_errno(-ENOMEM) & NOTIFY_STOP_MASK);
}

static struct kunit_case smp_cases[] = { KUNIT_CASE(masks_agree),
					 KUNIT_CASE(single_call_runs_there),
					 KUNIT_CASE(each_cpu_is_called_once),
					 KUNIT_CASE(condition_chooses),
					 KUNIT_CASE(calls_without_waiting_all_arrive),
					 KUNIT_CASE(callers_csd_is_busy_until_taken),
					 KUNIT_CASE(cpus_that_call_each_other_all_arrive),
					 KUNIT_CASE(chain_is_called_by_priority_until_stopped),
					 KUNIT_CASE(errno_goes_through_notify_values),
					 {} };

static struct kunit_suite smp_suite = {
	.name = "base.smp",
	.init = smp_test_init,
	.test_cases = smp_cases,
};
kunit_test_suite(smp_suite);
