// SPDX-License-Identifier: MIT
/*
 * overflow_test.c - tests of linux/overflow.h, linux/minmax.h, linux/math*.h,
 * linux/log2.h, linux/reciprocal_div.h and lib/math.c
 */
#include <kunit/test.h>
#include <linux/gcd.h>
#include <linux/lcm.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/overflow.h>
#include <linux/prandom.h>
#include <linux/reciprocal_div.h>

static void check_overflow_agrees_with_wide_arithmetic_for_all_bytes(struct kunit *test)
{
	int a, b;
	u8 u;
	s8 s;

	for (a = 0; a < 256; a++) {
		for (b = 0; b < 256; b++) {
			s8 sa = a, sb = b;

			KUNIT_ASSERT_EQ(test, check_add_overflow((u8)a, (u8)b, &u), a + b > 255);
			KUNIT_ASSERT_EQ(test, u, (u8)(a + b));
			KUNIT_ASSERT_EQ(test, check_sub_overflow((u8)a, (u8)b, &u), a < b);
			KUNIT_ASSERT_EQ(test, check_mul_overflow((u8)a, (u8)b, &u), a * b > 255);
			KUNIT_ASSERT_EQ(test, u, (u8)(a * b));
			KUNIT_ASSERT_EQ(test, check_add_overflow(sa, sb, &s),
					sa + sb != (s8)(sa + sb));
			KUNIT_ASSERT_EQ(test, check_mul_overflow(sa, sb, &s),
					sa * sb != (s8)(sa * sb));
			KUNIT_ASSERT_EQ(test, s, (s8)(sa * sb));
		}
	}
}

static void check_shl_overflow_sees_lost_bits_and_signs(struct kunit *test)
{
	u8 u;
	s32 s;
	u64 w;

	KUNIT_EXPECT_FALSE(test, check_shl_overflow(1, 7, &u));
	KUNIT_EXPECT_EQ(test, u, 128);
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(1, 8, &u));
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(3, 7, &u));
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(1, 31, &s));
	KUNIT_EXPECT_FALSE(test, check_shl_overflow(1, 30, &s));
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(-1, 0, &s));
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(1, -1, &s));
	KUNIT_EXPECT_FALSE(test, check_shl_overflow(1ull, 63, &w));
	KUNIT_EXPECT_EQ(test, w, 1ull << 63);
}

struct flexible {
	size_t count;
	u32 data[];
};

static void sizes_saturate_instead_of_wrapping(struct kunit *test)
{
	struct flexible *f = NULL;
	volatile size_t huge = SIZE_MAX / 2, three = 3;

	KUNIT_EXPECT_EQ(test, size_mul(huge, three), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, size_add(SIZE_MAX, 1), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, size_sub(2, 3), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, size_sub(SIZE_MAX, 3), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, array3_size(three, three, three), (size_t)27);
	KUNIT_EXPECT_EQ(test, struct_size(f, data, three), sizeof(size_t) + 12);
	KUNIT_EXPECT_EQ(test, struct_size(f, data, 5), sizeof(size_t) + 20);
	KUNIT_EXPECT_EQ(test, struct_size(f, data, huge), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, flex_array_size(f, data, three), (size_t)12);
}

static void types_that_fit_are_told_from_those_that_do_not(struct kunit *test)
{
	int small = 200, negative = -1;

	KUNIT_EXPECT_FALSE(test, overflows_type(small, u8));
	KUNIT_EXPECT_TRUE(test, overflows_type(small, s8));
	KUNIT_EXPECT_TRUE(test, overflows_type(negative, u64));
	KUNIT_EXPECT_TRUE(test, overflows_type(300, u8));
	KUNIT_EXPECT_TRUE(test, castable_to_type(200, u8));
	KUNIT_EXPECT_FALSE(test, castable_to_type(300, u8));
	KUNIT_EXPECT_FALSE(test, castable_to_type(small, u8));
	KUNIT_EXPECT_EQ(test, type_max(s16), S16_MAX);
	KUNIT_EXPECT_EQ(test, type_min(s16), S16_MIN);
	KUNIT_EXPECT_EQ(test, type_max(u64), U64_MAX);
}

static void minmax_evaluates_each_side_once(struct kunit *test)
{
	int i = 5, j = 7;

	KUNIT_EXPECT_EQ(test, min(i++, j++), 5);
	KUNIT_EXPECT_EQ(test, max(i++, j++), 8);
	KUNIT_EXPECT_EQ(test, i, 7);
	KUNIT_EXPECT_EQ(test, j, 9);
	KUNIT_EXPECT_EQ(test, clamp(i, 1, 3), 3);
	KUNIT_EXPECT_EQ(test, clamp(-i, 1, 3), 1);
	KUNIT_EXPECT_EQ(test, min_not_zero(0, i), 7);
	KUNIT_EXPECT_EQ(test, min3(3, 1, 2) * 10 + max3(3, 1, 2), 13);
	KUNIT_EXPECT_EQ(test, min_t(unsigned int, -1, 5), 5u);
	swap(i, j);
	KUNIT_EXPECT_EQ(test, i - j, 2);
}

