// SPDX-License-Identifier: MIT
/*
 * module.c - kernel modules: load, run, unload
 *
 * A module is a relocatable object. Loading checks it (module_elf.c), places
 * its sections in the module window (module_layout.c), resolves its symbols
 * and patches it (module_link.c), makes text executable and read-only data
 * read-only, sets its parameters from the insmod line and runs init. When init
 * has given 0 the module is live and its init part goes. Every step that fails
 * undoes those before it.
 *
 * Unloading needs the last reference: then exit runs, the module's kernel
 * threads are waited for, RCU callbacks too, what it still holds is reported
 * while its names are known, and its memory goes.
 *
 * Locking: module_mutex around the list and the link; not held while code of
 * the module runs, so that it may use symbol_get(). Readers in any context walk
 * the list under RCU: a module is taken off it a grace period before it goes.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/notifier.h>
#include <linux/printk.h>
#include <linux/kmemleak.h>
#include <linux/license.h>
#include <linux/err.h>
#include "module_internal.h"

LIST_HEAD(modules);
DEFINE_MUTEX(module_mutex);

static BLOCKING_NOTIFIER_HEAD(module_notifiers);
static enum module_stage last_stage;
static int (*kunit_runner)(struct kunit_suite *const *suites, size_t nr);

enum module_stage module_load_stage(void)
{
	return last_stage;
}

void module_stage_set(enum module_stage stage)
{
	last_stage = stage;
}

void module_set_kunit_runner(int (*run)(struct kunit_suite *const *suites, size_t nr))
{
	kunit_runner = run;
}

int register_module_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&module_notifiers, nb);
}
EXPORT_SYMBOL(register_module_notifier);

int unregister_module_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_unregister(&module_notifiers, nb);
}
EXPORT_SYMBOL(unregister_module_notifier);

/* "my-file" and "my_file" are one name, as file names and C names go. */
static void module_name_set(char *to, const char *name)
{
	strscpy(to, name, MODULE_NAME_LEN);
	for (; *to; to++)
		if (*to == '-')
			*to = '_';
}

/** module_image_new() - an image without an object */
struct module_image *module_image_new(const char *name)
{
	struct module_image *img = kzalloc(sizeof(*img), GFP_KERNEL);

	if (!img)
		return NULL;
	kmemleak_ignore(img);
	module_name_set(img->name, name);
	img->mark = track_mark();
	return img;
}

void module_image_free(struct module_image *img)
{
	module_dlclose(img);
	vfree(img->value);
	vfree(img->object);
	kfree(img);
}

/* ---- tables the object brings ------------------------------------------- */

/* struct module from the image: names, tables, functions. */
static void fill_module(struct module_image *img)
{
	struct module *mod = img->mod;
	unsigned int i, nr;

	mod->state = MODULE_STATE_UNFORMED;
	strscpy(mod->name, img->name, sizeof(mod->name));
	mod->image = img;
	atomic_set(&mod->refcnt, 1);
	INIT_LIST_HEAD(&mod->source_list);
	INIT_LIST_HEAD(&mod->target_list);
	mod->version = module_image_modinfo(img, "version");
	mod->srcversion = module_image_modinfo(img, "srcversion");
	mod->license = module_image_modinfo(img, "license");
	mod->syms = module_find_section(img, "__ksymtab", sizeof(*mod->syms), &mod->num_syms);
	mod->kp = module_find_section(img, "kernel_params", sizeof(*mod->kp), &mod->num_kp);
	mod->extable =
		module_find_section(img, "__ex_table", sizeof(*mod->extable), &mod->num_exentries);
	mod->kunit_suites = module_find_section(img, "kunit_suites", sizeof(void *), &nr);
	mod->num_kunit_suites = nr;
	mod->ctors = module_find_section(img, ".init_array", sizeof(void *), &mod->num_ctors);
	if (!mod->ctors)
		mod->ctors = module_find_section(img, ".ctors", sizeof(void *), &mod->num_ctors);
	for (i = 1; i < img->nr_syms; i++) {
		const Elf64_Sym *sym = &img->sym[i];
		const char *name = img->strtab + sym->st_name;

		if (sym->st_shndx == SHN_UNDEF || sym->st_shndx >= img->nr_secs ||
		    ELF64_ST_BIND(sym->st_info) == STB_LOCAL)
			continue;
		if (!strcmp(name, "init_module"))
			mod->init = (void *)(sym->st_value + img->sec[sym->st_shndx].sh_addr);
		else if (!strcmp(name, "cleanup_module"))
			mod->exit = (void *)(sym->st_value + img->sec[sym->st_shndx].sh_addr);
	}
}

