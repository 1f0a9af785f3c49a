// SPDX-License-Identifier: MIT
/*
 * kernel_side.c - the machine, offered to the command in plain C types
 *
 * Thin: each function names one facility of the core. Compiled as core code.
 */
#include <linux/delay.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/module_loader.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include <quarry/verdict.h>
#include "kernel_side.h"

/* ---- boot parameters: tables of the linker ---------------------------------------- */

/* "name", "name=" or "kernel.name" of the tables against @len characters of @name. */
static bool same_param(const char *known, const char *name, unsigned long len)
{
	static const char prefix[] = "kernel.";
	unsigned long known_len = strchrnul(known, '=') - known;

	if (known_len == len && parameqn(known, name, len))
		return true;
	return !strncmp(known, prefix, sizeof(prefix) - 1) &&
	       known_len - (sizeof(prefix) - 1) == len &&
	       parameqn(known + sizeof(prefix) - 1, name, len);
}

_Bool ks_param_known(const char *name, unsigned long len)
{
	const struct kernel_param *kp;
	const struct setup_param *sp;

	for (kp = __start_kernel_params; kp < __stop_kernel_params; kp++)
		if (same_param(kp->name, name, len))
			return true;
	for (sp = __start_setup_params; sp < __stop_setup_params; sp++)
		if (same_param(sp->str, name, len))
			return true;
	return false;
}

void ks_param_each(void (*fn)(const char *name, void *arg), void *arg)
{
	const struct kernel_param *kp;
	const struct setup_param *sp;
	char name[64];

	for (kp = __start_kernel_params; kp < __stop_kernel_params; kp++)
		fn(strncmp(kp->name, "kernel.", 7) ? kp->name : kp->name + 7, arg);
	for (sp = __start_setup_params; sp < __stop_setup_params; sp++) {
		strscpy(name, sp->str, sizeof(name));
		*strchrnul(name, '=') = '\0';
		fn(name, arg);
	}
}

_Bool ks_param_help(const char *name, unsigned long len, const char **accepts, const char **example)
{
	const struct param_help *help;

	for (help = __start_param_help; help < __stop_param_help; help++) {
		if (!same_param(help->name, name, len))
			continue;
		*accepts = help->accepts;
		*example = help->example;
		return true;
	}
	return false;
}

/* ---- reports ------------------------------------------------------------------------ */

_Bool ks_report_known(const char *name)
{
	return report_find(name) != NULL;
}

void ks_report_each(void (*fn)(const char *name, void *arg), void *arg)
{
	const struct mm_report *report = NULL;

	while ((report = report_next(report)))
		fn(report->name, arg);
}

void ks_set_resolver(_Bool (*fn)(unsigned long addr, char *name, unsigned long len,
				 unsigned long *start, unsigned long *size))
{
	ksyms_set_resolver(fn);
}

void ks_verdict(struct ks_verdict *out)
{
	out->warns = READ_ONCE(kernel_verdict.warns);
	out->bugs = READ_ONCE(kernel_verdict.bugs);
	out->slab_errors = READ_ONCE(kernel_verdict.slab_errors);
	out->error_logs = READ_ONCE(kernel_verdict.error_logs);
}

/* ---- leaks ----------------------------------------------------------------------------- */

/* struct leak_call - from the loader's form to the command's */
struct leak_call {
	ks_leak_fn fn;
	void *arg;
};

static const char *kind_of(const struct leak_group *group)
{
	switch (group->kind) {
	case TRACK_SLAB:
		return group->name[0] ? group->name : "kmalloc";
	case TRACK_PAGE:
		return "pages";
	case TRACK_VMALLOC:
		return "vmalloc";
	case TRACK_CACHE:
		return "kmem_cache";
	default:
		return "per-CPU";
	}
}

static void pass_leak(const struct leak_group *group, void *arg)
{
	const struct leak_call *call = arg;
	struct ks_leak leak = {
		.kind = kind_of(group),
		.name = group->kind == TRACK_CACHE ? group->name : NULL,
		.count = group->count,
		.size = group->size,
		.line = group->line,
		.site = group->site,
	};

	if (call->fn)
		call->fn(&leak, call->arg);
}

