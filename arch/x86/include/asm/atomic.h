/* SPDX-License-Identifier: MIT */
/* atomic.h - generic, on __atomic builtins */
#ifndef _ASM_X86_ATOMIC_H
#define _ASM_X86_ATOMIC_H
#include <asm-generic/atomic.h>
#endif
