/* SPDX-License-Identifier: MIT */
/*
 * pgtable_types.h - entries of the page tables: one 64-bit word each
 *
 * The layout is x86-64's: the MMU walks these tables on the bare machine, the
 * fault handler in arch/host/mmu.c does on the hosted one. Frame number in bits 12-51, permissions below, no-execute in bit 63. Bit 7
 * (PSE) in an upper level makes the entry a leaf.
 *
 * CONFIG_PGTABLE_LEVELS 5 has all levels; each step down folds the topmost
 * level below the PGD (P4D, then PUD, then PMD) by asm-generic/pgtable-nopXd.h.
 * Folded tables keep 512 entries; the PGD grows to cover what is left.
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

#define PTRS_PER_PTE	512

#if CONFIG_PGTABLE_LEVELS == 5
#define PGDIR_SHIFT	48
#define PTRS_PER_PGD	512
#elif CONFIG_PGTABLE_LEVELS == 4
#define PGDIR_SHIFT	39
#define PTRS_PER_PGD	512
#elif CONFIG_PGTABLE_LEVELS == 3
#define PGDIR_SHIFT	30
#define PTRS_PER_PGD	(1 << 17)
#elif CONFIG_PGTABLE_LEVELS == 2
#define PGDIR_SHIFT	21
#define PTRS_PER_PGD	(1 << 17)
#else
#error "CONFIG_PGTABLE_LEVELS must be 2, 3, 4 or 5"
#endif
#define PGDIR_SIZE	(_AC(1, UL) << PGDIR_SHIFT)
#define PGDIR_MASK	(~(PGDIR_SIZE - 1))

#ifndef __ASSEMBLY__

typedef unsigned long pteval_t;
typedef unsigned long pmdval_t;
typedef unsigned long pudval_t;
typedef unsigned long p4dval_t;
typedef unsigned long pgdval_t;
typedef unsigned long pgprotval_t;

typedef struct { pteval_t pte; } pte_t;
typedef struct { pgdval_t pgd; } pgd_t;
typedef struct { pgprotval_t pgprot; } pgprot_t;
typedef struct page *pgtable_t;

#define pte_val(x)	((x).pte)
#define __pte(x)	((pte_t){ (x) })
#define pgd_val(x)	((x).pgd)
#define __pgd(x)	((pgd_t){ (x) })
#define pgprot_val(x)	((x).pgprot)
#define __pgprot(x)	((pgprot_t){ (x) })

#if CONFIG_PGTABLE_LEVELS > 4
#define P4D_SHIFT	39
#define PTRS_PER_P4D	512
#define P4D_SIZE	(_AC(1, UL) << P4D_SHIFT)
#define P4D_MASK	(~(P4D_SIZE - 1))
typedef struct { p4dval_t p4d; } p4d_t;
#define p4d_val(x)	((x).p4d)
#define __p4d(x)	((p4d_t){ (x) })
#endif

#if CONFIG_PGTABLE_LEVELS > 3
#define PUD_SHIFT	30
#define PTRS_PER_PUD	512
#define PUD_SIZE	(_AC(1, UL) << PUD_SHIFT)
#define PUD_MASK	(~(PUD_SIZE - 1))
typedef struct { pudval_t pud; } pud_t;
#define pud_val(x)	((x).pud)
#define __pud(x)	((pud_t){ (x) })
#endif

#if CONFIG_PGTABLE_LEVELS > 2
#define PMD_SHIFT	21
#define PTRS_PER_PMD	512
#define PMD_SIZE	(_AC(1, UL) << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))
typedef struct { pmdval_t pmd; } pmd_t;
#define pmd_val(x)	((x).pmd)
#define __pmd(x)	((pmd_t){ (x) })
#endif

/* Each header includes the one above it where that is folded too. */
#if CONFIG_PGTABLE_LEVELS == 2
#include <asm-generic/pgtable-nopmd.h>
#elif CONFIG_PGTABLE_LEVELS == 3
#include <asm-generic/pgtable-nopud.h>
#elif CONFIG_PGTABLE_LEVELS == 4
#include <asm-generic/pgtable-nop4d.h>
#endif

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
