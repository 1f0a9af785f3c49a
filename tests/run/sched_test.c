// SPDX-License-Identifier: MIT
/*
 * sched_test.c - tests kernel/run/sched.c, kthread.c and task.c
 */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/smp.h>

static int return_data(void *data)
{
	return (long)data;
}

static int has_begun;

static int wait_for_stop(void *data)
{
	WRITE_ONCE(has_begun, 1);
	while (!kthread_should_stop()) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!kthread_should_stop())
			schedule();
		__set_current_state(TASK_RUNNING);
	}
	return (long)data;
}

static void kthread_stop_gives_what_the_function_returned(struct kunit *test)
{
	struct task_struct *task = kthread_run(wait_for_stop, (void *)7, "test");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	while (!READ_ONCE(has_begun))
		msleep(1);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 7);
}

static void kthread_stopped_before_its_first_run_never_runs(struct kunit *test)
{
	struct task_struct *task = kthread_create(return_data, (void *)7, "test");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	KUNIT_EXPECT_EQ(test, kthread_stop(task), -EINTR);
}

struct order {
	atomic_t next;
	int seen[3];
};

struct order_arg {
	struct order *order;
	int number;
	struct completion done;
};

static int note_order(void *data)
{
	struct order_arg *arg = data;
	int i;

	for (i = 0; i < 3; i++)
		cond_resched();
	arg->order->seen[atomic_inc_return(&arg->order->next) - 1] = arg->number;
	complete(&arg->done);
	return 0;
}

static void tasks_of_a_cpu_run_first_come_first_served(struct kunit *test)
{
	struct order order = {};
	struct order_arg arg[3];
	int i;

	for (i = 0; i < 3; i++) {
		struct task_struct *task;

		arg[i].order = &order;
		arg[i].number = i;
		init_completion(&arg[i].done);
		task = kthread_create(note_order, &arg[i], "order/%d", i);
		KUNIT_ASSERT_FALSE(test, IS_ERR(task));
		kthread_bind(task, raw_smp_processor_id());
		wake_up_process(task);
	}
	for (i = 0; i < 3; i++)
		wait_for_completion(&arg[i].done);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, order.seen[i], i);
}

static int note_cpu(void *data)
{
	WRITE_ONCE(*(int *)data, raw_smp_processor_id());
	while (!kthread_should_stop())
		msleep(1);
	return raw_smp_processor_id();
}

static void a_bound_thread_stays_on_its_cpu(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		struct task_struct *task;
		int began = -1;

		task = kthread_run_on_cpu(note_cpu, &began, cpu, "bound/%u");
		KUNIT_ASSERT_FALSE(test, IS_ERR(task));
		while (READ_ONCE(began) < 0)
			msleep(1);
		KUNIT_EXPECT_EQ(test, kthread_stop(task), (int)cpu);
		KUNIT_EXPECT_EQ(test, began, (int)cpu);
	}
}

static int park_loop(void *data)
{
	atomic_t *turns = data;

	while (!kthread_should_stop()) {
		if (kthread_should_park())
			kthread_parkme();
		atomic_inc(turns);
		msleep(1);
	}
	return 0;
}

static void a_parked_thread_does_not_run(struct kunit *test)
{
	atomic_t turns = ATOMIC_INIT(0);
	struct task_struct *task = kthread_run(park_loop, &turns, "park");
	int before;

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	KUNIT_EXPECT_EQ(test, kthread_park(task), 0);
	before = atomic_read(&turns);
	msleep(5);
	KUNIT_EXPECT_EQ(test, atomic_read(&turns), before);
	kthread_unpark(task);
	while (atomic_read(&turns) == before)
		msleep(1);
	kthread_stop(task);
}

static void schedule_while_atomic_is_reported(struct kunit *test)
{
	kunit_expect_reports(test, 1);
	preempt_disable();
	might_sleep();
	preempt_enable();
}

static struct kunit_case sched_cases[] = {
	KUNIT_CASE(kthread_stop_gives_what_the_function_returned),
	KUNIT_CASE(kthread_stopped_before_its_first_run_never_runs),
	KUNIT_CASE(tasks_of_a_cpu_run_first_come_first_served),
	KUNIT_CASE(a_bound_thread_stays_on_its_cpu),
	KUNIT_CASE(a_parked_thread_does_not_run),
	KUNIT_CASE(schedule_while_atomic_is_reported),
	{}
};

static struct kunit_suite sched_suite = { .name = "run.sched", .test_cases = sched_cases };
kunit_test_suite(sched_suite);
