// SPDX-License-Identifier: MIT
/*
 * module_query.c - questions about loaded modules
 *
 * References, the module that holds an address, the list for lsmod, where the
 * sections are. Look-ups by address run in any context, also while a fault is
 * reported: they walk the list under RCU and take no lock.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/percpu.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/delay.h>
#include <linux/seq_file.h>
#include <quarry/report.h>
#include "module_internal.h"

bool try_module_get(struct module *module)
{
	if (!module)
		return true;
	return module_is_live(module) && atomic_inc_not_zero(&module->refcnt);
}
EXPORT_SYMBOL(try_module_get);

void __module_get(struct module *module)
{
	if (module)
		WARN_ON(!atomic_inc_not_zero(&module->refcnt));
}
EXPORT_SYMBOL(__module_get);

void module_put(struct module *module)
{
	if (module)
		WARN_ON(atomic_dec_if_positive(&module->refcnt) < 0);
}
EXPORT_SYMBOL(module_put);

int module_refcount(struct module *mod)
{
	return atomic_read(&mod->refcnt) - 1;
}
EXPORT_SYMBOL(module_refcount);

void __module_put_and_kthread_exit(struct module *mod, long code)
{
	module_put(mod);
	kthread_exit(code);
}
EXPORT_SYMBOL(__module_put_and_kthread_exit);

struct module *__module_address(unsigned long addr)
{
	struct module *mod, *found = NULL;

	rcu_read_lock();
	list_for_each_entry_rcu(mod, &modules, list) {
		if (within_module(addr, mod)) {
			found = mod;
			break;
		}
	}
	rcu_read_unlock();
	return found;
}

static bool in_text(unsigned long addr, const struct module_layout *layout)
{
	return addr - (unsigned long)layout->base < layout->text_size;
}

struct module *__module_text_address(unsigned long addr)
{
	struct module *mod = __module_address(addr);

	if (mod && (in_text(addr, &mod->core_layout) || in_text(addr, &mod->init_layout)))
		return mod;
	return NULL;
}

bool is_module_address(unsigned long addr)
{
	return __module_address(addr) != NULL;
}

bool is_module_text_address(unsigned long addr)
{
	return __module_text_address(addr) != NULL;
}

bool is_module_percpu_address(unsigned long addr)
{
	struct module *mod;
	bool found = false;
	int cpu;

	rcu_read_lock();
	list_for_each_entry_rcu(mod, &modules, list)
		for_each_possible_cpu(cpu)
			if (mod->percpu &&
			    addr - (unsigned long)per_cpu_ptr(mod->percpu, cpu) < mod->percpu_size)
				found = true;
	rcu_read_unlock();
	return found;
}

const struct exception_table_entry *search_module_extables(unsigned long addr)
{
	struct module *mod = __module_address(addr);
	unsigned int i;

	for (i = 0; mod && i < mod->num_exentries; i++)
		if (ex_entry_insn(&mod->extable[i]) == addr)
			return &mod->extable[i];
	return NULL;
}

/* ---- for the tool ---------------------------------------------------------- */

struct module *module_next(struct module *mod)
{
	struct list_head *next = mod ? mod->list.next : modules.next;

	return next == &modules ? NULL : list_entry(next, struct module, list);
}

static const char *state_name(const struct module *mod)
{
	switch (mod->state) {
	case MODULE_STATE_LIVE:
		return "Live";
	case MODULE_STATE_GOING:
		return "Unloading";
	default:
		return "Loading";
	}
}

/* A line of /proc/modules: name size references users state address. */
static void show_module(struct seq_file *m, struct module *mod)
{
	struct module_use *use;

	seq_printf(m, "%s %u %d ", mod->name, mod->init_layout.size + mod->core_layout.size,
		   module_refcount(mod));
	list_for_each_entry(use, &mod->source_list, source_list)
		seq_printf(m, "%s,", use->source->name);
	if (list_empty(&mod->source_list))
		seq_puts(m, "-");
	seq_printf(m, " %s 0x%px\n", state_name(mod), mod->core_layout.base);
}

