/* SPDX-License-Identifier: MIT */
/*
 * debug_info.h - source lines of code addresses, by DWARF
 *
 * Used by symbolize.c for the machine in this process and by boot_tables.c for
 * the tables that a bare machine gets.
 */
#ifndef TOOLS_DEBUG_INFO_H
#define TOOLS_DEBUG_INFO_H

#include <elfutils/libdw.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * struct debug_info - of one object
 * @id: the object it was opened from, NULL: the program
 * @image: our relocated copy, NULL: the program
 * @bias: added to link-time addresses
 */
struct debug_info {
	const void *id;
	char *image;
	Elf *elf;
	Dwarf *dwarf;
	unsigned long bias;
};

/**
 * debug_info_open() - read the debug information of a relocatable object
 * @object: @size: checked already, as the loader does; section addresses in
 *	sh_addr. A copy is made.
 *
 * Return: false when there is no memory. That it has none shows at look-ups.
 */
bool debug_info_open(struct debug_info *info, const void *object, size_t size);
void debug_info_close(struct debug_info *info);

/** debug_info_line() - base name of the source file, valid until the close, and
 * line of @pc. False: not known. */
bool debug_info_line(const struct debug_info *info, unsigned long pc, const char **file, int *line);

#endif
