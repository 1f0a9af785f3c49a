/* SPDX-License-Identifier: MIT */
/* cacheflush.h - one header of Linux's for what is all in asm/tlbflush.h here */
#ifndef _ASM_DEFAULT_CACHEFLUSH_H
#define _ASM_DEFAULT_CACHEFLUSH_H
#include <asm/tlbflush.h>
#endif
