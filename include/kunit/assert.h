/* SPDX-License-Identifier: MIT */
/*
 * assert.h - what a failed expectation tells
 *
 * The macros of test.h evaluate both sides once. Only when the comparison
 * fails do they come here, with the texts of both sides and their values;
 * kunit_fail_*() prints the diagnostic, marks the case failed and, for an
 * assertion, ends it.
 */
#ifndef _KUNIT_ASSERT_H
#define _KUNIT_ASSERT_H

#include <linux/types.h>
#include <linux/compiler.h>

struct kunit;

/** enum kunit_assert_type - ASSERT ends the case, EXPECT goes on */
enum kunit_assert_type { KUNIT_ASSERTION, KUNIT_EXPECTATION };

/** struct kunit_loc - where a check stands */
struct kunit_loc {
	const char *file;
	int line;
};

#define KUNIT_CURRENT_LOC { .file = __FILE__, .line = __LINE__ }

/**
 * struct kunit_check - a check in the source
 * @type: what a failure does
 * @left: @op: @right: their texts; one-sided checks have only @left
 */
struct kunit_check {
	enum kunit_assert_type type;
	struct kunit_loc loc;
	const char *left;
	const char *op;
	const char *right;
};

/* Each prints and, for KUNIT_ASSERTION, does not return. @fmt may be NULL. */
void __printf(3, 4) kunit_fail_plain(struct kunit *test, const struct kunit_check *check,
				     const char *fmt, ...);
void __printf(4, 5) kunit_fail_unary(struct kunit *test, const struct kunit_check *check,
				     bool expected_true, const char *fmt, ...);
void __printf(5, 6) kunit_fail_binary(struct kunit *test, const struct kunit_check *check,
				      long long left, long long right, const char *fmt, ...);
void __printf(5, 6) kunit_fail_ptr(struct kunit *test, const struct kunit_check *check,
				   const void *left, const void *right, const char *fmt, ...);
void __printf(5, 6) kunit_fail_str(struct kunit *test, const struct kunit_check *check,
				   const char *left, const char *right, const char *fmt, ...);
void __printf(6, 7) kunit_fail_mem(struct kunit *test, const struct kunit_check *check,
				   const void *left, const void *right, size_t size,
				   const char *fmt, ...);
void __printf(4, 5) kunit_fail_not_err_or_null(struct kunit *test,
					       const struct kunit_check *check,
					       const void *value, const char *fmt, ...);

#endif
