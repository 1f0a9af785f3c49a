/* SPDX-License-Identifier: MIT */
/*
 * pgtable_types.h - entries of the page tables: one 64-bit word each
 *
 * EDIT: the bits. This word is made up. The frame's address is in bits 12-51 as
 * it is; a set bit permits; bit 7 in an upper level makes the entry a leaf. What
 * the core reads of it is _PAGE_PRESENT (set_memory_np() takes it away alone)
 * and the protections below; all else goes through asm/pgtable.h.
 *
 * Bits that the MMU does not have but the core wants: SPECIAL. Use one of those
 * that the hardware leaves to software.
 */
#ifndef _ASM_TEMPLATE_PGTABLE_TYPES_H
#define _ASM_TEMPLATE_PGTABLE_TYPES_H

#include <linux/const.h>
#include <asm/page_types.h>

#define _PAGE_PRESENT	(_AC(1, UL) << 0)
#define _PAGE_WRITE	(_AC(1, UL) << 1)
#define _PAGE_EXEC	(_AC(1, UL) << 2)
#define _PAGE_USER	(_AC(1, UL) << 3)
#define _PAGE_UNCACHED	(_AC(1, UL) << 4)
#define _PAGE_ACCESSED	(_AC(1, UL) << 5)
#define _PAGE_DIRTY	(_AC(1, UL) << 6)
#define _PAGE_LEAF	(_AC(1, UL) << 7)
#define _PAGE_GLOBAL	(_AC(1, UL) << 8)
#define _PAGE_SPECIAL	(_AC(1, UL) << 9)
#define _PAGE_COMBINE	(_AC(1, UL) << 10)	/* writes are gathered */

/* Bits 12-51 hold the frame's address, whatever the level. */
#define _PAGE_ADDRESS	(((_AC(1, UL) << 52) - 1) & PAGE_MASK)

/* An entry that names the next table: permits all, the leaf decides. */
#define _PAGE_TABLE	(_PAGE_PRESENT | _PAGE_WRITE | _PAGE_EXEC | _PAGE_ACCESSED | _PAGE_DIRTY)

/* Pages of 4 KiB, 512 words a table. Other sizes: copy that file into this one. */
#include <asm-generic/pgtable_types.h>

#ifndef __ASSEMBLY__

#define _PAGE_KERNEL_BASE (_PAGE_PRESENT | _PAGE_ACCESSED | _PAGE_GLOBAL)

/* Always with ACCESSED and DIRTY where hardware would fault to set them. */
#define PAGE_KERNEL	__pgprot(_PAGE_KERNEL_BASE | _PAGE_WRITE | _PAGE_DIRTY)
#define PAGE_KERNEL_RO	__pgprot(_PAGE_KERNEL_BASE)
#define PAGE_KERNEL_ROX	__pgprot(_PAGE_KERNEL_BASE | _PAGE_EXEC)
#define PAGE_KERNEL_EXEC __pgprot(pgprot_val(PAGE_KERNEL) | _PAGE_EXEC)
#define PAGE_KERNEL_NOCACHE __pgprot(pgprot_val(PAGE_KERNEL) | _PAGE_UNCACHED)
#define PAGE_KERNEL_WC	__pgprot(pgprot_val(PAGE_KERNEL) | _PAGE_COMBINE)
#define PAGE_KERNEL_IO	PAGE_KERNEL
#define PAGE_KERNEL_IO_NOCACHE PAGE_KERNEL_NOCACHE
#define PAGE_KERNEL_LARGE __pgprot(pgprot_val(PAGE_KERNEL) | _PAGE_LEAF)
#define PAGE_KERNEL_LARGE_EXEC __pgprot(pgprot_val(PAGE_KERNEL_EXEC) | _PAGE_LEAF)

/* User mappings: vm_get_page_prot() wants the names, nothing runs there. */
#define _PAGE_USER_BASE	(_PAGE_PRESENT | _PAGE_USER | _PAGE_ACCESSED)
#define PAGE_NONE	__pgprot(_PAGE_ACCESSED | _PAGE_GLOBAL)
#define PAGE_SHARED	__pgprot(_PAGE_USER_BASE | _PAGE_WRITE)
#define PAGE_SHARED_EXEC __pgprot(_PAGE_USER_BASE | _PAGE_WRITE | _PAGE_EXEC)
#define PAGE_COPY	__pgprot(_PAGE_USER_BASE)
#define PAGE_COPY_EXEC	__pgprot(_PAGE_USER_BASE | _PAGE_EXEC)
#define PAGE_READONLY	__pgprot(_PAGE_USER_BASE)
#define PAGE_READONLY_EXEC __pgprot(_PAGE_USER_BASE | _PAGE_EXEC)

#define pgprot_noncached(prot)	__pgprot(pgprot_val(prot) | _PAGE_UNCACHED)
#define pgprot_writecombine(prot) __pgprot(pgprot_val(prot) | _PAGE_COMBINE)
#define pgprot_writethrough(prot) pgprot_writecombine(prot)
#define pgprot_nx(prot)		__pgprot(pgprot_val(prot) & ~_PAGE_EXEC)

#endif /* __ASSEMBLY__ */
#endif
