/* SPDX-License-Identifier: MIT */
/* thread_info.h - stacks of THREAD_SIZE bytes */
#ifndef _ASM_X86_THREAD_INFO_H
#define _ASM_X86_THREAD_INFO_H
#include <asm/page_types.h>
#define THREAD_ALIGN THREAD_SIZE
#endif
