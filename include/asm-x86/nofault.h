/* SPDX-License-Identifier: MIT */
/*
 * nofault.h - single loads and stores that may fault, and where to go then
 *
 * Each access leaves an entry in section __ex_table: two 32-bit offsets from
 * their own place, to the instruction and to its fixup. The fault handler
 * looks the instruction up with ex_entry_insn() and resumes at
 * ex_entry_fixup(); the access then reports -EFAULT.
 */
#ifndef _ASM_X86_SHARED_NOFAULT_H
#define _ASM_X86_SHARED_NOFAULT_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm-generic/extable.h>

#define _ASM_EXTABLE(insn, fixup)						\
	".pushsection __ex_table, \"a\"\n\t"					\
	".balign 4\n\t"								\
	".long " #insn " - ., " #fixup " - .\n\t"				\
	".popsection\n"

/* @err is set to -EFAULT (-14) before the access and to 0 after it. */
#define __nofault_load(err, out, mov, reg, src)					\
	__asm__ volatile("movl $-14, %0\n\t"					\
		     "1: " mov " (%2), %" reg "1\n\t"				\
		     "xorl %0, %0\n"						\
		     "2:\n"							\
		     _ASM_EXTABLE(1b, 2b)					\
		     : "=&r"(err), "=&r"(out) : "r"(src) : "memory", "cc")

#define __nofault_store(err, val, mov, reg, dst)				\
	__asm__ volatile("movl $-14, %0\n\t"					\
		     "1: " mov " %" reg "2, (%1)\n\t"				\
		     "xorl %0, %0\n"						\
		     "2:\n"							\
		     _ASM_EXTABLE(1b, 2b)					\
		     : "=&r"(err) : "r"(dst), "r"(val) : "memory", "cc")

#define NOFAULT_ACCESS(bits, mov, reg)						\
/** load_nofault##bits() - *@out = *@src. Return: 0, or -EFAULT and *@out is 0 */	\
static __always_inline int load_nofault##bits(u##bits *out, const void *src)	\
{										\
	int err;								\
	u##bits val;								\
										\
	__nofault_load(err, val, mov, reg, src);				\
	*out = err ? 0 : val;							\
	return err;								\
}										\
/** store_nofault##bits() - *@dst = @val. Return: 0 or -EFAULT */		\
static __always_inline int store_nofault##bits(void *dst, u##bits val)		\
{										\
	int err;								\
										\
	__nofault_store(err, val, mov, reg, dst);				\
	return err;								\
}
NOFAULT_ACCESS(8, "movb", "b")
NOFAULT_ACCESS(16, "movw", "w")
NOFAULT_ACCESS(32, "movl", "k")
NOFAULT_ACCESS(64, "movq", "q")
#undef NOFAULT_ACCESS

#endif