void modules_show(struct seq_file *m)
{
	struct module *mod = NULL;

	mutex_lock(&module_mutex);
	while ((mod = module_next(mod)))
		show_module(m, mod);
	mutex_unlock(&module_mutex);
}
MM_REPORT(modules, modules_show);

void module_for_each_section(const struct module *mod,
			     void (*fn)(const char *name, unsigned long addr, unsigned long size,
					void *arg),
			     void *arg)
{
	const struct module_image *img = mod->image;
	unsigned int i;

	for (i = 1; i < img->nr_secs; i++)
		if (img->sec[i].sh_addr && (img->sec[i].sh_flags & SHF_ALLOC))
			fn(module_sec_name(img, i), img->sec[i].sh_addr, img->sec[i].sh_size, arg);
}

bool module_section_at(const struct module *mod, unsigned long addr, unsigned int *section,
		       unsigned long *offset)
{
	const struct module_image *img = mod->image;
	unsigned int i;

	for (i = 1; i < img->nr_secs; i++) {
		const Elf64_Shdr *sec = &img->sec[i];

		if (!sec->sh_addr || !(sec->sh_flags & SHF_ALLOC) ||
		    addr - sec->sh_addr >= sec->sh_size)
			continue;
		*section = i;
		*offset = addr - sec->sh_addr;
		return true;
	}
	return false;
}

const void *module_object(const struct module *mod, size_t *size)
{
	*size = mod->image->size;
	return mod->image->object;
}

const char *module_modinfo(const struct module *mod, const char *tag)
{
	return module_image_modinfo(mod->image, tag);
}

unsigned int module_kunit_failures(const struct module *mod)
{
	return mod->image->kunit_failed;
}

static bool is_code_symbol(const Elf64_Sym *sym)
{
	unsigned int type = ELF64_ST_TYPE(sym->st_info);

	return type == STT_FUNC || type == STT_OBJECT || (type == STT_NOTYPE && sym->st_name);
}

bool module_symbol(const struct module *mod, unsigned long addr, const char **name,
		   unsigned long *offset, unsigned long *size)
{
	const struct module_image *img = mod->image;
	unsigned long best = 0;
	unsigned int i;

	*name = NULL;
	for (i = 1; img && i < img->nr_syms; i++) {
		const Elf64_Sym *sym = &img->sym[i];
		const Elf64_Shdr *sec = &img->sec[sym->st_shndx];
		unsigned long start;

		if (sym->st_shndx == SHN_UNDEF || sym->st_shndx >= img->nr_secs ||
		    !(sec->sh_flags & SHF_ALLOC) || !is_code_symbol(sym) ||
		    addr - sec->sh_addr >= sec->sh_size)
			continue;
		start = sec->sh_addr + sym->st_value;
		/* Of two names at one place (init_module) the function's own is local. */
		if (start > addr || start < best ||
		    (start == best && ELF64_ST_BIND(sym->st_info) != STB_LOCAL))
			continue;
		best = start;
		*name = module_sym_name(img, sym);
		*size = sym->st_size;
	}
	*offset = addr - best;
	return *name != NULL;
}

/* ---- threads ---------------------------------------------------------------- */

static unsigned int count_threads(const struct module *mod)
{
	const struct module_image *img = mod->image;
	unsigned long base = (unsigned long)mod->core_layout.base;
	unsigned int nr = kthread_count(base, base + mod->core_layout.size);

	if (img->init_size)
		nr += kthread_count(img->init_base, img->init_base + img->init_size);
	return nr;
}

unsigned int module_wait_threads(const struct module *mod, unsigned int max_ms)
{
	unsigned int running, waited;

	for (waited = 0;; waited++) {
		running = count_threads(mod);
		if (!running || waited >= max_ms)
			return running;
		msleep(1);
	}
}
