// SPDX-License-Identifier: MIT
/*
 * workqueue.c - functions to be called soon, in task context
 *
 * A queue has a pool a CPU (or one in all, if unbound): a list of works and a
 * worker thread, made when the first work comes. A work that is pending is not
 * queued again; it stops being pending just before it runs, so it may queue
 * itself. Flushing puts a marker work behind and waits for it: works of one
 * pool run in order, one at a time.
 *
 * Locking: pool->lock with interrupts off, a leaf.
 */
#include <linux/completion.h>
#include <linux/export.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/workqueue.h>
#include "run.h"

struct pool {
	spinlock_t lock;
	struct list_head works;
	struct work_struct *running;
	struct task_struct *worker;
	struct mutex making;
	int cpu;
};

struct workqueue_struct {
	char name[24];
	unsigned int flags;
	unsigned int nr_pools;
	struct pool pool[];
};

struct workqueue_struct *system_wq, *system_highpri_wq, *system_long_wq;
struct workqueue_struct *system_unbound_wq, *system_freezable_wq;
EXPORT_SYMBOL(system_wq);
EXPORT_SYMBOL(system_highpri_wq);
EXPORT_SYMBOL(system_long_wq);
EXPORT_SYMBOL(system_unbound_wq);
EXPORT_SYMBOL(system_freezable_wq);

static struct work_struct *take_work(struct pool *pool)
{
	struct work_struct *work;

	spin_lock_irq(&pool->lock);
	work = list_first_entry_or_null(&pool->works, struct work_struct, entry);
	if (work)
		list_del_init(&work->entry);
	pool->running = work;
	spin_unlock_irq(&pool->lock);
	return work;
}

static int worker(void *arg)
{
	struct pool *pool = arg;
	struct work_struct *work;
	work_func_t func;

	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		work = take_work(pool);
		if (!work) {
			if (kthread_should_stop())
				break;
			schedule();
			continue;
		}
		__set_current_state(TASK_RUNNING);
		func = work->func;
		__atomic_store_n(&work->pending, 0, __ATOMIC_RELEASE);
		func(work);
		cond_resched();
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static struct pool *pool_of(struct workqueue_struct *wq, int cpu)
{
	if (wq->nr_pools == 1)
		return &wq->pool[0];
	return &wq->pool[cpu == WORK_CPU_UNBOUND ? raw_smp_processor_id() : cpu];
}

/* Workers are made when the queue is: queueing may happen where nothing may sleep. */
static int start_worker(struct workqueue_struct *wq, struct pool *pool)
{
	struct task_struct *task;

	if (wq->nr_pools == 1)
		task = kthread_create(worker, pool, "kworker/u:%s", wq->name);
	else
		task = kthread_create_on_cpu(worker, pool, pool->cpu, "kworker/%u");
	if (IS_ERR(task))
		return PTR_ERR(task);
	get_task_struct(task);
	pool->worker = task;
	wake_up_process(task);
	return 0;
}

static void stop_workers(struct workqueue_struct *wq)
{
	unsigned int i;

	for (i = 0; i < wq->nr_pools; i++) {
		if (!wq->pool[i].worker)
			continue;
		kthread_stop(wq->pool[i].worker);
		put_task_struct(wq->pool[i].worker);
	}
}

/**
 * alloc_workqueue() - a queue named by @fmt
 * Context: task, may sleep. Return: the queue, or NULL.
 */
struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
{
	unsigned int i, nr = flags & WQ_UNBOUND ? 1 : nr_cpu_ids;
	struct workqueue_struct *wq;
	va_list args;

	wq = kzalloc(struct_size(wq, pool, nr), GFP_KERNEL);
	if (!wq)
		return NULL;
	va_start(args, max_active);
	vsnprintf(wq->name, sizeof(wq->name), fmt, args);
	va_end(args);
	wq->flags = flags;
	wq->nr_pools = nr;
	for (i = 0; i < nr; i++) {
		spin_lock_init(&wq->pool[i].lock);
		INIT_LIST_HEAD(&wq->pool[i].works);
		wq->pool[i].cpu = i;
		if (nr > 1 && !cpu_online(i))
			continue;
		if (start_worker(wq, &wq->pool[i])) {
			stop_workers(wq);
			kfree(wq);
			return NULL;
		}
	}
	return wq;
}
EXPORT_SYMBOL(alloc_workqueue);

void destroy_workqueue(struct workqueue_struct *wq)
{
	if (!wq)
		return;
	drain_workqueue(wq);
	stop_workers(wq);
	kfree(wq);
}
EXPORT_SYMBOL(destroy_workqueue);

static void insert_work(struct workqueue_struct *wq, int cpu, struct work_struct *work)
{
	struct pool *pool = pool_of(wq, cpu);
	unsigned long flags;

	if (!pool->worker)
		pool = &wq->pool[cpumask_first(cpu_online_mask)];
	spin_lock_irqsave(&pool->lock, flags);
	work->wq = wq;
	work->cpu = pool - wq->pool;
	list_add_tail(&work->entry, &pool->works);
	spin_unlock_irqrestore(&pool->lock, flags);
	wake_up_process(pool->worker);
}

/** queue_work_on() - Return: false if it was pending already. Context: any. */
bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	if (__atomic_exchange_n(&work->pending, 1, __ATOMIC_SEQ_CST))
		return false;
	insert_work(wq, cpu, work);
	return true;
}
EXPORT_SYMBOL(queue_work_on);

