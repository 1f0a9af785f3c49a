// SPDX-License-Identifier: MIT
/*
 * module.c - applying this CPU's relocations to a module
 *
 * asm-generic/module.h says when the loader calls what. arch/x86/module.c is
 * the whole of it for a CPU with slots and trampolines.
 */
#include <linux/errno.h>
#include <asm/module.h>

/**
 * arch_module_count() - what @nr relocations may need at most
 *
 * Adds to max_slots and max_trampolines of @arch: the loader reserves so much.
 */
void arch_module_count(struct mod_arch_specific *arch, const Elf64_Rela *rel, unsigned int nr)
{
}

/** arch_module_relocate() - apply one relocation: asm-generic/module.h */
int arch_module_relocate(struct mod_arch_specific *arch, const Elf64_Rela *rel, void *where,
			 unsigned long value, const char **why)
{
	*why = "arch_module_relocate() is not written yet";
	return -ENOEXEC;
}

/** arch_module_tls_symbol() - a kernel has no thread-local variables */
bool arch_module_tls_symbol(const char *name, unsigned long *offset)
{
	return false;
}

/** arch_module_reloc_name() - the name of a relocation type, for messages */
const char *arch_module_reloc_name(unsigned int type)
{
	return "unknown";
}
