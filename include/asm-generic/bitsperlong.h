/* SPDX-License-Identifier: MIT */
/* bitsperlong.h - from the compiler */
#ifndef _ASM_GENERIC_BITSPERLONG_H
#define _ASM_GENERIC_BITSPERLONG_H

#define BITS_PER_LONG	   (__SIZEOF_LONG__ * 8)
#define BITS_PER_LONG_LONG 64

#endif
