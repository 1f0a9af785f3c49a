/* SPDX-License-Identifier: MIT */
/*
 * module.h - what a piece of loadable kernel code says about itself
 *
 * The same source is built in (module_init() is then an initcall) or, with
 * MODULE defined, an object that kernel/run/module.c loads: module_init(f)
 * names it init_module, module_exit(f) cleanup_module. A module without an
 * exit function cannot be unloaded, as in Linux.
 *
 * References: try_module_get() succeeds until the module is going; while the
 * count is not 0, rmmod gives -EBUSY. A module that uses another's exports
 * holds a reference on it.
 */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/moduleparam.h>
#include <linux/stringify.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kallsyms.h>

#ifdef MODULE
/* In Linux these come along by other headers; modules count on it. */
#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/gfp.h>
#include <linux/jiffies.h>
#include <linux/kref.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#endif

#define MODULE_NAME_LEN (64 - sizeof(unsigned long))

#define MODULE_INFO(tag, info)		__MODULE_INFO(tag, tag, info)
#define MODULE_ALIAS(_alias)		MODULE_INFO(alias, _alias)
#define MODULE_SOFTDEP(_softdep)	MODULE_INFO(softdep, _softdep)
#define MODULE_LICENSE(_license)	MODULE_INFO(license, _license)
#define MODULE_AUTHOR(_author)		MODULE_INFO(author, _author)
#define MODULE_DESCRIPTION(_desc)	MODULE_INFO(description, _desc)
#define MODULE_VERSION(_version)	MODULE_INFO(version, _version)
#define MODULE_FIRMWARE(_firmware)	MODULE_INFO(firmware, _firmware)
#define MODULE_IMPORT_NS(ns)		MODULE_INFO(import_ns, __stringify(ns))
#define MODULE_FILE
#define MODULE_ALIAS_MISCDEV(minor)	MODULE_ALIAS("char-major-10-" __stringify(minor))
#define MODULE_DEVICE_TABLE(type, name)

/**
 * enum module_state - where in its life a module is
 */
enum module_state {
	MODULE_STATE_LIVE,	/* init gave 0 */
	MODULE_STATE_COMING,	/* fully formed, init running */
	MODULE_STATE_GOING,	/* exit running, or init failed */
	MODULE_STATE_UNFORMED,	/* being laid out and linked */
};

/**
 * struct module_layout - one stretch of the module window
 * @base: page-aligned; text first, then read-only data, then data
 * @size: bytes in all, whole pages
 * @text_size: end of the text, from @base: read + execute
 * @ro_size: end of the read-only data, from @base
 * @ro_after_init_size: end of what is read-only once init has run
 */
struct module_layout {
	void *base;
	unsigned int size;
	unsigned int text_size;
	unsigned int ro_size;
	unsigned int ro_after_init_size;
};

struct module_image;
struct exception_table_entry;
struct kunit_suite;

/**
 * struct module - a loaded module
 * @refcnt: 1 for being loaded, 1 for each reference; 0 once it is going
 * @syms: @num_syms: exported symbols, in its own memory
 * @kp: @num_kp: parameters
 * @core_layout: stays until unload; the struct itself lies in its data
 * @init_layout: __init text and data, given back after init
 * @percpu: @percpu_size: its per-CPU variables, or NULL
 * @source_list: those who use it (module_use.source_list)
 * @target_list: those it uses
 * @image: symbols and section addresses, private to the loader
 */
struct module {
	enum module_state state;
	struct list_head list;
	char name[MODULE_NAME_LEN];
	const char *version;
	const char *srcversion;
	const char *license;
	const struct kernel_symbol *syms;
	unsigned int num_syms;
	struct kernel_param *kp;
	unsigned int num_kp;
	bool async_probe_requested;
	int (*init)(void);
	struct module_layout core_layout;
	struct module_layout init_layout;
	const struct exception_table_entry *extable;
	unsigned int num_exentries;
	void __percpu *percpu;
	unsigned int percpu_size;
	struct kunit_suite **kunit_suites;
	int num_kunit_suites;
	void (**ctors)(void);
	unsigned int num_ctors;
	char *args;
	struct list_head source_list;
	struct list_head target_list;
	void (*exit)(void);
	atomic_t refcnt;
	unsigned long taints;
	struct module_image *image;
};

static inline char *module_name(struct module *mod)
{
	return mod ? mod->name : "kernel";
}

static inline bool module_is_live(struct module *mod)
{
	return mod->state != MODULE_STATE_GOING;
}

static inline bool module_is_coming(struct module *mod)
{
	return mod->state == MODULE_STATE_COMING;
}

