/* SPDX-License-Identifier: MIT */
/*
 * module_internal.h - what the loader's files share
 *
 * A load goes through them in this order: module_elf.c checks the object,
 * module_layout.c places its sections, module_link.c resolves symbols and
 * relocates, module.c protects, parses parameters and runs init. struct
 * module_image lives from the first step to the unload.
 */
#ifndef _KERNEL_RUN_MODULE_INTERNAL_H
#define _KERNEL_RUN_MODULE_INTERNAL_H

#include <linux/moduleloader.h>
#include <linux/mutex.h>
#include <quarry/module_loader.h>

/** enum module_part - in which stretch of memory a section lies, in order */
enum module_part {
	PART_TEXT,		/* read + execute */
	PART_RODATA,		/* read-only from the link on */
	PART_RO_AFTER_INIT,	/* read-only once init has run; also the GOT */
	PART_DATA,
	PART_INIT_TEXT,
	PART_INIT_RODATA,
	PART_INIT_DATA,		/* also the template of the per-CPU variables */
	NR_PARTS,
	PART_NONE = NR_PARTS,	/* not loaded, or per-CPU */
};

/**
 * struct module_image - the object and where its pieces went
 * @mod: the module, once there is memory for it (in its own data)
 * @object: @size: our copy of the object; section headers carry the addresses
 *	in sh_addr, as a debugger wants them
 * @sec: @nr_secs: section headers in @object; @secnames: their names
 * @sym: @nr_syms: symbol table in @object; @strtab: its names
 * @value: address of each symbol, while linking
 * @symsec: @percpu_sec: section numbers, 0: none
 * @part_size: @part_addr: bytes and start of each part
 * @percpu_image: where the per-CPU template was placed
 * @init_base: @init_size: of the init part; kept after it has gone
 * @mark: @init_mark: track_mark() before the load and after init
 * @handle: of the dynamic loader, for module_dlopen()
 * @kunit_failed: failed cases of its suites
 * @jit: the debugger's entry for it
 */
struct module_image {
	struct module *mod;
	char name[MODULE_NAME_LEN];
	void *object;
	size_t size;
	Elf64_Shdr *sec;
	unsigned int nr_secs;
	const char *secnames;
	Elf64_Sym *sym;
	unsigned int nr_syms;
	const char *strtab;
	unsigned long *value;
	unsigned int symsec, percpu_sec;
	unsigned long part_size[NR_PARTS];
	unsigned long part_addr[NR_PARTS];
	unsigned long this_module_off, slots_off, trampolines_off;
	void *percpu_image;
	unsigned long init_base, init_size;
	u64 mark, init_mark;
	void *handle;
	unsigned int kunit_failed;
	struct mod_arch_specific arch;
	struct jit_code_entry *jit;
};

/** struct module_use - @source holds a reference on @target */
struct module_use {
	struct list_head source_list;
	struct list_head target_list;
	struct module *source, *target;
};

extern struct list_head modules;
extern struct mutex module_mutex;

/* module_elf.c */
int module_elf_open(struct module_image *img, const void *image, size_t size);
const char *module_sec_name(const struct module_image *img, unsigned int sec);
const char *module_sym_name(const struct module_image *img, const Elf64_Sym *sym);
void *module_find_section(const struct module_image *img, const char *name, size_t entry,
			  unsigned int *nr);
const char *module_image_modinfo(const struct module_image *img, const char *tag);

/* module_layout.c */
int module_place(struct module_image *img);
void module_free_init(struct module *mod);
void module_free_core(struct module_image *img);
int module_protect(struct module_image *img);
int module_protect_after_init(struct module_image *img);
void module_percpu_fill(struct module_image *img);

/* module_link.c */
int module_resolve(struct module_image *img);
int module_relocate(struct module_image *img);
const struct kernel_symbol *module_find_export(const char *name, struct module **owner);
void module_drop_uses(struct module *mod);

/* module_gdb.c */
void module_gdb_register(struct module_image *img);
void module_gdb_unregister(struct module_image *img);

/* module_dlopen.c */
void module_dlclose(struct module_image *img);

/* module.c */
struct module_image *module_image_new(const char *name);
void module_image_free(struct module_image *img);
int module_start(struct module_image *img, const char *params, struct module **out);
void module_stage_set(enum module_stage stage);

/* leaks.c */
void module_report_leaks(const struct module_image *img);

#endif
