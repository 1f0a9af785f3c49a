/* SPDX-License-Identifier: MIT */
/* pgtable_types.h - as on every port that runs x86-64 code */
#ifndef _ASM_X86_PGTABLE_TYPES_H
#define _ASM_X86_PGTABLE_TYPES_H
#include <asm-x86/pgtable_types.h>
#endif