static inline bool within_module_init(unsigned long addr, const struct module *mod)
{
	return addr - (unsigned long)mod->init_layout.base < mod->init_layout.size;
}

static inline bool within_module_core(unsigned long addr, const struct module *mod)
{
	return addr - (unsigned long)mod->core_layout.base < mod->core_layout.size;
}

static inline bool within_module(unsigned long addr, const struct module *mod)
{
	return within_module_init(addr, mod) || within_module_core(addr, mod);
}

/** try_module_get() - a reference, unless @module is going; NULL is the core */
bool try_module_get(struct module *module);
/** __module_get() - another reference; the caller holds one */
void __module_get(struct module *module);
/** module_put() - give a reference back */
void module_put(struct module *module);
/** module_refcount() - references held by others; -1: going */
int module_refcount(struct module *mod);
void __module_put_and_kthread_exit(struct module *mod, long code) __noreturn;
#define module_put_and_kthread_exit(code) __module_put_and_kthread_exit(THIS_MODULE, code)

/** find_module() - by name; hold module_mutex */
struct module *find_module(const char *name);
/** __module_address() - the module whose memory holds @addr, or NULL */
struct module *__module_address(unsigned long addr);
/** __module_text_address() - the same for its text */
struct module *__module_text_address(unsigned long addr);
bool is_module_address(unsigned long addr);
bool is_module_text_address(unsigned long addr);
bool is_module_percpu_address(unsigned long addr);

/** symbol_get() - address of an exported symbol and a reference on its
 * module, or NULL; symbol_put() gives the reference back */
void *__symbol_get(const char *symbol);
void __symbol_put(const char *symbol);
void symbol_put_addr(void *addr);
#define symbol_get(x)	((typeof(&x))__symbol_get(__stringify(x)))
#define symbol_put(x)	__symbol_put(__stringify(x))
#define symbol_request(x) symbol_get(x)

#define request_module(mod...)		(-ENOSYS)
#define request_module_nowait(mod...)	(-ENOSYS)
#define try_then_request_module(x, mod...) (x)

struct notifier_block;
int register_module_notifier(struct notifier_block *nb);
int unregister_module_notifier(struct notifier_block *nb);

/** search_module_extables() - exception table entry of a module's @addr, or NULL */
const struct exception_table_entry *search_module_extables(unsigned long addr);

static inline void print_modules(void) { }

#ifdef MODULE

#define early_initcall(fn)		module_init(fn)
#define core_initcall(fn)		module_init(fn)
#define core_initcall_sync(fn)		module_init(fn)
#define postcore_initcall(fn)		module_init(fn)
#define arch_initcall(fn)		module_init(fn)
#define subsys_initcall(fn)		module_init(fn)
#define subsys_initcall_sync(fn)	module_init(fn)
#define fs_initcall(fn)			module_init(fn)
#define fs_initcall_sync(fn)		module_init(fn)
#define rootfs_initcall(fn)		module_init(fn)
#define device_initcall(fn)		module_init(fn)
#define device_initcall_sync(fn)	module_init(fn)
#define late_initcall(fn)		module_init(fn)
#define late_initcall_sync(fn)		module_init(fn)
#define console_initcall(fn)		module_init(fn)
#define __initcall(fn)			module_init(fn)
#define __exitcall(fn)			module_exit(fn)

/* Each module has at most one of these. The pointer checks the type, and keeps the function's
 * own name for backtraces: without another use clang renames it to the alias. */
#define module_init(initfn)							\
	static const initcall_t __inittest __used = initfn;			\
	int init_module(void) __copy(initfn);					\
	int init_module(void) __attribute__((alias(#initfn), used));

#define module_exit(exitfn)							\
	static const exitcall_t __exittest __used = exitfn;			\
	void cleanup_module(void) __copy(exitfn);				\
	void cleanup_module(void) __attribute__((alias(#exitfn), used));

#else

#define module_init(x)	__initcall(x)
#define module_exit(x)	__exitcall(x)

#endif

#define builtin_driver(__driver, __register, ...)				\
static int __init __driver##_init(void)						\
{										\
	return __register(&(__driver), ##__VA_ARGS__);				\
}										\
device_initcall(__driver##_init)

#define module_driver(__driver, __register, __unregister, ...)			\
static int __init __driver##_init(void)						\
{										\
	return __register(&(__driver), ##__VA_ARGS__);				\
}										\
module_init(__driver##_init);							\
static void __exit __driver##_exit(void)					\
{										\
	__unregister(&(__driver), ##__VA_ARGS__);				\
}										\
module_exit(__driver##_exit)

#endif
