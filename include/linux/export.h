/* SPDX-License-Identifier: MIT */
/*
 * export.h - symbols that modules may use
 *
 * EXPORT_SYMBOL(f) puts a {name, address} pair into the section __ksymtab of
 * its object: the core's is searched first by the module loader, then those
 * of the modules loaded before. GPL-only exports carry a flag that lsmod and
 * the listing show; any module may use them.
 */
#ifndef _LINUX_EXPORT_H
#define _LINUX_EXPORT_H

#include <linux/compiler.h>
#include <linux/stringify.h>

#define KSYM_GPL 1ul

/**
 * struct kernel_symbol - one exported symbol
 * @value: its address (or per-CPU offset base, for EXPORT_PER_CPU_SYMBOL)
 * @name: its C name, as objects refer to it
 * @flags: KSYM_GPL
 */
struct kernel_symbol {
	unsigned long value;
	const char *name;
	unsigned long flags;
};

extern const struct kernel_symbol __start___ksymtab[] __weak;
extern const struct kernel_symbol __stop___ksymtab[] __weak;

struct module;
#ifdef MODULE
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#else
#define THIS_MODULE ((struct module *)0)
#endif

/*
 * What the compiler writes into the table. __link_name() gives some functions
 * another name in the object ("quarry_snprintf") than in C; the export carries
 * the C name, and the loader tries a wanted name without that prefix too.
 */
struct __ksym_init {
	const void *value;
	const char *name;
	unsigned long flags;
};

#define ___EXPORT_SYMBOL(sym, symname, gpl)					\
	extern typeof(sym) sym;							\
	static const struct __ksym_init __ksymtab_##sym				\
	__used __section("__ksymtab") __aligned(8)				\
	= { (const void *)&sym, symname, gpl }

#define EXPORT_SYMBOL(sym)		___EXPORT_SYMBOL(sym, #sym, 0)
#define EXPORT_SYMBOL_GPL(sym)		___EXPORT_SYMBOL(sym, #sym, KSYM_GPL)
#define EXPORT_SYMBOL_NS(sym, ns)	EXPORT_SYMBOL(sym)
#define EXPORT_SYMBOL_NS_GPL(sym, ns)	EXPORT_SYMBOL_GPL(sym)

#endif
