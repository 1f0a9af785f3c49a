/* SPDX-License-Identifier: MIT */
/*
 * test.h - unit tests in kernel code
 *
 * A suite is a named array of cases, put into the section kunit_suites by
 * kunit_test_suite(). The runner (kunit/executor.c) runs each case in a thread
 * of its own and prints one flat TAP line for it: "ok 12 - suite.case".
 * EXPECT records a failure and goes on, ASSERT ends the case.
 *
 * An addition to Linux's API: every WARN, BUG and slab error that a case
 * provokes counts. A case fails when their number is not the one it announced
 * by kunit_expect_reports(test, n); so a test of a report passes exactly when
 * the report comes, and a report nobody expected fails the case it hits.
 */
#ifndef _KUNIT_TEST_H
#define _KUNIT_TEST_H

#include <kunit/assert.h>
#include <kunit/try-catch.h>
#include <kunit/resource.h>
#include <kunit/test-bug.h>

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/printk.h>
#include <linux/kernel.h>

#define KUNIT_PARAM_DESC_SIZE 128
#define KUNIT_STATUS_COMMENT_SIZE 256

/** enum kunit_status - how a case or suite ended */
enum kunit_status { KUNIT_SUCCESS, KUNIT_FAILURE, KUNIT_SKIPPED };

/** enum kunit_speed - a hint only */
enum kunit_speed { KUNIT_SPEED_UNSET, KUNIT_SPEED_VERY_SLOW, KUNIT_SPEED_SLOW, KUNIT_SPEED_NORMAL };

struct kunit_attributes {
	enum kunit_speed speed;
};

/**
 * struct kunit_case - one behaviour
 * @run_case: the test
 * @generate_params: NULL, or gives the parameter after @prev (NULL: the
 *	first) and its description (KUNIT_PARAM_DESC_SIZE bytes); NULL: no more
 */
struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *prev, char *desc);
	struct kunit_attributes attr;
	enum kunit_status status;
	char *module_name;
};

static inline char *kunit_status_to_ok_not_ok(enum kunit_status status)
{
	return status == KUNIT_FAILURE ? "not ok" : "ok";
}

