// SPDX-License-Identifier: MIT
/*
 * string_test.c - tests of lib/string*.c and lib/hexdump.c
 */
#include <kunit/test.h>
#include <linux/hex.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

static void strscpy_tells_whether_it_fitted(struct kunit *test)
{
	char buf[5];

	KUNIT_EXPECT_EQ(test, strscpy(buf, "abcd", sizeof(buf)), (ssize_t)4);
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "abcd");
	KUNIT_EXPECT_EQ(test, strscpy(buf, "abcde"), (ssize_t)-E2BIG);
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "abcd");
	KUNIT_EXPECT_EQ(test, strscpy(buf, "x", 0), (ssize_t)-E2BIG);
	memset(buf, '#', sizeof(buf));
	KUNIT_EXPECT_EQ(test, strscpy_pad(buf, "x"), (ssize_t)1);
	KUNIT_EXPECT_NULL(test, memchr_inv(buf + 1, 0, 4));
	KUNIT_EXPECT_EQ(test, strlcpy(buf, "longer text", sizeof(buf)), (size_t)11);
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "long");
	buf[2] = '\0';
	KUNIT_EXPECT_EQ(test, strlcat(buf, "123", sizeof(buf)), (size_t)5);
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "lo12");
}

static void memchr_inv_finds_the_first_other_byte(struct kunit *test)
{
	u8 buf[64];
	unsigned int start, len, odd;

	for (start = 0; start < 10; start++) {
		for (len = 0; start + len <= 64; len += 5) {
			memset(buf, 0x6b, sizeof(buf));
			KUNIT_ASSERT_NULL(test, memchr_inv(buf + start, 0x6b, len));
			for (odd = 0; odd < len; odd += 3) {
				buf[start + odd] = 0;
				KUNIT_ASSERT_PTR_EQ(test, (u8 *)memchr_inv(buf + start, 0x6b, len),
						    buf + start + odd);
				buf[start + odd] = 0x6b;
			}
		}
	}
	KUNIT_EXPECT_PTR_EQ(test, (u8 *)memscan(buf, 0x11, 64), buf + 64);
	KUNIT_EXPECT_PTR_EQ(test, (u8 *)memscan(buf, 0x6b, 64), buf);
}

static void strim_and_friends_drop_white_space(struct kunit *test)
{
	char text[] = " \t two words \n", blank[] = " \n ";

	KUNIT_EXPECT_STREQ(test, (const char *)strim(text), "two words");
	KUNIT_EXPECT_STREQ(test, (const char *)strim(blank), "");
	KUNIT_EXPECT_STREQ(test, (const char *)skip_spaces("  x "), "x ");
}

static void sysfs_comparisons_forgive_one_newline(struct kunit *test)
{
	static const char *const modes[] = { "always", "madvise", "never" };

	KUNIT_EXPECT_TRUE(test, sysfs_streq("on\n", "on"));
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on", "on\n"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on\n\n", "on"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on", "one"));
	KUNIT_EXPECT_EQ(test, sysfs_match_string(modes, "never\n"), 2);
	KUNIT_EXPECT_EQ(test, match_string(modes, 3, "never\n"), -EINVAL);
	KUNIT_EXPECT_EQ(test, match_string(modes, 3, "madvise"), 1);
}

static void searches_with_a_length_stop_there(struct kunit *test)
{
	const char *s = "abcabc";

	KUNIT_EXPECT_PTR_EQ(test, (const char *)strnchr(s, 3, 'c'), s + 2);
	KUNIT_EXPECT_NULL(test, strnchr(s, 2, 'c'));
	KUNIT_EXPECT_PTR_EQ(test, (const char *)strnchrnul(s, 2, 'c'), s + 2);
	KUNIT_EXPECT_PTR_EQ(test, (const char *)strnstr(s, "ca", 4), s + 2);
	KUNIT_EXPECT_NULL(test, strnstr(s, "ca", 3));
	KUNIT_EXPECT_TRUE(test, strstarts(s, "abc"));
	KUNIT_EXPECT_EQ(test, str_has_prefix(s, "abca"), (size_t)4);
	KUNIT_EXPECT_EQ(test, str_has_prefix(s, "abx"), (size_t)0);
	KUNIT_EXPECT_STREQ(test, kbasename("a/b/c.c"), "c.c");
}

static void memset_wide_fills_elements(struct kunit *test)
{
	u16 h[5] = {};
	u64 d[3] = {};

	memset16(h, 0x1234, 4);
	KUNIT_EXPECT_EQ(test, h[3], 0x1234);
	KUNIT_EXPECT_EQ(test, h[4], 0);
	memset64(d, 0x123456789abcdefull, 2);
	KUNIT_EXPECT_EQ(test, d[1], 0x123456789abcdefull);
	KUNIT_EXPECT_EQ(test, d[2], 0ull);
}

