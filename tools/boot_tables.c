// SPDX-License-Identifier: MIT
/*
 * boot_tables.c - tables that name code addresses, for a machine that has no
 * debug information (include/quarry/code_tables.h)
 *
 * Lines: the sections of a copy of the object get addresses far apart, libdw is
 * asked about every place where the answer may change, and equal neighbours are
 * joined. The answer changes at a row of the line program and where a function
 * that was inlined begins or ends, since a line in one of our headers is told as
 * the line of its caller (debug_info.c).
 *
 * Symbols: functions of the linked kernel; one without a size, as in assembly,
 * reaches to the next.
 */
#include "boot.h"
#include "debug_info.h"

#include <code_tables.h>
#include <dwarf.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Between the addresses that sections get here. */
#define SECTION_GAP 4096

static void *grow(void *array, size_t nr, size_t size)
{
	/* In powers of two. */
	if (nr & (nr - 1))
		return array;
	array = realloc(array, (nr ? 2 * nr : 1) * size);
	if (!array)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	return array;
}

/* ---- names --------------------------------------------------------------------------- */

/* struct names - strings, each with its '\0' */
struct names {
	char *text;
	size_t size;
};

/* Added at the end. Return: where it starts. */
static size_t add_name(struct names *names, const char *name)
{
	size_t at = names->size, bytes = strlen(name) + 1;

	names->text = realloc(names->text, at + bytes);
	if (!names->text)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	memcpy(names->text + at, name, bytes);
	names->size += bytes;
	return at;
}

static size_t find_name(struct names *names, const char *name)
{
	for (size_t at = 0; at < names->size; at += strlen(names->text + at) + 1)
		if (!strcmp(names->text + at, name))
			return at;
	return add_name(names, name);
}

static char *join_table(const void *header, size_t header_size, const void *entries,
			size_t entries_size, const struct names *names, size_t *size)
{
	char *table = malloc(header_size + entries_size + names->size);

	if (!table)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	memcpy(table, header, header_size);
	if (entries_size)
		memcpy(table + header_size, entries, entries_size);
	if (names->size)
		memcpy(table + header_size + entries_size, names->text, names->size);
	*size = header_size + entries_size + names->size;
	return table;
}

/* ---- places where the line may change --------------------------------------------------- */

struct places {
	Dwarf_Addr *at;
	size_t nr;
};

static void add_place(struct places *places, Dwarf_Addr addr)
{
	places->at = grow(places->at, places->nr, sizeof(*places->at));
	places->at[places->nr++] = addr;
}

static void add_rows(struct places *places, Dwarf_Die *unit)
{
	Dwarf_Lines *lines;
	size_t nr;

	if (dwarf_getsrclines(unit, &lines, &nr))
		return;
	for (size_t i = 0; i < nr; i++) {
		Dwarf_Addr addr;

		if (!dwarf_lineaddr(dwarf_onesrcline(lines, i), &addr))
			add_place(places, addr);
	}
}

/* Inlined functions among the children of @die, and in them. */
static void add_inlined(struct places *places, Dwarf_Die *die)
{
	Dwarf_Die child;

	if (dwarf_child(die, &child))
		return;
	do {
		Dwarf_Addr base, start, end;
		ptrdiff_t at = 0;

		if (dwarf_tag(&child) == DW_TAG_inlined_subroutine)
			while ((at = dwarf_ranges(&child, at, &base, &start, &end)) > 0) {
				add_place(places, start);
				add_place(places, end);
			}
		add_inlined(places, &child);
	} while (!dwarf_siblingof(&child, &child));
}

static int by_address(const void *a, const void *b)
{
	Dwarf_Addr x = *(const Dwarf_Addr *)a, y = *(const Dwarf_Addr *)b;

	return x < y ? -1 : x > y;
}

static void find_places(struct places *places, Dwarf *dwarf)
{
	Dwarf_CU *cu = NULL;
	Dwarf_Die unit, other;
	size_t kept = 0;

	while (!dwarf_get_units(dwarf, cu, &cu, NULL, NULL, &unit, &other)) {
		add_rows(places, &unit);
		add_inlined(places, &unit);
	}
	if (places->nr)
		qsort(places->at, places->nr, sizeof(*places->at), by_address);
	for (size_t i = 0; i < places->nr; i++)
		if (!kept || places->at[i] != places->at[kept - 1])
			places->at[kept++] = places->at[i];
	places->nr = kept;
}

/* ---- lines ---------------------------------------------------------------------------------- */

struct lines {
	struct line_entry *at;
	size_t nr;
	struct names names;
};

/* Sections that are loaded get addresses; in their order, so entries will ascend. */
static void place_sections(Elf64_Shdr *secs, unsigned int nr)
{
	Elf64_Addr at = SECTION_GAP;

	for (unsigned int i = 1; i < nr; i++) {
		if (!(secs[i].sh_flags & SHF_ALLOC))
			continue;
		secs[i].sh_addr = at;
		at += (secs[i].sh_size / SECTION_GAP + 2) * SECTION_GAP;
	}
}

static unsigned int section_of(const Elf64_Shdr *secs, unsigned int nr, Dwarf_Addr addr)
{
	for (unsigned int i = 1; i < nr; i++)
		if ((secs[i].sh_flags & SHF_EXECINSTR) && addr - secs[i].sh_addr < secs[i].sh_size)
			return i;
	return 0;
}

