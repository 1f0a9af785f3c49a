/* SPDX-License-Identifier: MIT */
/*
 * pgtable_types.h - entries of the page tables: one 64-bit word each
 *
 * The layout is x86-64's: the MMU walks these tables on the bare machine, the
 * fault handler in arch/host/mmu.c does on the hosted one. Frame number in bits
 * 12-51, permissions below, no-execute in bit 63. Bit 7 (PSE) in an upper level
 * makes the entry a leaf.
 */
#ifndef _ASM_X86_SHARED_PGTABLE_TYPES_H
#define _ASM_X86_SHARED_PGTABLE_TYPES_H

#include <linux/const.h>
#include <asm/page_types.h>

#define _PAGE_BIT_PRESENT	0
#define _PAGE_BIT_RW		1
#define _PAGE_BIT_USER		2
#define _PAGE_BIT_PWT		3
#define _PAGE_BIT_PCD		4
#define _PAGE_BIT_ACCESSED	5
#define _PAGE_BIT_DIRTY		6
#define _PAGE_BIT_PSE		7
#define _PAGE_BIT_GLOBAL	8
#define _PAGE_BIT_SPECIAL	9
#define _PAGE_BIT_NX		63

#define _PAGE_PRESENT	(_AC(1, UL) << _PAGE_BIT_PRESENT)
#define _PAGE_RW	(_AC(1, UL) << _PAGE_BIT_RW)
#define _PAGE_USER	(_AC(1, UL) << _PAGE_BIT_USER)
#define _PAGE_PWT	(_AC(1, UL) << _PAGE_BIT_PWT)
#define _PAGE_PCD	(_AC(1, UL) << _PAGE_BIT_PCD)
#define _PAGE_ACCESSED	(_AC(1, UL) << _PAGE_BIT_ACCESSED)
#define _PAGE_DIRTY	(_AC(1, UL) << _PAGE_BIT_DIRTY)
#define _PAGE_PSE	(_AC(1, UL) << _PAGE_BIT_PSE)
#define _PAGE_GLOBAL	(_AC(1, UL) << _PAGE_BIT_GLOBAL)
#define _PAGE_SPECIAL	(_AC(1, UL) << _PAGE_BIT_SPECIAL)
#define _PAGE_NX	(_AC(1, UL) << _PAGE_BIT_NX)

/* Bits 12-51 hold the frame number, whatever the level. */
#define PTE_PFN_MASK	(((_AC(1, UL) << 52) - 1) & PAGE_MASK)
#define PTE_FLAGS_MASK	(~PTE_PFN_MASK)

/* An entry that points to the next table. */
#define _PAGE_TABLE	(_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED | _PAGE_DIRTY)

#include <asm-generic/pgtable_types.h>

#ifndef __ASSEMBLY__

#define _PAGE_KERNEL_BASE (_PAGE_PRESENT | _PAGE_ACCESSED | _PAGE_GLOBAL)

#define PAGE_KERNEL	__pgprot(_PAGE_KERNEL_BASE | _PAGE_RW | _PAGE_DIRTY | _PAGE_NX)
#define PAGE_KERNEL_RO	__pgprot(_PAGE_KERNEL_BASE | _PAGE_NX)
#define PAGE_KERNEL_ROX	__pgprot(_PAGE_KERNEL_BASE)
#define PAGE_KERNEL_EXEC __pgprot(_PAGE_KERNEL_BASE | _PAGE_RW | _PAGE_DIRTY)
#define PAGE_KERNEL_NOCACHE __pgprot(pgprot_val(PAGE_KERNEL) | _PAGE_PCD | _PAGE_PWT)
#define PAGE_KERNEL_WC	__pgprot(pgprot_val(PAGE_KERNEL) | _PAGE_PWT)
#define PAGE_KERNEL_IO	PAGE_KERNEL
#define PAGE_KERNEL_IO_NOCACHE PAGE_KERNEL_NOCACHE
#define PAGE_KERNEL_LARGE __pgprot(pgprot_val(PAGE_KERNEL) | _PAGE_PSE)
#define PAGE_KERNEL_LARGE_EXEC __pgprot(pgprot_val(PAGE_KERNEL_EXEC) | _PAGE_PSE)

#define _PAGE_USER_BASE	(_PAGE_PRESENT | _PAGE_USER | _PAGE_ACCESSED)
#define PAGE_NONE	__pgprot(_PAGE_ACCESSED | _PAGE_GLOBAL)
#define PAGE_SHARED	__pgprot(_PAGE_USER_BASE | _PAGE_RW | _PAGE_NX)
#define PAGE_SHARED_EXEC __pgprot(_PAGE_USER_BASE | _PAGE_RW)
#define PAGE_COPY	__pgprot(_PAGE_USER_BASE | _PAGE_NX)
#define PAGE_COPY_EXEC	__pgprot(_PAGE_USER_BASE)
#define PAGE_READONLY	__pgprot(_PAGE_USER_BASE | _PAGE_NX)
#define PAGE_READONLY_EXEC __pgprot(_PAGE_USER_BASE)

#define pgprot_noncached(prot)	__pgprot(pgprot_val(prot) | _PAGE_PCD | _PAGE_PWT)
#define pgprot_writecombine(prot) __pgprot((pgprot_val(prot) & ~_PAGE_PCD) | _PAGE_PWT)
#define pgprot_writethrough(prot) pgprot_writecombine(prot)
#define pgprot_nx(prot)		__pgprot(pgprot_val(prot) | _PAGE_NX)

#endif /* __ASSEMBLY__ */
#endif
