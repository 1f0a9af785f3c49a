/* SPDX-License-Identifier: MIT */
/* gfp.h - asking the page allocator (mm/page/) */
#ifndef _LINUX_GFP_H
#define _LINUX_GFP_H

#include <linux/gfp_types.h>
#include <linux/mmzone.h>
#include <linux/topology.h>

struct vm_area_struct;

/**
 * __alloc_pages() - a block of 2^@order pages
 * @nid: the node to try first; its CPUs' node order decides where then
 * @nodemask: only these nodes, or NULL
 *
 * Context: as @gfp allows; any context without __GFP_DIRECT_RECLAIM.
 * Return: the block's first page, with one reference, or NULL.
 */
struct page *__alloc_pages(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodemask);
struct page *alloc_pages(gfp_t gfp, unsigned int order);

static inline struct page *__alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	return __alloc_pages(gfp, order, nid, NULL);
}
static inline struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	return nid == NUMA_NO_NODE ? alloc_pages(gfp, order) : __alloc_pages(gfp, order, nid, NULL);
}
#define alloc_page(gfp)			alloc_pages(gfp, 0)
#define alloc_page_vma(gfp, vma, addr)	alloc_pages(gfp, 0)
struct folio *folio_alloc(gfp_t gfp, unsigned int order);

unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
unsigned long get_zeroed_page(gfp_t gfp);
#define __get_free_page(gfp)		__get_free_pages(gfp, 0)
#define __get_dma_pages(gfp, order)	__get_free_pages((gfp) | GFP_DMA, order)

void __free_pages(struct page *page, unsigned int order);
void free_pages(unsigned long addr, unsigned int order);
#define __free_page(page)		__free_pages(page, 0)
void free_pages_bulk(struct page **pages, unsigned long nr);
#define free_page(addr)			free_pages(addr, 0)

void *alloc_pages_exact(size_t size, gfp_t gfp) __alloc_size(1);
void *alloc_pages_exact_nid(int nid, size_t size, gfp_t gfp) __alloc_size(2);
void free_pages_exact(void *virt, size_t size);

unsigned long __alloc_pages_bulk(gfp_t gfp, int nid, nodemask_t *nodemask, int nr_pages,
				 struct list_head *list, struct page **array);
static inline unsigned long alloc_pages_bulk_array_node(gfp_t gfp, int nid, unsigned long nr_pages,
							struct page **array)
{
	return __alloc_pages_bulk(gfp, nid == NUMA_NO_NODE ? numa_mem_id() : nid, NULL, nr_pages,
				  NULL, array);
}
#define alloc_pages_bulk_list(gfp, nr, list) \
	__alloc_pages_bulk(gfp, numa_mem_id(), NULL, nr, list, NULL)
#define alloc_pages_bulk_array(gfp, nr, array) \
	__alloc_pages_bulk(gfp, numa_mem_id(), NULL, nr, NULL, array)

void *page_frag_alloc(struct page_frag_cache *nc, unsigned int size, gfp_t gfp);
void *page_frag_alloc_align(struct page_frag_cache *nc, unsigned int size, gfp_t gfp,
			    unsigned int align_mask);
void page_frag_free(void *addr);
void __page_frag_cache_drain(struct page *page, unsigned int count);
void page_frag_cache_drain(struct page_frag_cache *nc);

/** drain_all_pages() - every CPU's lists go back to @zone, or to all zones if NULL.
 * Waits until online CPUs have done it, where waiting is allowed. */
void drain_all_pages(struct zone *zone);
void drain_local_pages(struct zone *zone);
/** page_drain_put_off() - free what NMIs of this CPU could not. The idle loop calls it,
 * through slab_drain_requests(). Any context but NMI. */
void page_drain_put_off(void);

static inline bool gfp_pfmemalloc_allowed(gfp_t gfp)
{
	return false;
}

#endif
