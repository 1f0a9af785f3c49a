/* SPDX-License-Identifier: MIT */
/* sort.h - sort an array in place; lib/sort.c */
#ifndef _LINUX_SORT_H
#define _LINUX_SORT_H

#include <linux/types.h>

/* @swap_func NULL: bytes are exchanged. Not stable. n log n, no extra memory. */
void sort(void *base, size_t num, size_t size, cmp_func_t cmp_func, swap_func_t swap_func);
void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp_func, swap_r_func_t swap_func,
	    const void *priv);

#endif
