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

#define __pa(x)			((unsigned long)(x) - PAGE_OFFSET)
#define __va(x)			((void *)((unsigned long)(x) + PAGE_OFFSET))
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
#define clear_user_page(page, vaddr, pg)	clear_page(page)
#define copy_user_page(to, from, vaddr, pg)	copy_page(to, from)

#define PHYS_ADDR_MAX_PFN	(_AC(1, UL) << (PHYS_ADDR_MAX_BITS - PAGE_SHIFT))

#include <asm/pgtable_types.h>
#include <asm-generic/memory_model.h>

#define virt_to_pfn(kaddr)	(__pa(kaddr) >> PAGE_SHIFT)
#define pfn_to_virt(pfn)	__va((unsigned long)(pfn) << PAGE_SHIFT)
#define pfn_to_kaddr(pfn)	pfn_to_virt(pfn)
#define virt_to_page(kaddr)	pfn_to_page(virt_to_pfn(kaddr))
#define page_to_virt(page)	pfn_to_virt(page_to_pfn(page))
#define page_to_phys(page)	((phys_addr_t)page_to_pfn(page) << PAGE_SHIFT)
#define phys_to_page(phys)	pfn_to_page((unsigned long)(phys) >> PAGE_SHIFT)
/* True for direct-map addresses whose frame exists; pfn_valid() is linux/mmzone.h's. */
#define virt_addr_valid(kaddr)	((unsigned long)(kaddr) >= PAGE_OFFSET &&		\
				 virt_to_pfn(kaddr) < PHYS_ADDR_MAX_PFN &&		\
				 pfn_valid(virt_to_pfn(kaddr)))

#include <asm-generic/getorder.h>
#endif /* __ASSEMBLY__ */
#endif
