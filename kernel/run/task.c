// SPDX-License-Identifier: MIT
/*
 * task.c - making and freeing tasks
 *
 * A task is a descriptor from its own cache and a stack from vmalloc, so that
 * the page below the stack faults. The boot context is init_task; each further
 * CPU's first context is its idle task, on the stack that the port gave it.
 *
 * A task that has ended cannot free the stack it stands on. It is put on its
 * CPU's list of the dead before its last switch; whoever comes along in a
 * context that may free (the idle loop, a thread that makes a new one or stops
 * one) buries it, once another task is current there.
 *
 * Locking: task_list_lock for the list of all tasks and the dead.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "run.h"

struct task_struct init_task = {
	.__state = TASK_RUNNING,
	.flags = PF_KTHREAD,
	.comm = "init",
	.pid = 1,
	.tgid = 1,
	.prio = 120,
	.static_prio = 120,
	.normal_prio = 120,
	.usage = REFCOUNT_INIT(2),
	.run_node = LIST_HEAD_INIT(init_task.run_node),
	.tasks = LIST_HEAD_INIT(init_task.tasks),
};
EXPORT_SYMBOL(init_task);

static DEFINE_SPINLOCK(task_list_lock);
static LIST_HEAD(dead_tasks);
static unsigned int nr_dead;
static atomic_t next_pid = ATOMIC_INIT(2);
static struct kmem_cache *task_cache;

static struct task_struct *task_alloc(const char *name, unsigned int cpu)
{
	struct task_struct *task;

	if (!task_cache)
		task_cache = kmem_cache_create("task_struct", sizeof(*task), 0,
					       SLAB_HWCACHE_ALIGN | SLAB_NOLEAKTRACE | SLAB_PANIC,
					       NULL);
	task = kmem_cache_zalloc(task_cache, GFP_KERNEL);
	if (!task)
		return NULL;
	task->cpu = cpu;
	task->flags = PF_KTHREAD;
	task->__state = TASK_NEW;
	task->prio = task->static_prio = task->normal_prio = 120;
	task->pid = task->tgid = atomic_inc_return(&next_pid);
	refcount_set(&task->usage, 1);
	INIT_LIST_HEAD(&task->run_node);
	strscpy(task->comm, name, sizeof(task->comm));
	spin_lock(&task_list_lock);
	list_add_tail(&task->tasks, &init_task.tasks);
	spin_unlock(&task_list_lock);
	return task;
}

/**
 * task_create() - a task on @cpu that will run @entry(@arg), asleep
 * Return: the task with one reference, or NULL.
 */
struct task_struct *task_create(const char *name, unsigned int cpu, void (*entry)(void *),
				void *arg)
{
	struct task_struct *task;

	task_reap();
	task = task_alloc(name, cpu);
	if (!task)
		return NULL;
	task->stack = __vmalloc(THREAD_SIZE, GFP_KERNEL | __GFP_NOTRACK);
	if (!task->stack) {
		put_task_struct(task);
		return NULL;
	}
	port_context_init(&task->context, task->stack, THREAD_SIZE, entry, arg);
	return task;
}

/* The context that a CPU starts in: its stack is the port's. */
struct task_struct *task_create_idle(unsigned int cpu)
{
	struct task_struct *task;
	char name[TASK_COMM_LEN];

	snprintf(name, sizeof(name), "swapper/%u", cpu);
	task = task_alloc(name, cpu);
	if (!task)
		return NULL;
	task->pid = task->tgid = 0;
	task->flags |= PF_IDLE;
	task->__state = TASK_RUNNING;
	return task;
}

void put_task_struct(struct task_struct *task)
{
	if (!refcount_dec_and_test(&task->usage))
		return;
	spin_lock(&task_list_lock);
	list_del(&task->tasks);
	spin_unlock(&task_list_lock);
	if (task->stack) {
		port_context_exit(&task->context);
		vfree(task->stack);
	}
	kmem_cache_free(task_cache, task);
}
EXPORT_SYMBOL(put_task_struct);

/* Called by the dying task itself: its own reference goes when it is buried. */
void task_bury(struct task_struct *task)
{
	spin_lock(&task_list_lock);
	list_add_tail(&task->run_node, &dead_tasks);
	WRITE_ONCE(nr_dead, nr_dead + 1);
	spin_unlock(&task_list_lock);
}

/* The next task that has ended on this CPU: it has left that stack, we run. */
static struct task_struct *next_corpse(void)
{
	struct task_struct *task;

	spin_lock(&task_list_lock);
	list_for_each_entry(task, &dead_tasks, run_node) {
		if (task->cpu == raw_smp_processor_id() && task != current) {
			list_del_init(&task->run_node);
			WRITE_ONCE(nr_dead, nr_dead - 1);
			spin_unlock(&task_list_lock);
			return task;
		}
	}
	spin_unlock(&task_list_lock);
	return NULL;
}

/** task_reap() - free the tasks that have ended on this CPU. Task context. */
void task_reap(void)
{
	struct task_struct *task;

	if (!READ_ONCE(nr_dead))
		return;
	while ((task = next_corpse()))
		put_task_struct(task);
}

/* The list holds no reference: only for tasks that cannot end meanwhile. */
char *__get_task_comm(char *to, size_t len, struct task_struct *task)
{
	strscpy(to, task->comm, len);
	return to;
}
EXPORT_SYMBOL(__get_task_comm);
