// SPDX-License-Identifier: MIT
/*
 * kmalloc.c - from a size to a cache
 *
 * There is a cache for each size of <linux/kmalloc-sizes.h>, once for every
 * type of memory: normal, reclaimable, DMA. A constant size reaches its cache
 * in the caller (slab.h). A variable one up to KMALLOC_TABLE_MAX goes through
 * kmalloc_numbers[], straight to the number of the cache; the others through
 * kmalloc_slab(). Above KMALLOC_MAX_CACHE_SIZE the pages come from the page
 * allocator, and the frame of the first says "large".
 *
 * Before kmem_cache_init() every entry is kmalloc_not_yet, whose number is the
 * dead one: so the first request goes the long way and is told.
 *
 * Locking: none.
 */
#include "slab_internal.h"
#include "fast.h"
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/sched/mm.h>
#include <linux/string.h>
#include <linux/vmstat.h>

#define KMALLOC_TABLE_MAX min(KMALLOC_MAX_CACHE_SIZE, 8192ul)

struct kmem_cache kmalloc_not_yet = { .name = "kmalloc before kmem_cache_init()" };

struct kmem_cache *kmalloc_caches[NR_KMALLOC_TYPES][KMALLOC_SHIFT_HIGH + 1] = {
	[0 ... NR_KMALLOC_TYPES - 1] = { [0 ... KMALLOC_SHIFT_HIGH] = &kmalloc_not_yet },
};
EXPORT_SYMBOL(kmalloc_caches);

/* By (size - 1) / 8: the number of the normal cache for the size. */
u16 kmalloc_numbers[8192 / 8];

/** kmalloc_slab() - the cache for @size bytes, not 0; NULL: too large for one */
struct kmem_cache *kmalloc_slab(size_t size, gfp_t gfp)
{
	struct kmem_cache *cache;

	if (unlikely(size > KMALLOC_MAX_CACHE_SIZE))
		return NULL;
	cache = kmalloc_caches[kmalloc_type(gfp)][__kmalloc_index(size, false)];
	return unlikely(cache == &kmalloc_not_yet) ? NULL : cache;
}

/** kmalloc_fill_table() - kmalloc_caches[] is complete: fill kmalloc_numbers[] */
void kmalloc_fill_table(void)
{
	size_t size;

	for (size = 8; size <= KMALLOC_TABLE_MAX; size += 8)
		kmalloc_numbers[(size - 1) / 8] = kmalloc_slab(size, GFP_KERNEL)->number;
}

/* ---- large blocks --------------------------------------------------------- */

static void account_large(struct page *page, unsigned int order, int sign)
{
	mod_node_page_state(page_pgdat(page), NR_SLAB_UNRECLAIMABLE_B,
			    sign * (long)(PAGE_SIZE << order));
}

/* kmalloc_large_node() for the call at @caller. */
void *kmalloc_large_caller(size_t size, gfp_t gfp, int nid, unsigned long caller)
{
	unsigned int order;
	struct page *page;
	void *block;

	if (unlikely(size > KMALLOC_MAX_SIZE)) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return NULL;
	}
	order = get_order(size);
	mm_explain("kmalloc: %zu bytes are more than the largest cache has: 2^%u pages", size,
		   order);
	slab_retry_online();
	if (unlikely(mm_debug_hooks & MM_HOOKS_SLAB) && in_nmi())
		return NULL;
	if (unlikely(mm_debug_hooks & MM_HOOK_FAIL_SLAB) && should_failslab(&kmalloc_not_yet, gfp))
		return NULL;
	page = alloc_pages_node(nid, gfp | __GFP_COMP | __GFP_NOTRACK, order);
	if (unlikely(!page))
		return NULL;
	block = page_address(page);
	account_large(page, order, 1);
	slab_set_frames(page, 0, FRAME_LARGE);
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_SLAB) && !(gfp & __GFP_NOTRACK))
		track_slab_alloc(NULL, block, size, caller);
	return block;
}

/** kmalloc_large() - a block of whole pages. Return: it, or NULL */
void *kmalloc_large(size_t size, gfp_t gfp)
{
	return kmalloc_large_caller(size, gfp, NUMA_NO_NODE, _RET_IP_);
}
EXPORT_SYMBOL(kmalloc_large);

