// SPDX-License-Identifier: MIT
/*
 * math.c - integer roots, divisors, powers and wide division
 *
 * Locking: none. Any context.
 */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/gcd.h>
#include <linux/lcm.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/reciprocal_div.h>

/**
 * int_sqrt64() - the largest r with r * r <= @x
 *
 * Bit by bit from the top: r^2 is kept up to date as (r + b)^2 = r^2 + (2r + b)b,
 * with @rest = x - r^2 and @root = 2rb for the present b^2 = @bit.
 */
u32 int_sqrt64(u64 x)
{
	u64 root = 0, bit, rest = x;

	if (!x)
		return 0;
	for (bit = 1ull << ((fls64(x) - 1) & ~1); bit; bit >>= 2) {
		if (rest >= root + bit) {
			rest -= root + bit;
			root += 2 * bit;
		}
		root >>= 1;
	}
	return root;
}
EXPORT_SYMBOL(int_sqrt64);

unsigned long int_sqrt(unsigned long x)
{
	return int_sqrt64(x);
}
EXPORT_SYMBOL(int_sqrt);

/** int_pow() - @base to the power @exp, modulo 2^64 */
u64 int_pow(u64 base, unsigned int exp)
{
	u64 result = 1;

	for (; exp; exp >>= 1, base *= base)
		if (exp & 1)
			result *= base;
	return result;
}
EXPORT_SYMBOL(int_pow);

/** gcd() - greatest common divisor; gcd(a, 0) is a */
unsigned long gcd(unsigned long a, unsigned long b)
{
	while (b) {
		unsigned long rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}
EXPORT_SYMBOL(gcd);

unsigned long lcm(unsigned long a, unsigned long b)
{
	return a && b ? a / gcd(a, b) * b : 0;
}
EXPORT_SYMBOL(lcm);

unsigned long lcm_not_zero(unsigned long a, unsigned long b)
{
	unsigned long l = lcm(a, b);

	return l ? l : b ? b : a;
}
EXPORT_SYMBOL(lcm_not_zero);

u32 iter_div_u64_rem(u64 dividend, u32 divisor, u64 *remainder)
{
	return __iter_div_u64_rem(dividend, divisor, remainder);
}
EXPORT_SYMBOL(iter_div_u64_rem);

/**
 * mul_u64_u64_div_u64() - @a * @mul / @div without losing the product's high bits
 *
 * The product is formed from 32-bit halves; then 128 by 64 bits long division,
 * a bit at a time. The quotient must fit; if not it is ~0.
 */
u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 div)
{
	u64 low = (u64)(u32)a * (u32)mul, cross1 = (a >> 32) * (u32)mul;
	u64 cross2 = (u64)(u32)a * (mul >> 32), high = (a >> 32) * (mul >> 32);
	int i;

	cross1 += low >> 32;
	cross2 += (u32)cross1;
	low = cross2 << 32 | (u32)low;
	high += (cross1 >> 32) + (cross2 >> 32);

	if (!high)
		return low / div;
	if (high >= div)
		return U64_MAX;
	for (i = 0; i < 64; i++) {
		bool carry = high >> 63;

		high = high << 1 | low >> 63;
		low <<= 1;
		if (carry || high >= div) {
			high -= div;
			low |= 1;
		}
	}
	return low;
}
EXPORT_SYMBOL(mul_u64_u64_div_u64);

/** reciprocal_value() - prepare reciprocal_divide() by @d, which is not 0 */
struct reciprocal_value reciprocal_value(u32 d)
{
	int log = fls(d - 1);
	u64 m = ((1ull << 32) * ((1ull << log) - d)) / d + 1;

	return (struct reciprocal_value){ .m = m, .sh1 = min(log, 1), .sh2 = max(log - 1, 0) };
}
EXPORT_SYMBOL(reciprocal_value);
