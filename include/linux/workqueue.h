/* SPDX-License-Identifier: MIT */
/*
 * workqueue.h - deferred work in task context (kernel/run/workqueue.c)
 *
 * A queue has one worker thread a CPU, made at the first use there; WQ_UNBOUND
 * and ordered queues have one in all.
 */
#ifndef _LINUX_WORKQUEUE_H
#define _LINUX_WORKQUEUE_H

#include <linux/timer.h>
#include <linux/list.h>
#include <linux/cpumask.h>

struct work_struct;
struct workqueue_struct;
typedef void (*work_func_t)(struct work_struct *work);

/**
 * struct work_struct - @pending: queued and not yet begun; @wq: queue it was
 * put on last
 */
struct work_struct {
	unsigned int pending;
	struct list_head entry;
	work_func_t func;
	struct workqueue_struct *wq;
	int cpu;
};

struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};

struct rcu_work {
	struct work_struct work;
};

#define __WORK_INITIALIZER(n, f) { .entry = LIST_HEAD_INIT((n).entry), .func = (f) }
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define DECLARE_DELAYED_WORK(n, f) struct delayed_work n = {			\
	.work = __WORK_INITIALIZER((n).work, (f)),				\
	.timer = __TIMER_INITIALIZER(delayed_work_timer_fn, 0) }
#define INIT_WORK(w, f) do {							\
	(w)->pending = 0;							\
	INIT_LIST_HEAD(&(w)->entry);						\
	(w)->func = (f);							\
	(w)->wq = NULL;								\
} while (0)
#define INIT_WORK_ONSTACK(w, f)		INIT_WORK(w, f)
#define INIT_DELAYED_WORK(w, f) do {						\
	INIT_WORK(&(w)->work, f);						\
	timer_setup(&(w)->timer, delayed_work_timer_fn, 0);			\
} while (0)
#define INIT_DEFERRABLE_WORK(w, f)	INIT_DELAYED_WORK(w, f)
#define destroy_work_on_stack(w)	do { } while (0)

enum {
	WQ_UNBOUND = 2, WQ_FREEZABLE = 4, WQ_MEM_RECLAIM = 8, WQ_HIGHPRI = 16,
	WQ_CPU_INTENSIVE = 32, WQ_SYSFS = 64, WQ_POWER_EFFICIENT = 128, __WQ_ORDERED = 1 << 17,
	WQ_MAX_ACTIVE = 512,
};
#define WORK_CPU_UNBOUND	(-1)

extern struct workqueue_struct *system_wq, *system_highpri_wq, *system_long_wq;
extern struct workqueue_struct *system_unbound_wq, *system_freezable_wq;

struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
	__printf(1, 4);
#define alloc_ordered_workqueue(fmt, flags, ...) \
	alloc_workqueue(fmt, WQ_UNBOUND | __WQ_ORDERED | (flags), 1, ##__VA_ARGS__)
#define create_workqueue(name)	alloc_workqueue("%s", WQ_MEM_RECLAIM, 1, name)
#define create_singlethread_workqueue(name) alloc_ordered_workqueue("%s", WQ_MEM_RECLAIM, name)
void destroy_workqueue(struct workqueue_struct *wq);

void delayed_work_timer_fn(struct timer_list *timer);
bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work);
bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *work,
			   unsigned long delay);
bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *work,
			 unsigned long delay);
bool flush_work(struct work_struct *work);
bool cancel_work_sync(struct work_struct *work);
bool cancel_work(struct work_struct *work);
bool flush_delayed_work(struct delayed_work *work);
bool cancel_delayed_work(struct delayed_work *work);
bool cancel_delayed_work_sync(struct delayed_work *work);
void flush_workqueue(struct workqueue_struct *wq);
void drain_workqueue(struct workqueue_struct *wq);

#define queue_work(wq, work)		queue_work_on(WORK_CPU_UNBOUND, wq, work)
#define queue_delayed_work(wq, w, d)	queue_delayed_work_on(WORK_CPU_UNBOUND, wq, w, d)
#define mod_delayed_work(wq, w, d)	mod_delayed_work_on(WORK_CPU_UNBOUND, wq, w, d)
#define schedule_work(work)		queue_work(system_wq, work)
#define schedule_work_on(cpu, work)	queue_work_on(cpu, system_wq, work)
#define schedule_delayed_work(w, d)	queue_delayed_work(system_wq, w, d)
#define flush_scheduled_work()		flush_workqueue(system_wq)
#define work_pending(w)			READ_ONCE((w)->pending)
#define delayed_work_pending(w)		work_pending(&(w)->work)
static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}

void workqueue_init(void);

#endif
