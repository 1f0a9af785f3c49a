// SPDX-License-Identifier: MIT
/*
 * boot_archive.c - modules packed for a bare kernel
 *
 * One newc archive, which the boot loader puts into memory and the kernel's
 * payload (tools/boot/) reads:
 *
 *	core.syms		names of the kernel's functions
 *	modules/NAME.o		the relocatable object
 *	modules/NAME.args	its "name=value" words
 *	modules/NAME.lines	its source lines
 *
 * The objects are in the order in which they are to be loaded, the other members
 * of a module behind its object. The same modules give the same bytes: members
 * have no owner and no time.
 */
#include "boot.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

static void must(int result, struct archive *archive)
{
	if (result != ARCHIVE_OK)
		exit(fail(STATUS_FAILED, "the boot archive cannot be made: %s",
			  archive_error_string(archive)));
}

static void add_member(struct archive *archive, const char *name, const void *data, size_t size)
{
	struct archive_entry *entry = archive_entry_new();

	if (!entry)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	archive_entry_set_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)size);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	must(archive_write_header(archive, entry), archive);
	if (size && archive_write_data(archive, data, size) != (la_ssize_t)size)
		must(ARCHIVE_FATAL, archive);
	archive_entry_free(entry);
}

static void add_module(struct archive *archive, const struct module_object *module)
{
	char *name = format("modules/%s.o", module->name), *text;
	size_t size;

	add_member(archive, name, module->image, module->size);
	free(name);
	text = words_join(&module->args);
	name = format("modules/%s.args", module->name);
	add_member(archive, name, text, strlen(text));
	free(name);
	free(text);
	text = line_table_make(module, &size);
	name = format("modules/%s.lines", module->name);
	if (text)
		add_member(archive, name, text, size);
	free(name);
	free(text);
}

char *boot_archive(const struct module_objects *modules, const char *kernel, size_t *size)
{
	struct archive *archive = archive_write_new();
	char *image = NULL, *table;
	FILE *memory = open_memstream(&image, size);
	size_t table_size;

	if (!archive || !memory)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	must(archive_write_set_format_cpio_newc(archive), archive);
	must(archive_write_set_bytes_in_last_block(archive, 1), archive);
	must(archive_write_open_FILE(archive, memory), archive);
	table = symbol_table_make(kernel, &table_size);
	if (table)
		add_member(archive, "core.syms", table, table_size);
	free(table);
	for (size_t i = 0; i < modules->nr; i++)
		add_module(archive, &modules->at[i]);
	must(archive_write_close(archive), archive);
	archive_write_free(archive);
	if (fclose(memory))
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	return image;
}
