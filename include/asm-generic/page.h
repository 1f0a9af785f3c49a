/* SPDX-License-Identifier: MIT */
/*
 * page.h - a direct map that is one addition, and what follows from it
 *
 * Virtual = PAGE_OFFSET + physical, for all RAM. The port's asm/page.h gives
 * asm/page_types.h (PAGE_SHIFT, PAGE_OFFSET, the address map) and
 * asm/pgtable_types.h, and may define __pa_symbol(), clear_page() and
 * copy_page() before it includes this.
 */
#ifndef _ASM_GENERIC_PAGE_H
#define _ASM_GENERIC_PAGE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/page_types.h>

#define __pa(x)			((unsigned long)(x) - PAGE_OFFSET)
#define __va(x)			((void *)((unsigned long)(x) + PAGE_OFFSET))

/* Of an address in the image, which may be mapped elsewhere as well. */
#ifndef __pa_symbol
#define __pa_symbol(x)		__pa(x)
#endif

#ifndef clear_page
#define clear_page(page)	((void)__builtin_memset((page), 0, PAGE_SIZE))
#endif
#ifndef copy_page
#define copy_page(to, from)	((void)__builtin_memcpy((to), (from), PAGE_SIZE))
#endif
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

#endif