void delayed_work_timer_fn(struct timer_list *timer)
{
	struct delayed_work *work = container_of(timer, struct delayed_work, timer);

	insert_work(work->wq, work->cpu, &work->work);
}
EXPORT_SYMBOL(delayed_work_timer_fn);

bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *work,
			   unsigned long delay)
{
	if (!delay)
		return queue_work_on(cpu, wq, &work->work);
	if (__atomic_exchange_n(&work->work.pending, 1, __ATOMIC_SEQ_CST))
		return false;
	work->wq = wq;
	work->cpu = cpu;
	mod_timer(&work->timer, jiffies + delay);
	return true;
}
EXPORT_SYMBOL(queue_delayed_work_on);

bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *work,
			 unsigned long delay)
{
	bool was = cancel_delayed_work(work);

	queue_delayed_work_on(cpu, wq, work, delay);
	return was;
}
EXPORT_SYMBOL(mod_delayed_work_on);

/* ---- waiting and cancelling ----------------------------------------------------- */

struct marker {
	struct work_struct work;
	struct completion done;
};

static void marker_fn(struct work_struct *work)
{
	complete(&container_of(work, struct marker, work)->done);
}

static void flush_pool(struct workqueue_struct *wq, struct pool *pool)
{
	struct marker marker;

	if (!pool->worker)
		return;
	INIT_WORK(&marker.work, marker_fn);
	init_completion(&marker.done);
	marker.work.pending = 1;
	insert_work(wq, pool - wq->pool, &marker.work);
	wait_for_completion(&marker.done);
}

/** flush_work() - wait until @work is not queued and does not run */
bool flush_work(struct work_struct *work)
{
	struct workqueue_struct *wq = READ_ONCE(work->wq);
	struct pool *pool;
	bool busy;

	might_sleep();
	if (!wq)
		return false;
	pool = &wq->pool[work->cpu];
	spin_lock_irq(&pool->lock);
	busy = !list_empty(&work->entry) || pool->running == work;
	spin_unlock_irq(&pool->lock);
	if (busy)
		flush_pool(wq, pool);
	return busy;
}
EXPORT_SYMBOL(flush_work);

/** cancel_work() - take @work off its queue if it has not begun */
bool cancel_work(struct work_struct *work)
{
	struct workqueue_struct *wq = READ_ONCE(work->wq);
	unsigned long flags;
	struct pool *pool;
	bool was;

	if (!wq)
		return false;
	pool = &wq->pool[work->cpu];
	spin_lock_irqsave(&pool->lock, flags);
	was = !list_empty(&work->entry);
	if (was) {
		list_del_init(&work->entry);
		__atomic_store_n(&work->pending, 0, __ATOMIC_RELEASE);
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return was;
}
EXPORT_SYMBOL(cancel_work);

bool cancel_work_sync(struct work_struct *work)
{
	bool was = cancel_work(work);

	flush_work(work);
	return was;
}
EXPORT_SYMBOL(cancel_work_sync);

bool cancel_delayed_work(struct delayed_work *work)
{
	if (del_timer(&work->timer)) {
		__atomic_store_n(&work->work.pending, 0, __ATOMIC_RELEASE);
		return true;
	}
	return cancel_work(&work->work);
}
EXPORT_SYMBOL(cancel_delayed_work);

bool cancel_delayed_work_sync(struct delayed_work *work)
{
	bool was = cancel_delayed_work(work);

	del_timer_sync(&work->timer);
	return cancel_work_sync(&work->work) || was;
}
EXPORT_SYMBOL(cancel_delayed_work_sync);

bool flush_delayed_work(struct delayed_work *work)
{
	if (del_timer_sync(&work->timer))
		insert_work(work->wq, work->cpu, &work->work);
	return flush_work(&work->work);
}
EXPORT_SYMBOL(flush_delayed_work);

void flush_workqueue(struct workqueue_struct *wq)
{
	unsigned int i;

	might_sleep();
	for (i = 0; i < wq->nr_pools; i++)
		flush_pool(wq, &wq->pool[i]);
}
EXPORT_SYMBOL(flush_workqueue);

static bool has_works(struct workqueue_struct *wq)
{
	unsigned int i;

	for (i = 0; i < wq->nr_pools; i++)
		if (!list_empty_careful(&wq->pool[i].works))
			return true;
	return false;
}

/* Works may queue works: until none is left. */
void drain_workqueue(struct workqueue_struct *wq)
{
	do
		flush_workqueue(wq);
	while (has_works(wq));
}
EXPORT_SYMBOL(drain_workqueue);

void __init workqueue_init(void)
{
	system_wq = alloc_workqueue("events", 0, 0);
	system_unbound_wq = alloc_workqueue("events_unbound", WQ_UNBOUND, 0);
	system_highpri_wq = system_long_wq = system_freezable_wq = system_wq;
}
