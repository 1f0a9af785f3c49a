/* SPDX-License-Identifier: MIT */
/* prefetch.h - bring a line near before it is needed */
#ifndef _LINUX_PREFETCH_H
#define _LINUX_PREFETCH_H

#include <linux/types.h>
#include <linux/cache.h>
#include <asm/processor.h>

#ifndef ARCH_HAS_PREFETCH
#define prefetch(x) __builtin_prefetch(x)
#endif
#ifndef ARCH_HAS_PREFETCHW
#define prefetchw(x) __builtin_prefetch(x, 1)
#endif
#define PREFETCH_STRIDE (4 * L1_CACHE_BYTES)

static inline void prefetch_range(void *addr, size_t len)
{
	char *p;

	for (p = addr; p < (char *)addr + len; p += PREFETCH_STRIDE)
		prefetch(p);
}

#endif
