// SPDX-License-Identifier: MIT
/*
 * free.c - giving blocks back: what is refused, then where it goes
 *
 * The last reference frees. Before anything is touched the first page must
 * look like one that may go: no owner's flag, no mapping, no page type, and
 * the order it was taken with; a page whose count is 0 already is not freed
 * again. What fails is reported and kept out of the free lists: a page lost is
 * better than a page with two owners.
 *
 * A free while another reference is held drops one reference. For a block that
 * is not compound its tails go at once, and whoever holds the last reference
 * frees the head. So before the reference is dropped, block_order says that
 * the head is alone: whoever of the two comes last then knows how much is his.
 *
 * Context: any. In an NMI, what needs a lock is put off (nmi.c).
 */
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/init.h>
#include <linux/log2.h>
#include <linux/string.h>
#include "page.h"

static const char *why_bad(const struct page *page, unsigned int order)
{
	if (page_ref_count(page))
		return "nonzero _refcount";
	if (page->mapping)
		return "non-NULL mapping";
	if (atomic_read(&page->_mapcount) != -1)
		return "nonzero mapcount or a page type still set";
	if (page->flags & PAGE_FLAGS_CHECK_AT_FREE)
		return "PAGE_FLAGS_CHECK_AT_FREE flag(s) set";
	if (page->block_order != order)
		return "freed with another order than it was allocated with";
	return NULL;
}

static __always_inline bool may_be_freed(const struct page *page, unsigned int order)
{
	return likely(!((page->flags & PAGE_FLAGS_CHECK_AT_FREE) | (unsigned long)page->mapping |
			(unsigned int)(atomic_read(&page->_mapcount) + 1) |
			(page->block_order ^ order)));
}

static void clear_compound(struct page *page, unsigned int order)
{
	unsigned long i, nr = 1ul << order;

	__ClearPageHead(page);
	page[1].compound_order = 0;
	page[1].compound_nr = 0;
	for (i = 1; i < nr; i++) {
		page[i].compound_head = 0;
		page[i].mapping = NULL;
	}
}

/* In an NMI the zone's lock may be held by whom it interrupted. */
static void give_to_zone(struct zone *zone, struct page *page, unsigned int order)
{
	unsigned long flags;

	if (unlikely(in_nmi())) {
		page_put_off_free(page);
		return;
	}
	page_poll_put_off();
	spin_lock_irqsave(&zone->lock, flags);
	buddy_give(zone, page, order, get_pageblock_migratetype(page));
	spin_unlock_irqrestore(&zone->lock, flags);
	count_vm_events(PGFREE, 1l << order);
}

/* What is unusual about this block: tracked, compound, stale flags, to be zeroed. */
static noinline void free_prepare(struct page *page, unsigned int order)
{
	if (mm_debug_hooks & MM_HOOK_TRACK_PAGE)
		track_page_free(page, order);
	if (PageHead(page))
		clear_compound(page, order);
	page->flags &= ~PAGE_FLAGS_CHECK_AT_PREP;
	if (want_init_on_free())
		memset(page_address(page), 0, PAGE_SIZE << order);
}

/** free_block() - a block whose count has come to 0. Context: any. */
void free_block(struct page *page, unsigned int order)
{
	struct per_cpu_pages *pcp = this_cpu_read(page_cpu.home[page_zone_id(page)]);

	if (unlikely(!may_be_freed(page, order))) {
		bad_page(page, why_bad(page, order) ?: "inconsistent");
		return;
	}
	if (unlikely((page->flags & PAGE_FLAGS_CHECK_AT_PREP) ||
		     (READ_ONCE(mm_debug_hooks) & (MM_HOOK_TRACK_PAGE | MM_HOOK_CLEAR_PAGE)))) {
		/* The records have a lock. */
		if (in_nmi() && (mm_debug_hooks & MM_HOOK_TRACK_PAGE)) {
			page_put_off_free(page);
			return;
		}
		free_prepare(page, order);
	}
	if (order >= NR_PCP_ORDERS || !pcp_give(pcp, page, order))
		give_to_zone(page_zone(page), page, order);
}

/* Somebody else holds the head: all the rest of the block goes now. */
static void free_tails(struct page *page, unsigned int order, enum migratetype type)
{
	while (order-- > 0) {
		page[1ul << order].block_order = order;
		page[1ul << order].block_type = type;
		free_block(page + (1ul << order), order);
	}
}

/* What is unusual: a large block, a report, another reference, work to be done on the page. */
static noinline void free_pages_full(struct page *page, unsigned int order)
{
	enum migratetype type = page->block_type;
	bool head = PageHead(page);

	if (unlikely(page_ref_count(page) == 0)) {
		bad_page(page, "freed while its count is 0");
		return;
	}
	/* The wrong order must be found before the reference is gone. */
	if (unlikely(page->block_order != order)) {
		bad_page(page, "freed with another order than it was allocated with");
		return;
	}
	if (!head)
		page->block_order = 0;
	if (likely(page_ref_dec_and_test(page))) {
		page->block_order = order;
		free_block(page, order);
	} else if (!head) {
		free_tails(page, order, type);
	}
}