/* Does somebody export one of @mod's exports already? */
static int check_exports(struct module *mod)
{
	const struct kernel_symbol *sym;
	struct module *owner;

	for (sym = mod->syms; sym < mod->syms + mod->num_syms; sym++) {
		if (!module_find_export(sym->name, &owner))
			continue;
		pr_err("%s: exports duplicate symbol %s (owned by %s)\n", mod->name, sym->name,
		       module_name(owner));
		return -ENOEXEC;
	}
	return 0;
}

struct module *find_module(const char *name)
{
	struct module *mod;

	list_for_each_entry(mod, &modules, list)
		if (!strcmp(mod->name, name))
			return mod;
	return NULL;
}

/* Under module_mutex: from the object to a module that could run. */
static int form_module(struct module_image *img, const void *image, size_t size)
{
	int err;

	module_stage_set(MODULE_STAGE_FORMAT);
	if (find_module(img->name)) {
		pr_err("%s: a module of this name is loaded\n", img->name);
		return -EEXIST;
	}
	err = module_elf_open(img, image, size);
	if (err)
		return err;
	module_stage_set(MODULE_STAGE_MEMORY);
	err = module_place(img);
	if (err)
		return err;
	fill_module(img);
	module_stage_set(MODULE_STAGE_LINK);
	err = module_resolve(img);
	if (err)
		return err;
	err = module_relocate(img);
	if (err)
		return err;
	err = check_exports(img->mod);
	if (err)
		return err;
	module_percpu_fill(img);
	vfree(img->value);
	img->value = NULL;
	err = module_protect(img);
	if (err)
		return err;
	list_add_rcu(&img->mod->list, &modules);
	module_gdb_register(img);
	return 0;
}

/* ---- parameters and init -------------------------------------------------- */

static int unknown_param(char *param, char *val, const char *doing, void *arg)
{
	const struct module *mod = arg;
	char known[256] = "none";
	unsigned int i;
	int len = 0;

	for (i = 0; i < mod->num_kp; i++)
		len += scnprintf(known + len, sizeof(known) - len, "%s%s", i ? ", " : "",
				 mod->kp[i].name);
	pr_err("%s: unknown parameter '%s'; it has %s\n", mod->name, param, known);
	return -EINVAL;
}

static int set_params(struct module *mod, const char *params)
{
	char *rest;

	module_stage_set(MODULE_STAGE_PARAMS);
	mod->args = kstrdup(params ? params : "", GFP_KERNEL);
	if (!mod->args)
		return -ENOMEM;
	kmemleak_ignore(mod->args);
	rest = parse_args(mod->name, mod->args, mod->kp, mod->num_kp, -32768, 32767, mod,
			  unknown_param);
	return PTR_ERR_OR_ZERO(rest);
}

static void free_params(struct module *mod)
{
	unsigned int i;

	for (i = 0; i < mod->num_kp; i++)
		if (mod->kp[i].ops->free)
			mod->kp[i].ops->free(mod->kp[i].arg);
	kfree(mod->args);
}

static int run_init(struct module *mod)
{
	unsigned int i;
	int ret = 0;

	module_stage_set(MODULE_STAGE_INIT);
	for (i = 0; i < mod->num_ctors; i++)
		if (mod->ctors[i])
			mod->ctors[i]();
	if (mod->init)
		ret = mod->init();
	if (ret > 0) {
		pr_warn("%s: init returned %d: it should follow 0/-E convention\n", mod->name, ret);
		ret = 0;
	}
	return ret;
}

