// SPDX-License-Identifier: MIT
/*
 * map.c - map a range, unmap a range
 *
 * Mapping goes from the top table down and makes the levels that are missing.
 * A last-level entry that is not empty belongs to somebody else: it is
 * reported, left as it is, and what this call had mapped is unmapped again.
 * A physical range may use large leaves where addresses and sizes allow.
 *
 * Unmapping reads and clears each entry in one step, so that nothing another
 * CPU's walk writes there is lost. An entry that is neither empty nor present
 * is reported. Tables stay.
 *
 * Clearing an entry leaves its translation usable until the flush. Callers of
 * vunmap_range_noflush() flush later (mm/vmalloc/lazy.c).
 *
 * Locking: none; the range is the caller's. May sleep (tables).
 */
#include <linux/align.h>
#include <linux/bug.h>
#include <linux/container_of.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <asm/tlbflush.h>
#include "tables.h"

unsigned long pgtable_entry_writes;

/**
 * struct map_walk - a walk that maps
 * @phys: physical address of walk.start
 * @pages: or the page of walk.start and those that follow
 * @prot: permissions of every leaf
 * @max_shift: log2 of the largest leaf
 */
struct map_walk {
	struct range_walk walk;
	phys_addr_t phys;
	struct page **pages;
	pgprot_t prot;
	unsigned int max_shift;
};

static noinline int entry_in_the_way(struct range_walk *walk, pte_t *pte, unsigned long addr)
{
	pr_err("map: entry of %px is in use\n", (void *)addr);
	pte_ERROR(*pte);
	WARN_ON(1);
	walk->reached = addr;
	return -EBUSY;
}

static int map_phys_ptes(struct range_walk *walk, pte_t *pte, unsigned long addr, unsigned long end)
{
	struct map_walk *map = container_of(walk, struct map_walk, walk);
	unsigned long pfn = (map->phys + (addr - walk->start)) >> PAGE_SHIFT;

	pgtable_count_writes((end - addr) >> PAGE_SHIFT);
	do {
		if (unlikely(!pte_none(ptep_get(pte))))
			return entry_in_the_way(walk, pte, addr);
		set_pte(pte, pfn_pte(pfn, map->prot));
		pfn++;
	} while (pte++, addr += PAGE_SIZE, addr != end);
	return 0;
}

/* Whole, aligned on both sides, allowed: one leaf instead of a table. */
static bool leaf_fits(const struct map_walk *map, unsigned long addr, unsigned long end,
		      unsigned int shift)
{
	unsigned long size = 1ul << shift;

	return shift <= ARCH_MAX_LEAF_SHIFT && map->max_shift >= shift && end - addr == size &&
	       IS_ALIGNED(addr | (map->phys + (addr - map->walk.start)), size);
}

/*
 * May a leaf take the place of @pmd? A table that earlier mappings have left
 * there, and that is empty now, goes: the whole range is the caller's, so
 * nobody else fills it. CPUs may remember the table itself until the flush.
 */
static bool pmd_make_room(pmd_t *pmd, unsigned long addr)
{
	pte_t *table;
	int i;

	if (pmd_none(pmdp_get(pmd)))
		return true;
	if (pmd_leaf(pmdp_get(pmd)) || pmd_bad(pmdp_get(pmd)))
		return false;
	table = (pte_t *)pmd_page_vaddr(pmdp_get(pmd));
	for (i = 0; i < PTRS_PER_PTE; i++)
		if (!pte_none(ptep_get(&table[i])))
			return false;
	pmd_clear(pmd);
	pgtable_count_writes(1);
	flush_tlb_kernel_range(addr, addr + PMD_SIZE);
	pte_free_kernel(&init_mm, table);
	return true;
}

static int map_phys_pmd(struct range_walk *walk, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	struct map_walk *map = container_of(walk, struct map_walk, walk);

	if (!leaf_fits(map, addr, end, PMD_SHIFT) || !pmd_make_room(pmd, addr))
		return 0;
	return pmd_set_huge(pmd, map->phys + (addr - walk->start), map->prot) ? RANGE_DONE : 0;
}

static int map_phys_pud(struct range_walk *walk, pud_t *pud, unsigned long addr, unsigned long end)
{
	struct map_walk *map = container_of(walk, struct map_walk, walk);

	if (!leaf_fits(map, addr, end, PUD_SHIFT) || !pud_none(pudp_get(pud)))
		return 0;
	return pud_set_huge(pud, map->phys + (addr - walk->start), map->prot) ? RANGE_DONE : 0;
}