#define KUNIT_CASE(test_name)							\
	{ .run_case = test_name, .name = #test_name, .module_name = KBUILD_MODNAME }
#define KUNIT_CASE_ATTR(test_name, attributes)					\
	{ .run_case = test_name, .name = #test_name, .attr = attributes,	\
	  .module_name = KBUILD_MODNAME }
#define KUNIT_CASE_SLOW(test_name)						\
	{ .run_case = test_name, .name = #test_name,				\
	  .attr.speed = KUNIT_SPEED_SLOW, .module_name = KBUILD_MODNAME }
#define KUNIT_CASE_PARAM(test_name, gen_params)					\
	{ .run_case = test_name, .name = #test_name,				\
	  .generate_params = gen_params, .module_name = KBUILD_MODNAME }
#define KUNIT_CASE_PARAM_ATTR(test_name, gen_params, attributes)		\
	{ .run_case = test_name, .name = #test_name, .generate_params = gen_params, \
	  .attr = attributes, .module_name = KBUILD_MODNAME }

/**
 * struct kunit_suite - cases that share init and exit
 * @suite_init: @suite_exit: once around all cases; may be NULL
 * @init: before each case, in its thread; not 0: the case fails
 * @exit: after each case, also a failed one
 * @test_cases: ends with an empty element
 */
struct kunit_suite {
	const char name[256];
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
	struct kunit_attributes attr;
	bool is_init;
	int suite_init_err;
};

/**
 * struct kunit - a running case
 * @priv: the suite's own
 * @param_value: @param_index: of a case with parameters
 * @reports_expected: WARNs, BUGs and slab errors announced
 * @seed: of this case, for tests that draw random numbers; it is printed
 *	when the case fails
 */
struct kunit {
	void *priv;
	const char *name;
	struct kunit_try_catch try_catch;
	const void *param_value;
	int param_index;
	spinlock_t lock;
	enum kunit_status status;
	struct list_head resources;
	char status_comment[KUNIT_STATUS_COMMENT_SIZE];
	unsigned long reports_expected;
	u64 seed;
	struct kunit_suite *suite;
};

static inline void kunit_set_failure(struct kunit *test)
{
	WRITE_ONCE(test->status, KUNIT_FAILURE);
}

/** kunit_scaled() - @rounds of a long case, fewer on a slow machine (kunit_divide=N), at
 * least 1 */
unsigned long kunit_scaled(unsigned long rounds);

/* ---- suites ----------------------------------------------------------- */

extern struct kunit_suite *const __start_kunit_suites[] __weak;
extern struct kunit_suite *const __stop_kunit_suites[] __weak;

#define __kunit_test_suites(unique_array, ...)					\
	static struct kunit_suite *unique_array[]				\
	__used __section("kunit_suites") __aligned(8) = { __VA_ARGS__ }

/** kunit_test_suites() - make suites known: kunit_test_suites(&a, &b); */
#define kunit_test_suites(...)							\
	__kunit_test_suites(__UNIQUE_ID(kunit_array), __VA_ARGS__)
#define kunit_test_suite(suite)		kunit_test_suites(&suite)
#define kunit_test_init_section_suites(...) kunit_test_suites(__VA_ARGS__)
#define kunit_test_init_section_suite(suite) kunit_test_suites(&suite)

#define kunit_suite_for_each_test_case(suite, test_case)			\
	for ((test_case) = (suite)->test_cases; (test_case)->run_case; (test_case)++)

enum kunit_status kunit_suite_has_succeeded(struct kunit_suite *suite);

/* ---- running ---------------------------------------------------------- */

/** struct kunit_sink - where TAP lines go; a NULL @write is the console */
struct kunit_sink {
	void (*write)(const char *text, size_t len, void *arg);
	void *arg;
};

/** kunit_set_sink() - @write may be called from any task with interrupts off,
 * one line a call, newline included. Return: the sink before. */
struct kunit_sink kunit_set_sink(void (*write)(const char *text, size_t len, void *arg),
				 void *arg);

/** kunit_run_suites() - run @nr suites
 * @filter: glob ("page.*", "*.split_*") or a part of "suite.case"; NULL: all
 * @seed: base of each case's seed; 0: one is drawn
 *
 * Prints plan, results and the closing line "N passed, N failed".
 * Context: task, may sleep. Return: number of cases that failed.
 */
int kunit_run_suites(struct kunit_suite *const *suites, size_t nr, const char *filter, u64 seed);

/** kunit_run_all() - kunit_run_suites() on all that are linked in */
int kunit_run_all(const char *filter, u64 seed);

/** kunit_list() - print the name "suite.case" of each that @filter selects */
void kunit_list(const char *filter);

int __kunit_test_suites_init(struct kunit_suite *const *suites, int num_suites);
void __kunit_test_suites_exit(struct kunit_suite **suites, int num_suites);

/* ---- parameters ------------------------------------------------------- */

/** KUNIT_ARRAY_PARAM() - name##_gen_params() walks @array;
 * @get_desc(element, char *desc) describes one, or is NULL */
#define KUNIT_ARRAY_PARAM(name, array, get_desc)				\
	static const void *name##_gen_params(const void *prev, char *desc)	\
	{									\
		typeof((array)[0]) *__next = prev ?				\
			((typeof(__next))prev) + 1 : (array);			\
		if (__next - (array) < sizeof(array) / sizeof((array)[0])) {	\
			void (*__get_desc)(typeof(__next), char *) = get_desc;	\
			if (__get_desc)						\
				__get_desc(__next, desc);			\
			return __next;						\
		}								\
		return NULL;							\
	}

/** KUNIT_ARRAY_PARAM_DESC() - the description is the member @desc_member */
#define KUNIT_ARRAY_PARAM_DESC(name, array, desc_member)			\
	static const void *name##_gen_params(const void *prev, char *desc)	\
	{									\
		typeof((array)[0]) *__next = prev ?				\
			((typeof(__next))prev) + 1 : (array);			\
		if (__next - (array) < sizeof(array) / sizeof((array)[0])) {	\
			strscpy(desc, __next->desc_member, KUNIT_PARAM_DESC_SIZE); \
			return __next;						\
		}								\
		return NULL;							\
	}

/* ---- memory that the case's end gives back ---------------------------- */

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp);
void kunit_kfree(struct kunit *test, const void *ptr);

static inline void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp);
}

static inline void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc(test, size, gfp | __GFP_ZERO);
}

static inline void *kunit_kcalloc(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, n, size, gfp | __GFP_ZERO);
}

/* ---- expected reports ------------------------------------------------- */

/** kunit_expect_reports() - @n more WARNs, BUGs or slab errors will come
 * before this case ends */
static inline void kunit_expect_reports(struct kunit *test, unsigned long n)
{
	test->reports_expected += n;
}

/** kunit_reports_seen() - how many have come since the case began */
unsigned long kunit_reports_seen(struct kunit *test);

