/* SPDX-License-Identifier: MIT */
/* sched/task.h - see linux/sched.h */
#ifndef _LINUX_SCHED_TASK_H
#define _LINUX_SCHED_TASK_H

#include <linux/sched.h>

#endif
