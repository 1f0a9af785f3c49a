/* SPDX-License-Identifier: MIT */
/* kthread.h - kernel threads (kernel/run/kthread.c) */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/sched.h>

struct completion;

struct task_struct *kthread_create_on_node(int (*fn)(void *data), void *data, int node,
					   const char *namefmt, ...) __printf(4, 5);
struct task_struct *kthread_create_on_cpu(int (*fn)(void *data), void *data, unsigned int cpu,
					  const char *namefmt);

#define kthread_create(fn, data, namefmt, ...) \
	kthread_create_on_node(fn, data, NUMA_NO_NODE, namefmt, ##__VA_ARGS__)
#define kthread_run(fn, data, namefmt, ...) ({					\
	struct task_struct *__k = kthread_create(fn, data, namefmt, ##__VA_ARGS__);	\
	if (!IS_ERR(__k))							\
		wake_up_process(__k);						\
	__k;									\
})
#define kthread_run_on_cpu(fn, data, cpu, namefmt) ({				\
	struct task_struct *__k = kthread_create_on_cpu(fn, data, cpu, namefmt);	\
	if (!IS_ERR(__k))							\
		wake_up_process(__k);						\
	__k;									\
})

void kthread_bind(struct task_struct *task, unsigned int cpu);
void kthread_bind_mask(struct task_struct *task, const struct cpumask *mask);
int kthread_stop(struct task_struct *task);
bool kthread_should_stop(void);
bool kthread_should_park(void);
int kthread_park(struct task_struct *task);
void kthread_unpark(struct task_struct *task);
void kthread_parkme(void);
void *kthread_data(struct task_struct *task);
void kthread_exit(long result) __noreturn;
void kthread_complete_and_exit(struct completion *comp, long code) __noreturn;
#define do_exit(code)			kthread_exit(code)

/** kthread_wait_all() - wait until threads whose function lies in [start, end)
 * have ended; gives how many were waited for. Used before code goes away. */
unsigned int kthread_wait_all(unsigned long start, unsigned long end);
/** kthread_count() - threads whose function lies in [start, end) and that have
 * not ended; does not wait */
unsigned int kthread_count(unsigned long start, unsigned long end);

#endif
