/* SPDX-License-Identifier: MIT */
/* once_lite.h - run a function the first time only */
#ifndef _LINUX_ONCE_LITE_H
#define _LINUX_ONCE_LITE_H

#include <linux/types.h>

/* True the first time. */
#define __ONCE_LITE_IF(condition)                                                                  \
	({                                                                                         \
		static bool once_done__;                                                           \
		bool once_cond__ = !!(condition);                                                  \
		once_cond__ && !__atomic_exchange_n(&once_done__, true, __ATOMIC_RELAXED);         \
	})
#define DO_ONCE_LITE_IF(condition, func, ...)                                                      \
	({                                                                                         \
		bool once_true__ = !!(condition);                                                  \
		if (__ONCE_LITE_IF(once_true__))                                                   \
			func(__VA_ARGS__);                                                         \
		unlikely(once_true__);                                                             \
	})
#define DO_ONCE_LITE(func, ...) DO_ONCE_LITE_IF(true, func, ##__VA_ARGS__)

#endif
