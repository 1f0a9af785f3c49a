/* SPDX-License-Identifier: MIT */
/*
 * pgtable.h - page tables, the generic part: indices, steps, making tables
 *
 * A kernel address is translated by PGD, P4D, PUD, PMD and PTE, each entry
 * naming the next table; a level the build folds away costs nothing. A leaf
 * above the last level maps PMD_SIZE or PUD_SIZE at once. The port gives the
 * entries (asm/pgtable.h); walking, making, mapping and protecting is
 * mm/pgtable/.
 *
 * Tables are never freed again while the machine runs: unmapping clears
 * leaves and keeps what is above them. So a walk needs no lock; making a
 * missing table is made safe by installing it under one lock.
 */
#ifndef _LINUX_PGTABLE_H
#define _LINUX_PGTABLE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/pfn.h>
#include <asm/pgtable.h>
#include <asm/tlbflush.h>

struct mm_struct;
struct vm_area_struct;
struct page;
struct seq_file;

extern struct mm_struct init_mm;

/* ---- entries, read once: another CPU may be installing a table -------------- */

/* Acquire: who finds a table sees it filled; setting an entry releases. */
#define __pgtable_entry(entryp)	\
	__atomic_load_n((const unsigned long *)(entryp), __ATOMIC_ACQUIRE)

static inline pgd_t pgdp_get(pgd_t *pgdp)
{
	return __pgd(__pgtable_entry(pgdp));
}

static inline p4d_t p4dp_get(p4d_t *p4dp)
{
	return __p4d(__pgtable_entry(p4dp));
}

static inline pud_t pudp_get(pud_t *pudp)
{
	return __pud(__pgtable_entry(pudp));
}

static inline pmd_t pmdp_get(pmd_t *pmdp)
{
	return __pmd(__pgtable_entry(pmdp));
}

static inline pte_t ptep_get(pte_t *ptep)
{
	return __pte(__pgtable_entry(ptep));
}

/* ---- indices and pointers into tables ----------------------------------- */

static inline unsigned long pte_index(unsigned long address)
{
	return (address >> PAGE_SHIFT) & (PTRS_PER_PTE - 1);
}
#define pte_index pte_index

static inline unsigned long pmd_index(unsigned long address)
{
	return (address >> PMD_SHIFT) & (PTRS_PER_PMD - 1);
}
#define pmd_index pmd_index

static inline unsigned long pud_index(unsigned long address)
{
	return (address >> PUD_SHIFT) & (PTRS_PER_PUD - 1);
}
#define pud_index pud_index

static inline unsigned long p4d_index(unsigned long address)
{
	return (address >> P4D_SHIFT) & (PTRS_PER_P4D - 1);
}
#define p4d_index p4d_index

#define pgd_index(address)	(((address) >> PGDIR_SHIFT) & (PTRS_PER_PGD - 1))

static inline pgd_t *pgd_offset_pgd(pgd_t *pgd, unsigned long address)
{
	return pgd + pgd_index(address);
}

/* Needs struct mm_struct of linux/mm_types.h. */
#define pgd_offset(mm, address)	pgd_offset_pgd((mm)->pgd, (address))
#define pgd_offset_k(address)	pgd_offset_pgd(swapper_pg_dir, (address))

/* The top table of init_mm; set by pgtable_init(). */
extern pgd_t *swapper_pg_dir;

#ifndef pud_offset
#define pud_offset pud_offset
static inline pud_t *pud_offset(p4d_t *p4d, unsigned long address)
{
	return p4d_pgtable(p4dp_get(p4d)) + pud_index(address);
}
#endif

#ifndef pmd_offset
#define pmd_offset pmd_offset
static inline pmd_t *pmd_offset(pud_t *pud, unsigned long address)
{
	return pud_pgtable(pudp_get(pud)) + pmd_index(address);
}
#endif

static inline pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long address)
{
	return (pte_t *)pmd_page_vaddr(pmdp_get(pmd)) + pte_index(address);
}
#define pte_offset_kernel pte_offset_kernel

#define pte_offset_map(pmd, address)	pte_offset_kernel((pmd), (address))
#define pte_unmap(pte)			((void)(pte))

