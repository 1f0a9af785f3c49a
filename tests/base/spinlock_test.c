// SPDX-License-Identifier: MIT
/*
 * spinlock_test.c - tests kernel/base/spinlock.c and the inlines beside it
 *
 * Exclusion: a thread on each CPU adds to a plain counter in two steps; with
 * a hole in the lock an addition is lost sooner or later.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#define TURNS 2000

struct shared {
	spinlock_t lock;
	rwlock_t rwlock;
	seqlock_t seqlock;
	unsigned long counter, mirror, torn;
	unsigned int left;
	struct completion done;
	void (*turn)(struct shared *shared);
};

static void add_one(struct shared *shared)
{
	unsigned long value = READ_ONCE(shared->counter);

	replay_point();
	WRITE_ONCE(shared->counter, value + 1);
}

static int worker(void *data)
{
	struct shared *shared = data;
	unsigned int i;

	for (i = 0; i < kunit_scaled(TURNS); i++)
		shared->turn(shared);
	if (!__atomic_sub_fetch(&shared->left, 1, __ATOMIC_ACQ_REL))
		complete(&shared->done);
	return 0;
}

static struct shared *run_on_all_cpus(struct kunit *test, void (*turn)(struct shared *shared))
{
	struct shared *shared = kunit_kzalloc(test, sizeof(*shared), GFP_KERNEL);
	struct task_struct *task;
	unsigned int cpu;

	KUNIT_ASSERT_NOT_NULL(test, shared);
	spin_lock_init(&shared->lock);
	rwlock_init(&shared->rwlock);
	seqlock_init(&shared->seqlock);
	init_completion(&shared->done);
	shared->turn = turn;
	shared->left = num_online_cpus();
	for_each_online_cpu(cpu) {
		task = kthread_create_on_cpu(worker, shared, cpu, "spin/%u");
		KUNIT_ASSERT_FALSE(test, IS_ERR(task));
		wake_up_process(task);
	}
	wait_for_completion(&shared->done);
	return shared;
}

static void turn_spin(struct shared *shared)
{
	spin_lock(&shared->lock);
	add_one(shared);
	spin_unlock(&shared->lock);
}

static void spinlock_lets_one_cpu_in(struct kunit *test)
{
	struct shared *shared = run_on_all_cpus(test, turn_spin);

	KUNIT_EXPECT_EQ(test, shared->counter, kunit_scaled(TURNS) * num_online_cpus());
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&shared->lock));
}

static void turn_irqsave(struct shared *shared)
{
	unsigned long flags;

	spin_lock_irqsave(&shared->lock, flags);
	add_one(shared);
	spin_unlock_irqrestore(&shared->lock, flags);
}

static void irqsave_lock_lets_one_cpu_in(struct kunit *test)
{
	struct shared *shared = run_on_all_cpus(test, turn_irqsave);

	KUNIT_EXPECT_EQ(test, shared->counter, kunit_scaled(TURNS) * num_online_cpus());
}

static void turn_try(struct shared *shared)
{
	while (!spin_trylock(&shared->lock))
		cpu_relax();
	add_one(shared);
	spin_unlock(&shared->lock);
}

static void trylock_lets_one_cpu_in(struct kunit *test)
{
	struct shared *shared = run_on_all_cpus(test, turn_try);

	KUNIT_EXPECT_EQ(test, shared->counter, kunit_scaled(TURNS) * num_online_cpus());
}

static void turn_readwrite(struct shared *shared)
{
	write_lock(&shared->rwlock);
	add_one(shared);
	WRITE_ONCE(shared->mirror, READ_ONCE(shared->counter));
	write_unlock(&shared->rwlock);
	read_lock(&shared->rwlock);
	if (READ_ONCE(shared->counter) != READ_ONCE(shared->mirror))
		__atomic_fetch_add(&shared->torn, 1, __ATOMIC_RELAXED);
	read_unlock(&shared->rwlock);
}

static void rwlock_keeps_readers_from_a_writer(struct kunit *test)
{
	struct shared *shared = run_on_all_cpus(test, turn_readwrite);

	KUNIT_EXPECT_EQ(test, shared->counter, kunit_scaled(TURNS) * num_online_cpus());
	KUNIT_EXPECT_EQ(test, shared->torn, 0ul);
}

static void turn_seq(struct shared *shared)
{
	unsigned long counter, mirror;
	unsigned int seq;

	write_seqlock(&shared->seqlock);
	add_one(shared);
	WRITE_ONCE(shared->mirror, READ_ONCE(shared->counter));
	write_sequnlock(&shared->seqlock);
	do {
		seq = read_seqbegin(&shared->seqlock);
		counter = READ_ONCE(shared->counter);
		mirror = READ_ONCE(shared->mirror);
	} while (read_seqretry(&shared->seqlock, seq));
	if (counter != mirror)
		__atomic_fetch_add(&shared->torn, 1, __ATOMIC_RELAXED);
}

static void seqlock_reader_sees_both_or_reads_again(struct kunit *test)
{
	struct shared *shared = run_on_all_cpus(test, turn_seq);

	KUNIT_EXPECT_EQ(test, shared->counter, kunit_scaled(TURNS) * num_online_cpus());
	KUNIT_EXPECT_EQ(test, shared->torn, 0ul);
}

static void held_lock_shows_and_refuses(struct kunit *test)
{
	DEFINE_SPINLOCK(lock);
	int count = preempt_count();

	KUNIT_EXPECT_FALSE(test, spin_is_locked(&lock));
	spin_lock(&lock);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&lock));
	KUNIT_EXPECT_FALSE(test, spin_is_contended(&lock));
	KUNIT_EXPECT_EQ(test, preempt_count(), count + 1);
	KUNIT_EXPECT_FALSE(test, spin_trylock(&lock));
	KUNIT_EXPECT_EQ(test, preempt_count(), count + 1);
	spin_unlock(&lock);
	KUNIT_EXPECT_EQ(test, preempt_count(), count);
	KUNIT_EXPECT_TRUE(test, spin_trylock(&lock));
	spin_unlock(&lock);
}

static void tickets_survive_the_wrap(struct kunit *test)
{
	DEFINE_SPINLOCK(lock);
	unsigned int i;

	for (i = 0; i < 70000; i++) {
		spin_lock(&lock);
		spin_unlock(&lock);
	}
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&lock));
	KUNIT_EXPECT_TRUE(test, spin_trylock(&lock));
	spin_unlock(&lock);
}

static void forms_switch_interrupts(struct kunit *test)
{
	DEFINE_SPINLOCK(lock);
	unsigned long flags;

	KUNIT_ASSERT_FALSE(test, irqs_disabled());
	spin_lock_irq(&lock);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	spin_unlock_irq(&lock);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	local_irq_disable();
	spin_lock_irqsave(&lock, flags);
	spin_unlock_irqrestore(&lock, flags);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	KUNIT_EXPECT_TRUE(test, spin_trylock_irqsave(&lock, flags));
	KUNIT_EXPECT_FALSE(test, spin_trylock_irqsave(&lock, flags));
	spin_unlock(&lock);
	local_irq_enable();
	spin_lock_bh(&lock);
	KUNIT_EXPECT_TRUE(test, in_softirq());
	spin_unlock_bh(&lock);
	KUNIT_EXPECT_FALSE(test, in_softirq());
}

static void second_lock_on_one_cpu_is_a_bug(struct kunit *test)
{
	static DEFINE_SPINLOCK(lock);

	if (!IS_ENABLED(CONFIG_DEBUG_VM))
		kunit_skip(test, "only in debug builds");
	spin_lock_init(&lock);
	kunit_expect_reports(test, 1);
	raw_spin_lock(&lock.rlock);
	/* The case ends in it; the count that the first lock raised goes back here. */
	preempt_enable();
	spin_check_lock(&lock.rlock);
	KUNIT_FAIL(test, "no report");
}

