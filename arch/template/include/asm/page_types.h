/* SPDX-License-Identifier: MIT */
/*
 * page_types.h - the address map
 *
 * EDIT: where things are. This one suits any MMU that has 48-bit addresses of
 * which the upper half is the kernel's. What must hold: the ranges do not
 * overlap, each begins at a multiple of PGDIR_SIZE or is under one entry of the
 * top table with nothing of somebody else's, and the direct map has room for
 * 2^PHYS_ADDR_MAX_BITS bytes. Numbers only: assembly reads this too.
 *
 *   PAGE_OFFSET    ffff800000000000  16 TiB   the direct map: physical + PAGE_OFFSET
 *   VMALLOC_BASE   ffffc00000000000  16 TiB   vmalloc, vmap, ioremap
 *   VMEMMAP_START  ffffe00000000000 256 GiB   struct page of each frame
 *   FRAMETAB_START ffffe80000000000   8 GiB   2 bytes a frame: which cache owns it
 *   MODULES_VADDR  ffffffff90000000 256 MiB   modules, near the image
 */
#ifndef _ASM_TEMPLATE_PAGE_TYPES_H
#define _ASM_TEMPLATE_PAGE_TYPES_H

#include <linux/const.h>

#define PAGE_SHIFT	12
#define PAGE_SIZE	(_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))

#if CONFIG_PGTABLE_LEVELS != 4
#error "this address map is for four levels of page tables"
#endif

#define PHYS_ADDR_MAX_BITS 44
#define PAGE_OFFSET	_AC(0xffff800000000000, UL)
#define VMALLOC_BASE	_AC(0xffffc00000000000, UL)
#define VMALLOC_SPAN	(_AC(16, UL) << 40)
#define VMEMMAP_START	_AC(0xffffe00000000000, UL)
#define FRAMETAB_START	_AC(0xffffe80000000000, UL)

/* Bytes of the two arrays: 64 a struct page, 2 an entry of the frame table. */
#define VMEMMAP_SPAN	(_AC(64, UL) << (PHYS_ADDR_MAX_BITS - PAGE_SHIFT))
#define FRAMETAB_SPAN	(_AC(2, UL) << (PHYS_ADDR_MAX_BITS - PAGE_SHIFT))

#define MODULES_VADDR	_AC(0xffffffff90000000, UL)
#define MODULES_END	_AC(0xffffffffa0000000, UL)

#define THREAD_SIZE	(_AC(16, UL) << 10)	/* a kernel thread's stack */
#define L1_CACHE_SHIFT	6
#define SMP_CACHE_BYTES	(1 << L1_CACHE_SHIFT)

#endif
