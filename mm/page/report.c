// SPDX-License-Identifier: MIT
/*
 * report.c - buddyinfo, pagetypeinfo, zoneinfo, vmstat, meminfo, show_mem()
 *
 * The texts are the kernel's own (Documentation, filesystems/proc), so that
 * programs that read /proc read these. Counters that have no meaning here,
 * as there is no page cache and no swap, are given as 0.
 */
#include <linux/percpu.h>
#include <linux/seq_file.h>
#include <linux/export.h>
#include <linux/vmalloc.h>
#include "page.h"

#define K(pages) ((unsigned long)(pages) << (PAGE_SHIFT - 10))

static void buddyinfo_show(struct seq_file *m)
{
	struct zone *zone;
	unsigned int order;

	for_each_populated_zone(zone) {
		seq_printf(m, "Node %d, zone %8s ", zone->node, zone->name);
		for (order = 0; order < NR_PAGE_ORDERS; order++)
			seq_printf(m, "%6lu ", READ_ONCE(zone->free_area[order].nr_free));
		seq_putc(m, '\n');
	}
}
MM_REPORT(buddyinfo, buddyinfo_show);

/* ---- pagetypeinfo ---------------------------------------------------------------- */

static unsigned long count_list(struct zone *zone, unsigned int order, unsigned int type)
{
	unsigned long flags, nr = 0;
	struct list_head *entry;

	spin_lock_irqsave(&zone->lock, flags);
	list_for_each(entry, &zone->free_area[order].free_list[type])
		nr++;
	spin_unlock_irqrestore(&zone->lock, flags);
	return nr;
}

static void show_free_counts(struct seq_file *m, struct zone *zone)
{
	unsigned int type, order;

	for (type = 0; type < MIGRATE_TYPES; type++) {
		seq_printf(m, "Node %4d, zone %8s, type %12s ", zone->node, zone->name,
			   migratetype_names[type]);
		for (order = 0; order < NR_PAGE_ORDERS; order++)
			seq_printf(m, "%6lu ", count_list(zone, order, type));
		seq_putc(m, '\n');
	}
}

static void show_block_counts(struct seq_file *m, struct zone *zone)
{
	unsigned long first = pageblock_start_pfn(zone->zone_start_pfn), pfn;
	unsigned long nr[MIGRATE_TYPES] = {};
	unsigned int type;

	for (pfn = first; pfn < zone_end_pfn(zone); pfn += pageblock_nr_pages) {
		u8 slot = READ_ONCE(*zone_pageblock_slot(zone, pfn));

		if (slot != PAGEBLOCK_NONE)
			nr[slot]++;
	}
	seq_printf(m, "Node %d, zone %8s ", zone->node, zone->name);
	for (type = 0; type < MIGRATE_TYPES; type++)
		seq_printf(m, "%12lu ", nr[type]);
	seq_putc(m, '\n');
}

static void pagetypeinfo_show(struct seq_file *m)
{
	unsigned int i;
	struct zone *zone;

	seq_printf(m, "Page block order: %d\n", pageblock_order);
	seq_printf(m, "Pages per block:  %lu\n\n", pageblock_nr_pages);
	seq_printf(m, "%-43s ", "Free pages count per migrate type at order");
	for (i = 0; i < NR_PAGE_ORDERS; i++)
		seq_printf(m, "%6u ", i);
	seq_putc(m, '\n');
	for_each_populated_zone(zone)
		show_free_counts(m, zone);
	seq_printf(m, "\n%-23s", "Number of blocks type ");
	for (i = 0; i < MIGRATE_TYPES; i++)
		seq_printf(m, "%12s ", migratetype_names[i]);
	seq_putc(m, '\n');
	for_each_populated_zone(zone)
		show_block_counts(m, zone);
}
MM_REPORT(pagetypeinfo, pagetypeinfo_show);

/* ---- zoneinfo ---------------------------------------------------------------------- */

static const char *const zone_stat_names[NR_VM_ZONE_STAT_ITEMS] = {
	"nr_free_pages",
	"nr_zone_inactive_anon",
	"nr_zone_active_anon",
	"nr_zone_inactive_file",
	"nr_zone_active_file",
	"nr_zone_unevictable",
	"nr_zone_write_pending",
	"nr_mlock",
	"nr_bounce",
	"nr_free_cma",
};
static const char *const node_stat_names[NR_VM_NODE_STAT_ITEMS] = {
	"nr_slab_reclaimable",
	"nr_slab_unreclaimable",
	"nr_kernel_stack",
	"nr_page_table_pages",
	"nr_kernel_misc_reclaimable",
	"nr_file_pages",
	"nr_dirty",
	"nr_writeback",
	"nr_anon_pages",
	"nr_mapped",
	"nr_shmem",
};

