/* SPDX-License-Identifier: MIT */
/*
 * kallsyms.h - names of code addresses
 *
 * sprint_symbol() is what %pS and its kin print: "name+0xoff/0xsize [module]".
 * Names of the core come from the program's own symbol table by a resolver
 * that the platform registers, or from the exported symbols alone; those of a
 * module from the symbol table kept when it was loaded.
 */
#ifndef _LINUX_KALLSYMS_H
#define _LINUX_KALLSYMS_H

#include <linux/types.h>

#define KSYM_NAME_LEN 512
#define KSYM_SYMBOL_LEN (KSYM_NAME_LEN + 96)

/** sprint_symbol() - "name+0x1c/0x80 [module]", or "0x…" when unknown;
 * @buffer has KSYM_SYMBOL_LEN bytes. Return: characters written. */
int sprint_symbol(char *buffer, unsigned long address);
/** sprint_symbol_no_offset() - "name [module]" */
int sprint_symbol_no_offset(char *buffer, unsigned long address);
/** sprint_backtrace() - @address is a return address: names the call before it */
int sprint_backtrace(char *buffer, unsigned long address);
#define sprint_symbol_build_id sprint_symbol
#define sprint_backtrace_build_id sprint_backtrace

/** kallsyms_lookup() - name of the symbol that holds @addr, or NULL
 * @symbolsize: @offset: of and within it
 * @modname: NULL for the core
 * @namebuf: KSYM_NAME_LEN bytes */
const char *kallsyms_lookup(unsigned long addr, unsigned long *symbolsize,
			    unsigned long *offset, char **modname, char *namebuf);
int lookup_symbol_name(unsigned long addr, char *symname);
/** kallsyms_lookup_name() - address of an exported or module symbol, or 0 */
unsigned long kallsyms_lookup_name(const char *name);

bool core_kernel_text(unsigned long addr);
bool kernel_text_address(unsigned long addr);
bool __kernel_text_address(unsigned long addr);

static inline void *dereference_symbol_descriptor(void *ptr) { return ptr; }

#endif
