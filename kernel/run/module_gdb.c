// SPDX-License-Identifier: MIT
/*
 * module_gdb.c - loaded modules as a debugger sees them
 *
 * gdb and lldb watch a program that makes code at run time by putting a
 * breakpoint on __jit_debug_register_code() and reading the list that
 * __jit_debug_descriptor heads: in-memory object files whose section headers
 * say where each section was placed (GDB manual, "JIT Compilation Interface").
 * The loader's copy of the object is exactly that.
 *
 * Locking: module_mutex.
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/kmemleak.h>
#include "module_internal.h"

enum jit_action { JIT_NOACTION, JIT_REGISTER_FN, JIT_UNREGISTER_FN };

/* Names and layout are the debugger's. */
struct jit_code_entry {
	struct jit_code_entry *next_entry, *prev_entry;
	const char *symfile_addr;
	u64 symfile_size;
};

struct jit_descriptor {
	u32 version;
	u32 action_flag;
	struct jit_code_entry *relevant_entry;
	struct jit_code_entry *first_entry;
};

extern struct jit_descriptor __jit_debug_descriptor;
void __jit_debug_register_code(void);

struct jit_descriptor __jit_debug_descriptor = { .version = 1 };

noinline void __jit_debug_register_code(void)
{
	barrier(); /* the debugger's breakpoint; must not be optimised away */
}

/** module_gdb_register() - tell a debugger; without memory it is not told */
void module_gdb_register(struct module_image *img)
{
	struct jit_code_entry *entry = kzalloc(sizeof(*entry), GFP_KERNEL);

	if (!entry)
		return;
	kmemleak_ignore(entry);
	entry->symfile_addr = img->object;
	entry->symfile_size = img->size;
	entry->next_entry = __jit_debug_descriptor.first_entry;
	if (entry->next_entry)
		entry->next_entry->prev_entry = entry;
	__jit_debug_descriptor.first_entry = entry;
	__jit_debug_descriptor.relevant_entry = entry;
	__jit_debug_descriptor.action_flag = JIT_REGISTER_FN;
	img->jit = entry;
	__jit_debug_register_code();
}

void module_gdb_unregister(struct module_image *img)
{
	struct jit_code_entry *entry = img->jit;

	if (!entry)
		return;
	if (entry->prev_entry)
		entry->prev_entry->next_entry = entry->next_entry;
	else
		__jit_debug_descriptor.first_entry = entry->next_entry;
	if (entry->next_entry)
		entry->next_entry->prev_entry = entry->prev_entry;
	__jit_debug_descriptor.relevant_entry = entry;
	__jit_debug_descriptor.action_flag = JIT_UNREGISTER_FN;
	__jit_debug_register_code();
	img->jit = NULL;
	kfree(entry);
}
