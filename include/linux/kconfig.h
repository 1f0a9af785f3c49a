/* SPDX-License-Identifier: MIT */
/*
 * kconfig.h - asking whether an option is on, in C and in #if alike
 *
 * Included before every source file, after the build's configuration; defines
 * macros only. An option that is on is defined as 1: pasting its value behind
 * __KCONFIG_IS_ then names a macro that inserts one more argument, so that the
 * second argument is 1 instead of 0.
 */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

#define __KCONFIG_IS_1			      0,
#define __kconfig_second(ignored, value, ...) value
#define __kconfig_choose(hole_or_junk)	      __kconfig_second(hole_or_junk 1, 0, 0)
#define __kconfig_paste(value)		      __kconfig_choose(__KCONFIG_IS_##value)

/* 1 if @x is defined as 1, else 0 */
#define __is_defined(x) __kconfig_paste(x)

#define IS_BUILTIN(option) __is_defined(option)
#define IS_MODULE(option)  __is_defined(option##_MODULE)
#define IS_ENABLED(option) (IS_BUILTIN(option) || __is_defined(option##_MODULE))
#ifdef MODULE
#define IS_REACHABLE(option) (IS_BUILTIN(option) || __is_defined(option##_MODULE))
#else
#define IS_REACHABLE(option) IS_BUILTIN(option)
#endif

/* What is always so in this kernel. */
#define CONFIG_PRINTK	1
#define CONFIG_BUG	1
#define CONFIG_MODULES	1
#define CONFIG_SLAB	1
#define CONFIG_KALLSYMS 1
#define CONFIG_KUNIT	1

#endif
