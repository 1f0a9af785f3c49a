// SPDX-License-Identifier: MIT
/*
 * module_layout.c - where the sections of a module go
 *
 * The sections that occupy memory are sorted into parts (enum module_part).
 * The parts of the core lie behind each other in one area of the module
 * window, those of init in another, each part on pages of its own: so text is
 * executable and never writable, read-only data is neither, and the init area
 * can go once init has run.
 *
 * The loader adds to what the object brings: trampolines behind the text, the
 * global offset table behind the data that is read-only after init, struct
 * module behind the data. Per-CPU variables live in each CPU's unit; what the
 * object brings is their template, copied there before init.
 *
 * Locking: module_mutex, held by module.c.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/align.h>
#include <linux/mm.h>
#include <linux/gfp.h>
#include <linux/vmalloc.h>
#include <linux/pgtable.h>
#include <linux/percpu.h>
#include <linux/set_memory.h>
#include <linux/kmemleak.h>
#include <quarry/port.h>
#include "module_internal.h"

#define PERCPU_SECTION "percpu_data"

static bool has_prefix(const char *name, const char *prefix)
{
	return !strncmp(name, prefix, strlen(prefix));
}

static enum module_part part_of(const struct module_image *img, unsigned int sec)
{
	const Elf64_Shdr *s = &img->sec[sec];
	const char *name = module_sec_name(img, sec);
	bool init = has_prefix(name, ".init") && !has_prefix(name, ".init_array");

	if (!(s->sh_flags & SHF_ALLOC) || !strcmp(name, ".modinfo") ||
	    !strcmp(name, PERCPU_SECTION))
		return PART_NONE;
	if (s->sh_flags & SHF_EXECINSTR)
		return init ? PART_INIT_TEXT : PART_TEXT;
	if (!(s->sh_flags & SHF_WRITE))
		return init ? PART_INIT_RODATA : PART_RODATA;
	if (init)
		return PART_INIT_DATA;
	if (has_prefix(name, ".data.rel.ro") || has_prefix(name, ".data..ro_after_init"))
		return PART_RO_AFTER_INIT;
	return PART_DATA;
}

/* Room for @size bytes in @part; the offset in it. */
static unsigned long reserve(struct module_image *img, enum module_part part, unsigned long size,
			     unsigned long align)
{
	unsigned long offset = ALIGN(img->part_size[part], align ? align : 1);

	img->part_size[part] = offset + size;
	return offset;
}

static void count_relocations(struct module_image *img)
{
	unsigned int i;

	for (i = 1; i < img->nr_secs; i++) {
		const Elf64_Shdr *s = &img->sec[i];

		if (s->sh_type == SHT_RELA && (img->sec[s->sh_info].sh_flags & SHF_ALLOC))
			arch_module_count(&img->arch, img->object + s->sh_offset,
					  s->sh_size / sizeof(Elf64_Rela));
	}
}

/* Give each section its offset in its part, kept in sh_addr until the part has its place. */
static void measure(struct module_image *img)
{
	unsigned int i;

	for (i = 1; i < img->nr_secs; i++) {
		Elf64_Shdr *s = &img->sec[i];
		enum module_part part = part_of(img, i);

		s->sh_addr = 0;
		if (part != PART_NONE)
			s->sh_addr = reserve(img, part, s->sh_size, s->sh_addralign);
		else if (!strcmp(module_sec_name(img, i), PERCPU_SECTION) && s->sh_size)
			img->percpu_sec = i;
	}
	count_relocations(img);
	img->trampolines_off =
		reserve(img, PART_TEXT, img->arch.max_trampolines * ARCH_MODULE_TRAMPOLINE_SIZE, 8);
	img->slots_off =
		reserve(img, PART_RO_AFTER_INIT, img->arch.max_slots * ARCH_MODULE_SLOT_SIZE, 8);
	img->this_module_off = reserve(img, PART_DATA, sizeof(struct module), 64);
}

/* One area for parts [first, last]; each starts on a page. */
static int place_parts(struct module_image *img, enum module_part first, enum module_part last,
		       struct module_layout *layout)
{
	unsigned long start, end, size = 0, ends[NR_PARTS];
	enum module_part part;
	void *base;

	for (part = first; part <= last; part++) {
		size += PAGE_ALIGN(img->part_size[part]);
		ends[part] = size;
	}
	if (!size)
		return 0;
	port_module_window(&start, &end);
	base = __vmalloc_node_range(size, PAGE_SIZE, start, end, GFP_KERNEL | __GFP_ZERO,
				    PAGE_KERNEL, 0, NUMA_NO_NODE, __builtin_return_address(0));
	if (!base)
		return -ENOMEM;
	kmemleak_ignore(base);
	for (part = first; part <= last; part++)
		img->part_addr[part] =
			(unsigned long)base + ends[part] - PAGE_ALIGN(img->part_size[part]);
	*layout = (struct module_layout){
		.base = base,
		.size = size,
		.text_size = ends[first],
		.ro_size = ends[first + 1],
		.ro_after_init_size = ends[first == PART_TEXT ? PART_RO_AFTER_INIT : first + 1],
	};
	return 0;
}