/* False: the tables do not fit the format, which no real module reaches. */
static bool add_line(struct lines *lines, unsigned int section, size_t offset, const char *file,
		     int line)
{
	const struct line_entry *last = lines->nr ? &lines->at[lines->nr - 1] : NULL;
	size_t name = find_name(&lines->names, file);

	if (name > UINT16_MAX || section > UINT16_MAX || offset > UINT32_MAX)
		return false;
	if (last && last->section == section && last->file == name &&
	    last->line == (unsigned int)line)
		return true;
	lines->at = grow(lines->at, lines->nr, sizeof(*lines->at));
	lines->at[lines->nr++] = (struct line_entry){
		.offset = (unsigned int)offset,
		.line = (unsigned int)line,
		.section = (unsigned short)section,
		.file = (unsigned short)name,
	};
	return true;
}

static bool fill_lines(struct lines *lines, const struct debug_info *info, const Elf64_Shdr *secs,
		       unsigned int nr_secs)
{
	struct places places = { 0 };
	bool good = true;

	find_places(&places, info->dwarf);
	for (size_t i = 0; i < places.nr && good; i++) {
		unsigned int section = section_of(secs, nr_secs, places.at[i]);
		const char *file;
		int line;

		if (!section)
			continue;
		if (!debug_info_line(info, places.at[i], &file, &line)) {
			file = "?";
			line = 0;
		}
		good = add_line(lines, section, places.at[i] - secs[section].sh_addr, file, line);
	}
	free(places.at);
	return good;
}

char *line_table_make(const struct module_object *module, size_t *size)
{
	struct line_table header = { .magic = LINE_TABLE_MAGIC };
	struct debug_info info = { 0 };
	struct lines lines = { 0 };
	char *copy = malloc(module->size), *table = NULL;
	const Elf64_Ehdr *hdr = (const void *)copy;
	Elf64_Shdr *secs;

	if (!copy)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	memcpy(copy, module->image, module->size);
	secs = (void *)(copy + hdr->e_shoff);
	place_sections(secs, hdr->e_shnum);
	if (debug_info_open(&info, copy, module->size) && info.dwarf &&
	    fill_lines(&lines, &info, secs, hdr->e_shnum)) {
		header.nr = (unsigned int)lines.nr;
		header.names_size = (unsigned int)lines.names.size;
		table = join_table(&header, sizeof(header), lines.at, lines.nr * sizeof(*lines.at),
				   &lines.names, size);
	}
	debug_info_close(&info);
	free(lines.at);
	free(lines.names.text);
	free(copy);
	return table;
}

/* ---- symbols ------------------------------------------------------------------- */

/* struct symbol - a function of the kernel */
struct symbol {
	GElf_Addr start;
	GElf_Xword size;
	const char *name;
};

struct symbols {
	struct symbol *at;
	size_t nr;
};

static int by_start(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->size < y->size ? -1 : x->size > y->size;
}

static void read_symbols(Elf *elf, struct symbols *symbols)
{
	Elf_Scn *scn = NULL;
	Elf_Data *data;
	GElf_Shdr hdr;
	GElf_Sym sym;

	while ((scn = elf_nextscn(elf, scn)))
		if (gelf_getshdr(scn, &hdr) && hdr.sh_type == SHT_SYMTAB)
			break;
	data = scn ? elf_getdata(scn, NULL) : NULL;
	for (int i = 1; data && gelf_getsym(data, i, &sym); i++) {
		const char *name = elf_strptr(elf, hdr.sh_link, sym.st_name);

		if (!name || GELF_ST_TYPE(sym.st_info) != STT_FUNC || sym.st_shndx == SHN_UNDEF)
			continue;
		symbols->at = grow(symbols->at, symbols->nr, sizeof(*symbols->at));
		symbols->at[symbols->nr++] = (struct symbol){ sym.st_value, sym.st_size, name };
	}
	if (symbols->nr)
		qsort(symbols->at, symbols->nr, sizeof(*symbols->at), by_start);
}

/* Code of early boot lies low, the rest in the top 2 GiB: that is what is named. */
static char *encode_symbols(const struct symbols *symbols, size_t *size)
{
	struct symbol_table header = { .magic = SYMBOL_TABLE_MAGIC };
	struct symbol_entry *entries = calloc(symbols->nr + 1, sizeof(*entries));
	struct names names = { 0 };
	GElf_Addr top = symbols->at[symbols->nr - 1].start, base = 0;
	char *table;

	if (!entries)
		exit(fail(STATUS_FAILED, "the host has no memory left"));
	for (size_t i = 0; i < symbols->nr; i++) {
		const struct symbol *s = &symbols->at[i];
		GElf_Xword bytes = s->size;

		if (top - s->start > INT32_MAX)
			continue;
		if (!header.nr)
			base = s->start;
		if (!bytes)
			bytes = i + 1 < symbols->nr ? s[1].start - s->start : 1;
		if (bytes && bytes <= UINT32_MAX)
			entries[header.nr++] = (struct symbol_entry){
				.offset = (unsigned int)(s->start - base),
				.size = (unsigned int)bytes,
				.name = (unsigned int)add_name(&names, s->name),
			};
	}
	header.base_low = (unsigned int)base;
	header.base_high = (unsigned int)(base >> 32);
	header.names_size = (unsigned int)names.size;
	table = join_table(&header, sizeof(header), entries, header.nr * sizeof(*entries), &names,
			   size);
	free(entries);
	free(names.text);
	return table;
}

char *symbol_table_make(const char *kernel, size_t *size)
{
	int fd = open(kernel, O_RDONLY | O_CLOEXEC);
	struct symbols symbols = { 0 };
	char *table = NULL;
	Elf *elf;

	if (fd < 0)
		return NULL;
	elf_version(EV_CURRENT);
	elf = elf_begin(fd, ELF_C_READ_MMAP, NULL);
	if (elf)
		read_symbols(elf, &symbols);
	if (symbols.nr)
		table = encode_symbols(&symbols, size);
	free(symbols.at);
	elf_end(elf);
	close(fd);
	return table;
}
