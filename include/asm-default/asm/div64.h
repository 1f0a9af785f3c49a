/* SPDX-License-Identifier: MIT */
/* div64.h - 64-bit division is the compiler's */
#ifndef _ASM_DEFAULT_DIV64_H
#define _ASM_DEFAULT_DIV64_H
#include <asm-generic/div64.h>
#endif
