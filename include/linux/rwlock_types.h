/* SPDX-License-Identifier: MIT */
/* rwlock_types.h - see spinlock_types.h */
#include <linux/spinlock_types.h>
