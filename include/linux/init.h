/* SPDX-License-Identifier: MIT */
/*
 * init.h - what runs once at boot, and the command line
 *
 * An initcall is an entry {function, name, level} in the section initcalls of
 * its object; kernel/run/main.c runs them level by level, within a level in
 * link order. A setup parameter is an entry in the section setup_params:
 * early_param("mem", f) is asked first, __setup("quiet", f) later.
 *
 * In a module __init code and data go to sections that the loader gives back
 * when init has run; in the core the words only mark intent.
 */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/cache.h>

#ifdef MODULE
#define __init		__section(".init.text") __cold
#define __initdata	__section(".init.data")
#define __initconst	__section(".init.rodata")
#define __exit		__section(".exit.text") __cold __used
#define __exitdata	__section(".exit.data")
#else
#define __init		__cold
#define __initdata
#define __initconst
#define __exit		__cold __always_unused
#define __exitdata
#endif

#define __init_or_module	__init
#define __initdata_or_module	__initdata
#define __initconst_or_module	__initconst
#define __meminit
#define __meminitdata
#define __meminitconst
#define __memexit
#define __cpuinit
#define __ref
#define __refdata
#define __refconst

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

/**
 * struct initcall - one function to run at boot
 * @level: 0 early … 7 late; _sync levels come after the plain ones of a level
 *	(level * 2 + sync)
 */
struct initcall {
	int (*fn)(void);
	const char *name;
	int level;
};

extern const struct initcall __start_initcalls[] __weak;
extern const struct initcall __stop_initcalls[] __weak;

#define NR_INITCALL_LEVELS 16

#ifndef MODULE

#define ___initcall(initfn, lvl, uid)						\
	static const struct initcall __initcall_##uid				\
	__used __section("initcalls") __aligned(8) = { initfn, #initfn, lvl }
#define ____define_initcall(initfn, lvl, c)	___initcall(initfn, lvl, c)
#define ____initcall_paste(a, b)		a##b
#define ___initcall_paste(a, b)			____initcall_paste(a, b)
#define __define_initcall(initfn, lvl)						\
	____define_initcall(initfn, lvl, ___initcall_paste(initfn, __LINE__))

#define early_initcall(fn)		__define_initcall(fn, 0)
#define pure_initcall(fn)		__define_initcall(fn, 1)
#define core_initcall(fn)		__define_initcall(fn, 2)
#define core_initcall_sync(fn)		__define_initcall(fn, 3)
#define postcore_initcall(fn)		__define_initcall(fn, 4)
#define postcore_initcall_sync(fn)	__define_initcall(fn, 5)
#define arch_initcall(fn)		__define_initcall(fn, 6)
#define arch_initcall_sync(fn)		__define_initcall(fn, 7)
#define subsys_initcall(fn)		__define_initcall(fn, 8)
#define subsys_initcall_sync(fn)	__define_initcall(fn, 9)
#define fs_initcall(fn)			__define_initcall(fn, 10)
#define fs_initcall_sync(fn)		__define_initcall(fn, 11)
#define rootfs_initcall(fn)		__define_initcall(fn, 11)
#define device_initcall(fn)		__define_initcall(fn, 12)
#define device_initcall_sync(fn)	__define_initcall(fn, 13)
#define late_initcall(fn)		__define_initcall(fn, 14)
#define late_initcall_sync(fn)		__define_initcall(fn, 15)
#define console_initcall(fn)		early_initcall(fn)
#define __initcall(fn)			device_initcall(fn)
#define __exitcall(fn)							\
	static exitcall_t __exitcall_##fn __always_unused = fn

/**
 * struct setup_param - one word of the command line
 * @str: "name" or "name="
 * @setup_func: early_param() gives it what follows '=', NULL without one, and
 *	it returns 0 if it understood; __setup() gives it what follows @str and
 *	it returns 1 if it understood
 */
struct setup_param {
	const char *str;
	int (*setup_func)(char *arg);
	int early;
};

extern const struct setup_param __start_setup_params[] __weak;
extern const struct setup_param __stop_setup_params[] __weak;

#define __setup_param(string, unique_id, fn, is_early)			\
	static const struct setup_param __setup_##unique_id			\
	__used __section("setup_params") __aligned(8) = { string, fn, is_early }

#define __setup(str, fn)		__setup_param(str, fn, fn, 0)
#define early_param(str, fn)		__setup_param(str, fn, fn, 1)
#define early_param_on_off(str_on, str_off, var, config)			\
	int var = IS_ENABLED(config);						\
	static int __init parse_##var##_on(char *arg) { var = 1; return 0; }	\
	early_param(str_on, parse_##var##_on);					\
	static int __init parse_##var##_off(char *arg) { var = 0; return 0; }	\
	early_param(str_off, parse_##var##_off)

#else /* MODULE: initcalls are module_init(), in linux/module.h */

#define __setup_param(string, unique_id, fn, is_early)
#define __setup(str, fn)
#define early_param(str, fn)

#endif

/* As the port handed it over; params_parse() keeps the copy. */
extern char boot_command_line[];
extern char *saved_command_line;

#endif
