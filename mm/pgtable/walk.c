// SPDX-License-Identifier: MIT
/*
 * walk.c - follow one address through the levels, and check all of them
 *
 * Looking changes nothing, takes no lock and may be done in any context, also
 * in a report of a fault: entries are read once each, and a table is only read
 * when it lies in RAM, so that a corrupt entry ends the walk and not the
 * machine.
 *
 * The walk goes by raw levels: a level that the build folds has no step.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <quarry/mm_stage.h>
#include "tables.h"

/**
 * struct level - what there is to know of one level
 * @level: @name: which
 * @shift: log2 of what one of its entries maps
 * @nr: entries of its table
 * @leaf: such an entry may be a leaf
 */
struct level {
	enum pgtable_level level;
	const char *name;
	unsigned int shift;
	unsigned long nr;
	bool leaf;
};

static const struct level levels[] = {
	{ PGTABLE_PGD, "pgd", PGDIR_SHIFT, PTRS_PER_PGD, CONFIG_PGTABLE_LEVELS <= 3 },
#if CONFIG_PGTABLE_LEVELS > 4
	{ PGTABLE_P4D, "p4d", P4D_SHIFT, PTRS_PER_P4D, false },
#endif
#if CONFIG_PGTABLE_LEVELS > 3
	{ PGTABLE_PUD, "pud", PUD_SHIFT, PTRS_PER_PUD, true },
#endif
#if CONFIG_PGTABLE_LEVELS > 2
	{ PGTABLE_PMD, "pmd", PMD_SHIFT, PTRS_PER_PMD, true },
#endif
	{ PGTABLE_PTE, "pte", PAGE_SHIFT, PTRS_PER_PTE, true },
};

static_assert(ARRAY_SIZE(levels) == CONFIG_PGTABLE_LEVELS);

/* Tables are whole pages of RAM. Before there are struct pages, memblock knows. */
bool pgtable_phys_is_ram(phys_addr_t phys)
{
	if (mm_stage < MM_STAGE_PAGE)
		return true;
	return pfn_valid(PHYS_PFN(phys));
}

static int entry_state(const struct level *level, unsigned long val)
{
	pmd_t entry = __pmd(val);

	if (!val)
		return PGTABLE_NONE;
	if (level->level == PGTABLE_PTE)
		return pte_present(__pte(val)) ? PGTABLE_LEAF : PGTABLE_BAD;
	if (level->leaf && pmd_leaf(entry))
		return PGTABLE_LEAF;
	if (pmd_bad(entry) || !pgtable_phys_is_ram(PFN_PHYS(pmd_pfn(entry))))
		return PGTABLE_BAD;
	return PGTABLE_TABLE;
}

bool pgtable_walk(unsigned long addr, struct pgtable_walk *walk)
{
	unsigned long *table = (unsigned long *)swapper_pg_dir;

	*walk = (struct pgtable_walk){ .addr = addr };
	if (!table)
		return false;
	for (const struct level *level = levels;; level++) {
		struct pgtable_step *step = &walk->steps[walk->nr_steps++];

		step->level = level->level;
		step->index = (addr >> level->shift) & (level->nr - 1);
		step->entry = &table[step->index];
		step->val = READ_ONCE(table[step->index]);
		step->state = entry_state(level, step->val);
		if (step->state == PGTABLE_LEAF) {
			walk->mapped = true;
			walk->shift = level->shift;
			walk->phys = PFN_PHYS(pte_pfn(__pte(step->val))) |
				     (addr & ((1ul << level->shift) - 1));
			walk->prot = pgprot_val(pte_pgprot(__pte(step->val)));
			return true;
		}
		if (step->state != PGTABLE_TABLE)
			return false;
		table = (unsigned long *)pmd_page_vaddr(__pmd(step->val));
	}
}
EXPORT_SYMBOL_GPL(pgtable_walk);

static const char *const level_names[] = {
	[PGTABLE_PGD] = "pgd", [PGTABLE_P4D] = "p4d", [PGTABLE_PUD] = "pud",
	[PGTABLE_PMD] = "pmd", [PGTABLE_PTE] = "pte",
};

