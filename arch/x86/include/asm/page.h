/* SPDX-License-Identifier: MIT */
/*
 * page.h - pages of the bare machine: addresses, clearing, copying
 *
 * The direct map is one addition: virtual = PAGE_OFFSET + physical. Until the
 * core has built its page tables the first 4 GiB are mapped there by boot.S.
 * The image is mapped a second time at KERNEL_BASE + physical: __pa_symbol().
 */
#ifndef _ASM_X86_PAGE_H
#define _ASM_X86_PAGE_H

#include <asm/page_types.h>

#ifndef __ASSEMBLY__
#include <linux/types.h>
#include <linux/compiler.h>

#define __pa_symbol(x)		((unsigned long)(x) - KERNEL_BASE)

/* 512 words: what microcode does in lines, an emulator counts one by one. */
static __always_inline void clear_page(void *page)
{
	unsigned long words = PAGE_SIZE / 8;

	__asm__ volatile("rep stosq" : "+D"(page), "+c"(words) : "a"(0ul) : "memory");
}

static __always_inline void copy_page(void *to, const void *from)
{
	unsigned long words = PAGE_SIZE / 8;

	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
}
#define clear_page clear_page
#define copy_page copy_page

#include <asm-generic/page.h>
#endif /* __ASSEMBLY__ */
#endif