/* ---- words to the log ------------------------------------------------- */

void __printf(2, 3) kunit_log_append(struct kunit *test, const char *fmt, ...);

/** kunit_info() - a line "# text" in the output; warn and err say so */
#define kunit_printk(lvl, test, fmt, ...) kunit_log_append(test, fmt, ##__VA_ARGS__)
#define kunit_log(lvl, test_or_suite, fmt, ...) kunit_log_append(NULL, fmt, ##__VA_ARGS__)
#define kunit_info(test, fmt, ...) kunit_log_append(test, fmt, ##__VA_ARGS__)
#define kunit_warn(test, fmt, ...) kunit_log_append(test, "warning: " fmt, ##__VA_ARGS__)
#define kunit_err(test, fmt, ...) kunit_log_append(test, "error: " fmt, ##__VA_ARGS__)

/** kunit_mark_skipped() - say so and go on; kunit_skip() ends the case */
void __printf(2, 3) kunit_mark_skipped(struct kunit *test, const char *fmt, ...);
void __printf(2, 3) __noreturn kunit_skip(struct kunit *test, const char *fmt, ...);

/** kunit_active() - is the current task running a test? */
#define kunit_active() (kunit_get_current_test() != NULL)

/* ---- checks ----------------------------------------------------------- */

#define KUNIT_SUCCEED(test) do { } while (0)

#define __KUNIT_CHECK(kind, l, o, r)						\
	static const struct kunit_check __check = {				\
		.type = kind, .loc = KUNIT_CURRENT_LOC,				\
		.left = l, .op = o, .right = r }

#define __KUNIT_FAIL(test, kind, fmt, ...) do {					\
	__KUNIT_CHECK(kind, NULL, NULL, NULL);					\
	kunit_fail_plain(test, &__check, fmt, ##__VA_ARGS__);			\
} while (0)

