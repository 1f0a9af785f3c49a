// SPDX-License-Identifier: MIT
/*
 * symbolize.c - a code address to "file.c:17", by debug information
 *
 * For the core that is the program's own DWARF; for a module that of its
 * object, relocated here: the loader keeps the object with the address of each
 * section in its header, which is all that the relocations of the debug
 * sections need. Both are opened at the first question.
 *
 * An address inside a function of a header that was inlined (kmalloc() is one)
 * is the caller's line, not the header's: inlined calls are climbed while the
 * file is one of ours.
 *
 * Context: any thread of the machine with its interrupts off, also one that is
 * dying; one at a time.
 */
#include "tool.h"
#include "kernel_side.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>
#include <gelf.h>
#include <link.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/**
 * struct debug_info - of one object
 * @id: which load of a module, NULL: the program
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

#define MAX_MODULES 16

static struct debug_info core_info, module_info[MAX_MODULES];
static unsigned int nr_modules;
static unsigned long core_start, core_end;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- names of the core's functions ---------------------------------------------- */

/* struct symbol - one function of the program, by its address at run time */
struct symbol {
	unsigned long start, size;
	const char *name;
};

static struct symbol *symbols;
static size_t nr_symbols;

static int by_start(const void *a, const void *b)
{
	const struct symbol *sa = a, *sb = b;

	return sa->start < sb->start ? -1 : sa->start > sb->start;
}

static void read_program_symbols(Elf *elf)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr hdr;
	GElf_Sym sym;
	Elf_Data *data;

	while ((scn = elf_nextscn(elf, scn)))
		if (gelf_getshdr(scn, &hdr) && hdr.sh_type == SHT_SYMTAB)
			break;
	data = scn ? elf_getdata(scn, NULL) : NULL;
	if (!data)
		return;
	symbols = calloc(hdr.sh_size / hdr.sh_entsize, sizeof(*symbols));
	for (int i = 1; symbols && gelf_getsym(data, i, &sym); i++) {
		const char *name = elf_strptr(elf, hdr.sh_link, sym.st_name);

		if (GELF_ST_TYPE(sym.st_info) == STT_FUNC && sym.st_shndx != SHN_UNDEF && name)
			symbols[nr_symbols++] =
				(struct symbol){ sym.st_value + core_info.bias, sym.st_size, name };
	}
	if (symbols)
		qsort(symbols, nr_symbols, sizeof(*symbols), by_start);
}

/* Any context: takes no lock, allocates nothing. */
static bool core_symbol(unsigned long addr, char *name, unsigned long len, unsigned long *start,
			unsigned long *size)
{
	size_t low = 0, high = nr_symbols;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (symbols[mid].start <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low || addr - symbols[low - 1].start >= symbols[low - 1].size)
		return false;
	snprintf(name, len, "%s", symbols[low - 1].name);
	*start = symbols[low - 1].start;
	*size = symbols[low - 1].size;
	return true;
}

/* ---- the program's own debug information -------------------------------------------- */

/* The first object that is listed is the program. */
static int find_program(struct dl_phdr_info *info, size_t size, void *unused)
{
	(void)size;
	(void)unused;
	core_info.bias = info->dlpi_addr;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		unsigned long start = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;

		if (info->dlpi_phdr[i].p_type != PT_LOAD)
			continue;
		if (!core_start || start < core_start)
			core_start = start;
		if (start + info->dlpi_phdr[i].p_memsz > core_end)
			core_end = start + info->dlpi_phdr[i].p_memsz;
	}
	return 1;
}

void symbolize_init(void)
{
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);

	dl_iterate_phdr(find_program, NULL);
	elf_version(EV_CURRENT);
	core_info.elf = elf_begin(fd, ELF_C_READ_MMAP, NULL);
	if (core_info.elf)
		read_program_symbols(core_info.elf);
	ks_set_resolver(core_symbol);
}

/* ---- a module's ----------------------------------------------------------------------- */

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

static struct debug_info *module_debug(unsigned long pc)
{
	struct debug_info *info;
	const char *name;
	const void *object, *id;
	unsigned long size;

	if (!ks_module_at(pc, &name, &object, &size, &id))
		return NULL;
	for (info = module_info; info < module_info + nr_modules; info++)
		if (info->id == id)
			return info;
	if (nr_modules == MAX_MODULES)
		return NULL;
	info->image = malloc(size);
	if (!info->image)
		return NULL;
	memcpy(info->image, object, size);
	relocate_debug(info->image);
	info->elf = elf_memory(info->image, size);
	info->dwarf = info->elf ? dwarf_begin_elf(info->elf, DWARF_C_READ, NULL) : NULL;
	info->id = id;
	info->bias = 0;
	nr_modules++;
	return info;
}

void symbolize_forget(void)
{
	while (nr_modules) {
		struct debug_info *info = &module_info[--nr_modules];

		dwarf_end(info->dwarf);
		elf_end(info->elf);
		free(info->image);
		memset(info, 0, sizeof(*info));
	}
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

static bool line_of(struct debug_info *info, unsigned long pc, char *buf, unsigned long len)
{
	Dwarf_Addr addr = pc - info->bias;
	Dwarf_Die unit;
	Dwarf_Line *line;
	const char *file;
	int number;

	if (!info->dwarf || !unit_of(info->dwarf, addr, &unit))
		return false;
	line = dwarf_getsrc_die(&unit, addr);
	file = line ? dwarf_linesrc(line, NULL, NULL) : NULL;
	if (!file || dwarf_lineno(line, &number))
		return false;
	climb_out_of_headers(&unit, addr, &file, &number);
	if (strrchr(file, '/'))
		file = strrchr(file, '/') + 1;
	snprintf(buf, len, "%s:%d", file, number);
	return true;
}

bool symbolize(unsigned long pc, char *buf, unsigned long len)
{
	struct debug_info *info = &core_info;
	bool found;

	/* A second fault while the first is being explained must not wait for it. */
	if (pthread_mutex_trylock(&lock))
		return false;
	if (pc < core_start || pc >= core_end)
		info = module_debug(pc);
	else if (!core_info.dwarf && core_info.elf)
		core_info.dwarf = dwarf_begin_elf(core_info.elf, DWARF_C_READ, NULL);
	found = info && line_of(info, pc, buf, len);
	pthread_mutex_unlock(&lock);
	return found;
}