/* ---- steps of range loops ------------------------------------------------ */
/*
 * The end of the table that @addr is in, or @end when that is nearer. Compared
 * minus one, so that an @end of 0 (the top of the address space) and a step
 * that wraps to 0 both stop the loop.
 */
#define __pgtable_addr_end(addr, end, size) ({					\
	unsigned long __step = ((addr) + (size)) & ~((size) - 1);		\
	__step - 1 < (end) - 1 ? __step : (end);				\
})

#define pgd_addr_end(addr, end)	__pgtable_addr_end(addr, end, PGDIR_SIZE)
#ifndef p4d_addr_end
#define p4d_addr_end(addr, end)	__pgtable_addr_end(addr, end, P4D_SIZE)
#endif
#ifndef pud_addr_end
#define pud_addr_end(addr, end)	__pgtable_addr_end(addr, end, PUD_SIZE)
#endif
#ifndef pmd_addr_end
#define pmd_addr_end(addr, end)	__pgtable_addr_end(addr, end, PMD_SIZE)
#endif

/* ---- entries: defaults a port may replace -------------------------------- */

#ifndef pgd_leaf
#define pgd_leaf(x)	0
#endif
#ifndef p4d_leaf
#define p4d_leaf(x)	0
#endif
#ifndef pud_leaf
#define pud_leaf(x)	0
#endif
#ifndef pmd_leaf
#define pmd_leaf(x)	0
#endif

#ifndef pte_next_pfn
#define pte_next_pfn(pte)	__pte(pte_val(pte) + PAGE_SIZE)
#endif

#ifndef set_pmd_at
#define set_pmd_at(mm, addr, pmdp, pmd)	set_pmd(pmdp, pmd)
#endif
#ifndef set_pud_at
#define set_pud_at(mm, addr, pudp, pud)	set_pud(pudp, pud)
#endif
#ifndef mk_pmd
#define mk_pmd(page, prot)		pfn_pmd(page_to_pfn(page), (prot))
#endif

#ifndef pmd_same
static inline int pmd_same(pmd_t a, pmd_t b)
{
	return pmd_val(a) == pmd_val(b);
}
#define pmd_same pmd_same
#endif

#ifndef pgprot_val
#define pgprot_val(x)	((x).pgprot)
#endif
#ifndef pgprot_noncached
#define pgprot_noncached(prot)	(prot)
#endif
#ifndef pgprot_writecombine
#define pgprot_writecombine(prot) pgprot_noncached(prot)
#endif
#ifndef pgprot_device
#define pgprot_device(prot)	pgprot_noncached(prot)
#endif
#ifndef pgprot_nx
#define pgprot_nx(prot)		(prot)
#endif

static inline int pmd_write_leaf(pmd_t pmd)
{
	return pte_write(__pte(pmd_val(pmd)));
}

#ifndef __HAVE_ARCH_PTEP_GET_AND_CLEAR
static inline pte_t ptep_get_and_clear(struct mm_struct *mm, unsigned long addr, pte_t *ptep)
{
	return __pte(__atomic_exchange_n((pteval_t *)ptep, 0, __ATOMIC_ACQ_REL));
}
#endif

/* ---- protections by the bits of a user mapping ---------------------------- */

pgprot_t vm_get_page_prot(unsigned long vm_flags);

/* The page of zeros, ZERO_PAGE() in linux/mm.h; set by pgtable_init(). */
extern struct page *__zero_page;
#define is_zero_pfn(pfn)	((pfn) == page_to_pfn(__zero_page))

/* ---- bad entries: reported, cleared, survived ----------------------------- */

void pgd_clear_bad(pgd_t *pgd);
void p4d_clear_bad(p4d_t *p4d);
void pud_clear_bad(pud_t *pud);
void pmd_clear_bad(pmd_t *pmd);

static inline int pgd_none_or_clear_bad(pgd_t *pgd)
{
	if (pgd_none(pgdp_get(pgd)))
		return 1;
	if (unlikely(pgd_bad(pgdp_get(pgd)))) {
		pgd_clear_bad(pgd);
		return 1;
	}
	return 0;
}

