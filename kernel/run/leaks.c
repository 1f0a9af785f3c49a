// SPDX-License-Identifier: MIT
/*
 * leaks.c - blocks still held, grouped by the place that took them
 *
 * mm/debug/track.c knows each block and the backtrace that took it. A block is
 * a module's when its backtrace passes through the module's text, or through
 * its init text while init ran (those addresses may be another module's later,
 * so the record's serial must lie before the end of init). The innermost such
 * frame is the place named.
 *
 * Groups are kept in pages of their own that no record is made for, because
 * nothing may be allocated while the records are walked: first they are
 * counted, then collected.
 *
 * Context: task. Locking: module_mutex is not needed; the module is held by
 * the caller (it is being loaded or unloaded, or has a reference).
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/sort.h>
#include <linux/overflow.h>
#include <linux/kallsyms.h>
#include <linux/printk.h>
#include <quarry/port.h>
#include "module_internal.h"

/**
 * struct leak_scan - one walk over the records
 * @groups: @nr of them used, room for @max
 * @blocks: blocks seen
 * @lost: blocks that found no group
 */
struct leak_scan {
	u64 since;
	const struct module *mod;
	struct leak_group *groups;
	unsigned long nr, max;
	unsigned long blocks, lost;
};

/* Is return address @pc in the module, for a block of this serial? */
static bool pc_in_module(const struct module *mod, unsigned long pc, u64 serial)
{
	const struct module_image *img = mod->image;

	if (within_module_core(pc - 1, mod))
		return true;
	return pc - 1 - img->init_base < img->init_size &&
	       (mod->state == MODULE_STATE_COMING || !img->init_mark || serial <= img->init_mark);
}

/* The return address that names the block's place; 0: not the module's. */
static unsigned long place_of(const struct leak_scan *scan, const struct track_block *block)
{
	unsigned int i;

	if (!scan->mod)
		return block->nr_pcs ? block->pcs[0] : 1;
	for (i = 0; i < block->nr_pcs; i++)
		if (pc_in_module(scan->mod, block->pcs[i], block->serial))
			return block->pcs[i];
	return 0;
}

static struct leak_group *find_group(struct leak_scan *scan, const struct track_block *block,
				     unsigned long pc)
{
	const char *name = block->name ? block->name : "";
	struct leak_group *g;

	for (g = scan->groups; g < scan->groups + scan->nr; g++)
		if (g->pc == pc && g->kind == block->kind && g->size == block->size &&
		    !strncmp(g->name, name, sizeof(g->name) - 1))
			return g;
	if (scan->nr == scan->max)
		return NULL;
	scan->nr++;
	memset(g, 0, sizeof(*g));
	g->pc = pc;
	g->kind = block->kind;
	g->size = block->size;
	strscpy(g->name, name, sizeof(g->name));
	return g;
}

static void collect(const struct track_block *block, void *arg)
{
	struct leak_scan *scan = arg;
	unsigned long pc = place_of(scan, block);
	struct leak_group *g;

	if (!pc)
		return;
	scan->blocks++;
	if (!scan->groups)
		return;
	g = find_group(scan, block, pc);
	if (g)
		g->count++;
	else
		scan->lost++;
}

/* The names, looked up before the call: a return address may be past the end. */
static void name_group(const struct leak_scan *scan, struct leak_group *g)
{
	unsigned long offset, size;
	const char *name;

	if (scan->mod && module_symbol(scan->mod, g->pc - 1, &name, &offset, &size)) {
		scnprintf(g->site, sizeof(g->site), "%s+%#lx [%s]", name, offset + 1,
			  scan->mod->name);
	} else {
		char symbol[KSYM_SYMBOL_LEN];

		sprint_backtrace(symbol, g->pc);
		strscpy(g->site, symbol, sizeof(g->site));
	}
	if (!port_source_line(g->pc - 1, g->line, sizeof(g->line)))
		g->line[0] = '\0';
}

