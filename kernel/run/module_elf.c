// SPDX-License-Identifier: MIT
/*
 * module_elf.c - a relocatable object, checked before it is believed
 *
 * The loader keeps a copy of the object and works on that. Every offset, link
 * and string in it is checked here once, so that the steps after this one can
 * follow them without looking: sections lie inside the file, names end inside
 * their table, symbols name sections that are there, relocations name symbols
 * that are there and places inside their section.
 *
 * Locking: none; the image is private to the load.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/overflow.h>
#include <linux/printk.h>
#include <linux/vmalloc.h>
#include <linux/kmemleak.h>
#include "module_internal.h"

const char *module_sec_name(const struct module_image *img, unsigned int sec)
{
	return img->secnames + img->sec[sec].sh_name;
}

const char *module_sym_name(const struct module_image *img, const Elf64_Sym *sym)
{
	if (ELF64_ST_TYPE(sym->st_info) == STT_SECTION)
		return module_sec_name(img, sym->st_shndx);
	return img->strtab + sym->st_name;
}

static int bad(const struct module_image *img, const char *what)
{
	pr_err("%s: not a module: %s\n", img->name, what);
	return -ENOEXEC;
}

static bool inside(const struct module_image *img, u64 offset, u64 size)
{
	u64 end;

	return !check_add_overflow(offset, size, &end) && end <= img->size;
}

static int check_header(struct module_image *img)
{
	const Elf64_Ehdr *hdr = img->object;

	if (img->size < sizeof(*hdr) || memcmp(hdr->e_ident, ELFMAG, SELFMAG))
		return bad(img, "no ELF header");
	if (hdr->e_ident[EI_CLASS] != ELFCLASS64 || hdr->e_ident[EI_DATA] != ELFDATA2LSB ||
	    hdr->e_machine != ARCH_MODULE_MACHINE)
		return bad(img, "an object of another machine");
	if (hdr->e_type != ET_REL)
		return bad(img, "linked already, a relocatable object (.o) is wanted");
	if (hdr->e_shentsize != sizeof(Elf64_Shdr) || hdr->e_shnum == 0 || hdr->e_shoff % 8 ||
	    !inside(img, hdr->e_shoff, (u64)hdr->e_shnum * sizeof(Elf64_Shdr)))
		return bad(img, "its section table lies outside the file");
	img->sec = img->object + hdr->e_shoff;
	img->nr_secs = hdr->e_shnum;
	return 0;
}

/* Are all strings of table @sec ended inside it? */
static bool is_strtab(const struct module_image *img, unsigned int sec)
{
	const Elf64_Shdr *s;

	if (sec == 0 || sec >= img->nr_secs)
		return false;
	s = &img->sec[sec];
	return s->sh_type == SHT_STRTAB && s->sh_size > 0 &&
	       ((const char *)img->object)[s->sh_offset + s->sh_size - 1] == '\0';
}

static int check_sections(struct module_image *img)
{
	const Elf64_Ehdr *hdr = img->object;
	unsigned int i;

	for (i = 1; i < img->nr_secs; i++) {
		const Elf64_Shdr *s = &img->sec[i];

		if (s->sh_type != SHT_NOBITS && s->sh_type != SHT_NULL &&
		    !inside(img, s->sh_offset, s->sh_size))
			return bad(img, "a section lies outside the file");
		if (s->sh_size > (1ul << 31) || s->sh_addralign > PAGE_SIZE ||
		    (s->sh_addralign & (s->sh_addralign - 1)))
			return bad(img, "a section is too large or aligned to more than a page");
		if ((s->sh_flags & SHF_ALLOC) && (s->sh_flags & SHF_TLS))
			return bad(img, "it has thread-local variables");
	}
	if (!is_strtab(img, hdr->e_shstrndx))
		return bad(img, "no section names");
	img->secnames = img->object + img->sec[hdr->e_shstrndx].sh_offset;
	for (i = 1; i < img->nr_secs; i++)
		if (img->sec[i].sh_name >= img->sec[hdr->e_shstrndx].sh_size)
			return bad(img, "a section name lies outside its table");
	return 0;
}

