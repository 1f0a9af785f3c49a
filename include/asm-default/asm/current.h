/* SPDX-License-Identifier: MIT */
/* current.h - current is a per-CPU pointer */
#ifndef _ASM_DEFAULT_CURRENT_H
#define _ASM_DEFAULT_CURRENT_H
#include <linux/sched.h>
#endif
