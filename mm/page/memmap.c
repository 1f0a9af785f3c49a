// SPDX-License-Identifier: MIT
/*
 * memmap.c - the struct pages at boot, and the hand-over to the buddy system
 *
 * Struct pages are initialised for the frames of RAM, and for those frames of
 * holes that share a pageblock with RAM (so that a look at a buddy finds
 * something). All begin reserved; the hand-over then frees what memblock has
 * not given away: early pages + buddy pages + holes make up the whole.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/log2.h>
#include <linux/memblock.h>
#include <linux/printk.h>
#include "page.h"

atomic_long_t _totalram_pages;
EXPORT_SYMBOL(_totalram_pages);

static void __init init_one(struct page *page, enum zone_type zone, int nid)
{
	page->flags = (unsigned long)zone << ZONES_PGSHIFT | (unsigned long)nid << NODES_PGSHIFT |
		      1ul << PG_reserved;
	INIT_LIST_HEAD(&page->lru);
	page->mapping = NULL;
	page->private = 0;
	page->block_order = page->block_type = 0;
	page_mapcount_reset(page);
	init_page_count(page);
}

/* Each range with what is left of its first and last pageblock up to its neighbours. */
void __init memmap_init(void)
{
	struct ram_range *range, *last = ram_ranges + nr_ram_ranges - 1;
	unsigned long pfn, end = 0;

	for_each_ram_range(range)
	{
		pfn = max(pageblock_start_pfn(range->start), end);
		end = ALIGN(range->end, pageblock_nr_pages);
		if (range < last)
			end = min(end, range[1].start);
		for (; pfn < end; pfn++)
			init_one(pfn_to_page(pfn), pfn_zone_type(pfn), range->nid);
	}
}

/* The largest block that begins at @pfn, is aligned, and ends at or before @end. */
static unsigned int __init block_order_at(unsigned long pfn, unsigned long end)
{
	unsigned int order = pfn ? min_t(unsigned int, __ffs(pfn), MAX_PAGE_ORDER) : MAX_PAGE_ORDER;

	while (pfn + (1ul << order) > end)
		order--;
	return order;
}

static void __init release_block(unsigned long pfn, unsigned int order)
{
	struct page *page = pfn_to_page(pfn);
	struct zone *zone = page_zone(page);
	unsigned long i, flags;

	for (i = 0; i < 1ul << order; i++) {
		__ClearPageReserved(page + i);
		set_page_count(page + i, 0);
	}
	spin_lock_irqsave(&zone->lock, flags);
	buddy_give(zone, page, order, get_pageblock_migratetype(page));
	spin_unlock_irqrestore(&zone->lock, flags);
	atomic_long_add(1l << order, &zone->managed_pages);
	totalram_pages_add(1l << order);
}

/* The range lies in one node; a block must not reach over its zone's end. */
static void __init release_range(phys_addr_t start, phys_addr_t end)
{
	unsigned long pfn = PFN_UP(start), end_pfn = PFN_DOWN(end);

	while (pfn < end_pfn) {
		struct zone *zone = page_zone(pfn_to_page(pfn));
		unsigned int order = block_order_at(pfn, min(end_pfn, zone_end_pfn(zone)));

		release_block(pfn, order);
		pfn += 1ul << order;
	}
}

/** memblock_free_all() - alloc_pages() works from here on, memblock does not */
void __init memblock_free_all(void)
{
	unsigned long total = PHYS_PFN(memblock_phys_mem_size());
	phys_addr_t start, end;
	u64 i;

	for_each_free_mem_range(i, NUMA_NO_NODE, MEMBLOCK_NONE, &start, &end, NULL)
		release_range(start, end);
	memblock_closed = true;
	memblock_can_resize = false;
	mm_stage = MM_STAGE_PAGE;
	pr_info("Memory: %luK/%luK available (%luK reserved)\n",
		totalram_pages() << (PAGE_SHIFT - 10), total << (PAGE_SHIFT - 10),
		(total - totalram_pages()) << (PAGE_SHIFT - 10));
	mm_explain(
		"page: %lu of %lu frames handed over to the buddy system, %lu stay with memblock",
		totalram_pages(), total, total - totalram_pages());
}

/** memblock_free_late() - boot memory that is no longer wanted goes to the buddy system */
void __init memblock_free_late(phys_addr_t base, phys_addr_t size)
{
	unsigned long pfn = PFN_UP(base);

	for (; pfn < PFN_DOWN(base + size); pfn++)
		free_reserved_page(pfn_to_page(pfn));
}

/* ---- every frame by who has it ---------------------------------------------------- */

static void count_pcp(struct page_states *states)
{
	struct zone *zone;
	unsigned int cpu;

	for_each_populated_zone(zone)
		for_each_possible_cpu(cpu)
			states->pcp += zone->pcp[cpu].count;
}

/* One frame, or all of a free block. Return: frames looked at. */
static unsigned long count_at(struct page_states *states, unsigned long pfn, unsigned long end)
{
	struct page *page = pfn_to_page(pfn);

	if (PageBuddy(page)) {
		unsigned long nr = min(1ul << page->private, end - pfn);

		states->free += nr;
		return nr;
	}
	if (PageReserved(page))
		states->reserved++;
	else if (PageSlab(compound_head(page)))
		states->slab++;
	else if (PageTable(page))
		states->table++;
	else
		states->used++; /* lists of CPUs are taken off below */
	return 1;
}

void page_states_count(struct page_states *states)
{
	struct ram_range *range;
	unsigned long pfn;

	*states = (struct page_states){};
	for_each_ram_range(range)
	{
		states->present += range->end - range->start;
		for (pfn = range->start; pfn < range->end;)
			pfn += count_at(states, pfn, range->end);
	}
	count_pcp(states);
	if (states->pcp > states->used)
		states->other = states->pcp - states->used;
	else
		states->used -= states->pcp;
}
EXPORT_SYMBOL(page_states_count);
