/* SPDX-License-Identifier: MIT */
/* cache.h - lines of 64 bytes */
#ifndef _ASM_X86_CACHE_H
#define _ASM_X86_CACHE_H
#include <asm/page_types.h>
#define L1_CACHE_BYTES (1 << L1_CACHE_SHIFT)
#endif