static const struct range_op map_phys_op = {
	.pte = map_phys_ptes,
	.pmd = map_phys_pmd,
	.pud = map_phys_pud,
	.create = true,
};

static int map_pages_ptes(struct range_walk *walk, pte_t *pte, unsigned long addr,
			  unsigned long end)
{
	struct map_walk *map = container_of(walk, struct map_walk, walk);
	struct page **pages = map->pages + ((addr - walk->start) >> PAGE_SHIFT);
	const pgprot_t prot = map->prot;

	pgtable_count_writes((end - addr) >> PAGE_SHIFT);
	do {
		struct page *page = *pages++;

		if (unlikely(!pte_none(ptep_get(pte))))
			return entry_in_the_way(walk, pte, addr);
		if (WARN_ON(!page)) {
			walk->reached = addr;
			return -ENOMEM;
		}
		set_pte(pte, mk_pte(page, prot));
	} while (pte++, addr += PAGE_SIZE, addr != end);
	return 0;
}

/* The pages of one aligned block, in order. */
static bool is_block(struct page **pages, unsigned int shift)
{
	unsigned long nr = 1ul << (shift - PAGE_SHIFT), i;

	if (!pages[0] || !IS_ALIGNED(page_to_pfn(pages[0]), nr))
		return false;
	for (i = 1; i < nr; i++)
		if (pages[i] != pages[0] + i)
			return false;
	return true;
}

static int map_pages_pmd(struct range_walk *walk, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	struct map_walk *map = container_of(walk, struct map_walk, walk);
	struct page **pages = map->pages + ((addr - walk->start) >> PAGE_SHIFT);

	if (end - addr != PMD_SIZE || !is_block(pages, PMD_SHIFT) || !pmd_make_room(pmd, addr))
		return 0;
	return pmd_set_huge(pmd, page_to_phys(pages[0]), map->prot) ? RANGE_DONE : 0;
}

static const struct range_op map_pages_op = {
	.pte = map_pages_ptes,
	.create = true,
};

static const struct range_op map_blocks_op = {
	.pte = map_pages_ptes,
	.pmd = map_pages_pmd,
	.create = true,
};

static void report_odd_entry(pte_t pte, unsigned long addr)
{
	pr_err("unmap: entry of %px is neither empty nor present\n", (void *)addr);
	pte_ERROR(pte);
	WARN_ON(1);
}

static int unmap_ptes(struct range_walk *walk, pte_t *pte, unsigned long addr, unsigned long end)
{
	pgtable_count_writes((end - addr) >> PAGE_SHIFT);
	do {
		pte_t old = ptep_get_and_clear(&init_mm, addr, pte);

		if (unlikely(!pte_present(old) && !pte_none(old)))
			report_odd_entry(old, addr);
	} while (pte++, addr += PAGE_SIZE, addr != end);
	return 0;
}

/* A leaf that is only partly unmapped is split; when that fails all of it stays. */
static int unmap_pmd(struct range_walk *walk, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	if (likely(!pmd_leaf(pmdp_get(pmd))))
		return 0;
	if (end - addr != PMD_SIZE)
		return WARN_ON(pmd_split_leaf(pmd)) ? RANGE_DONE : 0;
	pmd_clear_huge(pmd);
	return RANGE_DONE;
}

static int unmap_pud(struct range_walk *walk, pud_t *pud, unsigned long addr, unsigned long end)
{
	if (likely(!pud_leaf(pudp_get(pud))))
		return 0;
	if (end - addr != PUD_SIZE)
		return WARN_ON(pud_split_leaf(pud)) ? RANGE_DONE : 0;
	pud_clear_huge(pud);
	return RANGE_DONE;
}

static const struct range_op unmap_op = {
	.pte = unmap_ptes,
	.pmd = unmap_pmd,
	.pud = unmap_pud,
};

void vunmap_range_noflush(unsigned long start, unsigned long end)
{
	struct range_walk walk = { .op = &unmap_op };

	range_walk(&walk, start, end);
}

void vunmap_range(unsigned long start, unsigned long end)
{
	flush_cache_vunmap(start, end);
	vunmap_range_noflush(start, end);
	flush_tlb_kernel_range(start, end);
}

static int map_range(struct map_walk *map, unsigned long addr, unsigned long end)
{
	int err = range_walk(&map->walk, addr, end);

	if (unlikely(err) && map->walk.reached != addr)
		vunmap_range(addr, map->walk.reached);
	return err;
}

