/* SPDX-License-Identifier: MIT */
/* smp_types.h - one queued call to another CPU */
#ifndef __LINUX_SMP_TYPES_H
#define __LINUX_SMP_TYPES_H

#include <linux/types.h>
#include <linux/llist.h>

typedef void (*smp_call_func_t)(void *info);

/**
 * struct __call_single_data - a call that waits in a CPU's queue
 * @flags: CSD_BUSY from queueing until taken; CSD_WAIT: until it has run
 */
struct __call_single_data {
	struct llist_node llist;
	unsigned int flags;
	smp_call_func_t func;
	void *info;
};
typedef struct __call_single_data call_single_data_t;

#define CSD_BUSY 1u
#define CSD_WAIT 2u

#define CSD_INIT(_func, _info)	(struct __call_single_data){ .func = (_func), .info = (_info) }
#define INIT_CSD(_csd, _func, _info) do {					\
	*(_csd) = CSD_INIT((_func), (_info));					\
} while (0)

#endif
