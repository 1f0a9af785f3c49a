// SPDX-License-Identifier: MIT
/*
 * run_on.c - calling a function in task context on another CPU
 *
 * A thread bound to the CPU calls it; the caller sleeps meanwhile. The CPU
 * state machine (kernel/base/cpu.c) runs its online and offline callbacks so.
 */
#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include "run.h"

struct call {
	int (*fn)(void *arg);
	void *arg;
	int result;
	struct completion done;
};

static int make_call(void *data)
{
	struct call *call = data;

	call->result = call->fn(call->arg);
	complete(&call->done);
	return 0;
}

static int run_on(unsigned int cpu, int (*fn)(void *), void *arg)
{
	struct call call = { .fn = fn, .arg = arg };
	struct task_struct *task;

	if (cpu == raw_smp_processor_id())
		return fn(arg);
	init_completion(&call.done);
	task = kthread_create_on_cpu(make_call, &call, cpu, "cpuhp/%u");
	if (IS_ERR(task))
		return PTR_ERR(task);
	wake_up_process(task);
	wait_for_completion(&call.done);
	return call.result;
}

void __init run_on_init(void)
{
	cpuhp_set_runner(run_on);
}
