/* SPDX-License-Identifier: MIT */
/* math64.h - division and wide products of 64-bit integers */
#ifndef _LINUX_MATH64_H
#define _LINUX_MATH64_H

#include <linux/types.h>
#include <linux/math.h>
#include <asm/div64.h>

/* The remainder is stored where the third argument points. */
static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}
static inline s64 div_s64_rem(s64 dividend, s32 divisor, s32 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}
static inline u64 div64_u64_rem(u64 dividend, u64 divisor, u64 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}
static inline u64 div64_u64(u64 dividend, u64 divisor)
{
	return dividend / divisor;
}
static inline s64 div64_s64(s64 dividend, s64 divisor)
{
	return dividend / divisor;
}
static inline u64 div_u64(u64 dividend, u32 divisor)
{
	return dividend / divisor;
}
static inline s64 div_s64(s64 dividend, s32 divisor)
{
	return dividend / divisor;
}
#define div64_long(x, y) div64_s64((x), (y))
#define div64_ul(x, y)	 div64_u64((x), (y))

#define DIV64_U64_ROUND_UP(ll, d)                                                                  \
	({                                                                                         \
		u64 d64_d__ = (d);                                                                 \
		div64_u64((ll) + d64_d__ - 1, d64_d__);                                            \
	})
#define DIV64_U64_ROUND_CLOSEST(dividend, divisor)                                                 \
	({                                                                                         \
		u64 d64_d__ = (divisor);                                                           \
		div64_u64((dividend) + d64_d__ / 2, d64_d__);                                      \
	})
#define DIV_U64_ROUND_CLOSEST(dividend, divisor)                                                   \
	({                                                                                         \
		u32 du64_d__ = (divisor);                                                          \
		div_u64((u64)(dividend) + du64_d__ / 2, du64_d__);                                 \
	})
#define DIV_U64_ROUND_UP(ll, d)                                                                    \
	({                                                                                         \
		u32 du64_d__ = (d);                                                                \
		div_u64((ll) + du64_d__ - 1, du64_d__);                                            \
	})
#define DIV_S64_ROUND_CLOSEST(dividend, divisor)                                                   \
	({                                                                                         \
		s64 ds64_x__ = (dividend);                                                         \
		s32 ds64_d__ = (divisor);                                                          \
		((ds64_x__ > 0) == (ds64_d__ > 0)) ? div_s64(ds64_x__ + ds64_d__ / 2, ds64_d__)    \
						   : div_s64(ds64_x__ - ds64_d__ / 2, ds64_d__);   \
	})

/* For few rounds: subtracts instead of dividing. */
static __always_inline u32 __iter_div_u64_rem(u64 dividend, u32 divisor, u64 *remainder)
{
	u32 quotient = 0;

	while (dividend >= divisor) {
		__asm__("" : "+r"(dividend));
		dividend -= divisor;
		quotient++;
	}
	*remainder = dividend;
	return quotient;
}
u32 iter_div_u64_rem(u64 dividend, u32 divisor, u64 *remainder);

static inline u64 mul_u32_u32(u32 a, u32 b)
{
	return (u64)a * b;
}

#ifdef __SIZEOF_INT128__
static inline u64 mul_u64_u32_shr(u64 a, u32 mul, unsigned int shift)
{
	return (u64)(((unsigned __int128)a * mul) >> shift);
}
static inline u64 mul_u64_u64_shr(u64 a, u64 mul, unsigned int shift)
{
	return (u64)(((unsigned __int128)a * mul) >> shift);
}
static inline u64 mul_s64_u64_shr(s64 a, u64 b, unsigned int shift)
{
	return a < 0 ? -mul_u64_u64_shr(-(u64)a, b, shift) : mul_u64_u64_shr(a, b, shift);
}
#else
static inline u64 mul_u64_u32_shr(u64 a, u32 mul, unsigned int shift)
{
	u32 high = a >> 32, low = a;
	u64 value = ((u64)low * mul) >> shift;

	if (high)
		value += ((u64)high * mul) << (32 - shift);
	return value;
}
#endif
/** mul_u64_u32_div() - @a * @mul / @divisor with a 96-bit product */
static inline u64 mul_u64_u32_div(u64 a, u32 mul, u32 divisor)
{
	u64 high = (a >> 32) * mul, low = (a & 0xffffffff) * mul;
	u64 high_quotient = high / divisor, rest = high % divisor;

	return (high_quotient << 32) + ((rest << 32) + low) / divisor;
}
/** mul_u64_u64_div_u64() - @a * @mul / @div with a 128-bit product */
u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 div);

#endif
