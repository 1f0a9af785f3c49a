// SPDX-License-Identifier: MIT
/*
 * module_dlopen.c - modules as shared objects, for sanitizer builds
 *
 * A sanitizer's run-time library learns of code and globals from the host's
 * dynamic loader. So there a module is linked into a shared object and opened
 * by it; the object brings struct module_tables (quarry/module_tables.h), which
 * tells what module_elf.c would have read from section headers. W^X, relocation
 * and symbols are then the dynamic loader's; parameters, init, exit, references
 * and leaks are ours as ever.
 *
 * Not here: per-CPU variables, whose template must lie in the core's window.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/printk.h>
#include <linux/rculist.h>
#include <quarry/module_tables.h>
#include "module_internal.h"

static const struct module_dl_ops *dl_ops;

void module_set_dl_ops(const struct module_dl_ops *ops)
{
	dl_ops = ops;
}

void module_dlclose(struct module_image *img)
{
	if (img->handle)
		dl_ops->close(img->handle);
	img->handle = NULL;
}

static int fill_from_tables(struct module_image *img, const struct module_tables *t)
{
	struct module *mod = t->module;

	if (t->percpu_start != t->percpu_end) {
		pr_err("%s: per-CPU variables need a build without sanitizers\n", img->name);
		return -ENOEXEC;
	}
	strscpy(mod->name, img->name, sizeof(mod->name));
	mod->state = MODULE_STATE_UNFORMED;
	mod->image = img;
	img->mod = mod;
	atomic_set(&mod->refcnt, 1);
	INIT_LIST_HEAD(&mod->source_list);
	INIT_LIST_HEAD(&mod->target_list);
	mod->syms = t->syms_start;
	mod->num_syms = t->syms_end - t->syms_start;
	mod->kp = t->params_start;
	mod->num_kp = t->params_end - t->params_start;
	mod->extable = t->extable_start;
	mod->num_exentries = t->extable_end - t->extable_start;
	mod->kunit_suites = t->suites_start;
	mod->num_kunit_suites = t->suites_end - t->suites_start;
	mod->init = t->init;
	mod->exit = t->exit;
	/* For "is this address the module's": from the linker's own bounds. */
	mod->core_layout.base = (void *)t->image_start;
	mod->core_layout.size = t->image_end - t->image_start;
	mod->core_layout.text_size = mod->core_layout.size;
	return 0;
}

static int open_object(struct module_image *img, const char *path)
{
	const struct module_tables *tables;
	char error[200] = "";

	if (find_module(img->name)) {
		pr_err("%s: a module of this name is loaded\n", img->name);
		return -EEXIST;
	}
	img->handle = dl_ops ? dl_ops->open(path, error, sizeof(error)) : NULL;
	if (!img->handle) {
		pr_err("%s: %s\n", img->name, dl_ops ? error : "no dynamic loader here");
		return -ENOENT;
	}
	tables = dl_ops->sym(img->handle, "__quarry_module_tables");
	if (!tables) {
		pr_err("%s: not a module: %s has no module tables\n", img->name, path);
		return -ENOEXEC;
	}
	return fill_from_tables(img, tables);
}

int module_dlopen(const char *path, const char *name, const char *params, struct module **out)
{
	struct module_image *img = module_image_new(name);
	int err;

	if (out)
		*out = NULL;
	module_stage_set(MODULE_STAGE_LINK);
	if (!img)
		return -ENOMEM;
	mutex_lock(&module_mutex);
	err = open_object(img, path);
	if (!err)
		list_add_rcu(&img->mod->list, &modules);
	mutex_unlock(&module_mutex);
	if (!err)
		err = module_start(img, params, out);
	if (err)
		module_image_free(img);
	return err;
}
