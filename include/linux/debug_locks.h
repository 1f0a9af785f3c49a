/* SPDX-License-Identifier: MIT */
/* debug_locks.h - the lock validator's switch, always off */
#ifndef _LINUX_DEBUG_LOCKING_H
#define _LINUX_DEBUG_LOCKING_H

#include <linux/lockdep.h>

#define debug_locks 0
#define debug_locks_silent 0
static inline int debug_locks_off(void) { return 0; }
#define DEBUG_LOCKS_WARN_ON(c) ((void)(c), 0)

#endif
