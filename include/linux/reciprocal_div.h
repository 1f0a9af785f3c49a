/* SPDX-License-Identifier: MIT */
/*
 * reciprocal_div.h - division by a value that is known long before
 *
 * reciprocal_value(d) finds m and two shifts such that a / d is a multiplication
 * and shifts for every 32-bit a (Granlund, Montgomery, "Division by Invariant
 * Integers using Multiplication", 1994, figure 4.1). lib/math.c.
 */
#ifndef _LINUX_RECIPROCAL_DIV_H
#define _LINUX_RECIPROCAL_DIV_H

#include <linux/types.h>

struct reciprocal_value {
	u32 m;
	u8 sh1, sh2;
};

struct reciprocal_value reciprocal_value(u32 d);

static inline u32 reciprocal_divide(u32 a, struct reciprocal_value R)
{
	u32 t = (u32)(((u64)a * R.m) >> 32);

	return (t + ((a - t) >> R.sh1)) >> R.sh2;
}

#endif
