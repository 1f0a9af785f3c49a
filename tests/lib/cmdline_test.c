// SPDX-License-Identifier: MIT
/*
 * cmdline_test.c - tests of lib/cmdline.c
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/sizes.h>

static void get_option_tells_what_follows_the_integer(struct kunit *test)
{
	static const struct {
		const char *text;
		int ret, value;
		const char *rest;
	} cases[] = {
		{ "", 0, 0, "" },	 { "abc", 0, 0, "abc" }, { "-abc", 0, 0, "abc" },
		{ "7", 1, 7, "" },	 { "-7", 1, -7, "" },	 { "0x10k", 1, 16, "k" },
		{ "7,8", 2, 7, "8" },	 { "7,", 2, 7, "" },	 { "7-9", 3, 7, "-9" },
		{ "-7-9", 3, -7, "-9" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		char *str = (char *)cases[i].text;
		int value = 0;

		KUNIT_EXPECT_EQ_MSG(test, get_option(&str, &value), cases[i].ret, "text \"%s\"",
				    cases[i].text);
		if (cases[i].ret)
			KUNIT_EXPECT_EQ(test, value, cases[i].value);
		KUNIT_EXPECT_STREQ(test, (const char *)str, cases[i].rest);
	}
	KUNIT_EXPECT_EQ(test, get_option(&(char *){ NULL }, NULL), 0);
}

static void get_options_expands_ranges(struct kunit *test)
{
	static const struct {
		const char *text;
		int count, values[8];
		const char *rest;
	} cases[] = {
		{ "1,4-6,9", 5, { 1, 4, 5, 6, 9 }, "" },
		{ "-1-2", 4, { -1, 0, 1, 2 }, "" },
		{ "5-5", 1, { 5 }, "" },
		{ "3,x", 1, { 3 }, "x" },
		{ "1-3,7 end", 4, { 1, 2, 3, 7 }, " end" },
		{ "9-7", 0, {}, "7" },
		{ "7-", 0, {}, "" },
		{ "4,5-a", 1, { 4 }, "a" },
		{ "-3,0-1,6", 4, { -3, 0, 1, 6 }, "" },
		{ "", 0, {}, "" },
	};
	int ints[9], count[1];
	unsigned int i;
	char *rest;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		rest = get_options(cases[i].text, ARRAY_SIZE(ints), ints);
		KUNIT_EXPECT_EQ_MSG(test, ints[0], cases[i].count, "text \"%s\"", cases[i].text);
		KUNIT_EXPECT_EQ(test, memcmp(ints + 1, cases[i].values, 4 * cases[i].count), 0);
		KUNIT_EXPECT_STREQ(test, (const char *)rest, cases[i].rest);
		get_options(cases[i].text, 0, count);
		KUNIT_EXPECT_EQ(test, count[0], cases[i].count);
	}
}

static void get_options_never_writes_beyond_the_array(struct kunit *test)
{
	int ints[4] = { 0, 0, 0, 77 };

	get_options("1-100", 3, ints);
	KUNIT_EXPECT_EQ(test, ints[0], 2);
	KUNIT_EXPECT_EQ(test, ints[1], 1);
	KUNIT_EXPECT_EQ(test, ints[2], 2);
	KUNIT_EXPECT_EQ(test, ints[3], 77);
}

static void memparse_knows_the_suffixes(struct kunit *test)
{
	char *rest;

	KUNIT_EXPECT_EQ(test, memparse("64K", NULL), (u64)SZ_64K);
	KUNIT_EXPECT_EQ(test, memparse("16m@0", &rest), (u64)SZ_16M);
	KUNIT_EXPECT_STREQ(test, (const char *)rest, "@0");
	KUNIT_EXPECT_EQ(test, memparse("4G", NULL), (u64)SZ_4G);
	KUNIT_EXPECT_EQ(test, memparse("1T", NULL), (u64)SZ_1T);
	KUNIT_EXPECT_EQ(test, memparse("1P", NULL), 1ull << 50);
	KUNIT_EXPECT_EQ(test, memparse("1e", NULL), 1ull << 60);
	KUNIT_EXPECT_EQ(test, memparse("0x1000x", &rest), 0x1000ull);
	KUNIT_EXPECT_STREQ(test, (const char *)rest, "x");
}

static void parse_option_str_finds_whole_words_only(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, parse_option_str("a,bc,d", "bc"));
	KUNIT_EXPECT_TRUE(test, parse_option_str("bc", "bc"));
	KUNIT_EXPECT_FALSE(test, parse_option_str("a,bcd", "bc"));
	KUNIT_EXPECT_FALSE(test, parse_option_str("abc,x", "bc"));
	KUNIT_EXPECT_FALSE(test, parse_option_str("", "bc"));
}

static void next_arg_cuts_words_and_honours_quotes(struct kunit *test)
{
	char line[] = "mem=16M  quiet name=\"two words\" \"whole=a b\" e=";
	static const char *const expected[][2] = {
		{ "mem", "16M" },   { "quiet", NULL }, { "name", "two words" },
		{ "whole", "a b" }, { "e", "" },
	};
	char *rest = line, *param, *val;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(expected); i++) {
		rest = next_arg(rest, &param, &val);
		KUNIT_EXPECT_STREQ(test, (const char *)param, expected[i][0]);
		if (expected[i][1])
			KUNIT_EXPECT_STREQ(test, (const char *)val, expected[i][1]);
		else
			KUNIT_EXPECT_NULL(test, val);
	}
	KUNIT_EXPECT_EQ(test, *rest, '\0');
}

static struct kunit_case cmdline_cases[] = { KUNIT_CASE(get_option_tells_what_follows_the_integer),
					     KUNIT_CASE(get_options_expands_ranges),
					     KUNIT_CASE(get_options_never_writes_beyond_the_array),
					     KUNIT_CASE(memparse_knows_the_suffixes),
					     KUNIT_CASE(parse_option_str_finds_whole_words_only),
					     KUNIT_CASE(next_arg_cuts_words_and_honours_quotes),
					     {} };
static struct kunit_suite cmdline_suite = { .name = "lib.cmdline", .test_cases = cmdline_cases };
kunit_test_suite(cmdline_suite);
