// SPDX-License-Identifier: MIT
/*
 * debug.c - showing a page, complaining about one, checking everything
 */
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <quarry/mm_check.h>
#include <quarry/verdict.h>
#include "page.h"

/** dump_page() - all that a struct page says, and why we are asked */
void dump_page(struct page *page, const char *reason)
{
	struct page *head = compound_head(page);

	pr_warn("page:%px refcount:%d mapcount:%d mapping:%px index:%#lx pfn:%#lx\n", page,
		page_ref_count(page), atomic_read(&page->_mapcount) + 1, page->mapping, page->index,
		page_to_pfn(page));
	if (PageHead(head))
		pr_warn("head:%px order:%u\n", head, compound_order(head));
	pr_warn("flags: %#lx(%pGp) block_order:%u type:%#x\n", page->flags, &page->flags,
		page->block_order, page->page_type);
	if (reason)
		pr_warn("page dumped because: %s\n", reason);
}
EXPORT_SYMBOL(dump_page);

/* The page stays out of the free lists: lost, but nobody gets it twice. */
void bad_page(struct page *page, const char *reason)
{
	verdict_count(bugs);
	pr_alert("BUG: Bad page state in process %s  pfn:%05lx\n", current->comm,
		 page_to_pfn(page));
	dump_page(page, reason);
	dump_stack();
}

static bool check_zone(struct zone *zone)
{
	unsigned long flags, pages = 0;
	unsigned int order;
	bool ok = true;

	spin_lock_irqsave(&zone->lock, flags);
	for (order = 0; order < NR_PAGE_ORDERS; order++) {
		ok &= free_area_check(zone, order);
		pages += zone->free_area[order].nr_free << order;
	}
	if (pages != zone_page_state(zone, NR_FREE_PAGES)) {
		pr_err("page: node %d zone %s: %lu pages in free areas, NR_FREE_PAGES %lu\n",
		       zone->node, zone->name, pages, zone_page_state(zone, NR_FREE_PAGES));
		ok = false;
	}
	spin_unlock_irqrestore(&zone->lock, flags);
	return ok && pages <= zone_managed_pages(zone);
}

/* The lists of @cpu, by their owner. */
static bool check_lists(struct zone *zone, struct per_cpu_pages *pcp, unsigned int cpu)
{
	struct page *page;
	long counted = 0;
	int list;

	for (list = 0; list < NR_PCP_LISTS; list++) {
		list_for_each_entry(page, &pcp->lists[list], lru) {
			if (page_ref_count(page) || PageBuddy(page) || page_zone(page) != zone) {
				pr_err("page: CPU %u list %d of zone %s: pfn %#lx is wrong\n", cpu,
				       list, zone->name, page_to_pfn(page));
				return false;
			}
			counted += 1 << (list / NR_PCP_TYPES);
		}
	}
	if (counted != pcp->count)
		pr_err("page: CPU %u, zone %s: %ld pages listed, count %ld\n", cpu, zone->name,
		       counted, pcp->count);
	return counted == pcp->count;
}

/* Lists that are in use right now, below this interrupt, are left out. */
static void check_own_lists(void *wrong)
{
	unsigned int cpu = raw_smp_processor_id();
	struct zone *zone;

	for_each_populated_zone(zone) {
		struct per_cpu_pages *pcp = &zone->pcp[cpu];

		if (!local_guard_tryenter(&pcp->guard))
			continue;
		if (!check_lists(zone, pcp, cpu))
			atomic_inc(wrong);
		local_guard_exit(&pcp->guard);
	}
}

/* Other CPUs may go on: zones are looked at under their lock, lists by their owners. */
bool page_alloc_check_all(void)
{
	atomic_t wrong = ATOMIC_INIT(0);
	struct zone *zone;
	bool ok = true;

	for_each_populated_zone(zone)
		ok &= check_zone(zone);
	if (irqs_disabled() || in_interrupt() || port_library)
		check_own_lists(&wrong);
	else
		on_each_cpu(check_own_lists, &wrong, 1);
	return ok && !atomic_read(&wrong);
}
