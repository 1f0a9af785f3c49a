/* SPDX-License-Identifier: MIT */
/* mutex.h - sleeping mutual exclusion (kernel/run/mutex.c) */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/wait.h>
#include <linux/lockdep.h>

/**
 * struct mutex - @owner: the task that holds it, NULL when free
 */
struct mutex {
	struct task_struct *owner;
	struct wait_queue_head wait;
};

#define __MUTEX_INITIALIZER(name) { NULL, __WAIT_QUEUE_HEAD_INITIALIZER((name).wait) }
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)

static inline void mutex_init(struct mutex *lock)
{
	lock->owner = NULL;
	init_waitqueue_head(&lock->wait);
}
static inline void mutex_destroy(struct mutex *lock)
{
}
static inline bool mutex_is_locked(struct mutex *lock)
{
	return __atomic_load_n(&lock->owner, __ATOMIC_RELAXED);
}

void mutex_lock(struct mutex *lock);
int mutex_lock_interruptible(struct mutex *lock);
int mutex_lock_killable(struct mutex *lock);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
int atomic_dec_and_mutex_lock(atomic_t *count, struct mutex *lock);

#define mutex_lock_nested(lock, subclass)	mutex_lock(lock)
#define mutex_lock_io(lock)			mutex_lock(lock)
#define mutex_lock_interruptible_nested(lock, subclass) mutex_lock_interruptible(lock)

#endif
