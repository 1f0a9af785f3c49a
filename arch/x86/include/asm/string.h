/* SPDX-License-Identifier: MIT */
/*
 * string.h - the memory functions that arch/x86/string.S provides
 *
 * They use the string instructions, by words where they can. The compiler
 * inlines small constant sizes; core code is compiled freestanding, so the
 * builtins are named.
 */
#ifndef _ASM_X86_STRING_H
#define _ASM_X86_STRING_H

#include <linux/types.h>

#define __HAVE_ARCH_MEMCPY
#define __HAVE_ARCH_MEMMOVE
#define __HAVE_ARCH_MEMSET

void *memcpy(void *dst, const void *src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);

#define memcpy(dst, src, n)	__builtin_memcpy(dst, src, n)
#define memmove(dst, src, n)	__builtin_memmove(dst, src, n)
#define memset(dst, c, n)	__builtin_memset(dst, c, n)

#endif
