/* SPDX-License-Identifier: MIT */
/* bitops.h - on compiler builtins */
#ifndef _ASM_DEFAULT_BITOPS_H
#define _ASM_DEFAULT_BITOPS_H
#include <asm-generic/bitops.h>
#endif
