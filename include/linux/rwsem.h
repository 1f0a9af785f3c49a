/* SPDX-License-Identifier: MIT */
/* rwsem.h - sleeping reader-writer lock (kernel/run/rwsem.c) */
#ifndef _LINUX_RWSEM_H
#define _LINUX_RWSEM_H

#include <linux/wait.h>

/**
 * struct rw_semaphore - @count: readers inside, or -1 for a writer
 * @writers_waiting: new readers stay outside while it is not 0
 *
 * Both under wait.lock.
 */
struct rw_semaphore {
	int count;
	unsigned int writers_waiting;
	struct wait_queue_head wait;
};

#define __RWSEM_INITIALIZER(name) { 0, 0, __WAIT_QUEUE_HEAD_INITIALIZER((name).wait) }
#define DECLARE_RWSEM(name) struct rw_semaphore name = __RWSEM_INITIALIZER(name)

static inline void init_rwsem(struct rw_semaphore *sem)
{
	sem->count = 0;
	sem->writers_waiting = 0;
	init_waitqueue_head(&sem->wait);
}

void down_read(struct rw_semaphore *sem);
int down_read_trylock(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
int down_write_trylock(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);
void downgrade_write(struct rw_semaphore *sem);
int rwsem_is_locked(struct rw_semaphore *sem);

static inline int down_read_interruptible(struct rw_semaphore *sem)
{
	down_read(sem);
	return 0;
}
static inline int down_write_killable(struct rw_semaphore *sem)
{
	down_write(sem);
	return 0;
}
#define down_read_killable(sem)		down_read_interruptible(sem)
#define down_read_nested(sem, sub)	down_read(sem)
#define down_write_nested(sem, sub)	down_write(sem)

#endif
