/* SPDX-License-Identifier: MIT */
/* atomic.h - on compiler builtins */
#ifndef _ASM_DEFAULT_ATOMIC_H
#define _ASM_DEFAULT_ATOMIC_H
#include <asm-generic/atomic.h>
#endif
