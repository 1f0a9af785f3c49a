// SPDX-License-Identifier: MIT
/*
 * kthread.c - kernel threads: a function, a task to run it, and its end
 *
 * A new thread sleeps until it is woken; stopped before that, its function
 * never runs and the result is -EINTR. The struct kthread lives as long as the
 * task and is freed with the last reference that kthread.c gave out: the
 * stopper's. exited completes at the very end of the thread's life.
 *
 * A thread is placed on the CPU with the fewest threads of the node asked for;
 * kthread_bind() moves it before its first run.
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/topology.h>
#include "run.h"

/**
 * struct kthread - what belongs to a thread besides its task
 * @should_stop: @should_park: what others ask of it
 * @usage: the thread itself, and a kthread_stop() in progress
 * @node: in all_kthreads until the thread ends
 */
struct kthread {
	int (*fn)(void *data);
	void *data;
	bool should_stop, should_park, parked;
	int result;
	struct completion exited, parked_done;
	struct task_struct *task;
	struct list_head node;
	refcount_t usage;
};

static DEFINE_SPINLOCK(kthread_lock);
static LIST_HEAD(all_kthreads);
static unsigned int threads_on[NR_CPUS];

/* kthread_lock is held; looked at without it. */
static void count_thread(unsigned int cpu, int delta)
{
	WRITE_ONCE(threads_on[cpu], threads_on[cpu] + delta);
}

static void kthread_put(struct kthread *kthread)
{
	if (refcount_dec_and_test(&kthread->usage))
		kfree(kthread);
}

/** kthread_exit() - end the current thread; its stopper gets @result */
void kthread_exit(long result)
{
	struct task_struct *self = current;
	struct kthread *kthread = self->kthread;

	kthread->result = result;
	spin_lock(&kthread_lock);
	list_del_init(&kthread->node);
	WRITE_ONCE(self->kthread, NULL);
	count_thread(self->cpu, -1);
	spin_unlock(&kthread_lock);
	WRITE_ONCE(self->flags, self->flags | PF_EXITING);
	complete_all(&kthread->exited);
	kthread_put(kthread);
	task_bury(self);
	sched_die();
}
EXPORT_SYMBOL(kthread_exit);

void kthread_complete_and_exit(struct completion *comp, long code)
{
	if (comp)
		complete(comp);
	kthread_exit(code);
}
EXPORT_SYMBOL(kthread_complete_and_exit);

static void kthread_entry(void *arg)
{
	struct kthread *kthread = arg;
	int result = -EINTR;

	local_irq_enable();
	if (!READ_ONCE(kthread->should_stop))
		result = kthread->fn(kthread->data);
	kthread_exit(result);
}

/* Fewest threads first; of @node when it has an online CPU. */
static unsigned int choose_cpu(int node)
{
	unsigned int cpu, best = raw_smp_processor_id();
	unsigned int least = UINT_MAX;

	for_each_online_cpu(cpu) {
		unsigned int load = READ_ONCE(threads_on[cpu]);

		if (node != NUMA_NO_NODE && cpu_to_node(cpu) != node)
			load += 1 << 16;
		if (load < least) {
			least = load;
			best = cpu;
		}
	}
	return best;
}

static struct task_struct *create(int (*fn)(void *), void *data, unsigned int cpu, const char *name)
{
	struct kthread *kthread;
	struct task_struct *task;

	kthread = kzalloc(sizeof(*kthread), GFP_KERNEL | __GFP_NOTRACK);
	if (!kthread)
		return ERR_PTR(-ENOMEM);
	kthread->fn = fn;
	kthread->data = data;
	init_completion(&kthread->exited);
	init_completion(&kthread->parked_done);
	refcount_set(&kthread->usage, 1);
	task = task_create(name, cpu, kthread_entry, kthread);
	if (!task) {
		kfree(kthread);
		return ERR_PTR(-ENOMEM);
	}
	kthread->task = task;
	task->kthread = kthread;
	spin_lock(&kthread_lock);
	list_add_tail(&kthread->node, &all_kthreads);
	count_thread(cpu, 1);
	spin_unlock(&kthread_lock);
	return task;
}

/**
 * kthread_create_on_node() - a thread that will run @fn(@data) once it is woken
 * Context: task, may sleep.
 * Return: its task, or ERR_PTR(-ENOMEM).
 */
struct task_struct *kthread_create_on_node(int (*fn)(void *data), void *data, int node,
					   const char *namefmt, ...)
{
	char name[TASK_COMM_LEN];
	va_list args;

	va_start(args, namefmt);
	vsnprintf(name, sizeof(name), namefmt, args);
	va_end(args);
	return create(fn, data, choose_cpu(node), name);
}
EXPORT_SYMBOL(kthread_create_on_node);

/** kthread_create_on_cpu() - the same, bound; a %u in @namefmt is the CPU */
struct task_struct *kthread_create_on_cpu(int (*fn)(void *data), void *data, unsigned int cpu,
					  const char *namefmt)
{
	char name[TASK_COMM_LEN];

	snprintf(name, sizeof(name), namefmt, cpu);
	return create(fn, data, cpu, name);
}
EXPORT_SYMBOL(kthread_create_on_cpu);

