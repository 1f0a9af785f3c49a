/* SPDX-License-Identifier: MIT */
/* unaligned.h - any alignment, by bytes where it must be */
#ifndef _ASM_DEFAULT_UNALIGNED_H
#define _ASM_DEFAULT_UNALIGNED_H
#include <asm-generic/unaligned.h>
#endif
