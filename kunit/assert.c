// SPDX-License-Identifier: MIT
/*
 * assert.c - a failed check becomes a diagnostic
 *
 *	# tests/slab/cache_test.c:31: expected n == 3
 *	#     n is 4 (0x4)
 *
 * A side whose text is its own value ("3") is not repeated. Then the case is
 * marked failed, and a failed assertion ends it.
 */
#include <linux/kernel.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include "kunit_internal.h"

static void finish(struct kunit *test, const struct kunit_check *check, const char *fmt,
		   va_list args)
{
	struct va_format vaf = { .fmt = fmt };
	va_list copy;

	if (fmt) {
		va_copy(copy, args);
		vaf.va = &copy;
		kunit_diag("    %pV", &vaf);
		va_end(copy);
	}
	kunit_set_failure(test);
	if (check->type == KUNIT_ASSERTION)
		kunit_try_catch_throw(&test->try_catch);
}

static void head(const struct kunit_check *check, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	kunit_diag("%s:%d: %pV", check->loc.file, check->loc.line, &vaf);
	va_end(args);
}

static void head_comparison(const struct kunit_check *check)
{
	head(check, "expected %s %s %s", check->left, check->op, check->right);
}

/* A number (or NULL) in the source needs no explanation. */
static bool is_literal(const char *text)
{
	return isdigit(*text) || (*text == '-' && isdigit(text[1])) || *text == '"' ||
	       !strcmp(text, "NULL") || !strcmp(text, "((void *)0)");
}

static void side(const char *text, long long value)
{
	if (!is_literal(text))
		kunit_diag("    %s is %lld (%#llx)", text, value, (unsigned long long)value);
}

void kunit_fail_plain(struct kunit *test, const struct kunit_check *check, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	head(check, "failed");
	finish(test, check, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_fail_plain);

void kunit_fail_unary(struct kunit *test, const struct kunit_check *check, bool expected_true,
		      const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	head(check, "expected %s to be %s", check->left, expected_true ? "true" : "false");
	finish(test, check, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_fail_unary);

void kunit_fail_binary(struct kunit *test, const struct kunit_check *check, long long left,
		       long long right, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	head_comparison(check);
	side(check->left, left);
	side(check->right, right);
	finish(test, check, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_fail_binary);

void kunit_fail_ptr(struct kunit *test, const struct kunit_check *check, const void *left,
		    const void *right, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	head_comparison(check);
	if (!is_literal(check->left))
		kunit_diag("    %s is 0x%lx", check->left, (unsigned long)left);
	if (!is_literal(check->right))
		kunit_diag("    %s is 0x%lx", check->right, (unsigned long)right);
	finish(test, check, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_fail_ptr);

void kunit_fail_str(struct kunit *test, const struct kunit_check *check, const char *left,
		    const char *right, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	head_comparison(check);
	if (!is_literal(check->left))
		kunit_diag("    %s is \"%s\"", check->left, left ? left : "(NULL)");
	if (!is_literal(check->right))
		kunit_diag("    %s is \"%s\"", check->right, right ? right : "(NULL)");
	finish(test, check, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_fail_str);

#define MEM_SHOWN 16

static void show_bytes(const char *text, const u8 *p, size_t from, size_t size)
{
	char hex[MEM_SHOWN * 3 + 1] = "";
	size_t i;

	for (i = 0; i < MEM_SHOWN && from + i < size; i++)
		scnprintf(hex + 3 * i, 4, " %02x", p[from + i]);
	kunit_diag("    %s from byte %zu:%s", text, from, hex);
}

void kunit_fail_mem(struct kunit *test, const struct kunit_check *check, const void *left,
		    const void *right, size_t size, const char *fmt, ...)
{
	const u8 *l = left, *r = right;
	size_t first = 0;
	va_list args;

	va_start(args, fmt);
	head(check, "expected %zu bytes of %s %s %s", size, check->left, check->op, check->right);
	if (!left || !right) {
		kunit_diag("    %s is NULL", left ? check->right : check->left);
	} else {
		while (first < size && l[first] == r[first])
			first++;
		if (first < size) {
			show_bytes(check->left, l, first, size);
			show_bytes(check->right, r, first, size);
		}
	}
	finish(test, check, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_fail_mem);

void kunit_fail_not_err_or_null(struct kunit *test, const struct kunit_check *check,
				const void *value, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	head(check, "expected %s to be neither NULL nor an error", check->left);
	if (value)
		kunit_diag("    it is error %ld", PTR_ERR(value));
	else
		kunit_diag("    it is NULL");
	finish(test, check, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL_GPL(kunit_fail_not_err_or_null);
