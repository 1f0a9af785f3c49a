// SPDX-License-Identifier: MIT
/*
 * tm_late.c - a thread and an RCU callback that still run after exit
 *
 * done= is the address of two words where the thread and the callback leave a
 * mark when they end.
 */
#include <linux/module.h>
#include <linux/kthread.h>
#include <linux/delay.h>
#include <linux/rcupdate.h>

static unsigned long done;
module_param(done, ulong, 0);

static struct rcu_head tm_late_head;

static int tm_late_thread(void *unused)
{
	int i;

	for (i = 0; i < 5; i++)
		msleep(1);
	((unsigned long *)done)[0] = 1;
	return 0;
}

static void tm_late_callback(struct rcu_head *head)
{
	((unsigned long *)done)[1] = 1;
}

static int __init tm_late_init(void)
{
	struct task_struct *task = kthread_run(tm_late_thread, NULL, "tm_late");

	return PTR_ERR_OR_ZERO(task);
}

static void __exit tm_late_exit(void)
{
	call_rcu(&tm_late_head, tm_late_callback);
}

module_init(tm_late_init);
module_exit(tm_late_exit);
MODULE_LICENSE("GPL");