int map_phys_range(unsigned long addr, unsigned long end, phys_addr_t phys, pgprot_t prot,
		   unsigned int max_page_shift)
{
	struct map_walk map = {
		.walk.op = &map_phys_op,
		.phys = phys,
		.prot = prot,
		.max_shift = max_page_shift,
	};

	return map_range(&map, addr, end);
}

int vmap_range(unsigned long addr, unsigned long end, phys_addr_t phys, pgprot_t prot,
	       unsigned int max_page_shift)
{
	int err = map_phys_range(addr, end, phys, prot, max_page_shift);

	if (!err)
		flush_cache_vmap(addr, end);
	return err;
}

static __always_inline int map_pages(unsigned long addr, unsigned long end, pgprot_t prot,
				     struct page **pages, const struct range_op *op)
{
	struct map_walk map = {
		.walk.op = op,
		.pages = pages,
		.prot = prot,
	};
	int err = map_range(&map, addr, end);

	if (!err)
		flush_cache_vmap(addr, end);
	return err;
}

int vmap_pages_range(unsigned long addr, unsigned long end, pgprot_t prot, struct page **pages)
{
	return map_pages(addr, end, prot, pages, &map_pages_op);
}

int vmap_blocks_range(unsigned long addr, unsigned long end, pgprot_t prot, struct page **pages)
{
	return map_pages(addr, end, prot, pages, &map_blocks_op);
}

/* ---- large leaves, one entry ---------------------------------------------- */

int pmd_set_huge(pmd_t *pmd, phys_addr_t addr, pgprot_t prot)
{
	if (!pmd_none(pmdp_get(pmd)) && !pmd_leaf(pmdp_get(pmd)))
		return 0;
	set_pmd(pmd, pmd_mkhuge(pfn_pmd(addr >> PAGE_SHIFT, prot)));
	pgtable_count_writes(1);
	return 1;
}

int pmd_clear_huge(pmd_t *pmd)
{
	if (!pmd_leaf(pmdp_get(pmd)))
		return 0;
	pmd_clear(pmd);
	pgtable_count_writes(1);
	return 1;
}

#ifndef __PAGETABLE_PMD_FOLDED
int pud_set_huge(pud_t *pud, phys_addr_t addr, pgprot_t prot)
{
	if (!pud_none(pudp_get(pud)) && !pud_leaf(pudp_get(pud)))
		return 0;
	set_pud(pud, pud_mkhuge(pfn_pud(addr >> PAGE_SHIFT, prot)));
	pgtable_count_writes(1);
	return 1;
}

int pud_clear_huge(pud_t *pud)
{
	if (!pud_leaf(pudp_get(pud)))
		return 0;
	pud_clear(pud);
	pgtable_count_writes(1);
	return 1;
}
#else
/* With two levels a PUD is the PMD entry itself and has no leaf of its own. */
int pud_set_huge(pud_t *pud, phys_addr_t addr, pgprot_t prot)
{
	return 0;
}

int pud_clear_huge(pud_t *pud)
{
	return 0;
}
#endif

/* ---- any function over entries ---------------------------------------------- */

struct apply_walk {
	struct range_walk walk;
	pte_fn_t fn;
	void *data;
};

static int apply_ptes(struct range_walk *walk, pte_t *pte, unsigned long addr, unsigned long end)
{
	struct apply_walk *apply = container_of(walk, struct apply_walk, walk);

	do {
		int err = apply->fn ? apply->fn(pte, addr, apply->data) : 0;

		if (err) {
			walk->reached = addr;
			return err < 0 ? err : -EINVAL;
		}
	} while (pte++, addr += PAGE_SIZE, addr != end);
	return 0;
}

static const struct range_op apply_op = { .pte = apply_ptes, .create = true };
static const struct range_op apply_existing_op = { .pte = apply_ptes };

int apply_to_page_range(struct mm_struct *mm, unsigned long address, unsigned long size,
			pte_fn_t fn, void *data)
{
	struct apply_walk apply = { .walk.op = &apply_op, .fn = fn, .data = data };

	if (WARN_ON(mm != &init_mm))
		return -EINVAL;
	return range_walk(&apply.walk, address, address + size);
}
EXPORT_SYMBOL_GPL(apply_to_page_range);

int apply_to_existing_page_range(struct mm_struct *mm, unsigned long address, unsigned long size,
				 pte_fn_t fn, void *data)
{
	struct apply_walk apply = { .walk.op = &apply_existing_op, .fn = fn, .data = data };

	if (WARN_ON(mm != &init_mm))
		return -EINVAL;
	return range_walk(&apply.walk, address, address + size);
}
EXPORT_SYMBOL_GPL(apply_to_existing_page_range);
