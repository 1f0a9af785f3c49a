// SPDX-License-Identifier: MIT
/*
 * vmstat.c - what is counted, added up, and what the machine has
 *
 * Zone and node counters are one atomic word each, changed on slow paths only.
 * Events are words of each CPU; the pages that per-CPU lists handed out and
 * took are counted in the lists themselves and added here.
 */
#include <linux/export.h>
#include <linux/percpu.h>
#include "page.h"

DEFINE_PER_CPU(unsigned long, vm_events[NR_VM_EVENT_ITEMS]);
EXPORT_PER_CPU_SYMBOL(vm_events);

unsigned long global_zone_page_state(enum zone_stat_item item)
{
	unsigned long total = 0;
	struct zone *zone;

	for_each_populated_zone(zone)
		total += zone_page_state(zone, item);
	return total;
}
EXPORT_SYMBOL(global_zone_page_state);

unsigned long global_node_page_state(enum node_stat_item item)
{
	struct pglist_data *pgdat;
	unsigned long total = 0;

	for_each_online_pgdat(pgdat)
		total += node_page_state(pgdat, item);
	if (item == NR_SLAB_RECLAIMABLE_B || item == NR_SLAB_UNRECLAIMABLE_B)
		total >>= PAGE_SHIFT;
	return total;
}
EXPORT_SYMBOL(global_node_page_state);

/* Others take and give meanwhile: the sums are about right then. */
static __no_sanitize_thread unsigned long pcp_total(int zone_index, bool taken)
{
	const struct per_cpu_pages *pcp;
	unsigned long total = 0;
	struct zone *zone;
	unsigned int cpu;

	for_each_populated_zone(zone) {
		if (zone_index >= 0 && zone_idx(zone) != zone_index)
			continue;
		for_each_possible_cpu(cpu) {
			pcp = &zone->pcp[cpu];
			total += taken ? pcp->taken : pcp->count + pcp->taken - pcp->moved;
		}
	}
	return total;
}

/** vm_event_total() - an event over all CPUs; exact while nothing happens */
unsigned long vm_event_total(enum vm_event_item item)
{
	unsigned long total = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		total += READ_ONCE(per_cpu(vm_events, cpu)[item]);
	if (item <= PGALLOC_MOVABLE)
		total += pcp_total(item - PGALLOC_DMA, true);
	else if (item == PGFREE)
		total += pcp_total(-1, false);
	return total;
}
EXPORT_SYMBOL(vm_event_total);

/* ---- what the machine has -------------------------------------------------------- */

void si_meminfo(struct sysinfo *info)
{
	*info = (struct sysinfo){
		.totalram = totalram_pages(),
		.freeram = nr_free_pages(),
		.mem_unit = PAGE_SIZE,
	};
}
EXPORT_SYMBOL(si_meminfo);

/** si_mem_available() - pages that could be had without harm: free, less the reserves */
long si_mem_available(void)
{
	long available = nr_free_pages() + global_node_page_state(NR_SLAB_RECLAIMABLE_B) / 2;
	struct zone *zone;

	for_each_populated_zone(zone)
		available -= high_wmark_pages(zone);
	return max(available, 0l);
}
EXPORT_SYMBOL(si_mem_available);

/** nr_free_buffer_pages() - managed pages above the high marks: what buffers may dream of */
unsigned long nr_free_buffer_pages(void)
{
	unsigned long total = 0;
	struct zone *zone;

	for_each_populated_zone(zone)
		if (zone_managed_pages(zone) > high_wmark_pages(zone))
			total += zone_managed_pages(zone) - high_wmark_pages(zone);
	return total;
}
EXPORT_SYMBOL(nr_free_buffer_pages);
