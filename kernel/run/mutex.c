// SPDX-License-Identifier: MIT
/*
 * mutex.c - one task at a time, the others sleep
 *
 * The word is the owner. It is taken by compare-and-exchange; who loses stands
 * in the queue and tries again each time it is woken. unlock gives the word
 * back and wakes the first. With nothing preempted, an owner on this CPU never
 * stands between lock and unlock unless it sleeps.
 */
#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/mutex.h>
#include <linux/sched.h>

static bool mutex_take(struct mutex *lock)
{
	struct task_struct *none = NULL;

	replay_point();
	return __atomic_compare_exchange_n(&lock->owner, &none, current, false, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

/** mutex_trylock() - Return: 1 if it was taken. Context: task. */
int mutex_trylock(struct mutex *lock)
{
	return mutex_take(lock);
}
EXPORT_SYMBOL(mutex_trylock);

/** mutex_lock() - take it, sleeping as long as needed. Context: task, may sleep. */
void mutex_lock(struct mutex *lock)
{
	might_sleep();
	if (likely(mutex_take(lock)))
		return;
	WARN_ONCE(READ_ONCE(lock->owner) == current, "mutex: %s takes what it holds\n",
		  current->comm);
	___wait_event(lock->wait, mutex_take(lock), TASK_UNINTERRUPTIBLE, 1, schedule());
}
EXPORT_SYMBOL(mutex_lock);

/* There are no signals: they always get it. */
int mutex_lock_interruptible(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}
EXPORT_SYMBOL(mutex_lock_interruptible);

int mutex_lock_killable(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}
EXPORT_SYMBOL(mutex_lock_killable);

void mutex_unlock(struct mutex *lock)
{
	if (WARN_ON_ONCE(READ_ONCE(lock->owner) != current))
		return;
	__atomic_store_n(&lock->owner, NULL, __ATOMIC_SEQ_CST);
	if (wq_has_sleeper(&lock->wait))
		wake_up(&lock->wait);
}
EXPORT_SYMBOL(mutex_unlock);

int atomic_dec_and_mutex_lock(atomic_t *count, struct mutex *lock)
{
	if (atomic_add_unless(count, -1, 1))
		return 0;
	mutex_lock(lock);
	if (atomic_dec_and_test(count))
		return 1;
	mutex_unlock(lock);
	return 0;
}
EXPORT_SYMBOL(atomic_dec_and_mutex_lock);