#define __KUNIT_UNARY(test, kind, cond, want, fmt, ...) do {			\
	const bool __cond = !!(cond);						\
	if (likely(__cond == (want)))						\
		break;								\
	__KUNIT_CHECK(kind, #cond, NULL, NULL);					\
	kunit_fail_unary(test, &__check, want, fmt, ##__VA_ARGS__);		\
} while (0)

#define __KUNIT_BINARY(test, kind, l, o, r, fmt, ...) do {			\
	const __auto_type __left = (l);						\
	const __auto_type __right = (r);					\
	if (likely(__left o __right))						\
		break;								\
	__KUNIT_CHECK(kind, #l, #o, #r);					\
	kunit_fail_binary(test, &__check, (long long)__left, (long long)__right, \
			  fmt, ##__VA_ARGS__);					\
} while (0)

#define __KUNIT_PTR(test, kind, l, o, r, fmt, ...) do {				\
	const volatile void *__left = (l);					\
	const volatile void *__right = (r);					\
	if (likely(__left o __right))						\
		break;								\
	__KUNIT_CHECK(kind, #l, #o, #r);					\
	kunit_fail_ptr(test, &__check, (const void *)__left, (const void *)__right, \
		       fmt, ##__VA_ARGS__);					\
} while (0)

#define __KUNIT_STR(test, kind, l, o, r, fmt, ...) do {				\
	const char *__left = (l);						\
	const char *__right = (r);						\
	if (likely(__left && __right && strcmp(__left, __right) o 0))		\
		break;								\
	__KUNIT_CHECK(kind, #l, #o, #r);					\
	kunit_fail_str(test, &__check, __left, __right, fmt, ##__VA_ARGS__);	\
} while (0)

#define __KUNIT_MEM(test, kind, l, o, r, size, fmt, ...) do {			\
	const void *__left = (l);						\
	const void *__right = (r);						\
	const size_t __size = (size);						\
	if (likely(__left && __right && memcmp(__left, __right, __size) o 0))	\
		break;								\
	__KUNIT_CHECK(kind, #l, #o, #r);					\
	kunit_fail_mem(test, &__check, __left, __right, __size, fmt, ##__VA_ARGS__); \
} while (0)

#define __KUNIT_NOT_ERR(test, kind, ptr, fmt, ...) do {				\
	const volatile void *__ptr = (ptr);					\
	if (likely(!IS_ERR_OR_NULL((const void *)__ptr)))			\
		break;								\
	__KUNIT_CHECK(kind, #ptr, NULL, NULL);					\
	kunit_fail_not_err_or_null(test, &__check, (const void *)__ptr,		\
				   fmt, ##__VA_ARGS__);				\
} while (0)

#define KUNIT_FAIL(test, fmt, ...)						\
	__KUNIT_FAIL(test, KUNIT_EXPECTATION, fmt, ##__VA_ARGS__)
#define KUNIT_FAIL_AND_ABORT(test, fmt, ...)					\
	__KUNIT_FAIL(test, KUNIT_ASSERTION, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_FAILURE(test, fmt, ...)					\
	__KUNIT_FAIL(test, KUNIT_ASSERTION, fmt, ##__VA_ARGS__)

/* ---- KUNIT_EXPECT_*: record and go on ---- */

#define KUNIT_EXPECT_TRUE(test, condition)		\
	__KUNIT_UNARY(test, KUNIT_EXPECTATION, condition, true, NULL)
#define KUNIT_EXPECT_TRUE_MSG(test, condition, fmt, ...)	\
	__KUNIT_UNARY(test, KUNIT_EXPECTATION, condition, true, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_FALSE(test, condition)		\
	__KUNIT_UNARY(test, KUNIT_EXPECTATION, condition, false, NULL)
#define KUNIT_EXPECT_FALSE_MSG(test, condition, fmt, ...)	\
	__KUNIT_UNARY(test, KUNIT_EXPECTATION, condition, false, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_EQ(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, ==, right, NULL)
#define KUNIT_EXPECT_EQ_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NE(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, !=, right, NULL)
#define KUNIT_EXPECT_NE_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_LT(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, <, right, NULL)
#define KUNIT_EXPECT_LT_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, <, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_LE(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, <=, right, NULL)
#define KUNIT_EXPECT_LE_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, <=, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_GT(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, >, right, NULL)
#define KUNIT_EXPECT_GT_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, >, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_GE(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, >=, right, NULL)
#define KUNIT_EXPECT_GE_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_EXPECTATION, left, >=, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_PTR_EQ(test, left, right)		\
	__KUNIT_PTR(test, KUNIT_EXPECTATION, left, ==, right, NULL)
#define KUNIT_EXPECT_PTR_EQ_MSG(test, left, right, fmt, ...)	\
	__KUNIT_PTR(test, KUNIT_EXPECTATION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_PTR_NE(test, left, right)		\
	__KUNIT_PTR(test, KUNIT_EXPECTATION, left, !=, right, NULL)
#define KUNIT_EXPECT_PTR_NE_MSG(test, left, right, fmt, ...)	\
	__KUNIT_PTR(test, KUNIT_EXPECTATION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NULL(test, ptr)		\
	__KUNIT_PTR(test, KUNIT_EXPECTATION, ptr, ==, NULL, NULL)
#define KUNIT_EXPECT_NULL_MSG(test, ptr, fmt, ...)	\
	__KUNIT_PTR(test, KUNIT_EXPECTATION, ptr, ==, NULL, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL(test, ptr)		\
	__KUNIT_PTR(test, KUNIT_EXPECTATION, ptr, !=, NULL, NULL)
#define KUNIT_EXPECT_NOT_NULL_MSG(test, ptr, fmt, ...)	\
	__KUNIT_PTR(test, KUNIT_EXPECTATION, ptr, !=, NULL, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, left, right)		\
	__KUNIT_STR(test, KUNIT_EXPECTATION, left, ==, right, NULL)
#define KUNIT_EXPECT_STREQ_MSG(test, left, right, fmt, ...)	\
	__KUNIT_STR(test, KUNIT_EXPECTATION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_STRNEQ(test, left, right)		\
	__KUNIT_STR(test, KUNIT_EXPECTATION, left, !=, right, NULL)
#define KUNIT_EXPECT_STRNEQ_MSG(test, left, right, fmt, ...)	\
	__KUNIT_STR(test, KUNIT_EXPECTATION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_MEMEQ(test, left, right, size)		\
	__KUNIT_MEM(test, KUNIT_EXPECTATION, left, ==, right, size, NULL)
#define KUNIT_EXPECT_MEMEQ_MSG(test, left, right, size, fmt, ...)	\
	__KUNIT_MEM(test, KUNIT_EXPECTATION, left, ==, right, size, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_MEMNEQ(test, left, right, size)		\
	__KUNIT_MEM(test, KUNIT_EXPECTATION, left, !=, right, size, NULL)
#define KUNIT_EXPECT_MEMNEQ_MSG(test, left, right, size, fmt, ...)	\
	__KUNIT_MEM(test, KUNIT_EXPECTATION, left, !=, right, size, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, ptr)		\
	__KUNIT_NOT_ERR(test, KUNIT_EXPECTATION, ptr, NULL)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, ptr, fmt, ...)	\
	__KUNIT_NOT_ERR(test, KUNIT_EXPECTATION, ptr, fmt, ##__VA_ARGS__)

/* ---- KUNIT_ASSERT_*: end the case ---- */

#define KUNIT_ASSERT_TRUE(test, condition)		\
	__KUNIT_UNARY(test, KUNIT_ASSERTION, condition, true, NULL)
#define KUNIT_ASSERT_TRUE_MSG(test, condition, fmt, ...)	\
	__KUNIT_UNARY(test, KUNIT_ASSERTION, condition, true, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_FALSE(test, condition)		\
	__KUNIT_UNARY(test, KUNIT_ASSERTION, condition, false, NULL)
#define KUNIT_ASSERT_FALSE_MSG(test, condition, fmt, ...)	\
	__KUNIT_UNARY(test, KUNIT_ASSERTION, condition, false, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_EQ(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, ==, right, NULL)
#define KUNIT_ASSERT_EQ_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NE(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, !=, right, NULL)
#define KUNIT_ASSERT_NE_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_LT(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, <, right, NULL)
#define KUNIT_ASSERT_LT_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, <, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_LE(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, <=, right, NULL)
#define KUNIT_ASSERT_LE_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, <=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_GT(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, >, right, NULL)
#define KUNIT_ASSERT_GT_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, >, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_GE(test, left, right)		\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, >=, right, NULL)
#define KUNIT_ASSERT_GE_MSG(test, left, right, fmt, ...)	\
	__KUNIT_BINARY(test, KUNIT_ASSERTION, left, >=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_PTR_EQ(test, left, right)		\
	__KUNIT_PTR(test, KUNIT_ASSERTION, left, ==, right, NULL)
#define KUNIT_ASSERT_PTR_EQ_MSG(test, left, right, fmt, ...)	\
	__KUNIT_PTR(test, KUNIT_ASSERTION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_PTR_NE(test, left, right)		\
	__KUNIT_PTR(test, KUNIT_ASSERTION, left, !=, right, NULL)
#define KUNIT_ASSERT_PTR_NE_MSG(test, left, right, fmt, ...)	\
	__KUNIT_PTR(test, KUNIT_ASSERTION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NULL(test, ptr)		\
	__KUNIT_PTR(test, KUNIT_ASSERTION, ptr, ==, NULL, NULL)
#define KUNIT_ASSERT_NULL_MSG(test, ptr, fmt, ...)	\
	__KUNIT_PTR(test, KUNIT_ASSERTION, ptr, ==, NULL, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(test, ptr)		\
	__KUNIT_PTR(test, KUNIT_ASSERTION, ptr, !=, NULL, NULL)
#define KUNIT_ASSERT_NOT_NULL_MSG(test, ptr, fmt, ...)	\
	__KUNIT_PTR(test, KUNIT_ASSERTION, ptr, !=, NULL, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_STREQ(test, left, right)		\
	__KUNIT_STR(test, KUNIT_ASSERTION, left, ==, right, NULL)
#define KUNIT_ASSERT_STREQ_MSG(test, left, right, fmt, ...)	\
	__KUNIT_STR(test, KUNIT_ASSERTION, left, ==, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_STRNEQ(test, left, right)		\
	__KUNIT_STR(test, KUNIT_ASSERTION, left, !=, right, NULL)
#define KUNIT_ASSERT_STRNEQ_MSG(test, left, right, fmt, ...)	\
	__KUNIT_STR(test, KUNIT_ASSERTION, left, !=, right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_MEMEQ(test, left, right, size)		\
	__KUNIT_MEM(test, KUNIT_ASSERTION, left, ==, right, size, NULL)
#define KUNIT_ASSERT_MEMEQ_MSG(test, left, right, size, fmt, ...)	\
	__KUNIT_MEM(test, KUNIT_ASSERTION, left, ==, right, size, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_MEMNEQ(test, left, right, size)		\
	__KUNIT_MEM(test, KUNIT_ASSERTION, left, !=, right, size, NULL)
#define KUNIT_ASSERT_MEMNEQ_MSG(test, left, right, size, fmt, ...)	\
	__KUNIT_MEM(test, KUNIT_ASSERTION, left, !=, right, size, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, ptr)		\
	__KUNIT_NOT_ERR(test, KUNIT_ASSERTION, ptr, NULL)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, ptr, fmt, ...)	\
	__KUNIT_NOT_ERR(test, KUNIT_ASSERTION, ptr, fmt, ##__VA_ARGS__)

#endif