static int check_symbols(struct module_image *img)
{
	const Elf64_Shdr *s = NULL, *str;
	unsigned int i;

	for (i = 1; i < img->nr_secs; i++) {
		if (img->sec[i].sh_type != SHT_SYMTAB)
			continue;
		if (s)
			return bad(img, "two symbol tables");
		s = &img->sec[i];
		img->symsec = i;
	}
	if (!s || s->sh_entsize != sizeof(Elf64_Sym) || s->sh_offset % 8 ||
	    !is_strtab(img, s->sh_link))
		return bad(img, "no symbol table");
	str = &img->sec[s->sh_link];
	img->strtab = img->object + str->sh_offset;
	img->sym = img->object + s->sh_offset;
	img->nr_syms = s->sh_size / sizeof(Elf64_Sym);
	for (i = 1; i < img->nr_syms; i++) {
		const Elf64_Sym *sym = &img->sym[i];

		if (sym->st_name >= str->sh_size)
			return bad(img, "a symbol's name lies outside its table");
		if (sym->st_shndx >= img->nr_secs && sym->st_shndx < SHN_LORESERVE)
			return bad(img, "a symbol lies in no section");
	}
	return 0;
}

/* Relocations of one section: symbols and places exist. */
static int check_relocations(struct module_image *img, const Elf64_Shdr *s)
{
	const Elf64_Rela *rel = img->object + s->sh_offset;
	const Elf64_Shdr *target;
	u64 i;

	if (s->sh_info == 0 || s->sh_info >= img->nr_secs || s->sh_link != img->symsec ||
	    s->sh_entsize != sizeof(*rel) || s->sh_offset % 8)
		return bad(img, "relocations of no section");
	target = &img->sec[s->sh_info];
	for (i = 0; i < s->sh_size / sizeof(*rel); i++)
		if (ELF64_R_SYM(rel[i].r_info) >= img->nr_syms ||
		    rel[i].r_offset >= target->sh_size)
			return bad(img, "a relocation outside its section");
	return 0;
}

/**
 * module_elf_open() - copy and check an object
 * @img: its @name is set; the rest is filled in here
 * @image: @size: the object
 *
 * Return: 0, -ENOEXEC (printed) or -ENOMEM. The copy is the caller's to free.
 */
int module_elf_open(struct module_image *img, const void *image, size_t size)
{
	unsigned int i;
	int err;

	img->object = vmalloc(size + 1);
	if (!img->object)
		return -ENOMEM;
	kmemleak_ignore(img->object);
	memcpy(img->object, image, size);
	img->size = size;

	err = check_header(img);
	if (!err)
		err = check_sections(img);
	if (!err)
		err = check_symbols(img);
	for (i = 1; !err && i < img->nr_secs; i++) {
		if (img->sec[i].sh_type == SHT_REL)
			err = bad(img, "relocations without addends");
		else if (img->sec[i].sh_type == SHT_RELA)
			err = check_relocations(img, &img->sec[i]);
	}
	return err;
}

/**
 * module_find_section() - a table that the object carries, where it was placed
 * @entry: bytes of one element
 * @nr: how many there are; 0 when there is no such section
 *
 * gcc writes a table in one section; sections of the same name do not occur in
 * an object made by ld -r.
 */
void *module_find_section(const struct module_image *img, const char *name, size_t entry,
			  unsigned int *nr)
{
	unsigned int i;

	*nr = 0;
	for (i = 1; i < img->nr_secs; i++) {
		const Elf64_Shdr *s = &img->sec[i];

		if (!(s->sh_flags & SHF_ALLOC) || strcmp(module_sec_name(img, i), name))
			continue;
		*nr = s->sh_size / entry;
		return (void *)s->sh_addr;
	}
	return NULL;
}

/* The value of "tag=value" in the object's .modinfo, or NULL. */
const char *module_image_modinfo(const struct module_image *img, const char *tag)
{
	size_t len = strlen(tag);
	unsigned int i;

	for (i = 1; i < img->nr_secs; i++) {
		const char *p, *end;

		if (strcmp(module_sec_name(img, i), ".modinfo") || !img->sec[i].sh_size)
			continue;
		p = img->object + img->sec[i].sh_offset;
		end = p + img->sec[i].sh_size;
		if (end[-1] != '\0')
			return NULL;
		for (; p < end; p += strlen(p) + 1)
			if (!strncmp(p, tag, len) && p[len] == '=')
				return p + len + 1;
	}
	return NULL;
}
