/* SPDX-License-Identifier: MIT */
/*
 * module.h - relocating a module: what the loader asks of the port
 *
 * A module is placed in the module window (port_module_window()). What its
 * relocations cannot reach directly goes through slots (addresses, in the
 * module's data: a GOT) and trampolines (jumps, in its text). The loader
 *
 *   1. counts with arch_module_count() over every RELA section it will apply,
 *   2. lays out arch.max_slots * ARCH_MODULE_SLOT_SIZE bytes of data and
 *      arch.max_trampolines * ARCH_MODULE_TRAMPOLINE_SIZE bytes of text,
 *      8-byte aligned, and stores their addresses in arch.slots and
 *      arch.trampolines,
 *   3. calls arch_module_relocate() for every relocation while text is still
 *      writable, then port_set_text().
 *
 * The port's asm/module.h defines ARCH_MODULE_MACHINE (the EM_ number of its
 * object files) and the two sizes, and includes this.
 */
#ifndef _ASM_GENERIC_MODULE_H
#define _ASM_GENERIC_MODULE_H

#include <linux/types.h>
#include <linux/elf.h>

/**
 * struct mod_arch_specific - slots and trampolines of one module
 * @slots: one address an entry, in the module's data; @nr_slots of @max_slots
 *	used. Never two slots with the same value.
 * @trampolines: ARCH_MODULE_TRAMPOLINE_SIZE bytes each in the module's text
 */
struct mod_arch_specific {
	u64 *slots;
	unsigned int nr_slots, max_slots;
	u8 *trampolines;
	unsigned int nr_trampolines, max_trampolines;
};

/** arch_module_count() - add to @arch what @nr relocations may need at most */
void arch_module_count(struct mod_arch_specific *arch, const Elf64_Rela *rel, unsigned int nr);

/**
 * arch_module_relocate() - apply one relocation
 * @arch: the module's slots and trampolines
 * @rel: the relocation
 * @where: the place to patch: section address + r_offset; writable now, and
 *	the address it runs at
 * @value: the symbol's value (for SHT_TLS symbols the thread-pointer offset);
 *	r_addend is added here
 * @why: on failure, a phrase for the log ("out of range", "unsupported type")
 *
 * Return: 0, -ENOEXEC (type not supported) or -ERANGE (does not reach).
 */
int arch_module_relocate(struct mod_arch_specific *arch, const Elf64_Rela *rel, void *where,
			 unsigned long value, const char **why);

/** arch_module_tls_symbol() - thread-pointer offset of the core's thread-local
 * variable @name. False: there is none of that name. */
bool arch_module_tls_symbol(const char *name, unsigned long *offset);

/** arch_module_reloc_name() - "R_X86_64_PC32", for messages */
const char *arch_module_reloc_name(unsigned int type);

#endif
