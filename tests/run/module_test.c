// SPDX-License-Identifier: MIT
/*
 * module_test.c - tests kernel/run/module*.c with the objects of modules/
 *
 * Each case unloads what it loaded by an action, newest first, so that a
 * failed case leaves nothing behind.
 */
#include <kunit/test.h>
#include <linux/elf.h>
#include <linux/kallsyms.h>
#include <linux/percpu.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <quarry/module_loader.h>
#include <quarry/port.h>
#include "module_test.h"

static const struct test_module *object(const char *name)
{
	const struct test_module *m;

	for (m = test_modules; m->name; m++)
		if (!strcmp(m->name, name))
			return m;
	return NULL;
}

static int load(const char *name, const char *params, struct module **mod)
{
	const struct test_module *m = object(name);

	return module_load(m->image, m->size, m->name, params, mod);
}

static void unload(void *name)
{
	struct module *mod = NULL;

	while ((mod = module_next(mod))) {
		if (!strcmp(mod->name, name)) {
			module_unload(name);
			return;
		}
	}
}

static struct module *load_for_test(struct kunit *test, const char *name, const char *params)
{
	struct module *mod;

	KUNIT_ASSERT_EQ(test, load(name, params, &mod), 0);
	KUNIT_ASSERT_NOT_NULL(test, mod);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, unload, (void *)name), 0);
	return mod;
}

static void *symbol(struct kunit *test, const char *name)
{
	void *addr = __symbol_get(name);

	KUNIT_ASSERT_NOT_NULL(test, addr);
	__symbol_put(name);
	return addr;
}

/* ---- life ---------------------------------------------------------------------- */

static void module_is_live_after_init_and_gone_after_unload(struct kunit *test)
{
	struct module *mod;

	KUNIT_ASSERT_EQ(test, load("tm_exporter", NULL, &mod), 0);
	KUNIT_EXPECT_EQ(test, module_load_stage(), MODULE_STAGE_LIVE);
	KUNIT_EXPECT_EQ(test, mod->state, MODULE_STATE_LIVE);
	KUNIT_EXPECT_STREQ(test, module_modinfo(mod, "version"), "1.2");
	KUNIT_EXPECT_EQ(test, module_unload("tm_exporter"), 0);
	KUNIT_EXPECT_PTR_EQ(test, __symbol_get("tm_add"), NULL);
}

static void module_of_the_same_name_is_refused(struct kunit *test)
{
	struct module *mod;

	load_for_test(test, "tm_exporter", NULL);
	KUNIT_EXPECT_EQ(test, load("tm_exporter", NULL, &mod), -EEXIST);
	KUNIT_EXPECT_NULL(test, mod);
}

static void module_with_a_reference_is_not_unloaded(struct kunit *test)
{
	struct module *mod = load_for_test(test, "tm_exporter", NULL);

	KUNIT_ASSERT_TRUE(test, try_module_get(mod));
	KUNIT_EXPECT_EQ(test, module_unload("tm_exporter"), -EBUSY);
	KUNIT_EXPECT_EQ(test, mod->state, MODULE_STATE_LIVE);
	module_put(mod);
	KUNIT_EXPECT_EQ(test, module_refcount(mod), 0);
}

static void module_that_is_not_there_is_not_unloaded(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, module_unload("tm_nowhere"), -ENOENT);
}

static void module_exports_reach_another_module(struct kunit *test)
{
	struct module *exporter = load_for_test(test, "tm_exporter", NULL);
	int *counter = symbol(test, "tm_counter");

	load_for_test(test, "tm_importer", NULL);
	KUNIT_EXPECT_EQ(test, *counter, 47);
	KUNIT_EXPECT_EQ(test, module_refcount(exporter), 1);
	KUNIT_EXPECT_EQ(test, module_unload("tm_exporter"), -EBUSY);
	KUNIT_EXPECT_EQ(test, module_unload("tm_importer"), 0);
	KUNIT_EXPECT_EQ(test, *counter, -1);
	KUNIT_EXPECT_EQ(test, module_refcount(exporter), 0);
}