static inline int p4d_none_or_clear_bad(p4d_t *p4d)
{
	if (p4d_none(p4dp_get(p4d)))
		return 1;
	if (unlikely(p4d_bad(p4dp_get(p4d)))) {
		p4d_clear_bad(p4d);
		return 1;
	}
	return 0;
}

static inline int pud_none_or_clear_bad(pud_t *pud)
{
	if (pud_none(pudp_get(pud)))
		return 1;
	if (unlikely(pud_bad(pudp_get(pud)))) {
		pud_clear_bad(pud);
		return 1;
	}
	return 0;
}

static inline int pmd_none_or_clear_bad(pmd_t *pmd)
{
	if (pmd_none(pmdp_get(pmd)))
		return 1;
	if (unlikely(pmd_bad(pmdp_get(pmd)))) {
		pmd_clear_bad(pmd);
		return 1;
	}
	return 0;
}

/* ---- making tables: mm/pgtable/table.c ------------------------------------ */
/*
 * X_alloc() returns the entry of @address in the table below, made when it is
 * missing; NULL when out of memory (the caller's -ENOMEM). May sleep.
 */
int __p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long address);
int __pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address);
int __pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address);
int __pte_alloc_kernel(pmd_t *pmd);

static inline p4d_t *p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long address)
{
	return unlikely(pgd_none(pgdp_get(pgd))) && __p4d_alloc(mm, pgd, address) ?
		NULL : p4d_offset(pgd, address);
}

static inline pud_t *pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long address)
{
	return unlikely(p4d_none(p4dp_get(p4d))) && __pud_alloc(mm, p4d, address) ?
		NULL : pud_offset(p4d, address);
}

static inline pmd_t *pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long address)
{
	return unlikely(pud_none(pudp_get(pud))) && __pmd_alloc(mm, pud, address) ?
		NULL : pmd_offset(pud, address);
}

static inline pte_t *pte_alloc_kernel(pmd_t *pmd, unsigned long address)
{
	return unlikely(pmd_none(pmdp_get(pmd))) && __pte_alloc_kernel(pmd) ?
		NULL : pte_offset_kernel(pmd, address);
}

/* Single tables, not linked in anywhere: a zeroed page marked PageTable, or NULL. */
void *pgtable_table_alloc(void);
void pgtable_table_free(void *table);

static inline p4d_t *p4d_alloc_one(struct mm_struct *mm, unsigned long address)
{
	return pgtable_table_alloc();
}

static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long address)
{
	return pgtable_table_alloc();
}

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long address)
{
	return pgtable_table_alloc();
}

static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	return pgtable_table_alloc();
}

#define p4d_free(mm, table)		pgtable_table_free(table)
#define pud_free(mm, table)		pgtable_table_free(table)
#define pmd_free(mm, table)		pgtable_table_free(table)
#define pte_free_kernel(mm, table)	pgtable_table_free(table)
#define pte_free(mm, page)		pgtable_table_free(page_to_virt(page))
#define mm_inc_nr_puds(mm)		((void)(mm))
#define mm_dec_nr_puds(mm)		((void)(mm))
#define mm_inc_nr_pmds(mm)		((void)(mm))
#define mm_dec_nr_pmds(mm)		((void)(mm))
#define mm_inc_nr_ptes(mm)		((void)(mm))
#define mm_dec_nr_ptes(mm)		((void)(mm))

/** pgtable_nr_tables() - table pages in use, of all levels and the early ones */
unsigned long pgtable_nr_tables(void);

/* ---- large leaves: 1 when done, 0 when the level has none ------------------- */

int pud_set_huge(pud_t *pud, phys_addr_t addr, pgprot_t prot);
int pmd_set_huge(pmd_t *pmd, phys_addr_t addr, pgprot_t prot);
int pud_clear_huge(pud_t *pud);
int pmd_clear_huge(pmd_t *pmd);

/* ---- mapping: mm/pgtable/map.c ---------------------------------------------- */

/*
 * Page-table modifications since boot, counted in entries. The direct map is
 * made once; taking and giving back pages changes none (LY1).
 */
extern unsigned long pgtable_entry_writes;

