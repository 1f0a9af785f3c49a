// SPDX-License-Identifier: MIT
/*
 * names.c - names of code addresses, from the tables in the archive
 *
 * The tables (quarry/code_tables.h) have been checked when the archive was read.
 * A module's addresses become a section and an offset in its object, as its
 * line table has them; the core's functions are all in one symbol table. The
 * core has no line table: a WARN says its line itself.
 *
 * Context: any, also a dying one. No lock, no allocation.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/code_tables.h>
#include <quarry/module_loader.h>
#include <quarry/port.h>
#include "../kernel_side.h"
#include "payload.h"

static const void *core_symbols;

static bool source_line(unsigned long pc, char *buf, size_t len)
{
	unsigned int section, line;
	unsigned long size, offset;
	const char *module, *file;
	const void *object, *lines;

	if (!ks_module_at(pc, &module, &object, &size, &section, &offset))
		return false;
	lines = payload_lines(module);
	if (!lines || !line_table_find(lines, section, offset, &file, &line))
		return false;
	scnprintf(buf, len, "%s:%u", file, line);
	return true;
}

static bool core_symbol(unsigned long addr, char *name, size_t len, unsigned long *start,
			unsigned long *size)
{
	const char *found;

	if (!symbol_table_find(core_symbols, addr, &found, start, size))
		return false;
	strscpy(name, found, len);
	return true;
}

void payload_names_init(const void *symbols)
{
	core_symbols = symbols;
	if (symbols)
		ksyms_set_resolver(core_symbol);
	port_source_line_hook = source_line;
}