/* Code and data of the module are in use until both have ended. */
static void module_unload_waits_for_threads_and_callbacks(struct kunit *test)
{
	unsigned long done[2] = {};
	char params[40];

	scnprintf(params, sizeof(params), "done=%lu", (unsigned long)done);
	KUNIT_ASSERT_EQ(test, load("tm_late", params, NULL), 0);
	KUNIT_EXPECT_EQ(test, module_unload("tm_late"), 0);
	KUNIT_EXPECT_EQ(test, READ_ONCE(done[0]), 1);
	KUNIT_EXPECT_EQ(test, READ_ONCE(done[1]), 1);
}

/* ---- refusals ------------------------------------------------------------------- */

struct missing_list {
	unsigned int nr;
	char names[4][32];
};

static void note_missing(const char *module, const char *name, void *arg)
{
	struct missing_list *list = arg;

	if (list->nr < ARRAY_SIZE(list->names))
		strscpy(list->names[list->nr], name, sizeof(list->names[0]));
	list->nr++;
}

static void module_missing_symbols_are_all_told(struct kunit *test)
{
	struct missing_list list = {};
	int err;

	module_missing_symbols(note_missing, &list);
	err = load("tm_missing", NULL, NULL);
	module_missing_symbols(NULL, NULL);
	KUNIT_EXPECT_EQ(test, err, -ENOENT);
	KUNIT_EXPECT_EQ(test, module_load_stage(), MODULE_STAGE_LINK);
	KUNIT_ASSERT_EQ(test, list.nr, 2);
	KUNIT_EXPECT_STREQ(test, list.names[0], "tm_nobody_has_this");
	KUNIT_EXPECT_STREQ(test, list.names[1], "tm_nor_this");
}

static void module_importer_alone_is_refused(struct kunit *test)
{
	struct missing_list list = {};
	int err;

	module_missing_symbols(note_missing, &list);
	err = load("tm_importer", NULL, NULL);
	module_missing_symbols(NULL, NULL);
	KUNIT_EXPECT_EQ(test, err, -ENOENT);
	KUNIT_EXPECT_EQ(test, list.nr, 3);
}

static void module_whose_init_fails_is_taken_back(struct kunit *test)
{
	struct module *mod;
	int i;

	for (i = 0; i < 2; i++) {
		KUNIT_EXPECT_EQ(test, load("tm_failing", NULL, &mod), -EBUSY);
		KUNIT_EXPECT_EQ(test, module_load_stage(), MODULE_STAGE_INIT);
		KUNIT_EXPECT_NULL(test, mod);
		KUNIT_EXPECT_EQ(test, module_unload("tm_failing"), -ENOENT);
	}
}

static void module_damaged_object_is_refused(struct kunit *test)
{
	const struct test_module *m = object("tm_exporter");
	u8 *copy = kunit_kmalloc(test, m->size, GFP_KERNEL);
	Elf64_Ehdr *hdr = (void *)copy;

	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_EQ(test, module_load("hello", 5, "tm_text", NULL, NULL), -ENOEXEC);
	KUNIT_EXPECT_EQ(test, module_load(m->image, m->size / 2, "tm_half", NULL, NULL), -ENOEXEC);
	memcpy(copy, m->image, m->size);
	hdr->e_type = ET_DYN;
	KUNIT_EXPECT_EQ(test, module_load(copy, m->size, "tm_dyn", NULL, NULL), -ENOEXEC);
	hdr->e_type = ET_REL;
	hdr->e_machine = EM_386;
	KUNIT_EXPECT_EQ(test, module_load(copy, m->size, "tm_386", NULL, NULL), -ENOEXEC);
	KUNIT_EXPECT_EQ(test, module_load_stage(), MODULE_STAGE_FORMAT);
}

