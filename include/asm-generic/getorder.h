/* SPDX-License-Identifier: MIT */
/* getorder.h - the smallest order whose block holds a number of bytes */
#ifndef _ASM_GENERIC_GETORDER_H
#define _ASM_GENERIC_GETORDER_H

#include <linux/compiler.h>

/**
 * get_order() - log2 of the pages that hold @size bytes, rounded up
 * @size: bytes; the result is undefined (here: 52) for 0
 */
static __always_inline __attribute_const__ int get_order(unsigned long size)
{
	unsigned long last = (size - 1) >> PAGE_SHIFT;

	return last ? 64 - __builtin_clzl(last) : 0;
}

#endif