/* No flag, no mapping, not mapped, no type, the right order, no checker on. */
static __always_inline bool is_plain(const struct page *page, unsigned int order)
{
	return !(page->flags & PAGE_FLAGS_CHECK_AT_PREP) && !page->mapping &&
	       page->page_type == ~0u && page->block_order == order &&
	       !(READ_ONCE(mm_debug_hooks) & (MM_HOOK_TRACK_PAGE | MM_HOOK_CLEAR_PAGE));
}

/* From one reference to none. No replay point: nobody waits for this. */
static __always_inline bool last_reference(struct page *page)
{
	int one = 1;

	return __atomic_compare_exchange_n(&page->_refcount.counter, &one, 0, false,
					   __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

/* A small block whose last reference is gone: where it is at hand, else to the zone. */
static __always_inline void give_small(struct page *page, unsigned int order)
{
	if (unlikely(!pcp_give(this_cpu_read(page_cpu.home[page_zone_id(page)]), page, order)))
		give_to_zone(page_zone(page), page, order);
}

/**
 * __free_pages() - drop a reference to a block of 2^@order pages
 * @page: its first page; NULL is not allowed
 *
 * The first rung: a small plain block goes on this CPU's list. The one
 * reference is ours, but get_page_unless_zero() may add one at any moment: so
 * the count goes to 0 by an exchange, and if that fails somebody else is there.
 *
 * Context: any.
 */
void __free_pages(struct page *page, unsigned int order)
{
	if (unlikely(order >= NR_PCP_ORDERS || !is_plain(page, order) || !last_reference(page))) {
		free_pages_full(page, order);
		return;
	}
	give_small(page, order);
}
EXPORT_SYMBOL(__free_pages);

/* Single plain pages side by side whose last reference is ours: how many, from the first on. */
static unsigned long take_run(struct page **pages, unsigned long nr)
{
	struct page *page = pages[0];
	const unsigned int zone = page_zone_id(page);
	unsigned long run;

	for (run = 0; run < nr; run++, page++) {
		if (pages[run] != page || !is_plain(page, 0) || page_zone_id(page) != zone ||
		    !last_reference(page))
			break;
	}
	return run;
}

/* As few and as large blocks as its alignment allows. */
static void give_run(struct page *page, unsigned long nr)
{
	struct zone *zone = page_zone(page);
	unsigned long flags, left = nr;

	page_poll_put_off();
	spin_lock_irqsave(&zone->lock, flags);
	while (left) {
		unsigned int order = min_t(unsigned int, ilog2(left), MAX_PAGE_ORDER);
		unsigned long pfn = page_to_pfn(page);

		if (pfn)
			order = min_t(unsigned int, order, __ffs(pfn));
		buddy_give(zone, page, order, get_pageblock_migratetype(page));
		page += 1ul << order;
		left -= 1ul << order;
	}
	spin_unlock_irqrestore(&zone->lock, flags);
	count_vm_events(PGFREE, nr);
}

/* Fewer are better kept at hand. */
#define RUN_MIN 4

static void give_few(struct page *page, unsigned long nr)
{
	while (nr--)
		give_small(page++, 0);
}

/**
 * free_pages_bulk() - __free_page() for each of @nr pages
 *
 * Pages that lie side by side go back as the blocks that they form, under one
 * hold of the zone's lock, instead of being merged again one by one.
 * Context: any.
 */
void free_pages_bulk(struct page **pages, unsigned long nr)
{
	unsigned long i, run;

	for (i = 0; i < nr; i += max(run, 1ul)) {
		run = nr - i >= RUN_MIN ? take_run(pages + i, nr - i) : 0;
		if (run >= RUN_MIN && !in_nmi())
			give_run(pages[i], run);
		else if (run)
			give_few(pages[i], run);
		else
			__free_page(pages[i]);
	}
}
EXPORT_SYMBOL(free_pages_bulk);

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(virt_to_page((void *)addr), order);
}
EXPORT_SYMBOL(free_pages);

void put_page(struct page *page)
{
	page = compound_head(page);
	if (unlikely(page_ref_count(page) == 0)) {
		bad_page(page, "put while its count is 0");
		return;
	}
	/* A block that is not compound must be freed by its order: of it only this page goes. */
	if (page_ref_dec_and_test(page))
		free_block(page, PageHead(page) ? compound_order(page) : 0);
}
EXPORT_SYMBOL(put_page);

void release_pages(struct page **pages, int nr)
{
	while (nr-- > 0)
		put_page(*pages++);
}
EXPORT_SYMBOL(release_pages);

/** free_reserved_page() - a page taken at boot goes to the buddy system after all */
void free_reserved_page(struct page *page)
{
	ClearPageReserved(page);
	init_page_count(page);
	page->block_order = page->block_type = 0;
	__free_page(page);
	adjust_managed_page_count(page, 1);
}
EXPORT_SYMBOL(free_reserved_page);

void adjust_managed_page_count(struct page *page, long count)
{
	atomic_long_add(count, &page_zone(page)->managed_pages);
	totalram_pages_add(count);
}
EXPORT_SYMBOL(adjust_managed_page_count);
