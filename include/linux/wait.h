/* SPDX-License-Identifier: MIT */
/* wait.h - wait queues (kernel/run/wait.c) */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/sched.h>

typedef struct wait_queue_entry wait_queue_entry_t;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *entry, unsigned int mode, int flags,
				 void *key);

#define WQ_FLAG_EXCLUSIVE	0x01

/**
 * struct wait_queue_entry - one waiter
 * @func: wakes it; non-zero means that it was asleep
 */
struct wait_queue_entry {
	unsigned int flags;
	void *private;
	wait_queue_func_t func;
	struct list_head entry;
};

struct wait_queue_head {
	spinlock_t lock;
	struct list_head head;
};
typedef struct wait_queue_head wait_queue_head_t;

#define __WAIT_QUEUE_HEAD_INITIALIZER(name) \
	{ .lock = __SPIN_LOCK_UNLOCKED(name.lock), .head = LIST_HEAD_INIT(name.head) }
#define DECLARE_WAIT_QUEUE_HEAD(name)	\
	struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_WAIT_QUEUE_HEAD(name)
#define __WAITQUEUE_INITIALIZER(name, task) \
	{ .private = (task), .func = default_wake_function, .entry = LIST_HEAD_INIT(name.entry) }
#define DECLARE_WAITQUEUE(name, task)	\
	struct wait_queue_entry name = __WAITQUEUE_INITIALIZER(name, task)
#define DEFINE_WAIT_FUNC(name, function)					\
	struct wait_queue_entry name = { .private = current, .func = (function),	\
		.entry = LIST_HEAD_INIT(name.entry) }
#define DEFINE_WAIT(name)	DEFINE_WAIT_FUNC(name, autoremove_wake_function)

static inline void init_waitqueue_head(struct wait_queue_head *wq)
{
	spin_lock_init(&wq->lock);
	INIT_LIST_HEAD(&wq->head);
}

static inline void init_waitqueue_entry(struct wait_queue_entry *entry, struct task_struct *task);
static inline int waitqueue_active(struct wait_queue_head *wq)
{
	return !list_empty(&wq->head);
}
static inline bool wq_has_sleeper(struct wait_queue_head *wq)
{
	smp_mb();
	return waitqueue_active(wq);
}

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key);
int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags,
			     void *key);
static inline void init_waitqueue_entry(struct wait_queue_entry *entry, struct task_struct *task)
{
	entry->flags = 0;
	entry->private = task;
	entry->func = default_wake_function;
}
void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *entry);
void add_wait_queue_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *entry);
void remove_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *entry);
void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry, int state);
bool prepare_to_wait_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *entry,
			       int state);
void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry);
int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr_exclusive, void *key);
void __wake_up_locked(struct wait_queue_head *wq, unsigned int mode, int nr_exclusive);

#define wake_up(wq)			__wake_up(wq, TASK_NORMAL, 1, NULL)
#define wake_up_nr(wq, nr)		__wake_up(wq, TASK_NORMAL, nr, NULL)
#define wake_up_all(wq)			__wake_up(wq, TASK_NORMAL, 0, NULL)
#define wake_up_locked(wq)		__wake_up_locked(wq, TASK_NORMAL, 1)
#define wake_up_all_locked(wq)		__wake_up_locked(wq, TASK_NORMAL, 0)
#define wake_up_interruptible(wq)	__wake_up(wq, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_all(wq)	__wake_up(wq, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(wq)	__wake_up(wq, TASK_INTERRUPTIBLE, 1, NULL)

/* The loop under all wait_event forms; @sleep is a statement. */
#define ___wait_event(wq, condition, state, exclusive, sleep) do {		\
	DEFINE_WAIT(__entry);							\
	__entry.flags = (exclusive) ? WQ_FLAG_EXCLUSIVE : 0;			\
	for (;;) {								\
		if (exclusive)							\
			prepare_to_wait_exclusive(&(wq), &__entry, state);	\
		else								\
			prepare_to_wait(&(wq), &__entry, state);		\
		if (condition)							\
			break;							\
		sleep;								\
	}									\
	finish_wait(&(wq), &__entry);						\
} while (0)

#define wait_event(wq, condition) do {						\
	might_sleep();								\
	if (!(condition))							\
		___wait_event(wq, condition, TASK_UNINTERRUPTIBLE, 0, schedule());	\
} while (0)
#define io_wait_event(wq, condition)	wait_event(wq, condition)
#define wait_event_freezable(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_idle(wq, condition)	wait_event(wq, condition)
#define wait_event_interruptible(wq, condition) ({				\
	might_sleep();								\
	if (!(condition))							\
		___wait_event(wq, condition, TASK_INTERRUPTIBLE, 0, schedule());	\
	0;									\
})
#define wait_event_killable(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_interruptible_exclusive(wq, condition) ({			\
	if (!(condition))							\
		___wait_event(wq, condition, TASK_INTERRUPTIBLE, 1, schedule());	\
	0;									\
})
/* Gives the jiffies left, at least 1 if the condition came true, else 0. */
#define __wait_event_timeout(wq, condition, timeout, state) ({			\
	long __left = (timeout);						\
										\
	might_sleep();								\
	if (!(condition))							\
		___wait_event(wq, (condition) || !__left, state, 0,		\
			      __left = schedule_timeout(__left));		\
	(condition) ? (__left ? __left : 1) : 0L;				\
})
#define wait_event_timeout(wq, condition, timeout) \
	__wait_event_timeout(wq, condition, timeout, TASK_UNINTERRUPTIBLE)
#define wait_event_interruptible_timeout(wq, condition, timeout) \
	__wait_event_timeout(wq, condition, timeout, TASK_INTERRUPTIBLE)
#define wait_event_lock_irq(wq, condition, lock)				\
	___wait_event(wq, condition, TASK_UNINTERRUPTIBLE, 0,			\
		      spin_unlock_irq(&lock); schedule(); spin_lock_irq(&lock))

#endif
