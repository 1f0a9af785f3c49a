/* SPDX-License-Identifier: MIT */
/* unaligned.h - any alignment is fine */
#ifndef _ASM_X86_UNALIGNED_H
#define _ASM_X86_UNALIGNED_H
#include <asm-generic/unaligned.h>
#endif