static void rwlock_readers_share(struct kunit *test)
{
	DEFINE_RWLOCK(lock);

	read_lock(&lock);
	KUNIT_EXPECT_TRUE(test, read_trylock(&lock));
	KUNIT_EXPECT_FALSE(test, write_trylock(&lock));
	read_unlock(&lock);
	read_unlock(&lock);
	KUNIT_EXPECT_TRUE(test, write_trylock(&lock));
	KUNIT_EXPECT_FALSE(test, read_trylock(&lock));
	write_unlock(&lock);
}

static struct kunit_case spinlock_cases[] = { KUNIT_CASE(spinlock_lets_one_cpu_in),
					      KUNIT_CASE(irqsave_lock_lets_one_cpu_in),
					      KUNIT_CASE(trylock_lets_one_cpu_in),
					      KUNIT_CASE(rwlock_keeps_readers_from_a_writer),
					      KUNIT_CASE(seqlock_reader_sees_both_or_reads_again),
					      KUNIT_CASE(held_lock_shows_and_refuses),
					      KUNIT_CASE(tickets_survive_the_wrap),
					      KUNIT_CASE(forms_switch_interrupts),
					      KUNIT_CASE(second_lock_on_one_cpu_is_a_bug),
					      KUNIT_CASE(rwlock_readers_share),
					      {} };

static struct kunit_suite spinlock_suite = {
	.name = "base.spinlock",
	.test_cases = spinlock_cases,
};
kunit_test_suite(spinlock_suite);
