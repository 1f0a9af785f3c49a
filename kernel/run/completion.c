// SPDX-License-Identifier: MIT
/*
 * completion.c - waiting for something to be done once
 *
 * done counts calls of complete() that nobody has consumed; complete_all()
 * makes it inexhaustible. Changed and looked at under the queue's lock only, so
 * that a completion on a waiter's stack may go as soon as the wait returns.
 */
#include <linux/completion.h>
#include <linux/export.h>
#include <linux/limits.h>

static void complete_with(struct completion *x, bool all)
{
	unsigned long flags;

	spin_lock_irqsave(&x->wait.lock, flags);
	if (all)
		x->done = UINT_MAX;
	else if (x->done != UINT_MAX)
		x->done++;
	__wake_up_locked(&x->wait, TASK_NORMAL, all ? 0 : 1);
	spin_unlock_irqrestore(&x->wait.lock, flags);
}

/** complete() - let one waiter go. Context: any. */
void complete(struct completion *x)
{
	complete_with(x, false);
}
EXPORT_SYMBOL(complete);

/** complete_all() - let all go, now and later. Context: any. */
void complete_all(struct completion *x)
{
	complete_with(x, true);
}
EXPORT_SYMBOL(complete_all);

static long wait_common(struct completion *x, long timeout, unsigned int state)
{
	DEFINE_WAIT(entry);

	might_sleep();
	entry.flags = WQ_FLAG_EXCLUSIVE;
	spin_lock_irq(&x->wait.lock);
	while (!x->done && timeout) {
		if (list_empty(&entry.entry))
			list_add_tail(&entry.entry, &x->wait.head);
		set_current_state(state);
		spin_unlock_irq(&x->wait.lock);
		timeout = schedule_timeout(timeout);
		spin_lock_irq(&x->wait.lock);
	}
	__set_current_state(TASK_RUNNING);
	list_del_init(&entry.entry);
	if (!x->done) {
		timeout = 0;
	} else {
		if (x->done != UINT_MAX)
			x->done--;
		timeout = timeout ?: 1;
	}
	spin_unlock_irq(&x->wait.lock);
	return timeout;
}

void wait_for_completion(struct completion *x)
{
	wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion);

void wait_for_completion_io(struct completion *x)
{
	wait_for_completion(x);
}
EXPORT_SYMBOL(wait_for_completion_io);

int wait_for_completion_interruptible(struct completion *x)
{
	wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_INTERRUPTIBLE);
	return 0;
}
EXPORT_SYMBOL(wait_for_completion_interruptible);

int wait_for_completion_killable(struct completion *x)
{
	wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE);
	return 0;
}
EXPORT_SYMBOL(wait_for_completion_killable);

/** wait_for_completion_timeout() - Return: 0 when @timeout jiffies passed, else those left. */
unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	return wait_common(x, timeout, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_timeout);

long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)
{
	return wait_common(x, timeout, TASK_INTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_interruptible_timeout);

bool try_wait_for_completion(struct completion *x)
{
	unsigned long flags;
	bool done;

	spin_lock_irqsave(&x->wait.lock, flags);
	done = x->done;
	if (done && x->done != UINT_MAX)
		x->done--;
	spin_unlock_irqrestore(&x->wait.lock, flags);
	return done;
}
EXPORT_SYMBOL(try_wait_for_completion);

bool completion_done(struct completion *x)
{
	return READ_ONCE(x->done);
}
EXPORT_SYMBOL(completion_done);
