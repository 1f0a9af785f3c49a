/* SPDX-License-Identifier: MIT */
/* bitsperlong.h - what the compiler says */
#ifndef _ASM_DEFAULT_BITSPERLONG_H
#define _ASM_DEFAULT_BITSPERLONG_H
#include <asm-generic/bitsperlong.h>
#endif