static unsigned long node_stat_pages(struct pglist_data *pgdat, int item)
{
	unsigned long value = node_page_state(pgdat, item);

	return item <= NR_SLAB_UNRECLAIMABLE_B ? value >> PAGE_SHIFT : value;
}

/* The owners change their counts meanwhile. */
static __no_sanitize_thread void zoneinfo_pcp(struct seq_file *m, struct zone *zone)
{
	unsigned int cpu;

	seq_puts(m, "\n  pagesets");
	for_each_online_cpu(cpu) {
		const struct per_cpu_pages *pcp = &zone->pcp[cpu];

		seq_printf(m,
			   "\n    cpu: %u\n              count: %li\n              high:  %li"
			   "\n              batch: %i",
			   cpu, pcp->count, pcp->high, pcp->batch);
	}
}

static void zoneinfo_one(struct seq_file *m, struct zone *zone, bool first)
{
	int i;

	seq_printf(m, "Node %d, zone %8s", zone->node, zone->name);
	if (first) {
		seq_puts(m, "\n  per-node stats");
		for (i = 0; i < NR_VM_NODE_STAT_ITEMS; i++)
			seq_printf(m, "\n      %-12s %lu", node_stat_names[i],
				   node_stat_pages(zone->zone_pgdat, i));
	}
	seq_printf(m,
		   "\n  pages free     %lu\n        boost    0\n        min      %lu"
		   "\n        low      %lu\n        high     %lu\n        spanned  %lu"
		   "\n        present  %lu\n        managed  %lu\n        cma      0",
		   zone_page_state(zone, NR_FREE_PAGES), min_wmark_pages(zone),
		   low_wmark_pages(zone), high_wmark_pages(zone), zone->spanned_pages,
		   zone->present_pages, zone_managed_pages(zone));
	seq_printf(m, "\n        protection: (%ld", zone->lowmem_reserve[0]);
	for (i = 1; i < MAX_NR_ZONES; i++)
		seq_printf(m, ", %ld", zone->lowmem_reserve[i]);
	seq_putc(m, ')');
	if (populated_zone(zone)) {
		for (i = 0; i < NR_VM_ZONE_STAT_ITEMS; i++)
			seq_printf(m, "\n      %-12s %lu", zone_stat_names[i],
				   zone_page_state(zone, i));
		zoneinfo_pcp(m, zone);
		seq_puts(m, "\n  vm stats threshold: 0\n  node_unreclaimable:  0");
		seq_printf(m, "\n  start_pfn:           %lu", zone->zone_start_pfn);
	}
	seq_putc(m, '\n');
}

static void zoneinfo_show(struct seq_file *m)
{
	struct zone *zone;
	int last = NUMA_NO_NODE;

	for_each_zone(zone) {
		bool first = populated_zone(zone) && zone->node != last;

		zoneinfo_one(m, zone, first);
		if (first)
			last = zone->node;
	}
}
MM_REPORT(zoneinfo, zoneinfo_show);

/* ---- vmstat ------------------------------------------------------------------------- */

static const char *const event_names[NR_VM_EVENT_ITEMS] = {
	"pgalloc_dma",	   "pgalloc_dma32", "pgalloc_normal", "pgalloc_movable",
	"pgfree",	   "pcp_refill",    "pcp_drain",      "pgsteal_block",
	"pageblock_claim", "allocstall",    "pgalloc_failed",
};

static void vmstat_show(struct seq_file *m)
{
	int i;

	for (i = 0; i < NR_VM_ZONE_STAT_ITEMS; i++)
		seq_printf(m, "%s %lu\n", zone_stat_names[i], global_zone_page_state(i));
	for (i = 0; i < NR_VM_NODE_STAT_ITEMS; i++)
		seq_printf(m, "%s %lu\n", node_stat_names[i], global_node_page_state(i));
	seq_puts(m, "pgpgin 0\npgpgout 0\npswpin 0\npswpout 0\n");
	for (i = 0; i < NR_VM_EVENT_ITEMS; i++)
		seq_printf(m, "%s %lu\n", event_names[i], vm_event_total(i));
}
MM_REPORT(vmstat, vmstat_show);

