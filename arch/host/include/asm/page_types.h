/* SPDX-License-Identifier: MIT */
/*
 * page_types.h - the hosted machine's address map
 *
 * RAM is a memfd whose offsets are physical addresses; it is mapped at
 * PAGE_OFFSET. All bases lie where plain processes, ASan (its HighMem) and
 * TSan (its "high application" range, 0x7e8000000000 up) let a program map
 * with MAP_FIXED_NOREPLACE: 448 GiB below the lowest place that randomisation
 * gives to libraries.
 *
 *   PAGE_OFFSET    256 GiB  the direct map: physical address + PAGE_OFFSET
 *   VMALLOC_START   64 GiB  vmalloc, vmap, ioremap (vmalloc= makes it smaller)
 *   VMEMMAP_START    8 GiB  struct page of each frame
 *   FRAMETAB_START 256 MiB  2 bytes a frame: which cache it belongs to
 */
#ifndef _ASM_HOST_PAGE_TYPES_H
#define _ASM_HOST_PAGE_TYPES_H

#include <linux/const.h>

#define PAGE_SHIFT	12
#define PAGE_SIZE	(_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))

/*
 * Two levels of 9 bits reach 1 GiB a table, so a machine built with them has a
 * small address map (its top table is 1 MiB long and covers 256 GiB).
 */
#if CONFIG_PGTABLE_LEVELS == 2
#define PAGE_OFFSET	_AC(0x7e8000000000, UL)
#define PHYS_ADDR_MAX_BITS 33			/* 8 GiB of physical addresses */
#define VMALLOC_BASE	_AC(0x7e8200000000, UL)
#define VMALLOC_SPAN	(_AC(4, UL) << 30)
#define VMEMMAP_START	_AC(0x7e8300000000, UL)
#define FRAMETAB_START	_AC(0x7e8380000000, UL)
#else
#define PAGE_OFFSET	_AC(0x7e8000000000, UL)
#define PHYS_ADDR_MAX_BITS 38			/* 256 GiB of physical addresses */
#define VMALLOC_BASE	_AC(0x7ec000000000, UL)
#define VMALLOC_SPAN	(_AC(64, UL) << 30)
#define VMEMMAP_START	_AC(0x7ed800000000, UL)
#define FRAMETAB_START	_AC(0x7eda00000000, UL)
#endif

/* Bytes of the two tables indexed by frame: 64 a struct page, 2 a table entry. */
#define VMEMMAP_SPAN	(_AC(64, UL) << (PHYS_ADDR_MAX_BITS - PAGE_SHIFT))
#define FRAMETAB_SPAN	(_AC(2, UL) << (PHYS_ADDR_MAX_BITS - PAGE_SHIFT))

#define THREAD_SIZE	(_AC(64, UL) << 10)	/* a kernel thread's stack; sanitizers are hungry */
#define L1_CACHE_SHIFT	6
#define SMP_CACHE_BYTES	(1 << L1_CACHE_SHIFT)

#endif
