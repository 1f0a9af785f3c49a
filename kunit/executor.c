// SPDX-License-Identifier: MIT
/*
 * executor.c - which cases run, and the TAP about them
 *
 *	TAP version 13
 *	# seed 0x1f3c
 *	1..3
 *	ok 1 - slab.cache.an_object_is_aligned
 *	not ok 2 - slab.cache.a_full_slab_is_refused
 *	ok 3 - page.buddy.two_nodes # SKIP one node only
 *	# 1 passed, 1 failed, 1 skipped
 *
 * Flat: a case with parameters gives one line for each, "suite.case:what". A
 * failed case's seed is printed; it depends on the base seed and the case's
 * name only, so a case run alone with the same base seed sees the same numbers.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/export.h>
#include <quarry/module_loader.h>
#include <quarry/params.h>
#include "kunit_internal.h"

static unsigned int kunit_divide = 1;
core_param(kunit_divide, kunit_divide, uint, 0444);
PARAM_HELP(kunit_divide, "kunit_divide", "how many times fewer rounds the long cases make",
	   "kunit_divide=8");

unsigned long kunit_scaled(unsigned long rounds)
{
	return max(rounds / max(kunit_divide, 1u), 1ul);
}

#define NAME_SIZE 384

/**
 * struct run - one call of kunit_run_suites()
 * @number: of the last line printed
 */
struct run {
	const char *filter;
	u64 seed;
	unsigned int number, passed, failed, skipped;
	char name[NAME_SIZE];
};

/* ---- filter ------------------------------------------------------------------ */