static int place_percpu(struct module_image *img)
{
	Elf64_Shdr *s = &img->sec[img->percpu_sec];

	if (!img->percpu_sec)
		return 0;
	img->mod->percpu = __alloc_reserved_percpu(s->sh_size, s->sh_addralign);
	if (!img->mod->percpu) {
		pr_err("%s: no room for %llu bytes of per-CPU variables\n", img->name,
		       (unsigned long long)s->sh_size);
		return -ENOMEM;
	}
	kmemleak_ignore((__force const void *)img->mod->percpu);
	img->mod->percpu_size = s->sh_size;
	if (s->sh_type != SHT_NOBITS)
		img->percpu_image = img->object + s->sh_offset;
	s->sh_addr = (__force unsigned long)img->mod->percpu;
	return 0;
}

/* Sections to their addresses; the loader's own tables too. */
static void move_sections(struct module_image *img)
{
	unsigned int i;

	for (i = 1; i < img->nr_secs; i++) {
		Elf64_Shdr *s = &img->sec[i];
		enum module_part part = part_of(img, i);

		if (part == PART_NONE)
			continue;
		s->sh_addr += img->part_addr[part];
		if (s->sh_type != SHT_NOBITS)
			memcpy((void *)s->sh_addr, img->object + s->sh_offset, s->sh_size);
	}
	img->arch.trampolines = (void *)(img->part_addr[PART_TEXT] + img->trampolines_off);
	img->arch.slots = (void *)(img->part_addr[PART_RO_AFTER_INIT] + img->slots_off);
}

/**
 * module_place() - memory for a module and its sections in it
 *
 * On success img->mod is there and knows its layouts, and each section header's
 * sh_addr is where the section is. Return: 0 or -ENOMEM, with nothing held.
 */
int module_place(struct module_image *img)
{
	struct module_layout core = {}, init = {};
	int err;

	measure(img);
	err = place_parts(img, PART_TEXT, PART_DATA, &core);
	if (err)
		return err;
	err = place_parts(img, PART_INIT_TEXT, PART_INIT_DATA, &init);
	if (err)
		goto err_free_core;
	img->mod = (void *)(img->part_addr[PART_DATA] + img->this_module_off);
	img->mod->core_layout = core;
	img->mod->init_layout = init;
	img->init_base = (unsigned long)init.base;
	img->init_size = init.size;
	move_sections(img);
	err = place_percpu(img);
	if (err)
		goto err_free_init;
	return 0;

err_free_init:
	vfree(init.base);
err_free_core:
	vfree(core.base);
	img->mod = NULL;
	return err;
}

/** module_percpu_fill() - copy the relocated template to every CPU's unit */
void module_percpu_fill(struct module_image *img)
{
	int cpu;

	if (!img->percpu_image)
		return;
	for_each_possible_cpu(cpu)
		memcpy(per_cpu_ptr(img->mod->percpu, cpu), img->percpu_image,
		       img->mod->percpu_size);
}

/** module_free_init() - init has run: its memory goes */
void module_free_init(struct module *mod)
{
	vfree(mod->init_layout.base);
	mod->init_layout = (struct module_layout){};
}

/** module_free_core() - everything else of the module, struct module included.
 * A shared object's memory is its dynamic loader's. */
void module_free_core(struct module_image *img)
{
	struct module *mod = img->mod;

	if (!mod || img->handle)
		return;
	free_percpu(mod->percpu);
	module_free_init(mod);
	vfree(mod->core_layout.base);
	img->mod = NULL;
}

static int protect_layout(const struct module_layout *layout)
{
	unsigned long base = (unsigned long)layout->base;
	unsigned long text = layout->text_size, ro = layout->ro_size - text;
	int err = 0;

	if (text) {
		err = set_memory_rox(base, text >> PAGE_SHIFT);
		port_set_text(base, base + text);
	}
	if (!err && ro)
		err = set_memory_ro(base + text, ro >> PAGE_SHIFT);
	return err;
}

/** module_protect() - text read + execute, read-only data read-only: from
 * here on nothing of the module is writable and executable */
int module_protect(struct module_image *img)
{
	int err = protect_layout(&img->mod->core_layout);

	return err ? err : protect_layout(&img->mod->init_layout);
}

/** module_protect_after_init() - what init alone could write */
int module_protect_after_init(struct module_image *img)
{
	const struct module_layout *layout = &img->mod->core_layout;
	unsigned long size = layout->ro_after_init_size - layout->ro_size;

	if (!size)
		return 0;
	return set_memory_ro((unsigned long)layout->base + layout->ro_size, size >> PAGE_SHIFT);
}
