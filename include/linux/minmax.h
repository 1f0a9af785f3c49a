/* SPDX-License-Identifier: MIT */
/*
 * minmax.h - the smaller, the larger, and in between
 *
 * Both sides are signed or both are not, or one is a constant that fits either;
 * min_t() says which type to compare in. Constants give constant expressions.
 */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#include <linux/compiler.h>
#include <linux/build_bug.h>
#include <linux/const.h>

/* 1 if the type of @x is a signed integer; arithmetic promotes u8 and u16 to int. */
#define __is_signed_value(x)                                                                       \
	_Generic((x), signed char : 1, short : 1, int : 1, long : 1, long long : 1, default : 0)
#define __is_const_nonneg(x)                                                                       \
	__builtin_choose_expr(__is_constexpr(x), (long)(x) > 0 || (long)(x) == 0, 0)
#define __types_comparable(x, y)                                                                   \
	(__is_signed_value(x) == __is_signed_value(y) ||                                           \
	 __is_signed_value((x) + 0) == __is_signed_value((y) + 0) || __is_const_nonneg(x) ||       \
	 __is_const_nonneg(y))
#define __both_constexpr(x, y) (__is_constexpr(x) && __is_constexpr(y))

#define __pick(x, op, y) ((x)op(y) ? (x) : (y))
#define __pick_once(x, y, ux, uy, op)                                                              \
	({                                                                                         \
		__auto_type ux = (x);                                                              \
		__auto_type uy = (y);                                                              \
		static_assert(__types_comparable(x, y),                                            \
			      #op ": one side is signed, the other is not; use min_t or max_t");   \
		__pick(ux, op, uy);                                                                \
	})
#define __careful_pick(x, y, op)                                                                   \
	__builtin_choose_expr(__both_constexpr(x, y), __pick(x, op, y),                            \
			      __pick_once(x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_), op))

#define min(x, y)	  __careful_pick(x, y, <)
#define max(x, y)	  __careful_pick(x, y, >)
#define min_t(type, x, y) __careful_pick((type)(x), (type)(y), <)
#define max_t(type, x, y) __careful_pick((type)(x), (type)(y), >)
#define umin(x, y)	  __careful_pick((x) + 0u + 0ul + 0ull, (y) + 0u + 0ul + 0ull, <)
#define umax(x, y)	  __careful_pick((x) + 0u + 0ul + 0ull, (y) + 0u + 0ul + 0ull, >)
#define min3(x, y, z)	  min((typeof(x))min(x, y), z)
#define max3(x, y, z)	  max((typeof(x))max(x, y), z)
/* The smaller one that is not 0; 0 if both are. */
#define min_not_zero(x, y)                                                                         \
	({                                                                                         \
		typeof(x) mnz_x__ = (x);                                                           \
		typeof(y) mnz_y__ = (y);                                                           \
		mnz_x__ == 0 ? mnz_y__ : (mnz_y__ == 0 ? mnz_x__ : min(mnz_x__, mnz_y__));         \
	})
#define clamp(val, lo, hi)	   min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi)	   clamp_t(typeof(val), val, lo, hi)

/* Usable where a constant expression must be, such as an array's size. */
#define MIN(a, b)	  __pick(a, <, b)
#define MAX(a, b)	  __pick(a, >, b)
#define MIN_T(type, a, b) __pick((type)(a), <, (type)(b))
#define MAX_T(type, a, b) __pick((type)(a), >, (type)(b))

#define swap(a, b)                                                                                 \
	do {                                                                                       \
		typeof(a) swap_tmp__ = (a);                                                        \
		(a) = (b);                                                                         \
		(b) = swap_tmp__;                                                                  \
	} while (0)

#define in_range64(val, start, len) ((u64)(val) - (u64)(start) < (u64)(len))
#define in_range(val, start, len)   (((val) + 0ull - (start)) < (len) + 0ull)

#endif
