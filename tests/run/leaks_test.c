// SPDX-License-Identifier: MIT
/*
 * leaks_test.c - tests kernel/run/leaks.c
 *
 * Tracking is on for each case, whatever the machine's track= says.
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <quarry/module_loader.h>
#include "module_test.h"

static unsigned long saved_hooks;

static int leaks_init(struct kunit *test)
{
	saved_hooks = mm_debug_hooks;
	mm_debug_hooks |= MM_HOOK_TRACK_PAGE | MM_HOOK_TRACK_SLAB;
	slab_hooks_changed();
	return 0;
}

static void leaks_exit(struct kunit *test)
{
	mm_debug_hooks = saved_hooks;
	slab_hooks_changed();
}

struct groups {
	unsigned int nr;
	struct leak_group first;
};

static void note_group(const struct leak_group *group, void *arg)
{
	struct groups *groups = arg;

	if (!groups->nr++)
		groups->first = *group;
}

/* One place whatever the compiler unrolls; the store keeps it from a tail call. */
static noinline void pages_for_leak(unsigned long *pages)
{
	*pages = __get_free_pages(GFP_KERNEL, 1);
}

static void leaks_blocks_of_one_place_are_one_group(struct kunit *test)
{
	struct groups groups = {};
	unsigned long pages[5];
	u64 mark = track_mark();
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(pages); i++)
		pages_for_leak(&pages[i]);
	KUNIT_EXPECT_EQ(test, leak_report(mark, NULL, note_group, &groups), ARRAY_SIZE(pages));
	KUNIT_EXPECT_EQ(test, groups.nr, 1);
	KUNIT_EXPECT_EQ(test, groups.first.count, ARRAY_SIZE(pages));
	KUNIT_EXPECT_EQ(test, groups.first.size, 2 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, groups.first.kind, TRACK_PAGE);
	for (i = 0; i < ARRAY_SIZE(pages); i++)
		free_pages(pages[i], 1);
	KUNIT_EXPECT_EQ(test, leak_report(mark, NULL, note_group, &groups), 0);
}

static noinline char *kmalloc_for_leak(void)
{
	char *p = kmalloc(100, GFP_KERNEL);

	if (p)
		*p = 0;
	return p;
}

static void leaks_of_slab_objects_name_their_cache(struct kunit *test)
{
	struct groups groups = {};
	u64 mark = track_mark();
	char *p = kmalloc_for_leak();

	KUNIT_EXPECT_EQ(test, leak_report(mark, NULL, note_group, &groups), 1);
	KUNIT_EXPECT_EQ(test, groups.first.size, 100);
	KUNIT_EXPECT_STREQ(test, groups.first.name, "kmalloc-128");
	/* Static names are known only where the platform resolves them. */
	KUNIT_EXPECT_LT(test, groups.first.pc - (unsigned long)kmalloc_for_leak, PAGE_SIZE);
	kfree(p);
	KUNIT_EXPECT_EQ(test, leak_report(mark, NULL, NULL, NULL), 0);
}

static void leaks_cache_not_destroyed_is_one(struct kunit *test)
{
	struct groups groups = {};
	u64 mark = track_mark();
	struct kmem_cache *cache = kmem_cache_create("leaks_test", 40, 0, 0, NULL);

	KUNIT_EXPECT_EQ(test, leak_report(mark, NULL, note_group, &groups), 1);
	KUNIT_EXPECT_EQ(test, groups.first.kind, TRACK_CACHE);
	KUNIT_EXPECT_STREQ(test, groups.first.name, "leaks_test");
	kmem_cache_destroy(cache);
	KUNIT_EXPECT_EQ(test, leak_report(mark, NULL, NULL, NULL), 0);
}

static void leaks_older_than_the_mark_are_not_listed(struct kunit *test)
{
	unsigned long page = __get_free_page(GFP_KERNEL);

	KUNIT_EXPECT_EQ(test, leak_report(track_mark(), NULL, NULL, NULL), 0);
	free_page(page);
}

static void note_module_leak(const char *module, const struct leak_group *group, void *arg)
{
	note_group(group, arg);
}

/* Its init function took the page; the names are known though init has failed. */
static void leaks_of_a_module_name_its_function(struct kunit *test)
{
	const struct test_module *m = test_modules;
	struct groups groups = {};
	unsigned long page = 0;
	char params[40];

	while (m->name && strcmp(m->name, "tm_failing"))
		m++;
	KUNIT_ASSERT_NOT_NULL(test, m->name);
	scnprintf(params, sizeof(params), "out=%lu", (unsigned long)&page);
	module_leak_hook(note_module_leak, &groups);
	KUNIT_EXPECT_EQ(test, module_load(m->image, m->size, m->name, params, NULL), -EBUSY);
	module_leak_hook(NULL, NULL);
	KUNIT_EXPECT_EQ(test, module_last_leaks(), 1);
	KUNIT_EXPECT_EQ(test, groups.nr, 1);
	KUNIT_EXPECT_EQ(test, groups.first.size, PAGE_SIZE);
	KUNIT_EXPECT_NOT_NULL(test, strstr(groups.first.site, "tm_failing_init+0x"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(groups.first.site, "[tm_failing]"));
	free_page(page);
}

static struct kunit_case leaks_cases[] = { KUNIT_CASE(leaks_blocks_of_one_place_are_one_group),
					   KUNIT_CASE(leaks_of_slab_objects_name_their_cache),
					   KUNIT_CASE(leaks_cache_not_destroyed_is_one),
					   KUNIT_CASE(leaks_older_than_the_mark_are_not_listed),
					   KUNIT_CASE(leaks_of_a_module_name_its_function),
					   {} };

static struct kunit_suite leaks_suite = {
	.name = "run.leaks",
	.init = leaks_init,
	.exit = leaks_exit,
	.test_cases = leaks_cases,
};

kunit_test_suite(leaks_suite);