/**
 * vmap_range() - map [addr, end) to the physical range from @phys
 * @max_page_shift: largest leaf: PAGE_SHIFT, PMD_SHIFT or PUD_SHIFT
 *
 * An entry in the way is reported and not overwritten; what was mapped before
 * it is unmapped again. May sleep. Return: 0, -ENOMEM, -EBUSY.
 */
int vmap_range(unsigned long addr, unsigned long end, phys_addr_t phys, pgprot_t prot,
	       unsigned int max_page_shift);

/** vmap_pages_range() - map [addr, end) to the pages of the array @pages, one
 * entry a page; otherwise like vmap_range() */
int vmap_pages_range(unsigned long addr, unsigned long end, pgprot_t prot, struct page **pages);
/** vmap_blocks_range() - the same, by leaves of PMD_SIZE where @pages has aligned blocks
 * of it */
int vmap_blocks_range(unsigned long addr, unsigned long end, pgprot_t prot, struct page **pages);

/** vunmap_range_noflush() - clear the leaves of [start, end); tables stay, and
 * translations until the caller flushes */
void vunmap_range_noflush(unsigned long start, unsigned long end);

/** vunmap_range() - vunmap_range_noflush() and the flush */
void vunmap_range(unsigned long start, unsigned long end);

/* Visit the last-level entries of a range. */
typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);
/** apply_to_page_range() - call @fn for each entry of [address, address + size),
 * tables made as needed; apply_to_existing_page_range() skips what is missing */
int apply_to_page_range(struct mm_struct *mm, unsigned long address, unsigned long size,
			pte_fn_t fn, void *data);
int apply_to_existing_page_range(struct mm_struct *mm, unsigned long address,
				 unsigned long size, pte_fn_t fn, void *data);

/* ---- looking: mm/pgtable/walk.c ------------------------------------------------ */

/** enum pgtable_level - the level an entry is in, from the last up */
enum pgtable_level { PGTABLE_PTE, PGTABLE_PMD, PGTABLE_PUD, PGTABLE_P4D, PGTABLE_PGD,
		     NR_PGTABLE_LEVELS };

/**
 * struct pgtable_step - one step of a walk
 * @level: whose entry; folded levels have no step
 * @entry: where the entry is; @val: what it held
 * @index: its index in its table
 * @state: what the walker made of it
 */
struct pgtable_step {
	enum pgtable_level level;
	void *entry;
	unsigned long val;
	unsigned long index;
	enum { PGTABLE_NONE, PGTABLE_TABLE, PGTABLE_LEAF, PGTABLE_BAD } state;
};

/**
 * struct pgtable_walk - the whole way of one address
 * @steps: @nr_steps of them, from the top; the last is none, bad, or the leaf
 * @mapped: it ended in a leaf
 * @phys: @prot: then, the physical address of @addr and the leaf's bits
 * @shift: log2 of the bytes the leaf maps
 */
struct pgtable_walk {
	unsigned long addr;
	unsigned int nr_steps;
	struct pgtable_step steps[NR_PGTABLE_LEVELS];
	bool mapped;
	phys_addr_t phys;
	unsigned long prot;
	unsigned int shift;
};

/** pgtable_walk() - follow @addr in the kernel's tables; changes nothing, any
 * context. Return: walk->mapped. */
bool pgtable_walk(unsigned long addr, struct pgtable_walk *walk);

/** pgtable_walk_show() - the same, as text: a line a level */
void pgtable_walk_show(struct seq_file *m, unsigned long addr);

/** lookup_address() - the leaf entry of @address and its level, or NULL */
pte_t *lookup_address(unsigned long address, unsigned int *level);

/** slow_virt_to_phys() - the physical address of any mapped kernel address */
phys_addr_t slow_virt_to_phys(void *address);

/** pgtable_check_all() - verify every table of init_mm; false when one is wrong
 * @pages: pages that leaves map, or NULL */
bool pgtable_check_all(unsigned long *pages);

/* ---- boot ------------------------------------------------------------------------ */

/** pgtable_init() - direct map, struct pages' and frame table's ranges; then
 * the port uses init_mm's tables. After memblock, before pages. */
void pgtable_init(void);

/** pgtable_log_layout() - print the address-space layout to the log */
void pgtable_log_layout(void);

#endif
