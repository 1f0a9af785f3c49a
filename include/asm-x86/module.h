/* SPDX-License-Identifier: MIT */
/*
 * module.h - relocating a module, x86-64
 *
 * A module is position-independent code placed in the module window, within
 * 2 GiB of the core. What it reaches through the GOT gets a slot of 8 bytes
 * in the module's data. A call that does not reach (libc's memcpy is far away)
 * goes through a trampoline of 8 bytes in the module's text, which jumps
 * through a slot. The loader
 *
 *   1. counts with arch_module_count() over every RELA section it will apply,
 *   2. lays out arch.max_slots * ARCH_MODULE_SLOT_SIZE bytes of data and
 *      arch.max_trampolines * ARCH_MODULE_TRAMPOLINE_SIZE bytes of text,
 *      8-byte aligned, and stores their addresses in arch.slots and
 *      arch.trampolines,
 *   3. calls arch_module_relocate() for every relocation while text is still
 *      writable, then port_set_text().
 *
 * Thread-local symbols (STT_TLS; this_cpu_off and friends) have no address:
 * arch_module_tls_symbol() gives their offset from the thread pointer, and
 * that is the symbol's value.
 */
#ifndef _ASM_X86_SHARED_MODULE_H
#define _ASM_X86_SHARED_MODULE_H

#include <linux/types.h>
#include <linux/elf.h>

#define ARCH_MODULE_MACHINE		EM_X86_64
#define ARCH_MODULE_SLOT_SIZE		8
#define ARCH_MODULE_TRAMPOLINE_SIZE	8
/**
 * struct mod_arch_specific - the GOT and the trampolines of one module
 * @slots: GOT, one address an entry, in the module's data; @nr_slots of
 *	@max_slots used. Never two slots with the same value.
 * @trampolines: 8 bytes each in the module's text; entry i jumps through slot
 *	trampoline_slot[i], found by decoding its displacement
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
