/* SPDX-License-Identifier: MIT */
/* barrier.h - as on every port that runs x86-64 code */
#ifndef _ASM_X86_BARRIER_H
#define _ASM_X86_BARRIER_H
#include <asm-x86/barrier.h>
#endif
