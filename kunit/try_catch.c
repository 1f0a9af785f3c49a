// SPDX-License-Identifier: MIT
/*
 * try_catch.c - run a function in a thread that may give up
 *
 * The thread runs on the CPU that asks, so a case sees the machine its runner
 * sees. Throwing ends the thread where it stands: its frames are left, what it
 * took must hang on the test as a resource. One function is protected at a
 * time.
 */
#include <linux/kernel.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/export.h>
#include "kunit_internal.h"

void __noreturn kunit_try_catch_throw(struct kunit_try_catch *try_catch)
{
	/* A thread that the test started: only that one ends here. */
	if (current->kunit_test != try_catch->test)
		kthread_exit(-EFAULT);
	try_catch->try_result = -EFAULT;
	kthread_complete_and_exit(try_catch->try_completion, -EFAULT);
}
EXPORT_SYMBOL_GPL(kunit_try_catch_throw);

static int try_thread(void *data)
{
	struct kunit_try_catch *try_catch = data;

	current->kunit_test = try_catch->test;
	try_catch->try(try_catch->context);
	kthread_complete_and_exit(try_catch->try_completion, 0);
	return 0;
}

void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *task;

	try_catch->context = context;
	try_catch->try_completion = &done;
	try_catch->try_result = 0;
	task = kthread_create(try_thread, try_catch, "kunit_try_catch");
	if (IS_ERR(task)) {
		try_catch->try_result = PTR_ERR(task);
	} else {
		kthread_bind(task, raw_smp_processor_id());
		wake_up_process(task);
		wait_for_completion(&done);
	}
	if (try_catch->try_result && try_catch->catch)
		try_catch->catch (context);
}
EXPORT_SYMBOL_GPL(kunit_try_catch_run);

void kunit_try_catch_init(struct kunit_try_catch *try_catch, struct kunit *test,
			  kunit_try_catch_func_t try, kunit_try_catch_func_t catch)
{
	try_catch->test = test;
	try_catch->try = try;
	try_catch->catch = catch;
}
EXPORT_SYMBOL_GPL(kunit_try_catch_init);