static void rounding_and_logarithms(struct kunit *test)
{
	volatile unsigned long n;
	unsigned int bit;

	for (bit = 1; bit < 63; bit++) {
		n = 1ul << bit;
		KUNIT_EXPECT_EQ(test, ilog2(n), (int)bit);
		KUNIT_EXPECT_EQ(test, ilog2(n + 1), (int)bit);
		KUNIT_EXPECT_EQ(test, order_base_2(n), (int)bit);
		KUNIT_EXPECT_EQ(test, order_base_2(n + 1), (int)bit + 1);
		KUNIT_EXPECT_EQ(test, roundup_pow_of_two(n - 1), bit == 1 ? 1ul : n);
		KUNIT_EXPECT_EQ(test, rounddown_pow_of_two(n + 1), n);
		KUNIT_EXPECT_EQ(test, get_count_order_long(n + 1), (int)bit + 1);
		KUNIT_EXPECT_TRUE(test, is_power_of_2(n));
	}
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP(7, 3), 3);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_CLOSEST(-7, 2), -4);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_CLOSEST(7, 3), 2);
	KUNIT_EXPECT_EQ(test, roundup(7, 3), 9);
	KUNIT_EXPECT_EQ(test, rounddown(7, 3), 6);
	KUNIT_EXPECT_EQ(test, round_up(0x1001, 0x1000), 0x2000);
	KUNIT_EXPECT_EQ(test, abs(-5), 5);
	KUNIT_EXPECT_EQ(test, hweight64(0xf0f0f0f0f0f0f0f0ull), 32u);
	KUNIT_EXPECT_EQ(test, sign_extend32(0x80, 7), -128);
	KUNIT_EXPECT_EQ(test, rol32(0x80000001u, 1), 3u);
}

static void int_sqrt_is_the_floor_of_the_root(struct kunit *test)
{
	struct rnd_state rnd;
	u64 x, root;
	int i;

	prandom_seed_state(&rnd, test->seed);
	for (x = 0; x < 5000; x++) {
		root = int_sqrt(x);
		KUNIT_ASSERT_TRUE(test, root * root <= x && (root + 1) * (root + 1) > x);
	}
	for (i = 0; i < 1000; i++) {
		root = prandom_u32_state(&rnd);
		KUNIT_ASSERT_EQ(test, (u64)int_sqrt64(root * root), root);
		if (root)
			KUNIT_ASSERT_EQ(test, (u64)int_sqrt64(root * root - 1), root - 1);
	}
	KUNIT_EXPECT_EQ(test, int_sqrt64(U64_MAX), U32_MAX);
}

static void wide_products_keep_their_high_bits(struct kunit *test)
{
	struct rnd_state rnd;
	int i;

	prandom_seed_state(&rnd, test->seed);
	for (i = 0; i < 2000; i++) {
		u64 a = (u64)prandom_u32_state(&rnd) << 32 | prandom_u32_state(&rnd);
		u64 b = ((u64)prandom_u32_state(&rnd) << 32 | prandom_u32_state(&rnd)) | 1;
		u64 d = b + prandom_u32_state(&rnd);

		KUNIT_ASSERT_EQ(test, mul_u64_u64_div_u64(a, b, b), a);
		KUNIT_ASSERT_EQ(test, mul_u64_u64_div_u64(a >> 33, 1000, 1000), a >> 33);
		if (d < b)
			continue;
		KUNIT_ASSERT_LE(test, mul_u64_u64_div_u64(a, b, d), a);
		KUNIT_ASSERT_EQ(test, mul_u64_u64_div_u64(a, b, d), mul_u64_u64_div_u64(b, a, d));
	}
	KUNIT_EXPECT_EQ(test, mul_u64_u64_div_u64(U64_MAX, U64_MAX, U64_MAX), U64_MAX);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_div_u64(U64_MAX, 10, 1000), U64_MAX / 100);
	KUNIT_EXPECT_EQ(test, mul_u64_u32_shr(U64_MAX, U32_MAX, 32), U64_MAX - (1ull << 32));
}

static void gcd_and_lcm(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, gcd(54, 24), 6ul);
	KUNIT_EXPECT_EQ(test, gcd(0, 9), 9ul);
	KUNIT_EXPECT_EQ(test, lcm(4, 6), 12ul);
	KUNIT_EXPECT_EQ(test, lcm(0, 6), 0ul);
	KUNIT_EXPECT_EQ(test, lcm_not_zero(0, 6), 6ul);
	KUNIT_EXPECT_EQ(test, int_pow(3, 20), 3486784401ull);
}

/*
 * The result never falls when the dividend grows, so it is right everywhere if
 * it is right on both sides of each multiple of the divisor.
 */
static void reciprocal_divide_equals_division(struct kunit *test)
{
	const u32 largest_block = 4 << 20;
	u64 wrong = 0;
	u32 d, k;

	for (d = 1; d <= largest_block; d++) {
		struct reciprocal_value r = reciprocal_value(d);

		for (k = 1; k <= largest_block / d; k++) {
			wrong += reciprocal_divide(k * d - 1, r) != k - 1;
			wrong += reciprocal_divide(k * d, r) != k;
		}
		wrong += reciprocal_divide(U32_MAX, r) != U32_MAX / d;
	}
	KUNIT_EXPECT_EQ(test, wrong, 0ull);
}

static struct kunit_case overflow_cases[] = {
	KUNIT_CASE(check_overflow_agrees_with_wide_arithmetic_for_all_bytes),
	KUNIT_CASE(check_shl_overflow_sees_lost_bits_and_signs),
	KUNIT_CASE(sizes_saturate_instead_of_wrapping),
	KUNIT_CASE(types_that_fit_are_told_from_those_that_do_not),
	KUNIT_CASE(minmax_evaluates_each_side_once),
	KUNIT_CASE(rounding_and_logarithms),
	KUNIT_CASE(int_sqrt_is_the_floor_of_the_root),
	KUNIT_CASE(wide_products_keep_their_high_bits),
	KUNIT_CASE(gcd_and_lcm),
	KUNIT_CASE(reciprocal_divide_equals_division),
	{}
};
static struct kunit_suite overflow_suite = { .name = "lib.overflow", .test_cases = overflow_cases };
kunit_test_suite(overflow_suite);