static void string_get_size_keeps_three_digits(struct kunit *test)
{
	static const struct {
		u64 size, blk_size;
		enum string_size_units units;
		const char *text;
	} cases[] = {
		{ 0, 512, STRING_UNITS_2, "0 B" },
		{ 16384, 512, STRING_UNITS_2, "8.00 MiB" },
		{ 16384, 512, STRING_UNITS_10, "8.39 MB" },
		{ 8192, 4096, STRING_UNITS_10, "33.6 MB" },
		{ 1, 512, STRING_UNITS_10, "512 B" },
		{ 1100, 1, STRING_UNITS_10, "1.10 kB" },
		{ 3000, 1900, STRING_UNITS_10, "5.70 MB" },
		{ 151234561234657ull, 3456789, STRING_UNITS_10, "523 EB" },
		{ U64_MAX, 4096, STRING_UNITS_2, "64.0 ZiB" },
		{ 999999, 1, STRING_UNITS_10, "1.00 MB" },
	};
	char buf[16];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		string_get_size(cases[i].size, cases[i].blk_size, cases[i].units, buf, sizeof(buf));
		KUNIT_EXPECT_STREQ(test, (const char *)buf, cases[i].text);
	}
}

static void string_escapes_can_be_taken_away_again(struct kunit *test)
{
	static const char raw[] = "a\n\t\\\"b\x01\xff z\x1b";
	char escaped[64], back[64];
	int len;

	len = string_escape_mem(raw, sizeof(raw) - 1, escaped, sizeof(escaped),
				ESCAPE_SPACE | ESCAPE_SPECIAL | ESCAPE_HEX, NULL);
	escaped[len] = '\0';
	len = string_unescape(escaped, back, sizeof(back), UNESCAPE_ANY);
	KUNIT_EXPECT_EQ(test, len, (int)sizeof(raw) - 1);
	KUNIT_EXPECT_STREQ(test, (const char *)back, raw);
	len = string_escape_mem("abc", 3, escaped, sizeof(escaped), ESCAPE_OCTAL, "b");
	escaped[len] = '\0';
	KUNIT_EXPECT_STREQ(test, (const char *)escaped, "a\\142c");
	KUNIT_EXPECT_EQ(test, string_escape_mem("\n\n", 2, NULL, 0, ESCAPE_SPACE, NULL), 4);
	/* What a class lets through is not escaped though it is in the set. */
	len = string_escape_mem("ab\n", 3, escaped, 64, ESCAPE_HEX | ESCAPE_NP, "b\n");
	KUNIT_EXPECT_EQ(test, len, 6);
	/* NUL belongs to every set of characters. */
	KUNIT_EXPECT_EQ(test, string_escape_mem("a\0", 2, escaped, 64, ESCAPE_NULL, "b"), 3);
	KUNIT_EXPECT_EQ(test, memcmp(escaped, "a\\0", 3), 0);
}

static void hex_text_and_bytes_are_turned_into_each_other(struct kunit *test)
{
	char text[8];
	u8 bytes[4], mac[6];

	KUNIT_EXPECT_EQ(test, hex2bin(bytes, "00fFa1", 3), 0);
	KUNIT_EXPECT_EQ(test, bytes[1], 0xff);
	*bin2hex(text, bytes, 3) = '\0';
	KUNIT_EXPECT_STREQ(test, (const char *)text, "00ffa1");
	KUNIT_EXPECT_EQ(test, hex2bin(bytes, "0g", 1), -EINVAL);
	KUNIT_EXPECT_TRUE(test, mac_pton("00:11:22:33:44:5f", mac));
	KUNIT_EXPECT_EQ(test, mac[5], 0x5f);
	KUNIT_EXPECT_FALSE(test, mac_pton("00:11:22:33:44", mac));
}

static void hex_dump_lines_have_their_columns(struct kunit *test)
{
	static const u8 data[] = "0123456789\x01\x02";
	char line[100];
	int len;

	len = hex_dump_to_buffer(data, 12, 16, 1, line, sizeof(line), true);
	KUNIT_EXPECT_STREQ(test, (const char *)line,
			   "30 31 32 33 34 35 36 37 38 39 01 02              0123456789..");
	KUNIT_EXPECT_EQ(test, len, (int)strlen(line));
	hex_dump_to_buffer(data, 8, 16, 4, line, sizeof(line), false);
	KUNIT_EXPECT_STREQ(test, (const char *)line, "33323130 37363534");
	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(data, 12, 16, 1, line, 10, true), len);
	KUNIT_EXPECT_STREQ(test, (const char *)line, "30 31 32 ");
	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(data, 0, 16, 1, line, 10, true), 0);
}

static struct kunit_case string_cases[] = { KUNIT_CASE(strscpy_tells_whether_it_fitted),
					    KUNIT_CASE(memchr_inv_finds_the_first_other_byte),
					    KUNIT_CASE(strim_and_friends_drop_white_space),
					    KUNIT_CASE(sysfs_comparisons_forgive_one_newline),
					    KUNIT_CASE(searches_with_a_length_stop_there),
					    KUNIT_CASE(memset_wide_fills_elements),
					    KUNIT_CASE(string_get_size_keeps_three_digits),
					    KUNIT_CASE(string_escapes_can_be_taken_away_again),
					    KUNIT_CASE(
						    hex_text_and_bytes_are_turned_into_each_other),
					    KUNIT_CASE(hex_dump_lines_have_their_columns),
					    {} };
static struct kunit_suite string_suite = { .name = "lib.string", .test_cases = string_cases };
kunit_test_suite(string_suite);
