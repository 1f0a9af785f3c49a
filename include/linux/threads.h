/* SPDX-License-Identifier: MIT */
/* threads.h - how many CPUs the build supports */
#ifndef _LINUX_THREADS_H
#define _LINUX_THREADS_H

#define NR_CPUS		CONFIG_NR_CPUS
#define PID_MAX_DEFAULT 0x8000
#define PID_MAX_LIMIT	(4 * 1024 * 1024)

#endif
