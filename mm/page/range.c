// SPDX-License-Identifier: MIT
/*
 * range.c - sizes that are no power of two, and blocks taken apart
 */
#include <linux/export.h>
#include <linux/string.h>
#include "page.h"

/**
 * split_page() - make 2^@order pages of one block that is not compound
 *
 * Each page then has its own reference and is freed alone.
 */
void split_page(struct page *page, unsigned int order)
{
	unsigned long i;

	VM_BUG_ON_PAGE(PageCompound(page), page);
	VM_BUG_ON_PAGE(!page_count(page), page);
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_PAGE))
		track_page_split(page, order);
	page->block_order = 0;
	for (i = 1; i < 1ul << order; i++) {
		page[i].private = 0;
		page[i].mapping = NULL;
		page[i].block_order = 0;
		page[i].block_type = page->block_type;
		page_hand_out(page + i);
	}
}
EXPORT_SYMBOL(split_page);

/* Give the pages of a block behind @size bytes back. */
static void *make_exact(struct page *page, unsigned int order, size_t size)
{
	unsigned long used = PAGE_ALIGN(size) >> PAGE_SHIFT, i;

	if (!page)
		return NULL;
	split_page(page, order);
	for (i = used; i < 1ul << order; i++)
		__free_page(page + i);
	return page_address(page);
}

/**
 * alloc_pages_exact() - @size bytes of contiguous pages, rounded up to whole ones
 * Context: as @gfp allows; __GFP_COMP is not allowed. Return: the address, or NULL.
 */
void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	unsigned int order = get_order(size);

	if (WARN_ON_ONCE(gfp & (__GFP_COMP | __GFP_HIGHMEM)))
		gfp &= ~(__GFP_COMP | __GFP_HIGHMEM);
	return make_exact(alloc_pages_full(gfp, order, numa_mem_id(), NULL, _RET_IP_), order, size);
}
EXPORT_SYMBOL(alloc_pages_exact);

void *alloc_pages_exact_nid(int nid, size_t size, gfp_t gfp)
{
	unsigned int order = get_order(size);

	gfp &= ~(__GFP_COMP | __GFP_HIGHMEM);
	return make_exact(alloc_pages_node(nid, gfp, order), order, size);
}
EXPORT_SYMBOL(alloc_pages_exact_nid);

void free_pages_exact(void *virt, size_t size)
{
	unsigned long addr = (unsigned long)virt, end = addr + PAGE_ALIGN(size);

	for (; addr < end; addr += PAGE_SIZE)
		free_page(addr);
}
EXPORT_SYMBOL(free_pages_exact);