static void pass_module_leak(const char *module, const struct leak_group *group, void *arg)
{
	pass_leak(group, arg);
}

/* ---- modules ------------------------------------------------------------------------------ */

/* struct missing_call - what nobody exports */
struct missing_call {
	void (*fn)(const char *symbol, void *arg);
	void *arg;
	unsigned int nr;
};

static void pass_missing(const char *module, const char *symbol, void *arg)
{
	struct missing_call *call = arg;

	call->nr++;
	call->fn(symbol, call->arg);
}

static struct module *loaded(const char *name)
{
	struct module *mod = NULL;

	while ((mod = module_next(mod)))
		if (parameq(mod->name, name))
			return mod;
	return NULL;
}

enum ks_load ks_module_load(const void *image, unsigned long size, const char *name,
			    const char *args, int *init, ks_leak_fn leak,
			    void (*missing)(const char *symbol, void *arg), void *arg)
{
	struct leak_call leaks = { leak, arg };
	struct missing_call missed = { missing, arg, 0 };
	int err;

	module_leak_hook(pass_module_leak, &leaks);
	module_missing_symbols(pass_missing, &missed);
	err = module_load(image, size, name, args, NULL);
	module_leak_hook(NULL, NULL);
	module_missing_symbols(NULL, NULL);
	*init = 0;
	if (!err)
		return KS_LOADED;
	if (missed.nr)
		return KS_MISSING_SYMBOLS;
	*init = err;
	if (module_load_stage() == MODULE_STAGE_PARAMS)
		return KS_BAD_PARAM;
	return module_load_stage() == MODULE_STAGE_INIT ? KS_INIT_FAILED : KS_REFUSED;
}

unsigned int ks_module_wait(const char *name, unsigned int ms)
{
	struct module *mod = loaded(name);

	return mod ? module_wait_threads(mod, ms) : 0;
}

unsigned int ks_module_failures(const char *name)
{
	struct module *mod = loaded(name);

	return mod ? module_kunit_failures(mod) : 0;
}

unsigned int ks_module_count(void)
{
	struct module *mod = NULL;
	unsigned int nr = 0;

	while ((mod = module_next(mod)))
		nr++;
	return nr;
}

int ks_module_unload(const char *name, _Bool stay, ks_leak_fn leak, void *arg)
{
	struct leak_call leaks = { leak, arg };
	struct module *mod = loaded(name);
	int err;

	if (stay && mod && mod->init && !mod->exit) {
		leak_report(0, mod, pass_leak, &leaks);
		return 0;
	}
	module_leak_hook(pass_module_leak, &leaks);
	err = module_unload(name);
	module_leak_hook(NULL, NULL);
	return err;
}

/* struct place - is an address in one of a module's sections? */
struct place {
	unsigned long pc;
	bool found;
};

static void look_in_section(const char *name, unsigned long addr, unsigned long size, void *arg)
{
	struct place *place = arg;

	place->found |= place->pc - addr < size;
}

_Bool ks_module_at(unsigned long pc, const char **name, const void **object, unsigned long *size,
		   const void **id)
{
	struct place place = { .pc = pc };
	struct module *mod = NULL;
	size_t bytes;

	while ((mod = module_next(mod))) {
		module_for_each_section(mod, look_in_section, &place);
		if (!place.found)
			continue;
		*name = mod->name;
		*object = module_object(mod, &bytes);
		*size = bytes;
		*id = *object;
		return *object != NULL;
	}
	return false;
}

/* ---- the machine --------------------------------------------------------------- */

void ks_console_all(void)
{
	console_loglevel = CONSOLE_LOGLEVEL_DEBUG;
}

void ks_sleep(unsigned int ms)
{
	msleep(ms);
}

unsigned long ks_libc_enter(void)
{
	unsigned long flags;

	local_irq_save(flags);
	return flags;
}

void ks_libc_exit(unsigned long flags)
{
	local_irq_restore(flags);
}
