// SPDX-License-Identifier: MIT
/*
 * code_tables.c - look-ups in the tables of include/quarry/code_tables.h
 *
 * A table comes from outside, so it is gone through once, when it is
 * registered: the parts fill it exactly, the names end inside it, the entries
 * ascend and refer to names that are there. After that a look-up is a binary
 * search that needs no checks, in any context, also on a machine that dies.
 *
 * Locking: none; a table does not change.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/code_tables.h>

/* Entries of @entry bytes and names fill what is behind the header. */
static bool fills(unsigned long size, unsigned long header, u64 nr, u64 entry, u64 names_size)
{
	return nr * entry + names_size == size - header;
}

/* Are all strings in it ended? */
static bool names_end(const char *names, unsigned long size)
{
	return !size || names[size - 1] == '\0';
}

static bool is_table(const void *table, unsigned long size, unsigned long header, u32 magic)
{
	return IS_ALIGNED((unsigned long)table, 4) && size >= header &&
	       *(const u32 *)table == magic;
}

/* ---- lines -------------------------------------------------------------------- */

static const struct line_entry *line_entries(const struct line_table *t)
{
	return (const void *)(t + 1);
}

/* Ascending over all sections. */
static u64 line_key(unsigned int section, u32 offset)
{
	return (u64)section << 32 | offset;
}

_Bool line_table_valid(const void *table, unsigned long size)
{
	const struct line_table *t = table;
	const struct line_entry *e;
	u32 i;

	if (!is_table(table, size, sizeof(*t), LINE_TABLE_MAGIC) ||
	    !fills(size, sizeof(*t), t->nr, sizeof(*e), t->names_size))
		return false;
	e = line_entries(t);
	for (i = 0; i < t->nr; i++)
		if (e[i].file >= t->names_size ||
		    (i && line_key(e[i - 1].section, e[i - 1].offset) >=
				  line_key(e[i].section, e[i].offset)))
			return false;
	return names_end((const char *)(e + t->nr), t->names_size);
}

_Bool line_table_find(const void *table, unsigned int section, unsigned long offset,
		      const char **file, unsigned int *line)
{
	const struct line_table *t = table;
	const struct line_entry *e = line_entries(t);
	u32 low = 0, high = t->nr;

	if (offset > U32_MAX)
		return false;
	while (low < high) {
		u32 mid = low + (high - low) / 2;

		if (line_key(e[mid].section, e[mid].offset) <= line_key(section, offset))
			low = mid + 1;
		else
			high = mid;
	}
	if (!low || e[low - 1].section != section || !e[low - 1].line)
		return false;
	*file = (const char *)(e + t->nr) + e[low - 1].file;
	*line = e[low - 1].line;
	return true;
}

/* ---- symbols ------------------------------------------------------------------ */

static const struct symbol_entry *symbol_entries(const struct symbol_table *t)
{
	return (const void *)(t + 1);
}

_Bool symbol_table_valid(const void *table, unsigned long size)
{
	const struct symbol_table *t = table;
	const struct symbol_entry *e;
	u32 i;

	if (!is_table(table, size, sizeof(*t), SYMBOL_TABLE_MAGIC) ||
	    !fills(size, sizeof(*t), t->nr, sizeof(*e), t->names_size))
		return false;
	e = symbol_entries(t);
	for (i = 0; i < t->nr; i++)
		if (e[i].name >= t->names_size || !e[i].size ||
		    (i && e[i - 1].offset > e[i].offset))
			return false;
	return names_end((const char *)(e + t->nr), t->names_size);
}

_Bool symbol_table_find(const void *table, unsigned long addr, const char **name,
			unsigned long *start, unsigned long *size)
{
	const struct symbol_table *t = table;
	const struct symbol_entry *e = symbol_entries(t);
	u64 base = (u64)t->base_high << 32 | t->base_low, offset = addr - base;
	u32 low = 0, high = t->nr;

	while (low < high) {
		u32 mid = low + (high - low) / 2;

		if (e[mid].offset <= offset)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low || addr < base || offset - e[low - 1].offset >= e[low - 1].size)
		return false;
	*name = (const char *)(e + t->nr) + e[low - 1].name;
	*start = base + e[low - 1].offset;
	*size = e[low - 1].size;
	return true;
}
