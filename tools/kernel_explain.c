// SPDX-License-Identifier: MIT
/*
 * kernel_explain.c - operations done for real, told step by step
 *
 * What the allocators do they say themselves, by mm_explain(); here is what
 * they are asked to do, and what came of it. Compiled as core code.
 *
 * Context: the init task of a machine; nothing else allocates meanwhile.
 */
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/nodemask.h>
#include <linux/pgtable.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/topology.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <quarry/debug_hooks.h>
#include <quarry/report.h>
#include "kernel_side.h"

/* struct telling - where the words go */
struct telling {
	ks_write_fn write;
	void *arg;
};

static void __printf(2, 3) tell(const struct telling *to, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	to->write(text, vscnprintf(text, sizeof(text), fmt, args), to->arg);
	va_end(args);
}

void ks_explain(_Bool on)
{
	if (mm_explain_on == on)
		return;
	mm_explain_on = on;
	if (slab_is_available())
		slab_hooks_changed();
}

static void tell_place(const struct telling *to, const void *p)
{
	struct page *page = virt_to_page(p);

	tell(to, "   = 0x%lx: frame %lu of node %d, zone %s, physical 0x%llx\n", (unsigned long)p,
	     page_to_pfn(page), page_to_nid(page), page_zone(page)->name,
	     (unsigned long long)virt_to_phys((void *)p));
}

/* ---- kmalloc, kfree -------------------------------------------------------------- */

/* struct held - an object that is only there to be in the way */
struct held {
	struct held *next;
};

#define MAX_HELD 10000

static unsigned long slab_bytes(void)
{
	return node_page_state(NODE_DATA(numa_node_id()), NR_SLAB_UNRECLAIMABLE_B);
}

/*
 * Take objects of @size until the next one needs a new slab. A refill makes a
 * slab only when there is no other object left; the objects it found before
 * are used up when the second new slab is made, and that one is given back.
 */
static struct held *fill_slabs(unsigned long size)
{
	struct held *list = NULL, *object = kmalloc(max(size, sizeof(*object)), GFP_KERNEL);
	struct page *page = object ? virt_to_head_page(object) : NULL;
	unsigned int i, made = 0;
	struct kmem_cache *cache;

	kfree(object);
	if (!page || !PageSlab(page))
		return NULL;
	cache = page->slab_cache;
	kmem_cache_shrink(cache);
	for (i = 0; i < MAX_HELD && made < 2; i++) {
		unsigned long before = slab_bytes();

		object = kmem_cache_alloc(cache, GFP_KERNEL);
		if (!object)
			break;
		made += slab_bytes() != before;
		object->next = list;
		list = object;
	}
	if (list) {
		object = list;
		list = list->next;
		kfree(object);
	}
	kmem_cache_shrink(cache);
	return list;
}

static void give_back(struct held *list)
{
	while (list) {
		struct held *next = list->next;

		kfree(list);
		list = next;
	}
}

static void *told_kmalloc(const struct telling *to, unsigned long size, gfp_t gfp)
{
	void *p;

	ks_explain(true);
	p = kmalloc(size, gfp | __GFP_NOWARN);
	ks_explain(false);
	if (ZERO_OR_NULL_PTR(p))
		tell(to, "   = %s\n",
		     p ? "ZERO_SIZE_PTR: no memory, and kfree() of it does nothing"
		       : "NULL: there is no block so large");
	else
		tell_place(to, p);
	return p;
}

void ks_explain_kmalloc(unsigned long size, ks_write_fn write, void *arg)
{
	const struct telling to = { write, arg };
	struct held *held = size && size <= KMALLOC_MAX_CACHE_SIZE ? fill_slabs(size) : NULL;
	void *first, *second;

	tell(&to, "kmalloc(%lu, GFP_KERNEL)%s:\n", size,
	     held ? ", every object of its cache being in use" : "");
	first = told_kmalloc(&to, size, GFP_KERNEL);
	if (ZERO_OR_NULL_PTR(first))
		return;
	tell(&to, "     %zu bytes may be used: ksize()\n", ksize(first));
	tell(&to, "kzalloc(%lu, GFP_KERNEL), the same again but zeroed:\n", size);
	second = told_kmalloc(&to, size, GFP_KERNEL | __GFP_ZERO);
	if (second) {
		tell(&to, "kfree() of the second:\n");
		ks_explain(true);
		kfree(second);
		ks_explain(false);
	}
	kfree(first);
	give_back(held);
}

void ks_explain_kfree(ks_write_fn write, void *arg)
{
	const struct telling to = { write, arg };
	void *small = kmalloc(64, GFP_KERNEL), *large = kmalloc(64 << 10, GFP_KERNEL);

	if (small && large) {
		tell(&to, "kfree() of an object of 64 bytes at 0x%lx:\n", (unsigned long)small);
		ks_explain(true);
		kfree(small);
		ks_explain(false);
		tell(&to, "kfree() of a block of 64 KiB at 0x%lx, whole pages:\n",
		     (unsigned long)large);
		ks_explain(true);
		kfree(large);
		ks_explain(false);
		tell(&to,
		     "  the frame table says \"large\": 2^%u pages go back to the buddy system\n",
		     get_order(64 << 10));
	}
	tell(&to, "kfree(NULL) and kfree(ZERO_SIZE_PTR) do nothing.\n");
}

