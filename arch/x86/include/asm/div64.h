/* SPDX-License-Identifier: MIT */
/* div64.h - 64-bit division is an instruction */
#ifndef _ASM_X86_DIV64_H
#define _ASM_X86_DIV64_H
#include <asm-generic/div64.h>
#endif
