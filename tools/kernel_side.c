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
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/module_loader.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include <quarry/report.h>
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
