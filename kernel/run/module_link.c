// SPDX-License-Identifier: MIT
/*
 * module_link.c - symbols of a module get addresses, its places are patched
 *
 * A symbol that the object defines lies at its section's address; one that it
 * only wants is looked for among the exports of the core, then of the loaded
 * modules, whose module is then held by a reference. All that are missing are
 * told before the load is refused, not the first alone.
 *
 * module_resolve() fills img->value: the address of each symbol (of per-CPU
 * symbols the per-CPU pointer, of thread-local ones the offset from the thread
 * pointer). module_relocate() then patches through the port's
 * arch_module_relocate(). The symbol table itself stays as it was, for gdb.
 *
 * Locking: module_mutex.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/overflow.h>
#include <linux/printk.h>
#include <linux/kmemleak.h>
#include "module_internal.h"

/* Functions whose C name is also libc's have this before it in objects. */
#define LINK_PREFIX "quarry_"

static void (*missing_fn)(const char *module, const char *symbol, void *arg);
static void *missing_arg;

void module_missing_symbols(void (*fn)(const char *module, const char *symbol, void *arg),
			    void *arg)
{
	missing_fn = fn;
	missing_arg = arg;
}

static const struct kernel_symbol *find_in(const struct kernel_symbol *sym,
					   const struct kernel_symbol *end, const char *name)
{
	for (; sym < end; sym++)
		if (sym->name && !strcmp(sym->name, name))
			return sym;
	return NULL;
}

/**
 * module_find_export() - an exported symbol by its C name
 * @owner: the module that exports it; NULL: the core
 */
const struct kernel_symbol *module_find_export(const char *name, struct module **owner)
{
	const struct kernel_symbol *sym;
	struct module *mod;

	*owner = NULL;
	sym = find_in(__start___ksymtab, __stop___ksymtab, name);
	if (sym)
		return sym;
	list_for_each_entry(mod, &modules, list) {
		if (mod->state == MODULE_STATE_UNFORMED)
			continue;
		sym = find_in(mod->syms, mod->syms + mod->num_syms, name);
		if (sym) {
			*owner = mod;
			return sym;
		}
	}
	return NULL;
}

static int add_use(struct module *source, struct module *target)
{
	struct module_use *use;

	list_for_each_entry(use, &source->target_list, target_list)
		if (use->target == target)
			return 0;
	if (!try_module_get(target))
		return -ENOENT;
	use = kmalloc(sizeof(*use), GFP_KERNEL);
	if (!use) {
		module_put(target);
		return -ENOMEM;
	}
	kmemleak_ignore(use);
	use->source = source;
	use->target = target;
	list_add(&use->source_list, &target->source_list);
	list_add(&use->target_list, &source->target_list);
	return 0;
}

/** module_drop_uses() - @mod no longer refers to other modules */
void module_drop_uses(struct module *mod)
{
	struct module_use *use, *next;

	list_for_each_entry_safe(use, next, &mod->target_list, target_list) {
		list_del(&use->source_list);
		list_del(&use->target_list);
		module_put(use->target);
		kfree(use);
	}
}

/* An undefined symbol: from the core, the port or another module. */
static int resolve_undefined(struct module_image *img, const Elf64_Sym *sym)
{
	unsigned long *value = &img->value[sym - img->sym];
	const char *name = module_sym_name(img, sym);
	const struct kernel_symbol *found;
	struct module *owner;

	if (!strcmp(name, "__this_module")) {
		*value = (unsigned long)img->mod;
		return 0;
	}
	if (!strcmp(name, "_GLOBAL_OFFSET_TABLE_")) {
		*value = (unsigned long)img->arch.slots;
		return 0;
	}
	if (arch_module_tls_symbol(name, value))
		return 0;
	found = module_find_export(name, &owner);
	if (!found && !strncmp(name, LINK_PREFIX, strlen(LINK_PREFIX)))
		found = module_find_export(name + strlen(LINK_PREFIX), &owner);
	if (!found)
		return ELF64_ST_BIND(sym->st_info) == STB_WEAK ? 0 : -ENOENT;
	*value = found->value;
	return owner ? add_use(img->mod, owner) : 0;
}

