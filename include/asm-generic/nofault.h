/* SPDX-License-Identifier: MIT */
/*
 * nofault.h - accesses that may fault, for a port that cannot recover yet
 *
 * Plain loads and stores: they do what they should where memory is mapped, and
 * a fault in one is reported as any other. So copy_from_kernel_nofault() never
 * gives -EFAULT. asm-x86/nofault.h shows how a port does it with an exception
 * table; it needs an instruction whose address is known, so assembly.
 */
#ifndef _ASM_GENERIC_NOFAULT_H
#define _ASM_GENERIC_NOFAULT_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm-generic/extable.h>

#define NOFAULT_ACCESS(bits)							\
static __always_inline int load_nofault##bits(u##bits *out, const void *src)	\
{										\
	*out = *(const volatile u##bits *)src;					\
	return 0;								\
}										\
static __always_inline int store_nofault##bits(void *dst, u##bits val)		\
{										\
	*(volatile u##bits *)dst = val;						\
	return 0;								\
}
NOFAULT_ACCESS(8)
NOFAULT_ACCESS(16)
NOFAULT_ACCESS(32)
NOFAULT_ACCESS(64)
#undef NOFAULT_ACCESS

#endif
