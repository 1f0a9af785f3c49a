// SPDX-License-Identifier: MIT
/*
 * debug_info.c - from code addresses to source lines, by libdw
 *
 * The debug information of a relocatable object is relocated here: the address
 * of each section stands in its header, which is all that the relocations of
 * the debug sections need.
 *
 * An address inside a function of a header that was inlined (kmalloc() is one)
 * is the caller's line, not the header's: inlined calls are climbed while the
 * file is one of ours.
 */
#include "debug_info.h"

#include <dwarf.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>

/* ---- relocation ---------------------------------------------------------------------- */

static bool symbol_value(const Elf64_Shdr *secs, const Elf64_Sym *sym, unsigned long *value)
{
	if (sym->st_shndx == SHN_UNDEF || sym->st_shndx >= SHN_LORESERVE)
		return false;
	*value = sym->st_value;
	if (secs[sym->st_shndx].sh_flags & SHF_ALLOC)
		*value += secs[sym->st_shndx].sh_addr;
	return true;
}

/* The loader has checked all offsets and indices. */
static void relocate_section(char *image, const Elf64_Shdr *secs, const Elf64_Shdr *rela)
{
	const Elf64_Shdr *target = &secs[rela->sh_info];
	const Elf64_Rela *rel = (const void *)(image + rela->sh_offset);
	const Elf64_Sym *syms = (const void *)(image + secs[rela->sh_link].sh_offset);

	for (size_t i = 0; i < rela->sh_size / sizeof(*rel); i++) {
		unsigned int type = ELF64_R_TYPE(rel[i].r_info);
		char *where = image + target->sh_offset + rel[i].r_offset;
		size_t bytes = type == R_X86_64_64 ? 8 : type == R_X86_64_32 ? 4 : 0;
		unsigned long value;

		if (!bytes || rel[i].r_offset + bytes > target->sh_size ||
		    !symbol_value(secs, &syms[ELF64_R_SYM(rel[i].r_info)], &value))
			continue;
		value += (unsigned long)rel[i].r_addend;
		memcpy(where, &value, bytes);
	}
}

static void relocate_debug(char *image)
{
	const Elf64_Ehdr *hdr = (const void *)image;
	Elf64_Shdr *secs = (void *)(image + hdr->e_shoff);

	for (unsigned int i = 1; i < hdr->e_shnum; i++) {
		if (secs[i].sh_type != SHT_RELA || (secs[secs[i].sh_info].sh_flags & SHF_ALLOC))
			continue;
		relocate_section(image, secs, &secs[i]);
		secs[i].sh_type = SHT_NULL; /* done: libdw is not to do it again */
	}
}

bool debug_info_open(struct debug_info *info, const void *object, size_t size)
{
	info->image = malloc(size);
	if (!info->image)
		return false;
	memcpy(info->image, object, size);
	relocate_debug(info->image);
	info->elf = elf_memory(info->image, size);
	info->dwarf = info->elf ? dwarf_begin_elf(info->elf, DWARF_C_READ, NULL) : NULL;
	info->id = object;
	info->bias = 0;
	return true;
}

void debug_info_close(struct debug_info *info)
{
	dwarf_end(info->dwarf);
	elf_end(info->elf);
	free(info->image);
	memset(info, 0, sizeof(*info));
}

/* ---- address to line ------------------------------------------------------------------- */

static bool unit_of(Dwarf *dwarf, Dwarf_Addr addr, Dwarf_Die *unit)
{
	Dwarf_CU *cu = NULL;
	Dwarf_Die other;

	if (dwarf_addrdie(dwarf, addr, unit))
		return true;
	/* clang writes no table of addresses. */
	while (!dwarf_get_units(dwarf, cu, &cu, NULL, NULL, unit, &other))
		if (dwarf_haspc(unit, addr) > 0)
			return true;
	return false;
}

static bool is_our_header(const char *file)
{
	return file && (strstr(file, "include/linux/") || strstr(file, "include/asm") ||
			strstr(file, "include/quarry") || strstr(file, "include/kunit") ||
			strstr(file, "quarry-kernel/"));
}

/* The file that an inlined call stands in, and its line. */
static bool call_site(Dwarf_Die *unit, Dwarf_Die *inlined, const char **file, int *line)
{
	Dwarf_Attribute attr;
	Dwarf_Word number;
	Dwarf_Files *files;
	size_t nr;

	if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_line, &attr), &number))
		return false;
	*line = (int)number;
	if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_file, &attr), &number) ||
	    dwarf_getsrcfiles(unit, &files, &nr) || number >= nr)
		return false;
	*file = dwarf_filesrc(files, number, NULL, NULL);
	return *file != NULL;
}

static void climb_out_of_headers(Dwarf_Die *unit, Dwarf_Addr addr, const char **file, int *line)
{
	Dwarf_Die *scopes;
	int nr = dwarf_getscopes(unit, addr, &scopes);

	for (int i = 0; i < nr && is_our_header(*file); i++)
		if (dwarf_tag(&scopes[i]) == DW_TAG_inlined_subroutine)
			call_site(unit, &scopes[i], file, line);
	if (nr > 0)
		free(scopes);
}

bool debug_info_line(const struct debug_info *info, unsigned long pc, const char **file, int *line)
{
	Dwarf_Addr addr = pc - info->bias;
	Dwarf_Line *row;
	Dwarf_Die unit;

	if (!info->dwarf || !unit_of(info->dwarf, addr, &unit))
		return false;
	row = dwarf_getsrc_die(&unit, addr);
	*file = row ? dwarf_linesrc(row, NULL, NULL) : NULL;
	if (!*file || dwarf_lineno(row, line))
		return false;
	climb_out_of_headers(&unit, addr, file, line);
	if (strrchr(*file, '/'))
		*file = strrchr(*file, '/') + 1;
	return true;
}
