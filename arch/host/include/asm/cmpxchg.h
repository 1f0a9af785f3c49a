/* SPDX-License-Identifier: MIT */
/* cmpxchg.h - as on every port that runs x86-64 code */
#ifndef _ASM_HOST_CMPXCHG_H
#define _ASM_HOST_CMPXCHG_H
#include <asm-x86/cmpxchg.h>
#endif