/* The way back from a module that is on the list, to nothing. */
static void destroy_module(struct module_image *img)
{
	struct module *mod = img->mod;

	mod->state = MODULE_STATE_GOING;
	blocking_notifier_call_chain(&module_notifiers, MODULE_STATE_GOING, mod);
	rcu_barrier();
	free_params(mod);
	module_report_leaks(img);
	mutex_lock(&module_mutex);
	module_drop_uses(mod);
	module_gdb_unregister(img);
	list_del_rcu(&mod->list);
	mutex_unlock(&module_mutex);
	synchronize_rcu();
}

/**
 * module_start() - parameters and init of a module that is on the list
 *
 * Return: 0, or the error; the module has then been taken off the list, and
 * its memory is the caller's to free.
 */
int module_start(struct module_image *img, const char *params, struct module **out)
{
	struct module *mod = img->mod;
	int err;

	mod->state = MODULE_STATE_COMING;
	err = set_params(mod, params);
	if (!err) {
		blocking_notifier_call_chain(&module_notifiers, MODULE_STATE_COMING, mod);
		err = run_init(mod);
	}
	img->init_mark = track_mark();
	if (err) {
		module_wait_threads(mod, 1000);
		destroy_module(img);
		return err;
	}
	mod->state = MODULE_STATE_LIVE;
	module_stage_set(MODULE_STAGE_LIVE);
	blocking_notifier_call_chain(&module_notifiers, MODULE_STATE_LIVE, mod);
	if (kunit_runner && mod->num_kunit_suites)
		img->kunit_failed = kunit_runner(mod->kunit_suites, mod->num_kunit_suites);
	if (out)
		*out = mod;
	return 0;
}

int module_load(const void *image, size_t size, const char *name, const char *params,
		struct module **out)
{
	struct module_image *img;
	int err;

	if (out)
		*out = NULL;
	module_stage_set(MODULE_STAGE_FORMAT);
	img = module_image_new(name);
	if (!img)
		return -ENOMEM;
	mutex_lock(&module_mutex);
	err = form_module(img, image, size);
	if (err && img->mod)
		module_drop_uses(img->mod);
	mutex_unlock(&module_mutex);
	if (!err)
		err = module_start(img, params, out);
	if (err) {
		module_free_core(img);
		module_image_free(img);
		return err;
	}
	if (module_protect_after_init(img))
		pr_warn("%s: its data stays writable\n", img->name);
	module_free_init(img->mod);
	return 0;
}

/* ---- unload ---------------------------------------------------------------- */

static int take_last_reference(struct module *mod)
{
	char users[128] = "";
	struct module_use *use;
	int len = 0;

	if (atomic_cmpxchg(&mod->refcnt, 1, 0) == 1)
		return 0;
	list_for_each_entry(use, &mod->source_list, source_list)
		len += scnprintf(users + len, sizeof(users) - len, " by %s", use->source->name);
	pr_err("%s: in use%s (%d references)\n", mod->name, users, module_refcount(mod));
	return -EBUSY;
}

/* Under module_mutex: the module, its reference count 0, or an error. */
static struct module *find_to_unload(const char *name)
{
	char wanted[MODULE_NAME_LEN];
	struct module *mod;

	module_name_set(wanted, name);
	mod = find_module(wanted);
	if (!mod) {
		pr_err("%s: no such module\n", wanted);
		return ERR_PTR(-ENOENT);
	}
	if (mod->state != MODULE_STATE_LIVE || (mod->init && !mod->exit)) {
		pr_err("%s: %s\n", wanted,
		       mod->state != MODULE_STATE_LIVE
			       ? "coming or going"
			       : "has no exit function, so it is permanent");
		return ERR_PTR(-EBUSY);
	}
	if (take_last_reference(mod))
		return ERR_PTR(-EBUSY);
	mod->state = MODULE_STATE_GOING;
	return mod;
}

int module_unload(const char *name)
{
	struct module_image *img;
	struct module *mod;

	mutex_lock(&module_mutex);
	mod = find_to_unload(name);
	mutex_unlock(&module_mutex);
	if (IS_ERR(mod))
		return PTR_ERR(mod);
	if (mod->exit)
		mod->exit();
	if (module_wait_threads(mod, 10000)) {
		pr_err("%s: a thread still runs its functions: it cannot go\n", mod->name);
		return -EBUSY;
	}
	img = mod->image;
	destroy_module(img);
	module_free_core(img);
	module_image_free(img);
	return 0;
}
