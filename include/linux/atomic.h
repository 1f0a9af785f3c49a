/* SPDX-License-Identifier: MIT */
/* atomic.h - atomic_t, atomic64_t, atomic_long_t, cmpxchg(), xchg() and barriers */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>
#include <asm/atomic.h>

#endif
