/* SPDX-License-Identifier: MIT */
/*
 * code_tables.h - tables that name code addresses on a bare machine
 *
 * A hosted machine asks the debug information of its own program. A bare one
 * has none: the tool that starts it (tools/boot_tables.c) makes two kinds of
 * tables and hands them over with the modules, and the machine
 * (tools/boot/names.c) looks addresses up in them.
 *
 * Both are a header, entries in ascending order, and names: strings that each
 * end with '\0'. All numbers are little-endian and of 2 or 4 bytes, so that a
 * table may lie at any multiple of 4. Plain C types only: the tool is libc code.
 *
 * Line table: an entry says which source line the code is from its offset in a
 * section of the module's object up to the next entry or the end of the section.
 *
 * Symbol table: an entry is one function of the core.
 */
#ifndef QUARRY_CODE_TABLES_H
#define QUARRY_CODE_TABLES_H

#ifdef __cplusplus
extern "C" {
#endif

#define LINE_TABLE_MAGIC   0x31656e6cu /* "lne1" */
#define SYMBOL_TABLE_MAGIC 0x316d7973u /* "sym1" */

/**
 * struct line_table - header; @nr entries and @names_size bytes of names follow
 */
struct line_table {
	unsigned int magic;
	unsigned int nr;
	unsigned int names_size;
};

/**
 * struct line_entry - from here on the code is of @line
 * @offset: in the section, bytes
 * @line: 0: of no line that is known
 * @section: number in the object's section table
 * @file: where its name starts among the names
 *
 * In ascending order of section and offset; no two are equal.
 */
struct line_entry {
	unsigned int offset;
	unsigned int line;
	unsigned short section;
	unsigned short file;
};

/**
 * struct symbol_table - header; @nr entries and @names_size bytes of names follow
 * @base_low: @base_high: halves of the address that offsets count from
 */
struct symbol_table {
	unsigned int magic;
	unsigned int nr;
	unsigned int names_size;
	unsigned int base_low, base_high;
};

/**
 * struct symbol_entry - one function
 * @offset: from the base
 * @size: its bytes; above 0
 * @name: where its name starts among the names
 *
 * In ascending order of offset; several may start at one address.
 */
struct symbol_entry {
	unsigned int offset;
	unsigned int size;
	unsigned int name;
};

/** line_table_valid() - is this a line table in which line_table_find() can be
 * trusted to look? @table at a multiple of 4. */
_Bool line_table_valid(const void *table, unsigned long size);

/**
 * line_table_find() - the source line of an offset in a section
 * @table: line_table_valid() has found it so
 *
 * Context: any. Return: false: not known.
 */
_Bool line_table_find(const void *table, unsigned int section, unsigned long offset,
		      const char **file, unsigned int *line);

/** symbol_table_valid() - the same for a symbol table */
_Bool symbol_table_valid(const void *table, unsigned long size);

/**
 * symbol_table_find() - the function that holds an address
 * @table: symbol_table_valid() has found it so
 *
 * Context: any. Return: false: none does.
 */
_Bool symbol_table_find(const void *table, unsigned long addr, const char **name,
			unsigned long *start, unsigned long *size);

#ifdef __cplusplus
}
#endif
#endif
