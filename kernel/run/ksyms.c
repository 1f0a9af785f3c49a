// SPDX-License-Identifier: MIT
/*
 * ksyms.c - names of addresses, for %pS, backtraces and reports
 *
 * A module's names come from the symbol table kept when it was loaded. The
 * core's come from a resolver that the platform registers (hosted: the
 * program's own symbol table); without one, from the nearest exported symbol
 * below the address, within 4 KiB and marked by a tilde, as it may be another
 * function's: "~kfree+0x340".
 *
 * Context: any, also a dying one. No lock, no allocation.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/kallsyms.h>
#include <linux/module.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/sprintf.h>
#include <quarry/module_loader.h>

#define EXPORT_REACH 4096ul

static bool (*resolver)(unsigned long addr, char *name, size_t len, unsigned long *start,
			unsigned long *size);

/* The export that starts nearest below @addr. */
static const struct kernel_symbol *nearest_export(unsigned long addr)
{
	const struct kernel_symbol *sym, *best = NULL;

	for (sym = __start___ksymtab; sym < __stop___ksymtab; sym++)
		if (sym->value <= addr && addr - sym->value < EXPORT_REACH &&
		    (!best || sym->value > best->value))
			best = sym;
	return best;
}

static bool core_symbol(unsigned long addr, char *name, unsigned long *offset, unsigned long *size)
{
	const struct kernel_symbol *sym;
	unsigned long start;

	if (resolver && resolver(addr, name, KSYM_NAME_LEN, &start, size)) {
		*offset = addr - start;
		return true;
	}
	sym = nearest_export(addr);
	if (!sym)
		return false;
	*offset = addr - sym->value;
	*size = 0;
	scnprintf(name, KSYM_NAME_LEN, "%s%s", *offset ? "~" : "", sym->name);
	return true;
}

const char *kallsyms_lookup(unsigned long addr, unsigned long *symbolsize, unsigned long *offset,
			    char **modname, char *namebuf)
{
	struct module *mod = __module_address(addr);
	unsigned long size = 0, off = 0;
	const char *name;
	bool found;

	if (modname)
		*modname = mod ? mod->name : NULL;
	found = mod && module_symbol(mod, addr, &name, &off, &size);
	if (found)
		strscpy(namebuf, name, KSYM_NAME_LEN);
	else
		found = core_symbol(addr, namebuf, &off, &size);
	if (symbolsize)
		*symbolsize = size;
	if (offset)
		*offset = off;
	return found ? namebuf : NULL;
}

int lookup_symbol_name(unsigned long addr, char *symname)
{
	return kallsyms_lookup(addr, NULL, NULL, NULL, symname) ? 0 : -ERANGE;
}

/*
 * The text of @addr, looked up @back bytes before it. Return: its length, or 0
 * when no symbol is known.
 */
static int symbol_text(char *buf, size_t size, unsigned long addr, unsigned long back,
		       bool with_offset, bool with_size)
{
	unsigned long offset, symbol_size;
	char name[KSYM_NAME_LEN];
	char *modname;
	int len;

	if (!kallsyms_lookup(addr - back, &symbol_size, &offset, &modname, name))
		return 0;
	len = scnprintf(buf, size, "%s", name);
	if (with_offset)
		len += scnprintf(buf + len, size - len, "+%#lx", offset + back);
	if (with_offset && with_size)
		len += scnprintf(buf + len, size - len, "/%#lx", symbol_size);
	if (modname)
		len += scnprintf(buf + len, size - len, " [%s]", modname);
	return len;
}

/* %pS and its kin. */
static int vsprintf_symbol(char *buf, size_t size, unsigned long addr, bool with_offset,
			   bool with_size)
{
	return symbol_text(buf, size, addr, 0, with_offset, with_size);
}

static int sprint(char *buffer, unsigned long address, unsigned long back, bool add_offset)
{
	int len = symbol_text(buffer, KSYM_SYMBOL_LEN, address, back, add_offset, true);

	return len ? len : scnprintf(buffer, KSYM_SYMBOL_LEN, "0x%lx", address);
}

int sprint_symbol(char *buffer, unsigned long address)
{
	return sprint(buffer, address, 0, true);
}
EXPORT_SYMBOL_GPL(sprint_symbol);

int sprint_symbol_no_offset(char *buffer, unsigned long address)
{
	return sprint(buffer, address, 0, false);
}
EXPORT_SYMBOL_GPL(sprint_symbol_no_offset);

int sprint_backtrace(char *buffer, unsigned long address)
{
	return sprint(buffer, address, 1, true);
}

unsigned long kallsyms_lookup_name(const char *name)
{
	const struct kernel_symbol *sym;

	for (sym = __start___ksymtab; sym < __stop___ksymtab; sym++)
		if (!strcmp(sym->name, name))
			return sym->value;
	return 0;
}

/* Data of the core counts too: the image's bounds are all a port tells. */
bool core_kernel_text(unsigned long addr)
{
	char name[KSYM_NAME_LEN];
	unsigned long offset, size;

	return core_symbol(addr, name, &offset, &size);
}

bool kernel_text_address(unsigned long addr)
{
	return core_kernel_text(addr) || is_module_text_address(addr);
}

bool __kernel_text_address(unsigned long addr)
{
	return kernel_text_address(addr);
}

static int __init ksyms_init(void)
{
	vsprintf_symbol_hook = vsprintf_symbol;
	return 0;
}
early_initcall(ksyms_init);

/* Comes before the machine is booted, so names are known from then on. */
void ksyms_set_resolver(bool (*fn)(unsigned long addr, char *name, size_t len, unsigned long *start,
				   unsigned long *size))
{
	resolver = fn;
	ksyms_init();
}
