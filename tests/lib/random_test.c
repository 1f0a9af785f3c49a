// SPDX-License-Identifier: MIT
/*
 * random_test.c - tests of lib/random.c, linux/jhash.h, linux/hash.h, lib/refcount.c
 */
#include <kunit/test.h>
#include <linux/hash.h>
#include <linux/jhash.h>
#include <linux/prandom.h>
#include <linux/random.h>
#include <linux/refcount.h>

static void random_sequence_follows_from_the_seed(struct kunit *test)
{
	struct rnd_state a, b, c;
	unsigned int i, same = 0;

	prandom_seed_state(&a, 5);
	prandom_seed_state(&b, 5);
	prandom_seed_state(&c, 6);
	for (i = 0; i < 100; i++) {
		u32 x = prandom_u32_state(&a);

		KUNIT_EXPECT_EQ(test, x, prandom_u32_state(&b));
		same += x == prandom_u32_state(&c);
	}
	KUNIT_EXPECT_LT(test, same, 3u);
}

static void random_below_is_in_range_and_reaches_every_value(struct kunit *test)
{
	unsigned int seen[7] = {}, i;

	for (i = 0; i < 7000; i++) {
		u32 x = get_random_u32_below(7);

		KUNIT_ASSERT_LT(test, x, 7u);
		seen[x]++;
	}
	/* Each is expected 1000 times, with a deviation of about 30. */
	for (i = 0; i < 7; i++) {
		KUNIT_EXPECT_GT(test, seen[i], 600u);
		KUNIT_EXPECT_LT(test, seen[i], 1400u);
	}
	KUNIT_EXPECT_EQ(test, get_random_u32_below(1), 0u);
	KUNIT_EXPECT_EQ(test, get_random_u32_inclusive(9, 9), 9u);
}

static void random_bytes_fill_exactly_the_buffer(struct kunit *test)
{
	u8 buf[40];
	unsigned int len, i, ones = 0;

	for (len = 0; len <= 24; len++) {
		memset(buf, 0, sizeof(buf));
		get_random_bytes(buf + 8, len);
		KUNIT_EXPECT_NULL(test, memchr_inv(buf, 0, 8));
		KUNIT_EXPECT_NULL(test, memchr_inv(buf + 8 + len, 0, sizeof(buf) - 8 - len));
		for (i = 0; i < sizeof(buf); i++)
			ones += hweight8(buf[i]);
	}
	/* 300 bytes: 1200 bits are expected. */
	KUNIT_EXPECT_GT(test, ones, 900u);
	KUNIT_EXPECT_LT(test, ones, 1500u);
}

static void jhash_gives_the_published_values(struct kunit *test)
{
	/* lookup3.c, driver5(): hashlittle() of this text with these seeds. */
	static const char text[] = "Four score and seven years ago";
	u32 words[3] = { 1, 2, 3 };

	KUNIT_EXPECT_EQ(test, jhash("", 0, 0), 0xdeadbeefu);
	KUNIT_EXPECT_EQ(test, jhash("", 0, 0xdeadbeef), 0xbd5b7ddeu);
	KUNIT_EXPECT_EQ(test, jhash(text, 30, 0), 0x17770551u);
	KUNIT_EXPECT_EQ(test, jhash(text, 30, 1), 0xcd628161u);
	KUNIT_EXPECT_EQ(test, jhash2(words, 3, 9), jhash_3words(1, 2, 3, 9));
	KUNIT_EXPECT_EQ(test, jhash2(words, 3, 9), jhash(words, 12, 9));
}

static void hashes_stay_in_their_bits(struct kunit *test)
{
	u64 i;

	for (i = 1; i; i <<= 1) {
		KUNIT_EXPECT_LT(test, hash_64(i, 10), 1024u);
		KUNIT_EXPECT_LT(test, hash_32(i, 5), 32u);
	}
}

static void refcount_counts_and_says_when_the_last_goes(struct kunit *test)
{
	refcount_t r = REFCOUNT_INIT(1);

	refcount_inc(&r);
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_test(&r));
	KUNIT_EXPECT_FALSE(test, refcount_dec_not_one(&r));
	KUNIT_EXPECT_TRUE(test, refcount_dec_and_test(&r));
	KUNIT_EXPECT_FALSE(test, refcount_inc_not_zero(&r));
	KUNIT_EXPECT_EQ(test, refcount_read(&r), 0u);
}

static void refcount_saturates_instead_of_wrapping(struct kunit *test)
{
	refcount_t r = REFCOUNT_INIT(REFCOUNT_MAX);

	/* Each kind is reported once in the life of the machine: here. */
	kunit_expect_reports(test, 2);
	refcount_inc(&r);
	KUNIT_EXPECT_EQ(test, (int)refcount_read(&r), REFCOUNT_SATURATED);
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_test(&r));
	KUNIT_EXPECT_EQ(test, (int)refcount_read(&r), REFCOUNT_SATURATED);
}

static struct kunit_case random_cases[] = {
	KUNIT_CASE(random_sequence_follows_from_the_seed),
	KUNIT_CASE(random_below_is_in_range_and_reaches_every_value),
	KUNIT_CASE(random_bytes_fill_exactly_the_buffer),
	KUNIT_CASE(jhash_gives_the_published_values),
	KUNIT_CASE(hashes_stay_in_their_bits),
	KUNIT_CASE(refcount_counts_and_says_when_the_last_goes),
	KUNIT_CASE(refcount_saturates_instead_of_wrapping),
	{}
};
static struct kunit_suite random_suite = { .name = "lib.random", .test_cases = random_cases };
kunit_test_suite(random_suite);
