/* SPDX-License-Identifier: MIT */
/* nofault.h - as on every port that runs x86-64 code */
#ifndef _ASM_X86_NOFAULT_H
#define _ASM_X86_NOFAULT_H
#include <asm-x86/nofault.h>
#endif
