/* SPDX-License-Identifier: MIT */
/*
 * kunit_internal.h - what the runner's files share
 */
#ifndef _KUNIT_INTERNAL_H
#define _KUNIT_INTERNAL_H

#include <kunit/test.h>

/* output.c: whole lines to the sink; kunit_diag() puts "# " before each line. */
void __printf(1, 2) kunit_out(const char *fmt, ...);
void __printf(1, 0) kunit_vdiag(const char *fmt, va_list args);
void __printf(1, 2) kunit_diag(const char *fmt, ...);

/* test.c: run one case of @suite with one parameter (or none). */
void kunit_run_one(struct kunit *test, struct kunit_suite *suite, struct kunit_case *test_case);

#endif
