/* SPDX-License-Identifier: MIT */
/*
 * page_types.h - the address map of bare x86-64
 *
 * The bases are those that Linux documents (x86/x86_64/mm): with four levels
 * the upper 128 TiB, with five the upper 64 PiB.
 *
 *                  four levels                five levels
 *   PAGE_OFFSET    ffff888000000000  64 TiB   ff11000000000000   4 PiB   the direct map
 *   VMALLOC_BASE   ffffc90000000000  32 TiB   ffa0000000000000  12.5 PiB vmalloc, vmap, ioremap
 *   VMEMMAP_START  ffffea0000000000   1 TiB   ffd4000000000000  64 TiB   struct page of each frame
 *   FRAMETAB_START ffffec0000000000  32 GiB   ffdf000000000000   2 TiB   2 bytes a frame
 *   CPU_AREA_START ffffffff40000000   1 GiB   the same                  stacks of CPUs, with guards
 *   KERNEL_BASE    ffffffff80000000 512 MiB   the same                  the image, at physical 0 up
 *   MODULES_VADDR  ffffffffa0000000 1.5 GiB   the same                  modules
 *   FIXMAP_START   ffffffffff400000   2 MiB   the same                  the local APIC
 */
#ifndef _ASM_X86_PAGE_TYPES_H
#define _ASM_X86_PAGE_TYPES_H

#include <linux/const.h>

#define PAGE_SHIFT	12
#define PAGE_SIZE	(_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))

#if CONFIG_PGTABLE_LEVELS == 5
#define PAGE_OFFSET	_AC(0xff11000000000000, UL)
#define PHYS_ADDR_MAX_BITS 52
#define VMALLOC_BASE	_AC(0xffa0000000000000, UL)
#define VMALLOC_SPAN	(_AC(0x32, UL) << 48)
#define VMEMMAP_START	_AC(0xffd4000000000000, UL)
#define FRAMETAB_START	_AC(0xffdf000000000000, UL)
#elif CONFIG_PGTABLE_LEVELS == 4
#define PAGE_OFFSET	_AC(0xffff888000000000, UL)
#define PHYS_ADDR_MAX_BITS 46
#define VMALLOC_BASE	_AC(0xffffc90000000000, UL)
#define VMALLOC_SPAN	(_AC(32, UL) << 40)
#define VMEMMAP_START	_AC(0xffffea0000000000, UL)
#define FRAMETAB_START	_AC(0xffffec0000000000, UL)
#else
#error "x86-64 has four or five levels of page tables"
#endif

#define VMEMMAP_SPAN	(_AC(64, UL) << (PHYS_ADDR_MAX_BITS - PAGE_SHIFT))
#define FRAMETAB_SPAN	(_AC(2, UL) << (PHYS_ADDR_MAX_BITS - PAGE_SHIFT))

/* The top GiBs: one PGD entry (one P4D entry with five levels) for all of them. */
#define CPU_AREA_START	_AC(0xffffffff40000000, UL)
#define CPU_AREA_END	_AC(0xffffffff80000000, UL)
#define KERNEL_BASE	_AC(0xffffffff80000000, UL)
#define MODULES_VADDR	_AC(0xffffffffa0000000, UL)
#define MODULES_END	_AC(0xffffffffff000000, UL)
#define FIXMAP_START	_AC(0xffffffffff400000, UL)
#define X86_LAPIC_VA	FIXMAP_START

#define THREAD_SIZE	(_AC(16, UL) << 10)	/* a kernel thread's stack */
#define L1_CACHE_SHIFT	6
#define SMP_CACHE_BYTES	(1 << L1_CACHE_SHIFT)

#endif
