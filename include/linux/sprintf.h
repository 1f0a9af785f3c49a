/* SPDX-License-Identifier: MIT */
/*
 * sprintf.h - numbers and objects as text, and back
 *
 * The formats are C's and Linux's %p extensions: see lib/vsprintf.c. The
 * functions have their own link names, as libc's of the same name mean
 * something else.
 */
#ifndef _LINUX_SPRINTF_H
#define _LINUX_SPRINTF_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/stdarg.h>

/* Return: the length the whole text has, even if @size cut it short. */
__printf(3, 4) int snprintf(char *buf, size_t size, const char *fmt, ...) __link_name(snprintf);
__printf(3, 0) int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
	__link_name(vsnprintf);
__printf(2, 3) int sprintf(char *buf, const char *fmt, ...) __link_name(sprintf);
__printf(2, 0) int vsprintf(char *buf, const char *fmt, va_list args) __link_name(vsprintf);
/* Return: the length written, without the NUL. */
__printf(3, 4) int scnprintf(char *buf, size_t size, const char *fmt, ...);
__printf(3, 0) int vscnprintf(char *buf, size_t size, const char *fmt, va_list args);
/* Return: the number of values stored. */
__scanf(2, 3) int sscanf(const char *buf, const char *fmt, ...) __link_name(sscanf);
__scanf(2, 0) int vsscanf(const char *buf, const char *fmt, va_list args) __link_name(vsscanf);

/* These allocate: mm/slab. */
__printf(2, 3) __malloc char *kasprintf(gfp_t gfp, const char *fmt, ...);
__printf(2, 0) __malloc char *kvasprintf(gfp_t gfp, const char *fmt, va_list args);
__printf(2, 0) const char *kvasprintf_const(gfp_t gfp, const char *fmt, va_list args);

/* %p shows addresses instead of hashes: boot parameter no_hash_pointers. */
extern bool no_hash_pointers;
int no_hash_pointers_enable(char *str);

/**
 * vsprintf_symbol_hook() - text of a code or data address, for %pS and friends
 * @with_offset: also "+0x12/0x34", or nothing beyond the name
 * @with_size: with the offset, the symbol's size; with @with_offset false unused
 *
 * Set by the symbol table's owner. Return: the length written (less than
 * @size), or 0 if nothing is known about @addr.
 */
extern int (*vsprintf_symbol_hook)(char *buf, size_t size, unsigned long addr, bool with_offset,
				   bool with_size);

#endif
