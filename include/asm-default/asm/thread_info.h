/* SPDX-License-Identifier: MIT */
/* thread_info.h - stacks of THREAD_SIZE bytes, from asm/page_types.h */
#ifndef _ASM_DEFAULT_THREAD_INFO_H
#define _ASM_DEFAULT_THREAD_INFO_H
#include <asm/page_types.h>
#define THREAD_ALIGN THREAD_SIZE
#endif