/* ---- vmalloc ------------------------------------------------------------------------ */

/* Runs of frames that follow each other, so that scattering shows. */
static void tell_frames(const struct telling *to, const void *p, unsigned long pages)
{
	unsigned long start = 0, i;

	for (i = 1; i <= pages; i++) {
		unsigned long first = vmalloc_to_pfn(p + start * PAGE_SIZE);

		if (i < pages && vmalloc_to_pfn(p + i * PAGE_SIZE) == first + i - start)
			continue;
		tell(to, "     pages %lu to %lu are frames %lu to %lu\n", start, i - 1, first,
		     first + i - 1 - start);
		start = i;
	}
}

void ks_explain_vmalloc(unsigned long size, ks_write_fn write, void *arg)
{
	const struct telling to = { write, arg };
	void *p;

	tell(&to, "vmalloc(%lu):\n", size);
	ks_explain(true);
	p = __vmalloc(size, GFP_KERNEL | __GFP_NOWARN);
	ks_explain(false);
	if (!p) {
		tell(&to, "   = NULL: more than there is, or 0 bytes\n");
		return;
	}
	tell(&to, "   = 0x%lx, %lu pages and a guard page behind\n", (unsigned long)p,
	     PAGE_ALIGN(size) / PAGE_SIZE);
	tell_frames(&to, p, PAGE_ALIGN(size) / PAGE_SIZE);
	tell(&to, "vfree():\n");
	ks_explain(true);
	vfree(p);
	ks_explain(false);
}

/* ---- buddy ----------------------------------------------------------------------------- */

static void tell_zone(const struct telling *to, struct zone *zone)
{
	unsigned long free = 0;
	unsigned int order;

	tell(to, "  zone %s: frames %lu to %lu, %lu pages managed\n", zone->name,
	     zone->zone_start_pfn, zone->zone_start_pfn + zone->spanned_pages - 1,
	     zone_managed_pages(zone));
	for (order = 0; order < NR_PAGE_ORDERS; order++) {
		unsigned long blocks = zone->free_area[order].nr_free, drawn;
		char bar[49];

		if (!blocks)
			continue;
		free += blocks << order;
		drawn = min(blocks, sizeof(bar) - 1);
		memset(bar, '#', drawn);
		bar[drawn] = '\0';
		tell(to, "    order %2u: %6lu blocks of %5lu KiB %s%s\n", order, blocks,
		     (PAGE_SIZE << order) >> 10, bar, drawn < blocks ? "..." : "");
	}
	tell(to, "    free: %lu pages; watermarks min %lu low %lu high %lu\n", free,
	     min_wmark_pages(zone), low_wmark_pages(zone), high_wmark_pages(zone));
}

static void tell_fallback(const struct telling *to, const struct zonelist *list)
{
	const struct zoneref *ref;

	tell(to, "  tried in this order:");
	for (ref = list->_zonerefs; ref->zone; ref++)
		tell(to, "%s node %d %s", ref == list->_zonerefs ? "" : " ->", ref->zone->node,
		     ref->zone->name);
	tell(to, "\n");
}

void ks_explain_buddy(ks_write_fn write, void *arg)
{
	const struct telling to = { write, arg };
	int nid, zone;

	for_each_online_node(nid) {
		struct pglist_data *node = NODE_DATA(nid);

		tell(&to, "node %d\n", nid);
		for (zone = 0; zone < MAX_NR_ZONES; zone++)
			if (zone_managed_pages(&node->node_zones[zone]))
				tell_zone(&to, &node->node_zones[zone]);
		tell_fallback(&to, &node->node_zonelists[ZONELIST_FALLBACK]);
	}
}

/* ---- reports and walks: through a seq_file ------------------------------------------------ */

static bool seq_write_out(struct seq_file *m, const char *text, size_t len)
{
	const struct telling *to = m->flush_arg;

	to->write(text, len, to->arg);
	return true;
}

_Bool ks_report(const char *name, ks_write_fn write, void *arg)
{
	const struct mm_report *report = report_find(name);
	struct telling to = { write, arg };
	static char buf[4096];
	struct seq_file m;

	if (!report)
		return false;
	seq_init(&m, buf, sizeof(buf), seq_write_out, &to);
	report->show(&m);
	seq_flush(&m);
	return true;
}

static void walk(const struct telling *to, unsigned long addr)
{
	static char buf[4096];
	struct seq_file m;

	seq_init(&m, buf, sizeof(buf), seq_write_out, (void *)to);
	pgtable_walk_show(&m, addr);
	seq_flush(&m);
}

void ks_explain_walk(const char *where, ks_write_fn write, void *arg)
{
	const struct telling to = { write, arg };
	unsigned long long addr;
	void *p = NULL;

	if (!strcmp(where, "vmalloc")) {
		p = vmalloc(PAGE_SIZE);
		addr = (unsigned long)p;
	} else if (!strcmp(where, "direct")) {
		addr = PAGE_OFFSET + PFN_PHYS(node_start_pfn(first_online_node) + 16);
	} else if (!strcmp(where, "memmap")) {
		addr = (unsigned long)pfn_to_page(node_start_pfn(first_online_node) + 16);
	} else if (kstrtoull(where, 0, &addr)) {
		return;
	}
	tell(&to, "walking 0x%llx:\n", addr);
	walk(&to, addr);
	vfree(p);
}
