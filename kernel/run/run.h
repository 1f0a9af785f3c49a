/* SPDX-License-Identifier: MIT */
/*
 * run.h - what the files of kernel/run share
 *
 * sched.c owns the run queues and the switch; task.c makes and ends tasks;
 * replay.c lets all CPUs share one host thread; hrtimer.c the timers; rcu.c
 * the grace periods; fault.c what a fault means; main.c the boot order.
 */
#ifndef KERNEL_RUN_H
#define KERNEL_RUN_H

#include <linux/sched.h>

/**
 * struct rq - one CPU's run queue
 * @lock: taken with interrupts off; nothing is taken inside it
 * @queue: runnable tasks, first come first served; not the running one
 * @curr: the task that runs; changes under @lock, by this CPU
 * @idle: runs when @queue is empty
 * @switches: context switches so far
 */
struct rq {
	raw_spinlock_t lock;
	struct list_head queue;
	struct task_struct *curr;
	struct task_struct *idle;
	unsigned int nr_queued;
	u64 switches;
};
DECLARE_PER_CPU(struct rq, runqueue);

/* sched.c */
void sched_init(void);
/* The CPU that calls runs @idle from now on. */
void sched_adopt(unsigned int cpu, struct task_struct *idle);
void sched_enqueue_new(struct task_struct *task);
/* The current task ends here; somebody else frees it. */
void sched_die(void) __noreturn;
void sched_idle_loop(unsigned int cpu);

/* task.c */
struct task_struct *task_create(const char *name, unsigned int cpu, void (*entry)(void *),
				void *arg);
struct task_struct *task_create_idle(unsigned int cpu);
void task_free_dead(struct task_struct *task);
void task_reap(void);
void task_bury(struct task_struct *task);

/* replay.c */
void replay_init(void);
void replay_cpu_gone(unsigned int cpu);

/* hrtimer.c */
void hrtimers_init(void);

/* run_on.c */
void run_on_init(void);

#endif
