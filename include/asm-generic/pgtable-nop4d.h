/* SPDX-License-Identifier: MIT */
/*
 * pgtable-nop4d.h - the P4D level folded into the PGD
 *
 * A p4d_t is the pgd_t it stands in: p4d_offset() returns the PGD entry
 * itself. The upper name becomes the dummy (a pgd is always present and never
 * bad), and the lower name works on the real entry, so code written for five
 * levels runs unchanged and the compiler drops the folded step.
 */
#ifndef _ASM_GENERIC_PGTABLE_NOP4D_H
#define _ASM_GENERIC_PGTABLE_NOP4D_H

#define __PAGETABLE_P4D_FOLDED 1

typedef struct { pgd_t pgd; } p4d_t;

#define P4D_SHIFT	PGDIR_SHIFT
#define PTRS_PER_P4D	1
#define MAX_PTRS_PER_P4D 1
#define P4D_SIZE	(_AC(1, UL) << P4D_SHIFT)
#define P4D_MASK	(~(P4D_SIZE - 1))

#define p4d_val(x)	pgd_val((x).pgd)
#define __p4d(x)	((p4d_t){ __pgd(x) })

static inline int pgd_none(pgd_t pgd)
{
	return 0;
}

static inline int pgd_bad(pgd_t pgd)
{
	return 0;
}

static inline int pgd_present(pgd_t pgd)
{
	return 1;
}

static inline void pgd_clear(pgd_t *pgd)
{
}

#define p4d_offset p4d_offset
static inline p4d_t *p4d_offset(pgd_t *pgd, unsigned long address)
{
	return (p4d_t *)pgd;
}

#define pgd_populate(mm, pgd, p4d)	do { } while (0)
#define set_pgd(pgdp, val)		set_p4d((p4d_t *)(pgdp), (p4d_t){ val })
#define pgd_page(pgd)			p4d_page((p4d_t){ pgd })
#define pgd_page_vaddr(pgd)		p4d_page_vaddr((p4d_t){ pgd })
#define p4d_ERROR(p4d)			pgd_ERROR((p4d).pgd)

#define p4d_addr_end(addr, end)		(end)

#endif
