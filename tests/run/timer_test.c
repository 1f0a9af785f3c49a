// SPDX-License-Identifier: MIT
/*
 * timer_test.c - tests kernel/run/hrtimer.c, timer.c and workqueue.c
 *
 * No case depends on how long anything takes: only on what comes before what.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/hardirq.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct fired {
	struct hrtimer timer;
	int number;
	atomic_t *next;
	int order;
	bool in_irq;
};

static enum hrtimer_restart fire(struct hrtimer *timer)
{
	struct fired *fired = container_of(timer, struct fired, timer);

	fired->in_irq = in_hardirq();
	fired->order = atomic_inc_return(fired->next);
	return HRTIMER_NORESTART;
}

static void timers_fire_in_the_order_of_their_times(struct kunit *test)
{
	static const int delay_us[] = { 3000, 1000, 2000 };
	static const int expected[] = { 3, 1, 2 };
	atomic_t next = ATOMIC_INIT(0);
	struct fired fired[3];
	u64 now = ktime_get_ns();
	int i;

	for (i = 0; i < 3; i++) {
		fired[i].next = &next;
		hrtimer_setup(&fired[i].timer, fire, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
		hrtimer_start(&fired[i].timer, now + delay_us[i] * 1000ull, HRTIMER_MODE_ABS);
	}
	while (atomic_read(&next) < 3)
		msleep(1);
	for (i = 0; i < 3; i++) {
		hrtimer_cancel(&fired[i].timer);
		KUNIT_EXPECT_EQ(test, fired[i].order, expected[i]);
		KUNIT_EXPECT_TRUE(test, fired[i].in_irq);
	}
}

static void a_cancelled_timer_does_not_fire(struct kunit *test)
{
	atomic_t next = ATOMIC_INIT(0);
	struct fired fired = { .next = &next };

	hrtimer_setup(&fired.timer, fire, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer_start(&fired.timer, 20 * NSEC_PER_MSEC, HRTIMER_MODE_REL);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&fired.timer), 1);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&fired.timer), 0);
	msleep(30);
	KUNIT_EXPECT_EQ(test, atomic_read(&next), 0);
}

static void msleep_sleeps_at_least_as_long_as_asked(struct kunit *test)
{
	u64 before = ktime_get_ns();

	msleep(3);
	KUNIT_EXPECT_GE(test, ktime_get_ns() - before, 3 * NSEC_PER_MSEC);
}

struct counted_work {
	struct work_struct work;
	struct delayed_work delayed;
	atomic_t runs;
	bool may_sleep;
};

static void count_run(struct work_struct *work)
{
	struct counted_work *counted = container_of(work, struct counted_work, work);

	counted->may_sleep = !in_atomic();
	atomic_inc(&counted->runs);
}

static void count_delayed(struct work_struct *work)
{
	struct counted_work *counted =
		container_of(to_delayed_work(work), struct counted_work, delayed);

	atomic_inc(&counted->runs);
}

static void a_pending_work_is_queued_once_and_runs_in_a_task(struct kunit *test)
{
	struct counted_work counted = {};

	INIT_WORK(&counted.work, count_run);
	KUNIT_EXPECT_TRUE(test, schedule_work(&counted.work));
	KUNIT_EXPECT_FALSE(test, schedule_work(&counted.work) && num_online_cpus() == 1);
	flush_work(&counted.work);
	flush_scheduled_work();
	KUNIT_EXPECT_GE(test, atomic_read(&counted.runs), 1);
	KUNIT_EXPECT_TRUE(test, counted.may_sleep);
}

static void a_delayed_work_runs_after_its_time(struct kunit *test)
{
	struct counted_work counted = {};

	INIT_DELAYED_WORK(&counted.delayed, count_delayed);
	schedule_delayed_work(&counted.delayed, 2);
	KUNIT_EXPECT_TRUE(test, delayed_work_pending(&counted.delayed));
	while (!atomic_read(&counted.runs))
		msleep(1);
	schedule_delayed_work(&counted.delayed, 100000);
	KUNIT_EXPECT_TRUE(test, cancel_delayed_work_sync(&counted.delayed));
	KUNIT_EXPECT_EQ(test, atomic_read(&counted.runs), 1);
}

static struct kunit_case timer_cases[] = {
	KUNIT_CASE(timers_fire_in_the_order_of_their_times),
	KUNIT_CASE(a_cancelled_timer_does_not_fire),
	KUNIT_CASE(msleep_sleeps_at_least_as_long_as_asked),
	KUNIT_CASE(a_pending_work_is_queued_once_and_runs_in_a_task),
	KUNIT_CASE(a_delayed_work_runs_after_its_time),
	{}
};

static struct kunit_suite timer_suite = { .name = "run.timer", .test_cases = timer_cases };
kunit_test_suite(timer_suite);
