/* SPDX-License-Identifier: MIT */
/*
 * memory_model.h - a frame's struct page is an element of one virtual array
 *
 * The array starts at VMEMMAP_START and is mapped only where there is RAM, so
 * the conversions are pure arithmetic for every frame.
 */
#ifndef _ASM_GENERIC_MEMORY_MODEL_H
#define _ASM_GENERIC_MEMORY_MODEL_H

#define vmemmap			((struct page *)VMEMMAP_START)

#define __pfn_to_page(pfn)	(vmemmap + (pfn))
#define __page_to_pfn(page)	((unsigned long)((page) - vmemmap))
#define pfn_to_page		__pfn_to_page
#define page_to_pfn		__page_to_pfn

#define __pfn_to_phys(pfn)	((phys_addr_t)(pfn) << PAGE_SHIFT)
#define __phys_to_pfn(paddr)	((unsigned long)((paddr) >> PAGE_SHIFT))

#endif
