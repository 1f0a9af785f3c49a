/* SPDX-License-Identifier: MIT */
/* cacheflush.h - one header of Linux's for what is all in tlbflush.h here */
#ifndef _ASM_X86_CACHEFLUSH_H
#define _ASM_X86_CACHEFLUSH_H
#include <asm/tlbflush.h>
#endif