static int most_bytes_first(const void *a, const void *b)
{
	const struct leak_group *ga = a, *gb = b;
	unsigned long bytes_a = ga->size * ga->count, bytes_b = gb->size * gb->count;

	return bytes_a < bytes_b ? 1 : bytes_a > bytes_b ? -1 : 0;
}

unsigned long leak_report(u64 since, const struct module *mod,
			  void (*fn)(const struct leak_group *group, void *arg), void *arg)
{
	struct leak_scan scan = { .since = since, .mod = mod };
	unsigned int order;
	struct page *pages;
	unsigned long i;

	track_for_each(since, collect, &scan);
	if (!scan.blocks || !fn)
		return scan.blocks;
	/* No more groups than blocks, nor than one large block of pages holds. */
	order = min_t(unsigned int, get_order(scan.blocks * sizeof(*scan.groups)), MAX_PAGE_ORDER);
	do {
		pages = alloc_pages(GFP_KERNEL | __GFP_NOWARN | __GFP_NOTRACK, order);
	} while (!pages && order-- > 0);
	if (!pages)
		return scan.blocks;
	scan.groups = page_address(pages);
	scan.max = (PAGE_SIZE << order) / sizeof(*scan.groups);
	scan.blocks = 0;
	track_for_each(since, collect, &scan);
	sort(scan.groups, scan.nr, sizeof(*scan.groups), most_bytes_first, NULL);
	for (i = 0; i < scan.nr; i++) {
		name_group(&scan, &scan.groups[i]);
		fn(&scan.groups[i], arg);
	}
	if (scan.lost)
		pr_warn("%lu more blocks are held, at too many places to list\n", scan.lost);
	__free_pages(pages, order);
	return scan.blocks;
}

const char *leak_kind(const struct leak_group *g)
{
	switch (g->kind) {
	case TRACK_SLAB:
		return g->name[0] ? g->name : "kmalloc";
	case TRACK_PAGE:
		return "pages";
	case TRACK_VMALLOC:
		return "vmalloc";
	case TRACK_CACHE:
		return "kmem_cache";
	case TRACK_PERCPU:
		return "per-CPU";
	}
	return "?";
}

void leak_print(const char *who, const struct leak_group *g)
{
	const char *open = g->line[0] ? " (" : "", *close = g->line[0] ? ")" : "";

	if (g->kind == TRACK_CACHE)
		pr_warn("%s: cache \"%s\" not destroyed, made at %s%s%s%s\n", who, g->name, g->site,
			open, g->line, close);
	else
		pr_warn("%s: %lu block%s of %zu bytes (%s) held, taken at %s%s%s%s\n", who,
			g->count, g->count == 1 ? "" : "s", g->size, leak_kind(g), g->site, open,
			g->line, close);
}

/* ---- what a module that goes leaves behind ---------------------------------- */

static void (*leak_fn)(const char *module, const struct leak_group *group, void *arg);
static void *leak_arg;
static unsigned long last_leaks;

void module_leak_hook(void (*fn)(const char *module, const struct leak_group *group, void *arg),
		      void *arg)
{
	leak_fn = fn;
	leak_arg = arg;
}

unsigned long module_last_leaks(void)
{
	return last_leaks;
}

static void report_group(const struct leak_group *group, void *arg)
{
	const struct module_image *img = arg;

	leak_print(img->name, group);
	if (leak_fn)
		leak_fn(img->name, group, leak_arg);
}

/** module_report_leaks() - print what @img's module still holds, tell the hook */
void module_report_leaks(const struct module_image *img)
{
	last_leaks = 0;
	if (!(mm_debug_hooks & (MM_HOOK_TRACK_SLAB | MM_HOOK_TRACK_PAGE)))
		return;
	last_leaks = leak_report(img->mark, img->mod, report_group, (void *)img);
	if (track_lost())
		pr_warn("%s: %lu allocations were not recorded for want of memory\n", img->name,
			track_lost());
}
