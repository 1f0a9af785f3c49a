/* SPDX-License-Identifier: MIT */
/*
 * pgtable_types.h - the types of the levels: pages of 4 KiB, 512 words a table
 *
 * CONFIG_PGTABLE_LEVELS 5 has all levels; each step down folds the topmost
 * level below the PGD (P4D, then PUD, then PMD) by asm-generic/pgtable-nopXd.h.
 * Folded tables keep 512 entries; the PGD grows to cover what is left.
 *
 * The port's asm/pgtable_types.h defines the bits and the protections
 * (PAGE_KERNEL …), and includes this.
 */
#ifndef _ASM_GENERIC_PGTABLE_TYPES_H
#define _ASM_GENERIC_PGTABLE_TYPES_H

#include <linux/const.h>
#include <asm/page_types.h>

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

#endif /* __ASSEMBLY__ */
#endif