/* ---- meminfo ------------------------------------------------------------------------- */

static void line(struct seq_file *m, const char *name, unsigned long kilobytes)
{
	seq_printf(m, "%-16s%8lu kB\n", name, kilobytes);
}

static void lines_of_zero(struct seq_file *m, const char *const *names, unsigned int nr)
{
	while (nr--)
		line(m, *names++, 0);
}

static void meminfo_show(struct seq_file *m)
{
	static const char *const caches[] = {
		"Buffers:",	   "Cached:",	    "SwapCached:",     "Active:",
		"Inactive:",	   "Active(anon):", "Inactive(anon):", "Active(file):",
		"Inactive(file):", "Unevictable:",  "Mlocked:",	       "SwapTotal:",
		"SwapFree:",	   "Dirty:",	    "Writeback:",      "AnonPages:",
		"Mapped:",	   "Shmem:",
	};
	unsigned long reclaimable = global_node_page_state(NR_SLAB_RECLAIMABLE_B);
	unsigned long unreclaimable = global_node_page_state(NR_SLAB_UNRECLAIMABLE_B);

	line(m, "MemTotal:", K(totalram_pages()));
	line(m, "MemFree:", K(nr_free_pages()));
	line(m, "MemAvailable:", K(si_mem_available()));
	lines_of_zero(m, caches, ARRAY_SIZE(caches));
	line(m, "KReclaimable:", K(reclaimable));
	line(m, "Slab:", K(reclaimable + unreclaimable));
	line(m, "SReclaimable:", K(reclaimable));
	line(m, "SUnreclaim:", K(unreclaimable));
	line(m, "KernelStack:", global_node_page_state(NR_KERNEL_STACK_KB));
	line(m, "PageTables:", K(global_node_page_state(NR_PAGETABLE)));
	line(m, "SecPageTables:", 0);
	line(m, "NFS_Unstable:", 0);
	line(m, "Bounce:", 0);
	line(m, "WritebackTmp:", 0);
	line(m, "CommitLimit:", K(totalram_pages() / 2));
	line(m, "Committed_AS:", 0);
	line(m, "VmallocTotal:", VMALLOC_SPAN >> 10);
	line(m, "VmallocUsed:", K(vmalloc_nr_pages()));
	line(m, "VmallocChunk:", 0);
	line(m, "Percpu:", K(pcpu_nr_pages()));
}
MM_REPORT(meminfo, meminfo_show);

/* ---- show_mem ---------------------------------------------------------------------------- */

static void show_zone(struct zone *zone)
{
	unsigned long total = 0;
	unsigned int order;
	int i;

	pr_info("Node %d %s free:%lukB min:%lukB low:%lukB high:%lukB present:%lukB "
		"managed:%lukB\n",
		zone->node, zone->name, K(zone_page_state(zone, NR_FREE_PAGES)),
		K(min_wmark_pages(zone)), K(low_wmark_pages(zone)), K(high_wmark_pages(zone)),
		K(zone->present_pages), K(zone_managed_pages(zone)));
	pr_info("lowmem_reserve[]:");
	for (i = 0; i < MAX_NR_ZONES; i++)
		pr_cont(" %ld", zone->lowmem_reserve[i]);
	pr_cont("\n");
	pr_info("Node %d %s:", zone->node, zone->name);
	for (order = 0; order < NR_PAGE_ORDERS; order++) {
		unsigned long nr = READ_ONCE(zone->free_area[order].nr_free);

		total += nr << order;
		pr_cont(" %lu*%lukB", nr, K(1ul << order));
	}
	pr_cont(" = %lukB\n", K(total));
}

/** show_mem() - the state of the zones, in the log. Context: any. */
void show_mem(unsigned int flags, nodemask_t *nodemask)
{
	struct zone *zone;

	pr_info("Mem-Info:\n");
	pr_info(" slab_reclaimable:%lu slab_unreclaimable:%lu pagetables:%lu vmalloc:%lu "
		"free:%lu\n",
		global_node_page_state(NR_SLAB_RECLAIMABLE_B),
		global_node_page_state(NR_SLAB_UNRECLAIMABLE_B),
		global_node_page_state(NR_PAGETABLE), vmalloc_nr_pages(), nr_free_pages());
	for_each_populated_zone(zone)
		if (!nodemask || node_isset(zone->node, *nodemask))
			show_zone(zone);
	pr_info("%lu pages RAM\n", totalram_pages());
}
EXPORT_SYMBOL(show_mem);
