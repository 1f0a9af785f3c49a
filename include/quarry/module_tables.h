/* SPDX-License-Identifier: MIT */
/*
 * module_tables.h - what a module in a shared object tells about itself
 *
 * One source of such an object includes this with MODULE and
 * MODULE_TABLES_HERE defined; the object is linked with -shared -Bsymbolic, so
 * that the module's names are its own. The bounds come from the linker:
 * __start_ and __stop_ of sections with C names, the image's from its symbols.
 */
#ifndef QUARRY_MODULE_TABLES_H
#define QUARRY_MODULE_TABLES_H

#include <linux/module.h>
#include <linux/extable.h>

/**
 * struct module_tables - bounds of each table, half-open
 */
struct module_tables {
	struct module *module;
	int (*init)(void);
	void (*exit)(void);
	const struct kernel_symbol *syms_start, *syms_end;
	struct kernel_param *params_start, *params_end;
	const struct exception_table_entry *extable_start, *extable_end;
	struct kunit_suite **suites_start, **suites_end;
	const char *percpu_start, *percpu_end;
	const char *image_start, *image_end;
};

#ifdef MODULE_TABLES_HERE

/*
 * Under names of our own, as other headers declare some of these, and hidden,
 * or they would mean the program's tables.
 */
#define __table_bounds(type, section)						\
	__asm__(".hidden __start_" #section "\n\t.hidden __stop_" #section);	\
	extern type tables_start_##section[] __asm__("__start_" #section) __weak;	\
	extern type tables_stop_##section[] __asm__("__stop_" #section) __weak

__table_bounds(const struct kernel_symbol, __ksymtab);
__table_bounds(struct kernel_param, kernel_params);
__table_bounds(struct kunit_suite *, kunit_suites);
__table_bounds(const struct exception_table_entry, __ex_table);
__table_bounds(const char, percpu_data);
extern const char __ehdr_start[] __attribute__((visibility("hidden")));
extern const char _end[] __attribute__((visibility("hidden")));

/* Hidden: libc has an init_module() too. */
int init_module(void) __weak __attribute__((visibility("hidden")));
void cleanup_module(void) __weak __attribute__((visibility("hidden")));

struct module __this_module __attribute__((visibility("hidden")));

struct module_tables __quarry_module_tables = {
	.module = &__this_module,
	.init = init_module,
	.exit = cleanup_module,
	.syms_start = tables_start___ksymtab,
	.syms_end = tables_stop___ksymtab,
	.params_start = tables_start_kernel_params,
	.params_end = tables_stop_kernel_params,
	.extable_start = tables_start___ex_table,
	.extable_end = tables_stop___ex_table,
	.suites_start = tables_start_kunit_suites,
	.suites_end = tables_stop_kunit_suites,
	.percpu_start = tables_start_percpu_data,
	.percpu_end = tables_stop_percpu_data,
	.image_start = __ehdr_start,
	.image_end = _end,
};

#endif
#endif
