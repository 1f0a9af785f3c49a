/* SPDX-License-Identifier: MIT */
/* pgtable.h - the hosted machine's ranges; entries are x86-64's (asm-x86/pgtable.h) */
#ifndef _ASM_HOST_PGTABLE_H
#define _ASM_HOST_PGTABLE_H

#include <asm/page.h>

/* `vmalloc=` makes the span smaller before vmalloc_init(); arch/host/mmu.c. */
extern unsigned long vmalloc_span;
#define VMALLOC_START	VMALLOC_BASE
#define VMALLOC_END	(VMALLOC_BASE + vmalloc_span)

/* Module text and data: found near the core's own text when the machine starts. */
extern unsigned long host_modules_start, host_modules_end;
#define MODULES_VADDR	host_modules_start
#define MODULES_END	host_modules_end

/* The largest leaf that the walk understands: any. */
#define ARCH_MAX_LEAF_SHIFT	PUD_SHIFT

#include <asm-x86/pgtable.h>

#endif
