/* SPDX-License-Identifier: MIT */
/*
 * nmi_kinds.h - the kinds of caches that the NMI suites are run with
 */
#ifndef TESTS_SLAB_NMI_KINDS_H
#define TESTS_SLAB_NMI_KINDS_H

#include <kunit/test.h>
#include <linux/slab.h>
#include "../nmi.h"

/* The kinds of caches: where cookie and descriptor lie, what a free object keeps. */
static void construct(void *object)
{
	memset(object, 0x5a, 96);
}

static const struct kind {
	const char *name;
	unsigned int size;
	slab_flags_t flags;
	void (*ctor)(void *object);
} kinds[] = {
	{ "one word", 8, 0, NULL },
	{ "two words", 16, 0, NULL },
	{ "common", 96, 0, NULL },
	{ "constructor", 96, 0, construct },
	{ "rcu", 96, SLAB_TYPESAFE_BY_RCU, NULL },
	{ "off-slab", 2048, 0, NULL },
	{ "several pages", 3000, 0, NULL },
};

static void describe(const struct kind *kind, char *desc)
{
	strscpy(desc, kind->name, KUNIT_PARAM_DESC_SIZE);
}
KUNIT_ARRAY_PARAM(kind, kinds, describe);

#endif
