// SPDX-License-Identifier: MIT
/*
 * frag.c - small pieces of pages, for those who free them one by one
 *
 * A cache holds one block and cuts pieces from its end. All references that
 * pieces could need are taken in advance (the bias counts those not handed
 * out), so cutting costs no atomic operation; a piece is freed by dropping a
 * reference of its page. When the block is used up the bias is given back; if
 * all pieces have come home by then, the block is used again.
 *
 * The cache belongs to its caller: no locking here.
 */
#include <linux/export.h>
#include <linux/sizes.h>
#include "page.h"

#define FRAG_ORDER 3
#define FRAG_BYTES (PAGE_SIZE << FRAG_ORDER)

static struct page *refill(struct page_frag_cache *nc, gfp_t gfp)
{
	struct page *page;

	page = alloc_pages((gfp & ~__GFP_DIRECT_RECLAIM) | __GFP_COMP | __GFP_NOWARN |
				   __GFP_NORETRY | __GFP_NOMEMALLOC,
			   FRAG_ORDER);
	nc->size = FRAG_BYTES;
	if (!page) {
		page = alloc_pages(gfp, 0);
		nc->size = PAGE_SIZE;
	}
	nc->va = page ? page_address(page) : NULL;
	return page;
}

/* One reference more than there can be pieces of one byte. */
static void start_block(struct page_frag_cache *nc, struct page *page, bool fresh)
{
	if (fresh)
		page_ref_add(page, FRAG_BYTES);
	else
		set_page_count(page, FRAG_BYTES + 1);
	nc->pagecnt_bias = FRAG_BYTES + 1;
	nc->offset = nc->size;
}

void *page_frag_alloc_align(struct page_frag_cache *nc, unsigned int size, gfp_t gfp,
			    unsigned int align_mask)
{
	struct page *page;
	int offset;

	if (!nc->va) {
		page = refill(nc, gfp);
		if (!page)
			return NULL;
		start_block(nc, page, true);
	}
	offset = nc->offset - size;
	if (offset < 0) {
		page = virt_to_page(nc->va);
		if (size > nc->size)
			return NULL;
		if (!page_ref_sub_and_test(page, nc->pagecnt_bias)) {
			nc->va = NULL;
			return page_frag_alloc_align(nc, size, gfp, align_mask);
		}
		start_block(nc, page, false);
		offset = nc->size - size;
	}
	nc->pagecnt_bias--;
	nc->offset = offset & align_mask;
	return nc->va + nc->offset;
}
EXPORT_SYMBOL(page_frag_alloc_align);

void *page_frag_alloc(struct page_frag_cache *nc, unsigned int size, gfp_t gfp)
{
	return page_frag_alloc_align(nc, size, gfp, ~0u);
}
EXPORT_SYMBOL(page_frag_alloc);

void page_frag_free(void *addr)
{
	put_page(virt_to_page(addr));
}
EXPORT_SYMBOL(page_frag_free);

/** __page_frag_cache_drain() - give back @count references that no piece uses */
void __page_frag_cache_drain(struct page *page, unsigned int count)
{
	if (page_ref_sub_and_test(page, count))
		free_block(page, PageHead(page) ? compound_order(page) : 0);
}
EXPORT_SYMBOL(__page_frag_cache_drain);

void page_frag_cache_drain(struct page_frag_cache *nc)
{
	if (!nc->va)
		return;
	__page_frag_cache_drain(virt_to_page(nc->va), nc->pagecnt_bias);
	nc->va = NULL;
}
EXPORT_SYMBOL(page_frag_cache_drain);