/* Any byte of the headers may be wrong; the answer is an error or a module. */
static void module_object_with_random_damage_never_crashes(struct kunit *test)
{
	const struct test_module *m = object("tm_missing");
	u8 *copy = kunit_kmalloc(test, m->size, GFP_KERNEL);
	struct missing_list list = {};
	u64 seed = test->seed;
	unsigned int round, i;

	KUNIT_ASSERT_NOT_NULL(test, copy);
	module_missing_symbols(note_missing, &list);
	for (round = 0; round < 64; round++) {
		memcpy(copy, m->image, m->size);
		for (i = 0; i < 8; i++) {
			seed = seed * 6364136223846793005ull + 1442695040888963407ull;
			copy[(seed >> 16) % m->size] = seed >> 40;
		}
		/* It needs symbols that are not there, so it is never run. */
		KUNIT_EXPECT_NE(test, module_load(copy, m->size, "tm_damaged", NULL, NULL), 0);
	}
	module_missing_symbols(NULL, NULL);
}

/* ---- parameters ------------------------------------------------------------------ */

static void module_params_are_set_from_the_line(struct kunit *test)
{
	int (*show)(char *buf, size_t len);
	char text[80];

	load_for_test(test, "tm_params",
		      "tm_number=0x10 word=\"two words\" flag list=5,6 text=short half=84");
	show = symbol(test, "tm_params_show");
	show(text, sizeof(text));
	KUNIT_EXPECT_STREQ(test, text, "16 two words 1 2:5,6 short 42");
}

static void module_params_keep_their_defaults(struct kunit *test)
{
	int (*show)(char *buf, size_t len);
	char text[80];

	load_for_test(test, "tm_params", "");
	show = symbol(test, "tm_params_show");
	show(text, sizeof(text));
	KUNIT_EXPECT_STREQ(test, text, "3 none 0 0:0,0  0");
}

static void module_wrong_params_are_refused(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, load("tm_params", "tm_number=seven", NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, module_load_stage(), MODULE_STAGE_PARAMS);
	KUNIT_EXPECT_EQ(test, load("tm_params", "tm_nomber=7", NULL), -EINVAL);
	KUNIT_EXPECT_LT(test, load("tm_params", "list=1,2,3,4,5", NULL), 0);
	KUNIT_EXPECT_LT(test, load("tm_params", "text=much_too_long", NULL), 0);
}

/* ---- memory ----------------------------------------------------------------------- */

static bool in_window(unsigned long addr)
{
	unsigned long start, end;

	port_module_window(&start, &end);
	return addr >= start && addr < end;
}

static void module_memory_lies_in_the_window_and_goes_back(struct kunit *test)
{
	struct module *mod;
	unsigned long base;
	u8 byte;

	KUNIT_ASSERT_EQ(test, load("tm_exporter", NULL, &mod), 0);
	base = (unsigned long)mod->core_layout.base;
	KUNIT_EXPECT_TRUE(test, in_window(base));
	KUNIT_EXPECT_TRUE(test, in_window(base + mod->core_layout.size - 1));
	KUNIT_EXPECT_PTR_EQ(test, __module_address(base), mod);
	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(&byte, (void *)base, 1), 0);
	KUNIT_ASSERT_EQ(test, module_unload("tm_exporter"), 0);
	vm_unmap_aliases();
	KUNIT_EXPECT_NULL(test, __module_address(base));
	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(&byte, (void *)base, 1), -EFAULT);
}

static void module_text_and_rodata_are_not_writable(struct kunit *test)
{
	void *(*place)(int which);
	u8 byte;
	int i;

	load_for_test(test, "tm_sections", NULL);
	place = symbol(test, "tm_sections_place");
	for (i = 0; i < 4; i++) {
		KUNIT_ASSERT_EQ(test, copy_from_kernel_nofault(&byte, place(i), 1), 0);
		KUNIT_EXPECT_EQ_MSG(test, copy_to_kernel_nofault(place(i), &byte, 1),
				    i < 3 ? -EFAULT : 0, "place %d", i);
	}
}

