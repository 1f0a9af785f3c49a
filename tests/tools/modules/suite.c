// SPDX-License-Identifier: MIT
/*
 * suite.c - a module that brings KUnit cases, one of which fails
 */
#include <kunit/test.h>

static void two_and_two_are_four(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 2 + 2, 4);
}

static void two_and_two_are_five(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 2 + 2, 5);
}

static struct kunit_case sample_cases[] = { KUNIT_CASE(two_and_two_are_four),
					    KUNIT_CASE(two_and_two_are_five),
					    {} };

static struct kunit_suite sample_suite = {
	.name = "sample",
	.test_cases = sample_cases,
};

kunit_test_suite(sample_suite);
MODULE_LICENSE("GPL");
