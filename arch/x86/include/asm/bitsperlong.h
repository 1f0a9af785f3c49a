/* SPDX-License-Identifier: MIT */
/* bitsperlong.h - 64 */
#ifndef _ASM_X86_BITSPERLONG_H
#define _ASM_X86_BITSPERLONG_H
#define BITS_PER_LONG 64
#define BITS_PER_LONG_LONG 64
#endif