/* '*' any characters, '?' one. */
static bool glob(const char *pattern, const char *text)
{
	const char *star = NULL, *retry = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = pattern++;
			retry = text;
		} else if (*pattern == '?' || *pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star + 1;
			text = ++retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

static bool selects(const char *filter, const struct kunit_suite *suite,
		    const struct kunit_case *test_case)
{
	char name[NAME_SIZE];

	if (!filter || !*filter)
		return true;
	scnprintf(name, sizeof(name), "%s.%s", suite->name, test_case->name);
	if (strpbrk(filter, "*?"))
		return glob(filter, name) || glob(filter, suite->name);
	return strstr(name, filter) != NULL;
}

static unsigned int count_parameters(const struct kunit_case *test_case)
{
	char desc[KUNIT_PARAM_DESC_SIZE];
	const void *param = NULL;
	unsigned int nr = 0;

	if (!test_case->generate_params)
		return 1;
	while ((param = test_case->generate_params(param, desc)))
		nr++;
	return nr;
}

static unsigned int count_cases(struct kunit_suite *const *suites, size_t nr, const char *filter)
{
	struct kunit_case *test_case;
	unsigned int count = 0;
	size_t i;

	for (i = 0; i < nr; i++) {
		if (!suites[i])
			continue;
		kunit_suite_for_each_test_case(suites[i],
					       test_case) if (selects(filter, suites[i], test_case))
			count += count_parameters(test_case);
	}
	return count;
}

/* ---- running ------------------------------------------------------------------- */

/* FNV-1a of the name, mixed with the base. */
static u64 case_seed(u64 base, const char *name)
{
	u64 hash = 0xcbf29ce484222325ull ^ base;

	for (; *name; name++)
		hash = (hash ^ (u8)*name) * 0x100000001b3ull;
	return hash ? hash : 1;
}

static void print_result(struct run *run, const struct kunit *test)
{
	run->number++;
	switch (test->status) {
	case KUNIT_SUCCESS:
		run->passed++;
		kunit_out("ok %u - %s\n", run->number, test->name);
		break;
	case KUNIT_SKIPPED:
		run->skipped++;
		kunit_out("ok %u - %s # SKIP %s\n", run->number, test->name, test->status_comment);
		break;
	case KUNIT_FAILURE:
		run->failed++;
		kunit_diag("%s: case seed %#llx, base seed %#llx", test->name,
			   (unsigned long long)test->seed, (unsigned long long)run->seed);
		kunit_out("not ok %u - %s\n", run->number, test->name);
		break;
	}
}

static void run_one(struct run *run, struct kunit *test, struct kunit_suite *suite,
		    struct kunit_case *test_case)
{
	test->name = run->name;
	test->seed = case_seed(run->seed, run->name);
	if (suite->suite_init_err) {
		kunit_diag("%s: suite_init returned %d", suite->name, suite->suite_init_err);
		test->status = KUNIT_FAILURE;
	} else {
		kunit_run_one(test, suite, test_case);
	}
	if (test->status == KUNIT_FAILURE || test_case->status == KUNIT_SUCCESS)
		test_case->status = test->status;
	print_result(run, test);
}

/* A '#' in a description would start a directive. */
static void set_param_name(struct run *run, const struct kunit_suite *suite,
			   const struct kunit_case *test_case, const char *desc, int index)
{
	char *p;

	if (*desc)
		scnprintf(run->name, NAME_SIZE, "%s.%s:%s", suite->name, test_case->name, desc);
	else
		scnprintf(run->name, NAME_SIZE, "%s.%s:%d", suite->name, test_case->name, index);
	for (p = run->name; *p; p++)
		if (*p == '#' || *p == '\n')
			*p = '_';
}

static void run_case(struct run *run, struct kunit *test, struct kunit_suite *suite,
		     struct kunit_case *test_case)
{
	char desc[KUNIT_PARAM_DESC_SIZE] = "";
	int index = 0;

	memset(test, 0, sizeof(*test));
	test_case->status = KUNIT_SUCCESS;
	if (!test_case->generate_params) {
		scnprintf(run->name, NAME_SIZE, "%s.%s", suite->name, test_case->name);
		run_one(run, test, suite, test_case);
		return;
	}
	while ((test->param_value = test_case->generate_params(test->param_value, desc))) {
		set_param_name(run, suite, test_case, desc, index);
		test->param_index = index++;
		test->priv = NULL;
		run_one(run, test, suite, test_case);
		desc[0] = '\0';
	}
}

static void run_suite(struct run *run, struct kunit *test, struct kunit_suite *suite)
{
	struct kunit_case *test_case;
	bool begun = false;

	kunit_suite_for_each_test_case(suite, test_case)
	{
		if (!selects(run->filter, suite, test_case))
			continue;
		if (!begun && suite->suite_init)
			suite->suite_init_err = suite->suite_init(suite);
		begun = true;
		run_case(run, test, suite, test_case);
	}
	if (begun && !suite->suite_init_err && suite->suite_exit)
		suite->suite_exit(suite);
}

int kunit_run_suites(struct kunit_suite *const *suites, size_t nr, const char *filter, u64 seed)
{
	static struct kunit test; /* one run at a time; too large for a stack */
	static struct run run;
	size_t i;

	run = (struct run){ .filter = filter, .seed = seed ? seed : get_random_u32() | 1 };
	kunit_out("TAP version 13\n");
	kunit_diag("seed %#llx", (unsigned long long)run.seed);
	kunit_out("1..%u\n", count_cases(suites, nr, filter));
	for (i = 0; i < nr; i++)
		if (suites[i])
			run_suite(&run, &test, suites[i]);
	kunit_diag("%u passed, %u failed, %u skipped", run.passed, run.failed, run.skipped);
	return run.failed;
}
EXPORT_SYMBOL_GPL(kunit_run_suites);

int kunit_run_all(const char *filter, u64 seed)
{
	return kunit_run_suites(__start_kunit_suites, __stop_kunit_suites - __start_kunit_suites,
				filter, seed);
}

void kunit_list(const char *filter)
{
	struct kunit_suite *const *suite;
	struct kunit_case *test_case;

	for (suite = __start_kunit_suites; suite < __stop_kunit_suites; suite++)
		kunit_suite_for_each_test_case(*suite,
					       test_case) if (selects(filter, *suite, test_case))
			kunit_out("%s.%s\n", (*suite)->name, test_case->name);
}

enum kunit_status kunit_suite_has_succeeded(struct kunit_suite *suite)
{
	enum kunit_status status = KUNIT_SKIPPED;
	struct kunit_case *test_case;

	kunit_suite_for_each_test_case(suite, test_case)
	{
		if (test_case->status == KUNIT_FAILURE)
			return KUNIT_FAILURE;
		if (test_case->status == KUNIT_SUCCESS)
			status = KUNIT_SUCCESS;
	}
	return status;
}
EXPORT_SYMBOL_GPL(kunit_suite_has_succeeded);

int __kunit_test_suites_init(struct kunit_suite *const *suites, int num_suites)
{
	kunit_run_suites(suites, num_suites, NULL, 0);
	return 0;
}
EXPORT_SYMBOL_GPL(__kunit_test_suites_init);

void __kunit_test_suites_exit(struct kunit_suite **suites, int num_suites)
{
}
EXPORT_SYMBOL_GPL(__kunit_test_suites_exit);

/* Suites that a module brings run when it has been loaded. */
static int run_module_suites(struct kunit_suite *const *suites, size_t nr)
{
	return kunit_run_suites(suites, nr, NULL, 0);
}

static int __init kunit_init(void)
{
	module_set_kunit_runner(run_module_suites);
	return 0;
}
late_initcall(kunit_init);
