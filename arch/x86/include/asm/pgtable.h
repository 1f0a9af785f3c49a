/* SPDX-License-Identifier: MIT */
/* pgtable.h - the bare machine's ranges; the entries are in asm-x86/pgtable.h */
#ifndef _ASM_X86_PGTABLE_H
#define _ASM_X86_PGTABLE_H

#include <asm/page.h>

/* `vmalloc=` makes the span smaller before vmalloc_init(); arch/x86/mmu.c. */
extern unsigned long vmalloc_span;
#define VMALLOC_START	VMALLOC_BASE
#define VMALLOC_END	(VMALLOC_BASE + vmalloc_span)

/* Leaves of 1 GiB are a feature of the CPU. */
extern _Bool x86_has_gbpages;
#define ARCH_MAX_LEAF_SHIFT (x86_has_gbpages ? PUD_SHIFT : PMD_SHIFT)

extern unsigned long x86_nr_tables;
#define arch_nr_tables() x86_nr_tables

#include <asm-x86/pgtable.h>

#endif
