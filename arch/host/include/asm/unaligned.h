/* SPDX-License-Identifier: MIT */
/* unaligned.h - any alignment is fine */
#ifndef _ASM_HOST_UNALIGNED_H
#define _ASM_HOST_UNALIGNED_H
#include <asm-generic/unaligned.h>
#endif
