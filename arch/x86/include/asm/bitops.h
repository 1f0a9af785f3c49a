/* SPDX-License-Identifier: MIT */
/* bitops.h - generic, on builtins */
#ifndef _ASM_X86_BITOPS_H
#define _ASM_X86_BITOPS_H
#include <asm-generic/bitops.h>
#endif
