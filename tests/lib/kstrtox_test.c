// SPDX-License-Identifier: MIT
/*
 * kstrtox_test.c - tests of lib/kstrtox.c
 */
#include <kunit/test.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>

struct number_case {
	const char *text;
	unsigned int base;
	int err;
	long long value;
};

static const struct number_case signed_cases[] = {
	{ "0", 10, 0, 0 },
	{ "-0", 10, 0, 0 },
	{ "+5", 10, 0, 5 },
	{ "-5\n", 10, 0, -5 },
	{ "0x1F", 0, 0, 31 },
	{ "0x1f", 16, 0, 31 },
	{ "1f", 16, 0, 31 },
	{ "017", 0, 0, 15 },
	{ "z", 36, 0, 35 },
	{ "9223372036854775807", 10, 0, LLONG_MAX },
	{ "-9223372036854775808", 10, 0, LLONG_MIN },
	{ "9223372036854775808", 10, -ERANGE, 0 },
	{ "-9223372036854775809", 10, -ERANGE, 0 },
	{ "99999999999999999999999", 10, -ERANGE, 0 },
	{ "", 10, -EINVAL, 0 },
	{ "\n", 10, -EINVAL, 0 },
	{ "-", 10, -EINVAL, 0 },
	{ "+-1", 10, -EINVAL, 0 },
	{ " 1", 10, -EINVAL, 0 },
	{ "1 ", 10, -EINVAL, 0 },
	{ "1\n\n", 10, -EINVAL, 0 },
	{ "0x", 0, -EINVAL, 0 },
	{ "8", 8, -EINVAL, 0 },
	{ "12a", 10, -EINVAL, 0 },
};

static void kstrtoll_takes_numbers_and_nothing_else(struct kunit *test)
{
	long long value;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(signed_cases); i++) {
		const struct number_case *c = &signed_cases[i];

		value = 42;
		KUNIT_EXPECT_EQ_MSG(test, kstrtoll(c->text, c->base, &value), c->err, "text \"%s\"",
				    c->text);
		KUNIT_EXPECT_EQ_MSG(test, value, c->err ? 42 : c->value, "text \"%s\"", c->text);
	}
}

static void kstrtoull_goes_up_to_64_bits_and_takes_no_minus(struct kunit *test)
{
	unsigned long long value = 0;

	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551615", 10, &value), 0);
	KUNIT_EXPECT_EQ(test, value, ULLONG_MAX);
	KUNIT_EXPECT_EQ(test, kstrtoull("0xffffffffffffffff", 0, &value), 0);
	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551616", 10, &value), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoull("-1", 10, &value), -EINVAL);
}

static void kstrto_narrow_types_check_their_range(struct kunit *test)
{
	u8 b = 0;
	s8 sb = 0;
	u16 h = 0;
	s16 sh = 0;
	unsigned int u = 0;
	int i = 0;

	KUNIT_EXPECT_EQ(test, kstrtou8("255", 10, &b), 0);
	KUNIT_EXPECT_EQ(test, b, 255);
	KUNIT_EXPECT_EQ(test, kstrtou8("256", 10, &b), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtos8("-128", 10, &sb), 0);
	KUNIT_EXPECT_EQ(test, sb, -128);
	KUNIT_EXPECT_EQ(test, kstrtos8("128", 10, &sb), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtou16("65535", 10, &h), 0);
	KUNIT_EXPECT_EQ(test, kstrtou16("65536", 10, &h), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtos16("-32769", 10, &sh), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtouint("4294967295", 10, &u), 0);
	KUNIT_EXPECT_EQ(test, kstrtouint("4294967296", 10, &u), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoint("-2147483648", 10, &i), 0);
	KUNIT_EXPECT_EQ(test, i, INT_MIN);
	KUNIT_EXPECT_EQ(test, kstrtoint("2147483648", 10, &i), -ERANGE);
}

static void kstrtobool_goes_by_the_first_letters(struct kunit *test)
{
	static const char *const yes[] = { "y", "Yes", "1", "on", "ON", "t", "true\n" };
	static const char *const no[] = { "n", "No", "0", "off", "oF", "f", "False" };
	bool value;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(yes); i++) {
		value = false;
		KUNIT_EXPECT_EQ(test, kstrtobool(yes[i], &value), 0);
		KUNIT_EXPECT_TRUE_MSG(test, value, "text \"%s\"", yes[i]);
		value = true;
		KUNIT_EXPECT_EQ(test, kstrtobool(no[i], &value), 0);
		KUNIT_EXPECT_FALSE_MSG(test, value, "text \"%s\"", no[i]);
	}
	KUNIT_EXPECT_EQ(test, kstrtobool("", &value), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtobool("maybe", &value), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtobool("o", &value), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtobool(NULL, &value), -EINVAL);
}

static void simple_strtoul_stops_at_the_first_other_character(struct kunit *test)
{
	char *end;

	KUNIT_EXPECT_EQ(test, simple_strtoul("0x10g", &end, 0), 16ul);
	KUNIT_EXPECT_STREQ(test, (const char *)end, "g");
	KUNIT_EXPECT_EQ(test, simple_strtol("-12,3", &end, 10), -12l);
	KUNIT_EXPECT_STREQ(test, (const char *)end, ",3");
	KUNIT_EXPECT_EQ(test, simple_strtoul("none", &end, 10), 0ul);
	KUNIT_EXPECT_STREQ(test, (const char *)end, "none");
}

static void kstrto_from_user_reads_so_many_bytes(struct kunit *test)
{
	unsigned int value = 0;
	bool truth = false;

	KUNIT_EXPECT_EQ(test, kstrtouint_from_user("12345", 3, 10, &value), 0);
	KUNIT_EXPECT_EQ(test, value, 123u);
	KUNIT_EXPECT_EQ(test, kstrtobool_from_user("yxx", 1, &truth), 0);
	KUNIT_EXPECT_TRUE(test, truth);
}

static struct kunit_case kstrtox_cases[] = {
	KUNIT_CASE(kstrtoll_takes_numbers_and_nothing_else),
	KUNIT_CASE(kstrtoull_goes_up_to_64_bits_and_takes_no_minus),
	KUNIT_CASE(kstrto_narrow_types_check_their_range),
	KUNIT_CASE(kstrtobool_goes_by_the_first_letters),
	KUNIT_CASE(simple_strtoul_stops_at_the_first_other_character),
	KUNIT_CASE(kstrto_from_user_reads_so_many_bytes),
	{}
};
static struct kunit_suite kstrtox_suite = { .name = "lib.kstrtox", .test_cases = kstrtox_cases };
kunit_test_suite(kstrtox_suite);
