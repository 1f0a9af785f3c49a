// SPDX-License-Identifier: MIT
/*
 * threads.c - a thread that outlives init, and ends before exit
 */
#include <linux/module.h>
#include <linux/kthread.h>
#include <linux/delay.h>
#include <linux/slab.h>

static int work(void *memory)
{
	msleep(30);
	kfree(memory);
	pr_info("threads: the thread is done\n");
	return 0;
}

static int __init threads_init(void)
{
	void *memory = kmalloc(100, GFP_KERNEL);
	struct task_struct *task = kthread_run(work, memory, "worker");

	return PTR_ERR_OR_ZERO(task);
}

static void __exit threads_exit(void)
{
}

module_init(threads_init);
module_exit(threads_exit);
MODULE_LICENSE("GPL");
