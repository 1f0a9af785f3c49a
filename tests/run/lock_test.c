// SPDX-License-Identifier: MIT
/*
 * lock_test.c - tests kernel/run/mutex.c, rwsem.c, completion.c and wait.c
 *
 * Each worker adds to a plain counter inside the lock and yields in the middle:
 * without mutual exclusion an addition is lost.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/semaphore.h>

#define WORKERS 6
#define TURNS	200

struct shared {
	struct mutex mutex;
	struct rw_semaphore rwsem;
	struct semaphore sem;
	unsigned long counter;
	struct completion done;
	atomic_t left;
	void (*add)(struct shared *shared);
};

static void add_slowly(struct shared *shared)
{
	unsigned long value = READ_ONCE(shared->counter);

	cond_resched();
	WRITE_ONCE(shared->counter, value + 1);
}

static void add_under_mutex(struct shared *shared)
{
	mutex_lock(&shared->mutex);
	add_slowly(shared);
	mutex_unlock(&shared->mutex);
}

static void add_under_write(struct shared *shared)
{
	unsigned long before;

	down_read(&shared->rwsem);
	before = READ_ONCE(shared->counter);
	cond_resched();
	if (READ_ONCE(shared->counter) != before)
		WRITE_ONCE(shared->counter, 1ul << 40); /* a writer came in: spoil it */
	up_read(&shared->rwsem);
	down_write(&shared->rwsem);
	add_slowly(shared);
	up_write(&shared->rwsem);
}

static void add_under_semaphore(struct shared *shared)
{
	down(&shared->sem);
	add_slowly(shared);
	up(&shared->sem);
}

static int worker(void *data)
{
	struct shared *shared = data;
	int i;

	for (i = 0; i < TURNS; i++)
		shared->add(shared);
	if (atomic_dec_and_test(&shared->left))
		complete(&shared->done);
	return 0;
}

static void run_workers(struct kunit *test, void (*add)(struct shared *))
{
	struct shared shared = { .add = add };
	int i;

	mutex_init(&shared.mutex);
	init_rwsem(&shared.rwsem);
	sema_init(&shared.sem, 1);
	init_completion(&shared.done);
	atomic_set(&shared.left, WORKERS);
	for (i = 0; i < WORKERS; i++)
		KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(worker, &shared, "worker/%d", i)));
	wait_for_completion(&shared.done);
	KUNIT_EXPECT_EQ(test, shared.counter, (unsigned long)WORKERS * TURNS);
}

static void mutex_lets_one_in(struct kunit *test)
{
	run_workers(test, add_under_mutex);
}

static void rwsem_lets_readers_or_one_writer_in(struct kunit *test)
{
	run_workers(test, add_under_write);
}

static void semaphore_of_one_excludes(struct kunit *test)
{
	run_workers(test, add_under_semaphore);
}

static void trylocks_say_whether_they_got_it(struct kunit *test)
{
	DEFINE_MUTEX(mutex);
	DECLARE_RWSEM(rwsem);

	KUNIT_EXPECT_TRUE(test, mutex_trylock(&mutex));
	KUNIT_EXPECT_FALSE(test, mutex_trylock(&mutex));
	mutex_unlock(&mutex);
	KUNIT_EXPECT_TRUE(test, down_read_trylock(&rwsem));
	KUNIT_EXPECT_FALSE(test, down_write_trylock(&rwsem));
	up_read(&rwsem);
	KUNIT_EXPECT_TRUE(test, down_write_trylock(&rwsem));
	KUNIT_EXPECT_FALSE(test, down_read_trylock(&rwsem));
	up_write(&rwsem);
}

static void a_completion_counts(struct kunit *test)
{
	DECLARE_COMPLETION(done);

	complete(&done);
	complete(&done);
	wait_for_completion(&done);
	wait_for_completion(&done);
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&done));
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&done, 1), 0ul);
	complete_all(&done);
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&done));
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&done));
}

static struct kunit_case lock_cases[] = {
	KUNIT_CASE(mutex_lets_one_in),	       KUNIT_CASE(rwsem_lets_readers_or_one_writer_in),
	KUNIT_CASE(semaphore_of_one_excludes), KUNIT_CASE(trylocks_say_whether_they_got_it),
	KUNIT_CASE(a_completion_counts),       {}
};

static struct kunit_suite lock_suite = { .name = "run.lock", .test_cases = lock_cases };
kunit_test_suite(lock_suite);
