/* SPDX-License-Identifier: MIT */
/*
 * pgtable-nopmd.h - two levels are left: see pgtable-nop4d.h
 *
 * There is no leaf above the PMD then: pud_leaf() is false and a pud is never
 * made from a frame.
 */
#ifndef _ASM_GENERIC_PGTABLE_NOPMD_H
#define _ASM_GENERIC_PGTABLE_NOPMD_H

#include <asm-generic/pgtable-nopud.h>

#define __PAGETABLE_PMD_FOLDED 1

typedef struct { pud_t pud; } pmd_t;

#define PMD_SHIFT	PUD_SHIFT
#define PTRS_PER_PMD	1
#define PMD_SIZE	(_AC(1, UL) << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))

#define pmd_val(x)	pud_val((x).pud)
#define __pmd(x)	((pmd_t){ __pud(x) })

static inline int pud_none(pud_t pud)
{
	return 0;
}

static inline int pud_bad(pud_t pud)
{
	return 0;
}

static inline int pud_present(pud_t pud)
{
	return 1;
}

static inline void pud_clear(pud_t *pud)
{
}

#define pmd_offset pmd_offset
static inline pmd_t *pmd_offset(pud_t *pud, unsigned long address)
{
	return (pmd_t *)pud;
}

#define pud_populate(mm, pud, pmd)	do { } while (0)
#define set_pud(pudp, val)		set_pmd((pmd_t *)(pudp), (pmd_t){ val })
#define pud_page(pud)			pmd_page((pmd_t){ pud })
#define pud_page_vaddr(pud)		pmd_page_vaddr((pmd_t){ pud })
#define pud_pgtable(pud)		((pmd_t *)pud_page_vaddr(pud))
#define pud_pfn(pud)			((void)(pud), 0ul)
#define pfn_pud(pfn, prot)		((void)(pfn), (void)(prot), __pud(0))
#define pmd_ERROR(pmd)			pud_ERROR((pmd).pud)

#define pmd_addr_end(addr, end)		(end)

#endif
