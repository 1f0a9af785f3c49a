/* SPDX-License-Identifier: MIT */
/* vmstat.h - counters of zones and nodes, and events (mm/page/vmstat.c) */
#ifndef _LINUX_VMSTAT_H
#define _LINUX_VMSTAT_H

#include <linux/mmzone.h>
#include <linux/percpu.h>

DECLARE_PER_CPU(unsigned long, vm_events[NR_VM_EVENT_ITEMS]);

static inline void count_vm_event(enum vm_event_item item)
{
	this_cpu_inc(vm_events[item]);
}
static inline void count_vm_events(enum vm_event_item item, long delta)
{
	this_cpu_add(vm_events[item], delta);
}
unsigned long vm_event_total(enum vm_event_item item);

static inline unsigned long zone_page_state(const struct zone *zone, enum zone_stat_item item)
{
	long x = atomic_long_read(&zone->vm_stat[item]);

	return x < 0 ? 0 : x;
}
static inline unsigned long node_page_state(const struct pglist_data *pgdat,
					    enum node_stat_item item)
{
	long x = atomic_long_read(&pgdat->vm_stat[item]);

	return x < 0 ? 0 : x;
}
unsigned long global_zone_page_state(enum zone_stat_item item);
/* Items ending in _B are kept in bytes and given in pages. */
unsigned long global_node_page_state(enum node_stat_item item);

static inline void mod_zone_page_state(struct zone *zone, enum zone_stat_item item, long delta)
{
	atomic_long_add(delta, &zone->vm_stat[item]);
}
static inline void mod_node_page_state(struct pglist_data *pgdat, enum node_stat_item item,
				       long delta)
{
	atomic_long_add(delta, &pgdat->vm_stat[item]);
}
#define __mod_node_page_state(p, i, d)	mod_node_page_state(p, i, d)
#define __mod_zone_page_state(z, i, d)	mod_zone_page_state(z, i, d)
#define inc_zone_page_state(page, item)	mod_zone_page_state(page_zone(page), item, 1)
#define dec_zone_page_state(page, item)	mod_zone_page_state(page_zone(page), item, -1)
#define inc_node_page_state(page, item)	mod_node_page_state(page_pgdat(page), item, 1)
#define dec_node_page_state(page, item)	mod_node_page_state(page_pgdat(page), item, -1)
#define nr_free_pages()			global_zone_page_state(NR_FREE_PAGES)

#endif
