/* SPDX-License-Identifier: MIT */
/* bits.h - masks of bits */
#ifndef _LINUX_BITS_H
#define _LINUX_BITS_H

#include <linux/const.h>
#include <asm/bitsperlong.h>

#define BIT(nr)		 (UL(1) << (nr))
#define BIT_ULL(nr)	 (ULL(1) << (nr))
#define BIT_MASK(nr)	 (UL(1) << ((nr) % BITS_PER_LONG))
#define BIT_WORD(nr)	 ((nr) / BITS_PER_LONG)
#define BIT_ULL_MASK(nr) (ULL(1) << ((nr) % BITS_PER_LONG_LONG))
#define BIT_ULL_WORD(nr) ((nr) / BITS_PER_LONG_LONG)
#ifndef BITS_PER_BYTE
#define BITS_PER_BYTE 8
#endif

/* Bits @l to @h, both included: GENMASK(7, 4) is 0xf0. */
#define __GENMASK(h, l)	    ((~UL(0) << (l)) & (~UL(0) >> (BITS_PER_LONG - 1 - (h))))
#define __GENMASK_ULL(h, l) ((~ULL(0) << (l)) & (~ULL(0) >> (BITS_PER_LONG_LONG - 1 - (h))))
#ifdef __ASSEMBLY__
#define GENMASK_INPUT_CHECK(h, l) 0
#else
#include <linux/build_bug.h>
#include <linux/compiler.h>
#define GENMASK_INPUT_CHECK(h, l)                                                                  \
	BUILD_BUG_ON_ZERO(                                                                         \
		__builtin_choose_expr(__is_constexpr((l) + (h)), (long)(l) > (long)(h), 0))
#endif
#define GENMASK(h, l)	  (GENMASK_INPUT_CHECK(h, l) + __GENMASK(h, l))
#define GENMASK_ULL(h, l) (GENMASK_INPUT_CHECK(h, l) + __GENMASK_ULL(h, l))

#endif