static void show_flags(struct seq_file *m, unsigned long val)
{
	pte_t pte = __pte(val);

	seq_printf(m, "%s %s%s%s%s", pte_write(pte) ? "rw" : "ro", pte_exec(pte) ? "x" : "nx",
		   pte_global(pte) ? " global" : "", pte_dirty(pte) ? " dirty" : "",
		   pte_young(pte) ? " accessed" : "");
}

static void show_step(struct seq_file *m, const struct pgtable_step *step)
{
	seq_printf(m, "  %s[%lu] = 0x%016lx  ", level_names[step->level], step->index, step->val);
	switch (step->state) {
	case PGTABLE_NONE:
		seq_puts(m, "empty: not mapped\n");
		return;
	case PGTABLE_BAD:
		seq_puts(m, step->level == PGTABLE_PTE ? "not present\n" : "bad\n");
		return;
	case PGTABLE_TABLE:
		seq_printf(m, "-> table in frame 0x%lx\n", pmd_pfn(__pmd(step->val)));
		return;
	case PGTABLE_LEAF:
		seq_printf(m, "-> frame 0x%lx, ", pte_pfn(__pte(step->val)));
		show_flags(m, step->val);
		seq_putc(m, '\n');
	}
}

void pgtable_walk_show(struct seq_file *m, unsigned long addr)
{
	struct pgtable_walk walk;

	pgtable_walk(addr, &walk);
	seq_printf(m, "0x%016lx: %d levels, top table at 0x%px\n", addr, CONFIG_PGTABLE_LEVELS,
		   swapper_pg_dir);
	for (unsigned int i = 0; i < walk.nr_steps; i++)
		show_step(m, &walk.steps[i]);
	if (walk.mapped)
		seq_printf(m, "  physical 0x%llx, leaf of %lu KiB\n", (u64)walk.phys,
			   (1ul << walk.shift) >> 10);
}

/**
 * lookup_address() - the leaf entry that maps @address
 * @level: 1 for a last-level entry, 2 a PMD leaf, 3 a PUD leaf; 0 when none
 */
pte_t *lookup_address(unsigned long address, unsigned int *level)
{
	struct pgtable_walk walk;

	*level = 0;
	if (!pgtable_walk(address, &walk))
		return NULL;
	*level = (walk.shift - PAGE_SHIFT) / ilog2(PTRS_PER_PTE) + 1;
	return walk.steps[walk.nr_steps - 1].entry;
}
EXPORT_SYMBOL_GPL(lookup_address);

phys_addr_t slow_virt_to_phys(void *address)
{
	struct pgtable_walk walk;

	BUG_ON(!pgtable_walk((unsigned long)address, &walk));
	return walk.phys;
}
EXPORT_SYMBOL_GPL(slow_virt_to_phys);

/** struct table_count - what a look at all tables found */
struct table_count {
	unsigned long tables, pages, bad;
};

/* Depth is bounded by the number of levels. */
static void count_table(const unsigned long *table, const struct level *level,
			struct table_count *count)
{
	count->tables++;
	for (unsigned long i = 0; i < level->nr; i++) {
		unsigned long val = READ_ONCE(table[i]);
		int state = entry_state(level, val);

		if (state == PGTABLE_BAD && level->level != PGTABLE_PTE)
			count->bad++;
		else if (state == PGTABLE_LEAF)
			count->pages += 1ul << (level->shift - PAGE_SHIFT);
		else if (state == PGTABLE_TABLE)
			count_table((void *)pmd_page_vaddr(__pmd(val)), level + 1, count);
	}
}

bool pgtable_check_all(unsigned long *pages)
{
	struct table_count count = { 0 };

	count_table((void *)swapper_pg_dir, levels, &count);
	if (pages)
		*pages = count.pages;
	/* The top table is counted apart; a table lost to a bad entry is in the number too. */
	if (!count.bad && count.tables - 1 <= pgtable_nr_tables() + arch_nr_tables())
		return true;
	pr_err("pgtable: %lu bad entries, %lu tables of %lu\n", count.bad, count.tables - 1,
	       pgtable_nr_tables());
	return false;
}
EXPORT_SYMBOL_GPL(pgtable_check_all);
