/* SPDX-License-Identifier: MIT */
/* cmpxchg.h - on compiler builtins */
#ifndef _ASM_DEFAULT_CMPXCHG_H
#define _ASM_DEFAULT_CMPXCHG_H
#include <asm-generic/cmpxchg.h>
#endif
