/* SPDX-License-Identifier: MIT */
/* pgtable-nopud.h - the PUD level folded too: see pgtable-nop4d.h */
#ifndef _ASM_GENERIC_PGTABLE_NOPUD_H
#define _ASM_GENERIC_PGTABLE_NOPUD_H

#include <asm-generic/pgtable-nop4d.h>

#define __PAGETABLE_PUD_FOLDED 1

typedef struct { p4d_t p4d; } pud_t;

#define PUD_SHIFT	P4D_SHIFT
#define PTRS_PER_PUD	1
#define PUD_SIZE	(_AC(1, UL) << PUD_SHIFT)
#define PUD_MASK	(~(PUD_SIZE - 1))

#define pud_val(x)	p4d_val((x).p4d)
#define __pud(x)	((pud_t){ __p4d(x) })

static inline int p4d_none(p4d_t p4d)
{
	return 0;
}

static inline int p4d_bad(p4d_t p4d)
{
	return 0;
}

static inline int p4d_present(p4d_t p4d)
{
	return 1;
}

static inline void p4d_clear(p4d_t *p4d)
{
}

#define pud_offset pud_offset
static inline pud_t *pud_offset(p4d_t *p4d, unsigned long address)
{
	return (pud_t *)p4d;
}

#define p4d_populate(mm, p4d, pud)	do { } while (0)
#define set_p4d(p4dp, val)		set_pud((pud_t *)(p4dp), (pud_t){ val })
#define p4d_page(p4d)			pud_page((pud_t){ p4d })
#define p4d_page_vaddr(p4d)		pud_page_vaddr((pud_t){ p4d })
#define p4d_pgtable(p4d)		((pud_t *)p4d_page_vaddr(p4d))
#define pud_ERROR(pud)			p4d_ERROR((pud).p4d)

#define pud_addr_end(addr, end)		(end)

#endif