static void tell_missing(struct module_image *img, const Elf64_Sym *sym)
{
	const char *name = module_sym_name(img, sym);

	if (!strncmp(name, LINK_PREFIX, strlen(LINK_PREFIX)))
		name += strlen(LINK_PREFIX);
	if (missing_fn)
		missing_fn(img->name, name, missing_arg);
	else
		pr_err("%s: Unknown symbol %s (err %d)\n", img->name, name, -ENOENT);
}

/* Return: 0, 1 when the symbol is missing (told), -errno. */
static int resolve_symbol(struct module_image *img, unsigned int i)
{
	const Elf64_Sym *sym = &img->sym[i];
	int err;

	switch (sym->st_shndx) {
	case SHN_UNDEF:
		err = resolve_undefined(img, sym);
		if (err != -ENOENT)
			return err;
		tell_missing(img, sym);
		return 1;
	case SHN_COMMON:
		pr_err("%s: %s is a common symbol: compile with -fno-common\n", img->name,
		       module_sym_name(img, sym));
		return -ENOEXEC;
	default:
		img->value[i] = sym->st_value;
		if (sym->st_shndx < img->nr_secs)
			img->value[i] += img->sec[sym->st_shndx].sh_addr;
		return 0;
	}
}

/**
 * module_resolve() - an address for every symbol
 * Return: 0; -ENOENT when symbols are missing, each told; -ENOEXEC, -ENOMEM.
 */
int module_resolve(struct module_image *img)
{
	unsigned int i;
	int found, missing = 0;

	img->value = vzalloc(array_size(img->nr_syms, sizeof(*img->value)));
	if (!img->value)
		return -ENOMEM;
	kmemleak_ignore(img->value);
	for (i = 1; i < img->nr_syms; i++) {
		found = resolve_symbol(img, i);
		if (found < 0)
			return found;
		missing += found;
	}
	return missing ? -ENOENT : 0;
}

static int relocate_section(struct module_image *img, const Elf64_Shdr *s)
{
	const Elf64_Rela *rel = img->object + s->sh_offset;
	unsigned int n, nr = s->sh_size / sizeof(*rel);
	bool percpu = s->sh_info == img->percpu_sec;
	void *base = percpu ? img->percpu_image : (void *)img->sec[s->sh_info].sh_addr;
	const char *why = "";
	int err;

	for (n = 0; n < nr; n++) {
		unsigned int sym = ELF64_R_SYM(rel[n].r_info);

		err = arch_module_relocate(&img->arch, &rel[n], base + rel[n].r_offset,
					   img->value[sym], &why);
		if (!err)
			continue;
		pr_err("%s: %s+%#llx: %s of %s: %s\n", img->name, module_sec_name(img, s->sh_info),
		       (unsigned long long)rel[n].r_offset,
		       arch_module_reloc_name(ELF64_R_TYPE(rel[n].r_info)),
		       module_sym_name(img, &img->sym[sym]), why);
		return err;
	}
	return 0;
}

/** module_relocate() - apply all relocations of the sections in memory */
int module_relocate(struct module_image *img)
{
	unsigned int i;
	int err;

	for (i = 1; i < img->nr_secs; i++) {
		const Elf64_Shdr *s = &img->sec[i];

		if (s->sh_type != SHT_RELA || !img->sec[s->sh_info].sh_addr ||
		    !(img->sec[s->sh_info].sh_flags & SHF_ALLOC))
			continue;
		err = relocate_section(img, s);
		if (err)
			return err;
	}
	return 0;
}

void *__symbol_get(const char *symbol)
{
	const struct kernel_symbol *sym;
	struct module *owner;
	void *value = NULL;

	mutex_lock(&module_mutex);
	sym = module_find_export(symbol, &owner);
	if (sym && (!owner || try_module_get(owner)))
		value = (void *)sym->value;
	mutex_unlock(&module_mutex);
	return value;
}
EXPORT_SYMBOL_GPL(__symbol_get);

void __symbol_put(const char *symbol)
{
	struct module *owner;

	mutex_lock(&module_mutex);
	if (module_find_export(symbol, &owner))
		module_put(owner);
	mutex_unlock(&module_mutex);
}
EXPORT_SYMBOL(__symbol_put);

void symbol_put_addr(void *addr)
{
	struct module *mod = __module_address((unsigned long)addr);

	if (mod)
		module_put(mod);
}
EXPORT_SYMBOL_GPL(symbol_put_addr);