/** kthread_bind() - move a thread that has not run yet to @cpu */
void kthread_bind(struct task_struct *task, unsigned int cpu)
{
	if (WARN_ON_ONCE(READ_ONCE(task->__state) != TASK_NEW))
		return;
	spin_lock(&kthread_lock);
	count_thread(task->cpu, -1);
	count_thread(cpu, 1);
	task->cpu = cpu;
	spin_unlock(&kthread_lock);
}
EXPORT_SYMBOL(kthread_bind);

void kthread_bind_mask(struct task_struct *task, const struct cpumask *mask)
{
	unsigned int cpu = cpumask_first_and(mask, cpu_online_mask);

	if (cpu < nr_cpu_ids && !cpumask_test_cpu(task->cpu, mask))
		kthread_bind(task, cpu);
}
EXPORT_SYMBOL(kthread_bind_mask);

int set_cpus_allowed_ptr(struct task_struct *task, const struct cpumask *mask)
{
	if (cpumask_test_cpu(task->cpu, mask))
		return 0;
	if (READ_ONCE(task->__state) != TASK_NEW)
		return -EINVAL;
	kthread_bind_mask(task, mask);
	return 0;
}
EXPORT_SYMBOL(set_cpus_allowed_ptr);

/* The caller holds a reference to @kthread: the thread itself may be ending. */
static void unpark(struct task_struct *task, struct kthread *kthread)
{
	if (!READ_ONCE(kthread->should_park))
		return;
	WRITE_ONCE(kthread->should_park, false);
	reinit_completion(&kthread->parked_done);
	wake_up_state(task, TASK_PARKED);
}

/**
 * kthread_stop() - ask @task to end and wait until it has
 *
 * The thread may have ended by itself only if the caller holds a reference.
 * Context: task, may sleep.
 * Return: what its function returned, or -EINTR if it never ran.
 */
int kthread_stop(struct task_struct *task)
{
	struct kthread *kthread;
	int result;

	get_task_struct(task);
	spin_lock(&kthread_lock);
	kthread = READ_ONCE(task->kthread);
	if (kthread)
		refcount_inc(&kthread->usage);
	spin_unlock(&kthread_lock);
	if (!kthread) {
		put_task_struct(task);
		return -EINTR;
	}
	WRITE_ONCE(kthread->should_stop, true);
	unpark(task, kthread);
	wake_up_process(task);
	wait_for_completion(&kthread->exited);
	result = kthread->result;
	kthread_put(kthread);
	put_task_struct(task);
	task_reap();
	return result;
}
EXPORT_SYMBOL(kthread_stop);

bool kthread_should_stop(void)
{
	struct kthread *kthread = current->kthread;

	return kthread && READ_ONCE(kthread->should_stop);
}
EXPORT_SYMBOL(kthread_should_stop);

bool kthread_should_park(void)
{
	struct kthread *kthread = current->kthread;

	return kthread && READ_ONCE(kthread->should_park);
}
EXPORT_SYMBOL(kthread_should_park);

/** kthread_parkme() - sleep until unparked; called when kthread_should_park() */
void kthread_parkme(void)
{
	struct kthread *kthread = current->kthread;

	for (;;) {
		set_current_state(TASK_PARKED);
		if (!READ_ONCE(kthread->should_park))
			break;
		complete(&kthread->parked_done);
		schedule();
	}
	__set_current_state(TASK_RUNNING);
}
EXPORT_SYMBOL(kthread_parkme);

int kthread_park(struct task_struct *task)
{
	struct kthread *kthread = task->kthread;

	if (!kthread || (READ_ONCE(task->flags) & PF_EXITING))
		return -ENOSYS;
	WRITE_ONCE(kthread->should_park, true);
	if (task != current) {
		wake_up_process(task);
		wait_for_completion(&kthread->parked_done);
	}
	return 0;
}
EXPORT_SYMBOL(kthread_park);

void kthread_unpark(struct task_struct *task)
{
	struct kthread *kthread = READ_ONCE(task->kthread);

	if (kthread)
		unpark(task, kthread);
}
EXPORT_SYMBOL(kthread_unpark);

void *kthread_data(struct task_struct *task)
{
	return task->kthread->data;
}
EXPORT_SYMBOL(kthread_data);

static struct kthread *find_in(unsigned long start, unsigned long end)
{
	struct kthread *kthread;

	list_for_each_entry(kthread, &all_kthreads, node)
		if ((unsigned long)kthread->fn >= start && (unsigned long)kthread->fn < end)
			return kthread;
	return NULL;
}

unsigned int kthread_wait_all(unsigned long start, unsigned long end)
{
	struct kthread *kthread;
	unsigned int waited = 0;

	for (;;) {
		spin_lock(&kthread_lock);
		kthread = find_in(start, end);
		if (kthread)
			refcount_inc(&kthread->usage);
		spin_unlock(&kthread_lock);
		if (!kthread)
			return waited;
		wait_for_completion(&kthread->exited);
		kthread_put(kthread);
		waited++;
	}
}
EXPORT_SYMBOL(kthread_wait_all);

unsigned int kthread_count(unsigned long start, unsigned long end)
{
	struct kthread *kthread;
	unsigned int nr = 0;

	spin_lock(&kthread_lock);
	list_for_each_entry(kthread, &all_kthreads, node)
		if ((unsigned long)kthread->fn - start < end - start)
			nr++;
	spin_unlock(&kthread_lock);
	return nr;
}
EXPORT_SYMBOL(kthread_count);
