/* SPDX-License-Identifier: MIT */
/* cache.h - the size of a cache line, from asm/page_types.h */
#ifndef _ASM_DEFAULT_CACHE_H
#define _ASM_DEFAULT_CACHE_H
#include <asm/page_types.h>
#define L1_CACHE_BYTES (1 << L1_CACHE_SHIFT)
#endif
