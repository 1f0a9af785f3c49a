/* SPDX-License-Identifier: MIT */
/*
 * module_loader.h - load and unload kernel modules, and ask about them
 *
 * For the tool and for tests. Core types only; no libc. All functions run in
 * task context, may sleep, and take turns by one mutex.
 */
#ifndef QUARRY_MODULE_LOADER_H
#define QUARRY_MODULE_LOADER_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <quarry/debug_hooks.h>

struct module;
struct kunit_suite;

/** enum module_stage - how far the last module_load() came */
enum module_stage {
	MODULE_STAGE_FORMAT,	/* is it an object we can read? */
	MODULE_STAGE_MEMORY,	/* placing its sections */
	MODULE_STAGE_LINK,	/* symbols and relocations */
	MODULE_STAGE_PARAMS,	/* words of the insmod line */
	MODULE_STAGE_INIT,	/* init ran and failed: its value was returned */
	MODULE_STAGE_LIVE,
};

/**
 * module_load() - load one module and run its init function
 * @image: a relocatable ELF object; only read, not needed afterwards
 * @size: its bytes
 * @name: the module's name, '-' counts as '_'
 * @params: words "name=value" separated by blanks, or NULL
 * @out: where the module goes, or NULL; set to NULL on failure
 *
 * What is wrong has been printed. When init fails everything is undone, and
 * memory it still holds is reported by the leak hook first.
 * Return: 0; init's value when @init ran and failed (module_load_stage() is
 * then MODULE_STAGE_INIT); -EEXIST, -ENOEXEC, -ENOENT (missing symbols),
 * -EINVAL or another error of a parameter, -ENOMEM.
 */
int module_load(const void *image, size_t size, const char *name, const char *params,
		struct module **out);

/** module_load_stage() - how far the last load came */
enum module_stage module_load_stage(void);

/**
 * module_unload() - run a module's exit function and give its memory back
 *
 * Waits for its kernel threads and for RCU callbacks. Return: 0, -ENOENT (no
 * such module), -EBUSY (in use, has no exit function, or a thread of it does
 * not end), all printed.
 */
int module_unload(const char *name);

/** module_wait_threads() - wait until no kernel thread runs @mod's functions
 * @max_ms: machine time to wait at most. Return: threads still running. */
unsigned int module_wait_threads(const struct module *mod, unsigned int max_ms);

/** module_next() - iterate over the loaded modules, newest first: NULL gives
 * the first; the last gives NULL */
struct module *module_next(struct module *mod);

/** module_print_list() - /proc/modules, as lsmod reads it, by report "modules" */
struct seq_file;
void modules_show(struct seq_file *m);

/** module_missing_symbols() - @fn is called for each symbol that an object
 * wants and nobody exports, before the load fails; NULL: they are printed */
void module_missing_symbols(void (*fn)(const char *module, const char *symbol, void *arg),
			    void *arg);

/** module_for_each_section() - where each section of @mod was placed; those
 * of init stay listed after their memory has gone */
void module_for_each_section(const struct module *mod,
			     void (*fn)(const char *name, unsigned long addr,
					unsigned long size, void *arg), void *arg);

/** module_section_at() - the section of @mod, and the place in it, that @addr
 * was placed in; also in its init part after that has gone. Any context. False:
 * none. */
bool module_section_at(const struct module *mod, unsigned long addr, unsigned int *section,
		       unsigned long *offset);

/** module_object() - the relocatable object @mod came from, kept for debuggers */
const void *module_object(const struct module *mod, size_t *size);

/** module_modinfo() - value of the first "@tag=" in .modinfo, or NULL */
const char *module_modinfo(const struct module *mod, const char *tag);

/** module_symbol() - name and offset of @addr in @mod; also of its init part
 * after that has gone. False: not there. */
bool module_symbol(const struct module *mod, unsigned long addr, const char **name,
		   unsigned long *offset, unsigned long *size);

/** module_set_kunit_runner() - who runs the suites a module brings; returns the
 * number of failed cases. Set by kunit/ when it is linked in. */
void module_set_kunit_runner(int (*run)(struct kunit_suite *const *suites, size_t nr));

/** module_kunit_failures() - failed cases of @mod's suites */
unsigned int module_kunit_failures(const struct module *mod);

/* ---- modules as shared objects: sanitizer builds ------------------------ */

/**
 * struct module_dl_ops - the host's dynamic loader
 * @open: NULL on failure, the reason in @error
 */
struct module_dl_ops {
	void *(*open)(const char *path, char *error, size_t len);
	void *(*sym)(void *handle, const char *name);
	void (*close)(void *handle);
};

void module_set_dl_ops(const struct module_dl_ops *ops);

/** module_dlopen() - module_load() for a shared object made of the module's
 * objects and one compiled from "#include <quarry/module_tables.h>" */
int module_dlopen(const char *path, const char *name, const char *params, struct module **out);

/* ---- names of core addresses --------------------------------------------- */

/** ksyms_set_resolver() - names of the core's own code: @fn gives the symbol
 * that holds @addr, its start and size; false: unknown. Any context. */
void ksyms_set_resolver(bool (*fn)(unsigned long addr, char *name, size_t len,
				   unsigned long *start, unsigned long *size));

/* ---- leaks --------------------------------------------------------------- */

#define LEAK_SITE_LEN 160

/**
 * struct leak_group - blocks of one size and kind taken at one place
 * @size: of each block, bytes asked for
 * @name: cache, or ""
 * @pc: return address of the call that took them, in the module's text
 * @site: "leaky_init+0x2c [leaky]"
 * @line: "leaky.c:17", or ""
 */
struct leak_group {
	enum track_kind kind;
	unsigned long count;
	size_t size;
	char name[32];
	unsigned long pc;
	char site[LEAK_SITE_LEN];
	char line[64];
};

/**
 * leak_report() - what is still held, by the place that took it
 * @since: only blocks taken after this track_mark()
 * @mod: only blocks whose backtrace passes through this module; NULL: all
 * @fn: called for each group, most bytes first
 *
 * Return: blocks in all groups.
 */
unsigned long leak_report(u64 since, const struct module *mod,
			  void (*fn)(const struct leak_group *group, void *arg), void *arg);

/** leak_kind() - "kmalloc-128", "pages", "vmalloc", "kmem_cache", "per-CPU" */
const char *leak_kind(const struct leak_group *group);

/** leak_print() - "leaky: 1 block of 128 bytes (kmalloc-128) held, taken at …" */
void leak_print(const char *who, const struct leak_group *group);

/** module_leak_hook() - told of each group a module leaves behind, when it is
 * unloaded or its init failed and tracking is on, while its names are still
 * known; the line has been printed */
void module_leak_hook(void (*fn)(const char *module, const struct leak_group *group, void *arg),
		      void *arg);

/** module_last_leaks() - blocks left behind by the last module that went */
unsigned long module_last_leaks(void);

#endif
