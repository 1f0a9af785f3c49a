// SPDX-License-Identifier: MIT
/*
 * rwsem.c - many readers or one writer, sleeping; and the counting semaphore
 *
 * The count is changed under the queue's lock. A waiting writer keeps new
 * readers out, so it comes in once those inside have left. Who leaves wakes
 * everybody: the conditions are looked at again under the lock.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/semaphore.h>

int down_read_trylock(struct rw_semaphore *sem)
{
	unsigned long flags;
	bool taken;

	spin_lock_irqsave(&sem->wait.lock, flags);
	taken = sem->count >= 0 && !sem->writers_waiting;
	if (taken)
		sem->count++;
	spin_unlock_irqrestore(&sem->wait.lock, flags);
	return taken;
}
EXPORT_SYMBOL(down_read_trylock);

void down_read(struct rw_semaphore *sem)
{
	wait_event(sem->wait, down_read_trylock(sem));
}
EXPORT_SYMBOL(down_read);

static void leave(struct rw_semaphore *sem, int count)
{
	unsigned long flags;

	spin_lock_irqsave(&sem->wait.lock, flags);
	sem->count = count < 0 ? sem->count - 1 : count;
	WARN_ON_ONCE(sem->count < 0);
	spin_unlock_irqrestore(&sem->wait.lock, flags);
	wake_up_all(&sem->wait);
}

void up_read(struct rw_semaphore *sem)
{
	leave(sem, -1);
}
EXPORT_SYMBOL(up_read);

static bool take_write(struct rw_semaphore *sem, int waiting)
{
	unsigned long flags;
	bool taken;

	spin_lock_irqsave(&sem->wait.lock, flags);
	taken = !sem->count;
	if (taken) {
		sem->count = -1;
		sem->writers_waiting -= waiting;
	}
	spin_unlock_irqrestore(&sem->wait.lock, flags);
	return taken;
}

int down_write_trylock(struct rw_semaphore *sem)
{
	return take_write(sem, 0);
}
EXPORT_SYMBOL(down_write_trylock);

void down_write(struct rw_semaphore *sem)
{
	might_sleep();
	if (take_write(sem, 0))
		return;
	spin_lock_irq(&sem->wait.lock);
	sem->writers_waiting++;
	spin_unlock_irq(&sem->wait.lock);
	wait_event(sem->wait, take_write(sem, 1));
}
EXPORT_SYMBOL(down_write);

void up_write(struct rw_semaphore *sem)
{
	WARN_ON_ONCE(sem->count != -1);
	leave(sem, 0);
}
EXPORT_SYMBOL(up_write);

void downgrade_write(struct rw_semaphore *sem)
{
	leave(sem, 1);
}
EXPORT_SYMBOL(downgrade_write);

int rwsem_is_locked(struct rw_semaphore *sem)
{
	return READ_ONCE(sem->count) != 0;
}
EXPORT_SYMBOL(rwsem_is_locked);

/* ---- semaphore ------------------------------------------------------------- */

/** down_trylock() - Return: 0 if it was taken, 1 if not (the opposite of a mutex) */
int down_trylock(struct semaphore *sem)
{
	unsigned long flags;
	bool taken;

	spin_lock_irqsave(&sem->wait.lock, flags);
	taken = sem->count > 0;
	if (taken)
		sem->count--;
	spin_unlock_irqrestore(&sem->wait.lock, flags);
	return !taken;
}
EXPORT_SYMBOL(down_trylock);

void down(struct semaphore *sem)
{
	wait_event(sem->wait, !down_trylock(sem));
}
EXPORT_SYMBOL(down);

int down_interruptible(struct semaphore *sem)
{
	down(sem);
	return 0;
}
EXPORT_SYMBOL(down_interruptible);

int down_killable(struct semaphore *sem)
{
	down(sem);
	return 0;
}
EXPORT_SYMBOL(down_killable);

/** down_timeout() - Return: 0, or -ETIME after @timeout jiffies */
int down_timeout(struct semaphore *sem, long timeout)
{
	bool taken = false;

	wait_event_timeout(sem->wait, taken || (taken = !down_trylock(sem)), timeout);
	return taken ? 0 : -ETIME;
}
EXPORT_SYMBOL(down_timeout);

void up(struct semaphore *sem)
{
	unsigned long flags;

	spin_lock_irqsave(&sem->wait.lock, flags);
	sem->count++;
	spin_unlock_irqrestore(&sem->wait.lock, flags);
	wake_up(&sem->wait);
}
EXPORT_SYMBOL(up);
