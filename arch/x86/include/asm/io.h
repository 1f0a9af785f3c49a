/* SPDX-License-Identifier: MIT */
/* io.h - device registers: memory (asm-generic/io.h) and ports */
#ifndef _ASM_X86_IO_H
#define _ASM_X86_IO_H

#include <asm-generic/io.h>

#define PORT_ACCESS(suffix, type)						\
static __always_inline void out##suffix(type value, u16 port)			\
{										\
	__asm__ volatile("out" #suffix " %0, %1" : : "a"(value), "Nd"(port));	\
}										\
static __always_inline type in##suffix(u16 port)				\
{										\
	type value;								\
										\
	__asm__ volatile("in" #suffix " %1, %0" : "=a"(value) : "Nd"(port));	\
	return value;								\
}
PORT_ACCESS(b, u8)
PORT_ACCESS(w, u16)
PORT_ACCESS(l, u32)
#undef PORT_ACCESS

#endif