static void module_init_part_is_freed_after_init(struct kunit *test)
{
	struct module *mod = load_for_test(test, "tm_sections", NULL);

	KUNIT_EXPECT_EQ(test, mod->init_layout.size, 0);
	KUNIT_EXPECT_NULL(test, mod->init_layout.base);
}

static void module_percpu_variable_has_its_value_on_each_cpu(struct kunit *test)
{
	long (*sum)(void);
	struct module *mod = load_for_test(test, "tm_sections", NULL);

	sum = symbol(test, "tm_sections_sum");
	KUNIT_EXPECT_EQ(test, sum(), 5 * num_possible_cpus() + 100);
	KUNIT_EXPECT_TRUE(test,
			  is_module_percpu_address((unsigned long)per_cpu_ptr(mod->percpu, 0)));
}

/* ---- names ---------------------------------------------------------------------- */

static void module_addresses_have_names(struct kunit *test)
{
	char *text = kunit_kmalloc(test, KSYM_SYMBOL_LEN, GFP_KERNEL);
	unsigned long add;

	load_for_test(test, "tm_exporter", NULL);
	add = (unsigned long)symbol(test, "tm_add");
	sprint_symbol_no_offset(text, add + 1);
	KUNIT_EXPECT_STREQ(test, text, "tm_add [tm_exporter]");
	sprint_symbol(text, add + 1);
	KUNIT_EXPECT_PTR_EQ(test, strstr(text, "tm_add+0x1/0x"), text);
	KUNIT_EXPECT_TRUE(test, is_module_text_address(add));
}

struct section_search {
	const char *name;
	unsigned long addr, size;
};

static void match_section(const char *name, unsigned long addr, unsigned long size, void *arg)
{
	struct section_search *s = arg;

	if (!strcmp(name, s->name)) {
		s->addr = addr;
		s->size = size;
	}
}

static void module_sections_are_listed_with_addresses(struct kunit *test)
{
	struct module *mod = load_for_test(test, "tm_exporter", NULL);
	struct section_search s = { .name = ".text" };
	unsigned long add = (unsigned long)symbol(test, "tm_add");

	module_for_each_section(mod, match_section, &s);
	KUNIT_EXPECT_GE(test, add, s.addr);
	KUNIT_EXPECT_LT(test, add, s.addr + s.size);
}

static struct kunit_case module_cases[] = {
	KUNIT_CASE(module_is_live_after_init_and_gone_after_unload),
	KUNIT_CASE(module_of_the_same_name_is_refused),
	KUNIT_CASE(module_with_a_reference_is_not_unloaded),
	KUNIT_CASE(module_that_is_not_there_is_not_unloaded),
	KUNIT_CASE(module_exports_reach_another_module),
	KUNIT_CASE(module_unload_waits_for_threads_and_callbacks),
	KUNIT_CASE(module_missing_symbols_are_all_told),
	KUNIT_CASE(module_importer_alone_is_refused),
	KUNIT_CASE(module_whose_init_fails_is_taken_back),
	KUNIT_CASE(module_damaged_object_is_refused),
	KUNIT_CASE(module_object_with_random_damage_never_crashes),
	KUNIT_CASE(module_params_are_set_from_the_line),
	KUNIT_CASE(module_params_keep_their_defaults),
	KUNIT_CASE(module_wrong_params_are_refused),
	KUNIT_CASE(module_memory_lies_in_the_window_and_goes_back),
	KUNIT_CASE(module_text_and_rodata_are_not_writable),
	KUNIT_CASE(module_init_part_is_freed_after_init),
	KUNIT_CASE(module_percpu_variable_has_its_value_on_each_cpu),
	KUNIT_CASE(module_addresses_have_names),
	KUNIT_CASE(module_sections_are_listed_with_addresses),
	{}
};

static struct kunit_suite module_suite = {
	.name = "run.module",
	.test_cases = module_cases,
};

kunit_test_suite(module_suite);
