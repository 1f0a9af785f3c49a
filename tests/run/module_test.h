/* SPDX-License-Identifier: MIT */
/*
 * module_test.h - the objects of tests/run/modules, kept in the test program
 */
#ifndef TESTS_RUN_MODULE_TEST_H
#define TESTS_RUN_MODULE_TEST_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/stddef.h>

struct test_module {
	const char *name;
	const unsigned char *image;
	size_t size;
};

/* Ends with a NULL name. */
extern const struct test_module test_modules[];

#endif
