// SPDX-License-Identifier: MIT
/*
 * test.c - one case, from init to the verdict
 *
 * The case runs in a thread of its own (suite->init, then the case); when that
 * has ended, however it ended, a second one runs suite->exit and gives the
 * resources back. Then the reports that came in between are counted: their
 * number must be the one the case announced. Announced ones are taken out of
 * the machine's totals again, so that these still say "nothing went wrong".
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/hardirq.h>
#include <linux/export.h>
#include <quarry/verdict.h>
#include <quarry/module_loader.h>
#include "kunit_internal.h"

/* The totals when the running case began. */
static struct kernel_verdict verdict_before;

struct kunit *kunit_get_current_test(void)
{
	return in_task() ? current->kunit_test : NULL;
}
EXPORT_SYMBOL_GPL(kunit_get_current_test);

void __kunit_fail_current_test(const char *file, int line, const char *fmt, ...)
{
	struct kunit *test = kunit_get_current_test();
	struct va_format vaf;
	va_list args;

	if (!test)
		return;
	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	kunit_diag("%s:%d: %pV", file, line, &vaf);
	va_end(args);
	kunit_set_failure(test);
}
EXPORT_SYMBOL_GPL(__kunit_fail_current_test);

static void mark_skipped(struct kunit *test, const char *fmt, va_list args)
{
	WRITE_ONCE(test->status, KUNIT_SKIPPED);
	vscnprintf(test->status_comment, sizeof(test->status_comment), fmt, args);
}

void kunit_mark_skipped(struct kunit *test, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	mark_skipped(test, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_mark_skipped);

void __noreturn kunit_skip(struct kunit *test, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	mark_skipped(test, fmt, args);
	va_end(args);
	kunit_try_catch_throw(&test->try_catch);
}
EXPORT_SYMBOL_GPL(kunit_skip);

/* ---- reports --------------------------------------------------------------- */

static unsigned long reports_in(const struct kernel_verdict *v)
{
	return v->warns + v->bugs + v->slab_errors;
}

unsigned long kunit_reports_seen(struct kunit *test)
{
	return reports_in(&kernel_verdict) - reports_in(&verdict_before);
}
EXPORT_SYMBOL_GPL(kunit_reports_seen);

/* A BUG() that the case announced ends it; any other ends the machine. */
static void end_case_at_bug(void)
{
	struct kunit *test = in_task() ? kunit_get_current_test() : NULL;

	if (test && kunit_reports_seen(test) <= test->reports_expected)
		kunit_try_catch_throw(&test->try_catch);
}

static void check_reports(struct kunit *test)
{
	unsigned long seen = kunit_reports_seen(test);

	if (seen == test->reports_expected) {
		kernel_verdict = verdict_before;
		return;
	}
	kunit_diag("%s: %lu WARN, BUG or slab reports, expected %lu", test->name, seen,
		   test->reports_expected);
	kunit_set_failure(test);
}

/* ---- memory ------------------------------------------------------------------ */

static void show_leak(const struct leak_group *group, void *arg)
{
	kunit_diag("    %lu of %zu bytes %s taken at %s %s", group->count, group->size, group->name,
		   group->site, group->line);
}

/* With track=on: what the case still holds. It may be meant, so only said. */
static void check_memory(struct kunit *test, u64 mark)
{
	unsigned long held;

	if (!(mm_debug_hooks & MM_HOOK_TRACK_SLAB))
		return;
	held = leak_report(mark, NULL, NULL, NULL);
	if (!held)
		return;
	kunit_diag("%s: %lu blocks still held", test->name, held);
	leak_report(mark, NULL, show_leak, NULL);
}

/* ---- one case ------------------------------------------------------------------ */

struct case_context {
	struct kunit *test;
	struct kunit_suite *suite;
	struct kunit_case *test_case;
};

static void try_case(void *data)
{
	struct case_context *ctx = data;
	int err = ctx->suite->init ? ctx->suite->init(ctx->test) : 0;

	if (err) {
		kunit_diag("%s: the suite's init returned %d", ctx->test->name, err);
		kunit_set_failure(ctx->test);
		return;
	}
	ctx->test_case->run_case(ctx->test);
}

static void try_cleanup(void *data)
{
	struct case_context *ctx = data;

	if (ctx->suite->exit)
		ctx->suite->exit(ctx->test);
	kunit_cleanup(ctx->test);
}

static void run_protected(struct kunit *test, kunit_try_catch_func_t try, struct case_context *ctx)
{
	kunit_try_catch_init(&test->try_catch, test, try, NULL);
	kunit_try_catch_run(&test->try_catch, ctx);
	/* -EFAULT is a throw: whoever threw has set the status. */
	if (test->try_catch.try_result && test->try_catch.try_result != -EFAULT) {
		kunit_diag("%s: no thread to run in: error %d", test->name,
			   test->try_catch.try_result);
		kunit_set_failure(test);
	}
}

/**
 * kunit_run_one() - run a case once
 * @test: name, seed and parameter are set; the rest is set up here, and holds
 *	the outcome afterwards
 */
void kunit_run_one(struct kunit *test, struct kunit_suite *suite, struct kunit_case *test_case)
{
	struct case_context ctx = { .test = test, .suite = suite, .test_case = test_case };
	u64 mark = track_mark();

	spin_lock_init(&test->lock);
	INIT_LIST_HEAD(&test->resources);
	test->status = KUNIT_SUCCESS;
	test->status_comment[0] = '\0';
	test->reports_expected = 0;
	test->suite = suite;
	verdict_before = kernel_verdict;
	bug_hook = end_case_at_bug;
	run_protected(test, try_case, &ctx);
	bug_hook = NULL;
	run_protected(test, try_cleanup, &ctx);
	check_reports(test);
	check_memory(test, mark);
}
