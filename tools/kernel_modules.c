// SPDX-License-Identifier: MIT
/*
 * kernel_modules.c - modules loaded, run, unloaded and judged
 *
 * Compiled as core code. The command uses it for the hosted machine
 * (kernel_side.h), the payload of a bare kernel (tools/boot/) as it is: so both
 * do the same in the same order and say it in the same words.
 *
 * A run loads its modules in order and stops at the first that cannot be loaded
 * or whose init fails; lets their threads end; unloads in reverse order. What
 * was reported and leaked in between is counted for the module whose code ran.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <quarry/module_loader.h>
#include <quarry/verdict.h>
#include "kernel_side.h"

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

static void pass_leak(const struct leak_group *group, void *arg)
{
	const struct leak_call *call = arg;
	struct ks_leak leak = {
		.kind = leak_kind(group),
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

unsigned long ks_leak_line(const struct ks_leak *leak, char *buf, unsigned long len)
{
	char what[64], blocks[32] = "";

	scnprintf(what, sizeof(what), leak->name ? "cache \"%s\"" : "%s", leak->name ?: leak->kind);
	if (leak->count > 1)
		scnprintf(blocks, sizeof(blocks), ", %lu blocks", leak->count);
	return scnprintf(buf, len, "  %lu bytes (%s)%s at %s%s%s\n", leak->size, what, blocks,
			 leak->line, *leak->line ? " in " : "", leak->site);
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

_Bool ks_module_at(unsigned long pc, const char **name, const void **object, unsigned long *size,
		   unsigned int *section, unsigned long *offset)
{
	struct module *mod = NULL;
	size_t bytes;

	while ((mod = module_next(mod))) {
		if (!module_section_at(mod, pc, section, offset))
			continue;
		*name = mod->name;
		*object = module_object(mod, &bytes);
		*size = bytes;
		return *object != NULL;
	}
	return false;
}

/* ---- a run ------------------------------------------------------------------------------- */

/* struct run_call - the module of the run whose leaks and symbols are told */
struct run_call {
	struct ks_run *run;
	struct ks_module *module;
};

static void run_leak(const struct ks_leak *leak, void *arg)
{
	const struct run_call *call = arg;

	call->module->leaks += leak->count;
	call->run->leak(call->module, leak);
}

static void run_missing(const char *symbol, void *arg)
{
	const struct run_call *call = arg;

	call->run->missing(call->module, symbol);
}

static unsigned long warnings_now(void)
{
	struct ks_verdict now;

	ks_verdict(&now);
	return now.warns + now.bugs + now.slab_errors;
}

static void run_load(struct ks_run *run, struct ks_module *m)
{
	struct run_call call = { run, m };
	unsigned long before = warnings_now();

	run->event(m, KS_RUNS);
	m->how = ks_module_load(m->image, m->size, m->name, m->args, &m->init, run_leak,
				run_missing, &call);
	m->warnings = warnings_now() - before;
	m->ran = m->how == KS_LOADED || m->how == KS_INIT_FAILED;
	if (!m->ran)
		run->event(m, KS_NOT_LOADED);
}

static int run_unload(struct ks_run *run, struct ks_module *m)
{
	struct run_call call = { run, m };
	unsigned long before = warnings_now();
	int err;

	run->event(m, KS_RUNS);
	ks_module_wait(m->name, run->wait_ms);
	m->failures = ks_module_failures(m->name);
	err = ks_module_unload(m->name, true, run_leak, &call);
	m->warnings += warnings_now() - before;
	run->event(m, err ? KS_NOT_UNLOADED : KS_UNLOADED);
	return err;
}

int ks_modules_run(struct ks_run *run)
{
	struct ks_module *m = run->modules, *end = m + run->nr;
	int status = 0;

	for (; m < end && (m == run->modules || m[-1].how == KS_LOADED); m++) {
		run_load(run, m);
		if (!m->ran)
			status = m->how == KS_BAD_PARAM ? 2 : 1;
	}
	while (m-- > run->modules)
		if (m->how == KS_LOADED && run_unload(run, m))
			status = status ?: 1;
	return status;
}
