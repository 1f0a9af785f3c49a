/* SPDX-License-Identifier: MIT */
/*
 * test-bug.h - for code under test: which test runs me, and fail it
 */
#ifndef _KUNIT_TEST_BUG_H
#define _KUNIT_TEST_BUG_H

#include <linux/compiler.h>

struct kunit;

/** kunit_get_current_test() - the case running on this task, or NULL */
struct kunit *kunit_get_current_test(void);

/** kunit_fail_current_test() - fail the case running on this task, if any */
#define kunit_fail_current_test(fmt, ...)					\
	__kunit_fail_current_test(__FILE__, __LINE__, fmt, ##__VA_ARGS__)

void __printf(3, 4) __kunit_fail_current_test(const char *file, int line, const char *fmt, ...);

#endif
