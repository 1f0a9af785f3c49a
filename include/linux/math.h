/* SPDX-License-Identifier: MIT */
/* math.h - rounding and division of plain integers */
#ifndef _LINUX_MATH_H
#define _LINUX_MATH_H

#include <linux/types.h>
#include <linux/const.h>
#include <linux/compiler.h>
#include <asm/div64.h>

/* @y is a power of two. */
#define __round_mask(x, y) ((__typeof__(x))((y)-1))
#define round_up(x, y)	   ((((x)-1) | __round_mask(x, y)) + 1)
#define round_down(x, y)   ((x) & ~__round_mask(x, y))

#define DIV_ROUND_UP(n, d) __KERNEL_DIV_ROUND_UP(n, d)
#define DIV_ROUND_DOWN_ULL(ll, d)                                                                  \
	({                                                                                         \
		unsigned long long drd_value__ = (ll);                                             \
		do_div(drd_value__, d);                                                            \
		drd_value__;                                                                       \
	})
#define DIV_ROUND_UP_ULL(ll, d)	     DIV_ROUND_DOWN_ULL((unsigned long long)(ll) + (d)-1, (d))
#define DIV_ROUND_UP_SECTOR_T(ll, d) DIV_ROUND_UP_ULL(ll, d)

/* Any multiple, not only powers of two. */
#define roundup(x, y)                                                                              \
	({                                                                                         \
		typeof(y) roundup_y__ = (y);                                                       \
		(((x) + (roundup_y__ - 1)) / roundup_y__) * roundup_y__;                           \
	})
#define rounddown(x, y)                                                                            \
	({                                                                                         \
		typeof(x) rounddown_x__ = (x);                                                     \
		rounddown_x__ - (rounddown_x__ % (y));                                             \
	})

#define DIV_ROUND_CLOSEST(x, divisor)                                                              \
	({                                                                                         \
		typeof(x) drc_x__ = (x);                                                           \
		typeof(divisor) drc_d__ = (divisor);                                               \
		(((typeof(x))-1) > 0 || ((typeof(divisor))-1) > 0 ||                               \
		 (((drc_x__) > 0) == ((drc_d__) > 0)))                                             \
			? ((drc_x__ + (drc_d__ / 2)) / drc_d__)                                    \
			: ((drc_x__ - (drc_d__ / 2)) / drc_d__);                                   \
	})
#define DIV_ROUND_CLOSEST_ULL(x, divisor)                                                          \
	({                                                                                         \
		typeof(divisor) drcu_d__ = (divisor);                                              \
		unsigned long long drcu_x__ = (unsigned long long)(x) + drcu_d__ / 2;              \
		do_div(drcu_x__, drcu_d__);                                                        \
		drcu_x__;                                                                          \
	})
/* @x * @numer / @denom, without losing the high bits of the product. */
#define mult_frac(x, numer, denom)                                                                 \
	({                                                                                         \
		typeof(x) mf_x__ = (x);                                                            \
		typeof(numer) mf_n__ = (numer);                                                    \
		typeof(denom) mf_d__ = (denom);                                                    \
		typeof(x) mf_quot__ = mf_x__ / mf_d__;                                             \
		typeof(x) mf_rem__ = mf_x__ % mf_d__;                                              \
		mf_quot__ *mf_n__ + mf_rem__ *mf_n__ / mf_d__;                                     \
	})
#define sector_div(a, b) do_div(a, b)

/* The magnitude, in the signed type of the argument. */
#define abs(x)                                                                                     \
	_Generic((x), long long                                                                    \
		 : __abs_value(long long, x), unsigned long long                                   \
		 : __abs_value(long long, x), long                                                 \
		 : __abs_value(long, x), unsigned long                                             \
		 : __abs_value(long, x), default                                                   \
		 : __abs_value(int, x))
#define __abs_value(type, x)                                                                       \
	({                                                                                         \
		type abs_x__ = (type)(x);                                                          \
		abs_x__ < 0 ? -abs_x__ : abs_x__;                                                  \
	})
#define abs_diff(a, b)                                                                             \
	({                                                                                         \
		typeof(a) ad_a__ = (a);                                                            \
		typeof(b) ad_b__ = (b);                                                            \
		ad_a__ > ad_b__ ? (ad_a__ - ad_b__) : (ad_b__ - ad_a__);                           \
	})

/** reciprocal_scale() - map a 32-bit value evenly onto [0, @ep_ro) */
static inline u32 reciprocal_scale(u32 val, u32 ep_ro)
{
	return (u32)(((u64)val * ep_ro) >> 32);
}

u64 int_pow(u64 base, unsigned int exp);
unsigned long int_sqrt(unsigned long x);
u32 int_sqrt64(u64 x);

#define __STRUCT_FRACT(type)                                                                       \
	struct type##_fract {                                                                      \
		__##type numerator;                                                                \
		__##type denominator;                                                              \
	};
__STRUCT_FRACT(s16)
__STRUCT_FRACT(u16)
__STRUCT_FRACT(s32)
__STRUCT_FRACT(u32)
#undef __STRUCT_FRACT

#endif
