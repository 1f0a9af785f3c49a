// SPDX-License-Identifier: MIT
/*
 * wx_test.c - no page of the kernel is both writable and executable
 *
 * All leaves of the tables are looked at, with something in every range: a
 * module, vmalloc areas, pages mapped to be run. Each range must have been
 * met, so that an empty walk is no proof.
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/set_memory.h>
#include <linux/vmalloc.h>
#include <quarry/module_loader.h>
#include "../../run/module_test.h"
#include "probe.h"
#include "tables.h"

/** struct range - addresses of one use; @leaves: met, @exec: that may be run */
struct range {
	const char *name;
	unsigned long start, end;
	unsigned long leaves, exec;
};

/* Bare ranges of the address map, and one for what lies in none of them. */
enum { USER, DIRECT, VMALLOC, VMEMMAP, FRAMETAB, CPUS, IMAGE, MODULES, FIXED, ELSEWHERE, NR };

/**
 * struct survey - what a look at all leaves found
 * @write_exec: @user: leaves that are so, and the first of each
 */
struct survey {
	struct range ranges[NR];
	unsigned long write_exec, first_write_exec;
	unsigned long user, first_user;
};

static struct survey survey;

static struct range *range_of(unsigned long addr)
{
	struct range *range = survey.ranges;

	while (range < &survey.ranges[ELSEWHERE] && (addr < range->start || addr >= range->end))
		range++;
	return range;
}

static void look_at(const struct leaf *leaf, void *arg)
{
	struct range *range = range_of(leaf->addr);

	range->leaves++;
	range->exec += leaf->exec;
	if (leaf->write && leaf->exec && !survey.write_exec++)
		survey.first_write_exec = leaf->addr;
	if (leaf->user && !survey.user++)
		survey.first_user = leaf->addr;
}

static void take_survey(void)
{
	const unsigned long lower_half = 1ul << (PGDIR_SHIFT + 8);

	survey = (struct survey){ .ranges = {
					  [USER] = { "user addresses", 0, lower_half },
					  [DIRECT] = { "direct map", PAGE_OFFSET, VMALLOC_START },
					  [VMALLOC] = { "vmalloc", VMALLOC_START, VMALLOC_END },
					  [VMEMMAP] = { "struct pages", VMEMMAP_START,
							VMEMMAP_START + VMEMMAP_SPAN },
					  [FRAMETAB] = { "frame table", FRAMETAB_START,
							 FRAMETAB_START + FRAMETAB_SPAN },
					  [CPUS] = { "CPU area", CPU_AREA_START, CPU_AREA_END },
					  [IMAGE] = { "image", KERNEL_BASE, MODULES_VADDR },
					  [MODULES] = { "modules", MODULES_VADDR, MODULES_END },
					  [FIXED] = { "fixed", FIXMAP_START,
						      FIXMAP_START + PMD_SIZE },
					  [ELSEWHERE] = { "elsewhere", 0, 0 },
				  } };
	each_leaf(look_at, NULL);
}

/* ---- something in every range ------------------------------------------------------------ */

static const char *loaded;
static void *area, *code;

static int fill_ranges(struct kunit *test)
{
	const struct test_module *m = &test_modules[0];

	area = vmalloc(3 * PAGE_SIZE);
	code = vmalloc(2 * PAGE_SIZE);
	if (!area || !code || set_memory_rox((unsigned long)code, 1))
		return -ENOMEM;
	if (module_load(m->image, m->size, m->name, NULL, NULL))
		return -ENOENT;
	loaded = m->name;
	return 0;
}

static void empty_ranges(struct kunit *test)
{
	if (loaded)
		module_unload(loaded);
	vfree(area);
	vfree(code);
	loaded = NULL;
	area = code = NULL;
}

static void no_page_is_writable_and_executable(struct kunit *test)
{
	take_survey();
	KUNIT_EXPECT_EQ_MSG(test, survey.write_exec, 0ul, "the first at %lx, %s",
			    survey.first_write_exec, range_of(survey.first_write_exec)->name);
	for (unsigned int i = DIRECT; i < ELSEWHERE; i++)
		KUNIT_EXPECT_GT_MSG(test, survey.ranges[i].leaves, 0ul, "%s",
				    survey.ranges[i].name);
}

static void only_text_is_executable(struct kunit *test)
{
	take_survey();
	for (unsigned int i = 0; i < NR; i++) {
		bool text = i == IMAGE || i == MODULES || i == VMALLOC;

		KUNIT_EXPECT_EQ_MSG(test, survey.ranges[i].exec > 0, text, "%s: %lu leaves",
				    survey.ranges[i].name, survey.ranges[i].exec);
	}
	KUNIT_EXPECT_EQ(test, survey.ranges[IMAGE].exec,
			(unsigned long)(x86_text_end - x86_image_start) >> PAGE_SHIFT);
	KUNIT_EXPECT_EQ(test, survey.ranges[VMALLOC].exec, 1ul);
}

static void no_page_is_the_users(struct kunit *test)
{
	take_survey();
	KUNIT_EXPECT_EQ_MSG(test, survey.user, 0ul, "the first at %lx", survey.first_user);
	KUNIT_EXPECT_EQ(test, survey.ranges[USER].leaves, 0ul);
	KUNIT_EXPECT_EQ(test, survey.ranges[ELSEWHERE].leaves, 0ul);
}

/* The survey would find one: a page made so on purpose. */
static void page_that_breaks_the_rule_is_found(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, set_memory_x((unsigned long)area, 1), 0);
	take_survey();
	KUNIT_EXPECT_EQ(test, survey.write_exec, 1ul);
	KUNIT_EXPECT_EQ(test, survey.first_write_exec, (unsigned long)area);
	KUNIT_ASSERT_EQ(test, set_memory_nx((unsigned long)area, 1), 0);
}

static struct kunit_case cases[] = { KUNIT_CASE(no_page_is_writable_and_executable),
				     KUNIT_CASE(only_text_is_executable),
				     KUNIT_CASE(no_page_is_the_users),
				     KUNIT_CASE(page_that_breaks_the_rule_is_found),
				     {} };

static struct kunit_suite suite = {
	.name = "port.x86.wx",
	.init = fill_ranges,
	.exit = empty_ranges,
	.test_cases = cases,
};
kunit_test_suite(suite);
