/* SPDX-License-Identifier: MIT */
/*
 * sched.h - tasks and the cooperative scheduler (kernel/run/sched.c)
 *
 * A task belongs to one CPU for life. Nothing is preempted: a task runs until
 * it sleeps, yields (cond_resched(), yield()) or spins long in cpu_relax()
 * outside atomic context. Interrupts run on the stack they interrupt.
 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/percpu-defs.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/kernel.h>
#include <asm/processor.h>
#include <asm/page.h>
#include <asm/thread_info.h>
#include <quarry/port.h>

#define TASK_RUNNING		0x0000
#define TASK_INTERRUPTIBLE	0x0001
#define TASK_UNINTERRUPTIBLE	0x0002
#define __TASK_STOPPED		0x0004
#define __TASK_TRACED		0x0008
#define EXIT_DEAD		0x0010
#define EXIT_ZOMBIE		0x0020
#define TASK_PARKED		0x0040
#define TASK_DEAD		0x0080
#define TASK_WAKEKILL		0x0100
#define TASK_WAKING		0x0200
#define TASK_NOLOAD		0x0400
#define TASK_NEW		0x0800
#define TASK_KILLABLE		(TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_IDLE		(TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_NORMAL		(TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
#define TASK_ALL		0x0fff

#define PF_IDLE			0x00000002
#define PF_EXITING		0x00000004
#define PF_MEMALLOC		0x00000800
#define PF_NOFREEZE		0x00008000
#define PF_KSWAPD		0x00020000
#define PF_MEMALLOC_NOFS	0x00040000
#define PF_MEMALLOC_NOIO	0x00080000
#define PF_KTHREAD		0x00200000
#define PF_MEMALLOC_PIN		0x10000000

#define TASK_COMM_LEN		16
#define MAX_SCHEDULE_TIMEOUT	LONG_MAX

struct mm_struct;
struct kthread;
struct kunit;
struct reclaim_state;

/**
 * struct task_struct - one thread of execution
 * @__state: TASK_*; TASK_RUNNING while it runs or waits for its CPU
 * @flags: PF_*
 * @cpu: the CPU it belongs to
 * @on_rq: it is in its CPU's queue; a running task is not
 * @run_node: in the queue, or in the list of the dead
 * @context: where it goes on; meaningful while it does not run
 * @stack: THREAD_SIZE bytes, NULL for contexts that the port made
 * @usage: references; the last one frees the task
 * @kthread: what kthread.c keeps of it
 * @kunit_test: the test that runs in it
 *
 * __state and on_rq change under the CPU's run-queue lock, but for a task that
 * sets its own state before it looks at its condition.
 */
struct task_struct {
	unsigned int __state;
	unsigned int flags;
	int cpu;
	bool on_rq;
	struct list_head run_node;
	struct port_context context;
	void *stack;
	refcount_t usage;
	pid_t pid, tgid;
	char comm[TASK_COMM_LEN];
	struct list_head tasks;
	struct kthread *kthread;
	struct kunit *kunit_test;
	struct mm_struct *mm, *active_mm;
	void *journal_info;
	struct reclaim_state *reclaim_state;
	int exit_state, exit_code;
	int prio, static_prio, normal_prio;
	u64 nr_switches;
	unsigned int in_fault;
	void *fail_inject;
};

DECLARE_PER_CPU(struct task_struct *, current_task);
#define current			(this_cpu_read(current_task))
#define get_current()		current
extern struct task_struct init_task;

#define task_is_running(task)	(READ_ONCE((task)->__state) == TASK_RUNNING)
#define get_current_state()	READ_ONCE(current->__state)
#define __set_current_state(value) WRITE_ONCE(current->__state, (value))
/* A full barrier between the store and the condition that the caller looks at. */
#define set_current_state(value) do {						\
	WRITE_ONCE(current->__state, (value));					\
	smp_mb();								\
} while (0)
#define __set_task_state(task, value) WRITE_ONCE((task)->__state, (value))

void schedule(void);
void schedule_preempt_disabled(void);
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_killable(long timeout);
long schedule_timeout_uninterruptible(long timeout);
long schedule_timeout_idle(long timeout);
long io_schedule_timeout(long timeout);
void io_schedule(void);
void yield(void);
int wake_up_process(struct task_struct *task);
int wake_up_state(struct task_struct *task, unsigned int state);

int __cond_resched(void);
#define cond_resched() ({							\
	__might_resched(__FILE__, __LINE__, 0);					\
	__cond_resched();							\
})
#define cond_resched_lock(lock) ({						\
	spin_unlock(lock);							\
	int __resched = __cond_resched();					\
	spin_lock(lock);							\
	__resched;								\
})
#define cond_resched_rcu()	__cond_resched()
bool need_resched(void);

static inline struct task_struct *get_task_struct(struct task_struct *task)
{
	refcount_inc(&task->usage);
	return task;
}
void put_task_struct(struct task_struct *task);

static inline pid_t task_pid_nr(struct task_struct *task)
{
	return task->pid;
}
#define task_pid_vnr(task)	task_pid_nr(task)
#define task_tgid_nr(task)	((task)->tgid)
static inline int task_cpu(const struct task_struct *task)
{
	return task->cpu;
}
static inline bool is_idle_task(const struct task_struct *task)
{
	return task->flags & PF_IDLE;
}
static inline int task_nice(const struct task_struct *task)
{
	return task->static_prio - 120;
}
void set_user_nice(struct task_struct *task, long nice);
void sched_set_fifo(struct task_struct *task);
void sched_set_normal(struct task_struct *task, int nice);
int set_cpus_allowed_ptr(struct task_struct *task, const struct cpumask *mask);
char *__get_task_comm(char *to, size_t len, struct task_struct *task);
#define get_task_comm(buf, task) __get_task_comm(buf, sizeof(buf), task)
#define for_each_process(p) list_for_each_entry(p, &init_task.tasks, tasks)

static inline int signal_pending(struct task_struct *task)
{
	return 0;
}
static inline int fatal_signal_pending(struct task_struct *task)
{
	return 0;
}
static inline int signal_pending_state(unsigned int state, struct task_struct *task)
{
	return 0;
}
static inline void flush_signals(struct task_struct *task)
{
}

/* The stack of @task: its lowest address, NULL for the port's own. */
static inline void *task_stack_page(const struct task_struct *task)
{
	return task->stack;
}
#define end_of_stack(task)	((unsigned long *)task_stack_page(task))

#endif