/** kmalloc_large_node() - the same from node @nid */
void *kmalloc_large_node(size_t size, gfp_t gfp, int nid)
{
	return kmalloc_large_caller(size, gfp, nid, _RET_IP_);
}
EXPORT_SYMBOL(kmalloc_large_node);

/** kfree_large_rest() - what is left of a free when the frame says "none". Any context but NMI */
void kfree_large_rest(struct page *page)
{
	unsigned int order = compound_order(page);

	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_SLAB))
		track_slab_free(NULL, page_address(page));
	account_large(page, order, -1);
	__free_pages(page, order);
}

/**
 * kfree_large() - free a large block
 * @page: of the frame that is marked as the head of one
 * Return: false if @object is not its start (reported).
 */
bool kfree_large(struct page *page, void *object, unsigned long caller)
{
	if (unlikely(object != page_address(page))) {
		slab_bad_free(object, NULL, "kfree", caller);
		return false;
	}
	slab_set_frames(page, 0, FRAME_NONE);
	if (unlikely(in_nmi()))
		slab_put_off_large(page);
	else
		kfree_large_rest(page);
	return true;
}

/* ---- entry points ----------------------------------------------------------- */

static noinline void *kmalloc_slow(size_t size, gfp_t gfp, int nid, unsigned long caller)
{
	struct kmem_cache *cache;

	if (unlikely(!size))
		return ZERO_SIZE_PTR;
	if (unlikely(size > KMALLOC_MAX_CACHE_SIZE))
		return kmalloc_large_caller(size, gfp, nid, caller);
	cache = kmalloc_slab(size, gfp) ?: &kmalloc_not_yet;
	mm_explain("kmalloc: %zu bytes: cache %s, %s", size, cache->name,
		   gfp & __GFP_DIRECT_RECLAIM ? "may sleep" : "may not sleep");
	return slab_alloc(cache, gfp, nid, size, caller);
}

/* A hit in this CPU's array of the class for @size, or NULL. */
static __always_inline void *kmalloc_fast(size_t size, gfp_t gfp)
{
	size_t last = size - 1;

	if (unlikely(last >= KMALLOC_TABLE_MAX))
		return NULL;
	return fast_alloc(kmalloc_numbers[last / 8], gfp, KMALLOC_RARE_GFP);
}

/** __kmalloc() - kmalloc() of a size that is not known at build time */
void *__kmalloc(size_t size, gfp_t gfp)
{
	void *object = kmalloc_fast(size, gfp);

	if (likely(object))
		return object;
	return kmalloc_slow(size, gfp, NUMA_NO_NODE, _RET_IP_);
}
EXPORT_SYMBOL(__kmalloc);

/** __kmalloc_node() - the same from node @nid */
void *__kmalloc_node(size_t size, gfp_t gfp, int nid)
{
	void *object = nid == NUMA_NO_NODE ? kmalloc_fast(size, gfp) : NULL;

	if (likely(object))
		return object;
	return kmalloc_slow(size, gfp, nid, _RET_IP_);
}
EXPORT_SYMBOL(__kmalloc_node);

/** __kmalloc_node_track_caller() - the same, recorded as the call at @caller */
void *__kmalloc_node_track_caller(size_t size, gfp_t gfp, int nid, unsigned long caller)
{
	void *object = nid == NUMA_NO_NODE ? kmalloc_fast(size, gfp) : NULL;

	if (likely(object))
		return object;
	return kmalloc_slow(size, gfp, nid, caller);
}
EXPORT_SYMBOL(__kmalloc_node_track_caller);

/** kmalloc_size_roundup() - the bytes that kmalloc(@size) really gives */
size_t kmalloc_size_roundup(size_t size)
{
	if (!size)
		return 0;
	if (size <= KMALLOC_MAX_CACHE_SIZE)
		return kmalloc_slab(size, GFP_KERNEL)->object_size;
	/* Too large for any block: kmalloc() will say so. */
	return size <= KMALLOC_MAX_SIZE ? PAGE_SIZE << get_order(size) : size;
}
EXPORT_SYMBOL(kmalloc_size_roundup);
