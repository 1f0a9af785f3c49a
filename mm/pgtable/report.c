// SPDX-License-Identifier: MIT
/*
 * report.c - the address-space layout, and which ranges are mapped how
 *
 * "layout" names the ranges of the kernel's addresses in ascending order, as
 * they are in this build and on this machine; it is printed at boot too.
 * "pagemap" goes through the tables and joins neighbours that say the same: a
 * line a run, with its permissions and the size of its leaves.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/vmalloc.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include "tables.h"

/** struct layout_row - one range [start, end); empty ones are not shown */
struct layout_row {
	const char *name;
	unsigned long start, end;
};

#define NR_LAYOUT_ROWS 5

static void sort_rows(struct layout_row *rows)
{
	for (int i = 1; i < NR_LAYOUT_ROWS; i++)
		for (int j = i; j > 0 && rows[j].start < rows[j - 1].start; j--)
			swap(rows[j], rows[j - 1]);
}

static void layout_rows(struct layout_row *rows)
{
	unsigned long start, end;

	port_module_window(&start, &end);
	rows[0] = (struct layout_row){ "direct map", PAGE_OFFSET, direct_map_end };
	rows[1] = (struct layout_row){ "vmalloc", VMALLOC_START, VMALLOC_END };
	rows[2] = (struct layout_row){ "struct pages", VMEMMAP_START, vmemmap_end };
	rows[3] = (struct layout_row){ "frame table", FRAMETAB_START, frametab_end };
	rows[4] = (struct layout_row){ "modules", start, end };
	sort_rows(rows);
}

/* The largest unit in which the size is at least 1. */
static unsigned long in_units(unsigned long bytes, char *unit)
{
	static const char units[] = "KMGT";
	unsigned int i = 0;

	for (bytes >>= 10; bytes >= 10240 && units[i + 1]; i++)
		bytes >>= 10;
	*unit = units[i];
	return bytes;
}

#define LAYOUT_LINE "  0x%016lx-0x%016lx  %5lu %ciB  %s\n"

static void layout_show(struct seq_file *m)
{
	struct layout_row rows[NR_LAYOUT_ROWS];

	layout_rows(rows);
	seq_puts(m, "Virtual kernel memory layout:\n");
	for (int i = 0; i < NR_LAYOUT_ROWS; i++) {
		char unit;
		unsigned long n = in_units(rows[i].end - rows[i].start, &unit);

		if (rows[i].start < rows[i].end)
			seq_printf(m, LAYOUT_LINE, rows[i].start, rows[i].end, n, unit,
				   rows[i].name);
	}
}
MM_REPORT(layout, layout_show);

void pgtable_log_layout(void)
{
	struct layout_row rows[NR_LAYOUT_ROWS];

	layout_rows(rows);
	pr_info("Virtual kernel memory layout:\n");
	for (int i = 0; i < NR_LAYOUT_ROWS; i++) {
		char unit;
		unsigned long n = in_units(rows[i].end - rows[i].start, &unit);

		if (rows[i].start < rows[i].end)
			pr_info(LAYOUT_LINE, rows[i].start, rows[i].end, n, unit, rows[i].name);
	}
}

/* ---- pagemap ---------------------------------------------------------------- */

/** struct run - neighbours with the same permissions and size of leaf */
struct run {
	unsigned long start, end;
	unsigned long prot;
	unsigned int shift;
};

static void show_run(struct seq_file *m, const struct run *run)
{
	pte_t pte = __pte(run->prot);
	char unit;
	unsigned long n = in_units(run->end - run->start, &unit);

	if (run->start == run->end)
		return;
	seq_printf(m, "0x%016lx-0x%016lx %8lu%c %s %s %s%s\n", run->start, run->end, n, unit,
		   pte_write(pte) ? "RW" : "ro", pte_exec(pte) ? "x " : "NX",
		   run->shift == PAGE_SHIFT  ? "pte"
		   : run->shift == PMD_SHIFT ? "pmd"
					     : "pud",
		   pte_global(pte) ? " GLB" : "");
}

/* Accessed and dirty change by use; they do not part a run. */
static unsigned long comparable(unsigned long prot)
{
	return pte_val(pte_mkold(pte_mkclean(__pte(prot))));
}

/* Where the entry that ended the walk stops covering: nothing below it is mapped. */
static unsigned long skip_size(const struct pgtable_walk *walk)
{
	switch (walk->steps[walk->nr_steps - 1].level) {
	case PGTABLE_PTE:
		return PAGE_SIZE;
	case PGTABLE_PMD:
		return PMD_SIZE;
	case PGTABLE_PUD:
		return PUD_SIZE;
	case PGTABLE_P4D:
		return P4D_SIZE;
	default:
		return PGDIR_SIZE;
	}
}

static void show_range(struct seq_file *m, const struct layout_row *row)
{
	struct run run = { row->start, row->start };
	unsigned long addr = row->start, next;
	struct pgtable_walk walk;

	seq_printf(m, "---[ %s ]---\n", row->name);
	for (; addr < row->end && addr >= row->start; addr = next) {
		bool mapped = pgtable_walk(addr, &walk);
		unsigned long size = mapped ? 1ul << walk.shift : skip_size(&walk);

		next = (addr | (size - 1)) + 1;
		if (mapped && run.end == addr && run.start != run.end &&
		    run.prot == comparable(walk.prot) && run.shift == walk.shift) {
			run.end = next;
			continue;
		}
		show_run(m, &run);
		run = (struct run){ addr, mapped ? next : addr, comparable(walk.prot), walk.shift };
	}
	show_run(m, &run);
}

static void pagemap_show(struct seq_file *m)
{
	struct layout_row rows[NR_LAYOUT_ROWS];

	layout_rows(rows);
	for (int i = 0; i < NR_LAYOUT_ROWS; i++)
		if (rows[i].start < rows[i].end)
			show_range(m, &rows[i]);
	seq_printf(m, "page tables: %lu\n", pgtable_nr_tables());
}
MM_REPORT(pagemap, pagemap_show);
