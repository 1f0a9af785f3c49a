// SPDX-License-Identifier: MIT
/*
 * symbolize.c - a code address to "file.c:17", by debug information
 *
 * For the core that is the program's own DWARF; for a module that of its
 * object, which the loader keeps with the address of each section in its
 * header. Both are opened at the first question.
 *
 * Context: any thread of the machine with its interrupts off, also one that is
 * dying; one at a time.
 */
#include "tool.h"
#include "debug_info.h"
#include "kernel_side.h"

#include <fcntl.h>
#include <gelf.h>
#include <link.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static struct debug_info *module_debug(unsigned long pc)
{
	struct debug_info *info;
	const char *name;
	const void *object;
	unsigned long size, offset;
	unsigned int section;

	if (!ks_module_at(pc, &name, &object, &size, &section, &offset))
		return NULL;
	for (info = module_info; info < module_info + nr_modules; info++)
		if (info->id == object)
			return info;
	if (nr_modules == MAX_MODULES || !debug_info_open(info, object, size))
		return NULL;
	nr_modules++;
	return info;
}

void symbolize_forget(void)
{
	while (nr_modules)
		debug_info_close(&module_info[--nr_modules]);
}

/* ---- address to line ------------------------------------------------------------------- */

bool symbolize(unsigned long pc, char *buf, unsigned long len)
{
	struct debug_info *info = &core_info;
	const char *file;
	bool found;
	int line;

	/* A second fault while the first is being explained must not wait for it. */
	if (pthread_mutex_trylock(&lock))
		return false;
	if (pc < core_start || pc >= core_end)
		info = module_debug(pc);
	else if (!core_info.dwarf && core_info.elf)
		core_info.dwarf = dwarf_begin_elf(core_info.elf, DWARF_C_READ, NULL);
	found = info && debug_info_line(info, pc, &file, &line);
	if (found)
		snprintf(buf, len, "%s:%d", file, line);
	pthread_mutex_unlock(&lock);
	return found;
}
