// SPDX-License-Identifier: MIT
/*
 * object.c - what a built module says about itself
 *
 * Its parameters are the symbols __param_NAME in the section kernel_params, so
 * that those with callbacks count too; .modinfo has "parmtype=NAME:TYPE" for
 * most of them. That decides, before a machine boots, which words of a command
 * line are the module's and which are the machine's.
 */
#include "tool.h"

#include <gelf.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>

/* Section @name of @elf, or NULL. */
static Elf_Scn *section(Elf *elf, const char *name)
{
	Elf_Scn *scn = NULL;
	size_t names;
	GElf_Shdr hdr;

	if (elf_getshdrstrndx(elf, &names))
		return NULL;
	while ((scn = elf_nextscn(elf, scn))) {
		const char *found = gelf_getshdr(scn, &hdr) ? elf_strptr(elf, names, hdr.sh_name)
							    : NULL;

		if (found && !strcmp(found, name))
			return scn;
	}
	return NULL;
}

static Elf_Scn *symbols(Elf *elf, GElf_Shdr *hdr)
{
	Elf_Scn *scn = NULL;

	while ((scn = elf_nextscn(elf, scn)))
		if (gelf_getshdr(scn, hdr) && hdr->sh_type == SHT_SYMTAB)
			return scn;
	return NULL;
}

/* The text behind "parmtype=NAME:" in .modinfo, or NULL. */
static const char *param_type(Elf *elf, const char *name)
{
	Elf_Scn *scn = section(elf, ".modinfo");
	Elf_Data *data = scn ? elf_getdata(scn, NULL) : NULL;
	char *want = format("parmtype=%s:", name);
	const char *text = data ? data->d_buf : NULL, *found = NULL;
	size_t at = 0;

	while (text && at < data->d_size && !found) {
		size_t len = strnlen(text + at, data->d_size - at);

		if (len < data->d_size - at && !strncmp(text + at, want, strlen(want)))
			found = text + at + strlen(want);
		at += len + 1;
	}
	free(want);
	return found;
}

static void read_symbol(Elf *elf, struct module_object *object, const char *name, bool is_param)
{
	const char *type;

	if (!strcmp(name, "init_module"))
		object->has_init = true;
	if (!is_param || strncmp(name, "__param_", 8))
		return;
	name += 8;
	type = param_type(elf, name);
	words_add(&object->param_names, "%s", name);
	if (type)
		words_add(&object->params, "%s (%s)", name, type);
	else
		words_add(&object->params, "%s", name);
}

static void read_symbols(Elf *elf, struct module_object *object)
{
	Elf_Scn *params = section(elf, "kernel_params"), *scn;
	size_t param_index = params ? elf_ndxscn(params) : 0;
	GElf_Shdr hdr;
	Elf_Data *data;
	GElf_Sym sym;

	scn = symbols(elf, &hdr);
	data = scn ? elf_getdata(scn, NULL) : NULL;
	for (int i = 1; data && gelf_getsym(data, i, &sym); i++) {
		const char *name = elf_strptr(elf, hdr.sh_link, sym.st_name);

		if (name && sym.st_shndx != SHN_UNDEF)
			read_symbol(elf, object, name, param_index && sym.st_shndx == param_index);
	}
}

bool object_read(struct module_object *object)
{
	Elf *elf;
	bool good;

	elf_version(EV_CURRENT);
	elf = elf_memory(object->image, object->size);
	good = elf && elf_kind(elf) == ELF_K_ELF;
	if (good)
		read_symbols(elf, object);
	elf_end(elf);
	return good;
}

/* ---- whose parameter is it? ------------------------------------------------------------ */

static bool same_name(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((a[i] == '-' ? '_' : a[i]) != (b[i] == '-' ? '_' : b[i]) || !b[i])
			return false;
	return b[len] == '\0';
}

bool module_param_give(struct module_objects *modules, const char *word)
{
	bool taken = false;

	for (size_t i = 0; i < modules->nr; i++) {
		struct module_object *m = &modules->at[i];
		const char *name = word;

		if (!strncmp(word, m->name, strlen(m->name)) && word[strlen(m->name)] == '.')
			name += strlen(m->name) + 1;
		for (size_t p = 0; p < m->param_names.nr; p++)
			if (same_name(name, m->param_names.at[p], strcspn(name, "="))) {
				words_add(&m->args, strchr(name, ' ') ? "\"%s\"" : "%s", name);
				taken = true;
			}
	}
	return taken;
}
