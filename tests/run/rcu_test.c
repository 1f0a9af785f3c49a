// SPDX-License-Identifier: MIT
/*
 * rcu_test.c - tests kernel/run/rcu.c
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>

struct counted {
	struct rcu_head rcu;
	atomic_t *called;
	bool in_atomic;
};

static void count_call(struct rcu_head *head)
{
	struct counted *counted = container_of(head, struct counted, rcu);

	counted->in_atomic = in_atomic();
	atomic_inc(counted->called);
}

static void call_rcu_never_calls_at_once(struct kunit *test)
{
	atomic_t called = ATOMIC_INIT(0);
	struct counted counted = { .called = &called };

	rcu_read_lock();
	call_rcu(&counted.rcu, count_call);
	KUNIT_EXPECT_EQ(test, atomic_read(&called), 0);
	rcu_read_unlock();
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&called), 1);
	KUNIT_EXPECT_TRUE(test, counted.in_atomic);
}

static void callbacks_run_in_the_order_they_came(struct kunit *test)
{
	atomic_t called = ATOMIC_INIT(0);
	struct counted *many = kcalloc(100, sizeof(*many), GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, many);
	for (i = 0; i < 100; i++) {
		many[i].called = &called;
		call_rcu(&many[i].rcu, count_call);
		if (i % 10 == 0)
			cond_resched();
	}
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&called), 100);
	kfree(many);
}

struct reader {
	atomic_t inside, leave;
	struct completion done;
};

static int read_long(void *data)
{
	struct reader *reader = data;

	rcu_read_lock();
	atomic_set(&reader->inside, 1);
	while (!atomic_read(&reader->leave))
		cpu_relax();
	atomic_set(&reader->inside, 0);
	rcu_read_unlock();
	complete(&reader->done);
	return 0;
}

static int let_go(void *data)
{
	atomic_set(&((struct reader *)data)->leave, 1);
	return 0;
}

/* The reader spins without a schedule point on its own CPU. */
static void synchronize_rcu_waits_for_a_reader_on_another_cpu(struct kunit *test)
{
	struct reader reader = {};
	struct task_struct *task;
	unsigned int other;

	if (num_online_cpus() < 2)
		kunit_skip(test, "needs 2 CPUs");
	init_completion(&reader.done);
	other = cpumask_next(raw_smp_processor_id(), cpu_online_mask);
	if (other >= nr_cpu_ids)
		other = cpumask_first(cpu_online_mask);
	task = kthread_run_on_cpu(read_long, &reader, other, "reader/%u");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	while (!atomic_read(&reader.inside))
		cond_resched();
	task = kthread_run_on_cpu(let_go, &reader, raw_smp_processor_id(), "letgo/%u");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	synchronize_rcu();
	KUNIT_EXPECT_EQ(test, atomic_read(&reader.inside), 0);
	wait_for_completion(&reader.done);
}

struct freed {
	unsigned long pad[3];
	struct rcu_head rcu;
};

static void kfree_rcu_frees_after_a_grace_period(struct kunit *test)
{
	struct freed *p = kmalloc(sizeof(*p), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	p->pad[0] = 42;
	rcu_read_lock();
	kfree_rcu(p, rcu);
	KUNIT_EXPECT_EQ(test, p->pad[0], 42ul);
	rcu_read_unlock();
	rcu_barrier();
	p = kmalloc(sizeof(*p), GFP_KERNEL);
	kvfree_rcu_mightsleep(p);
}

static struct kunit_case rcu_cases[] = { KUNIT_CASE(call_rcu_never_calls_at_once),
					 KUNIT_CASE(callbacks_run_in_the_order_they_came),
					 KUNIT_CASE(
						 synchronize_rcu_waits_for_a_reader_on_another_cpu),
					 KUNIT_CASE(kfree_rcu_frees_after_a_grace_period),
					 {} };

static struct kunit_suite rcu_suite = { .name = "run.rcu", .test_cases = rcu_cases };
kunit_test_suite(rcu_suite);
