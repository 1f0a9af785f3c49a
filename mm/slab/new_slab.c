// SPDX-License-Identifier: MIT
/*
 * new_slab.c - slabs come from the page allocator and go back to it
 *
 * A new slab: pages, descriptor, the pages marked as this cache's (PageSlab
 * and head->slab_cache for the slow paths, frame numbers for the fast ones),
 * the index chain, and for each object its cookie and its constructor. Only
 * then does it get on its node's list.
 *
 * The pages of a SLAB_TYPESAFE_BY_RCU cache wait for a grace period: whoever
 * still reads an object under rcu_read_lock() reads an object of this cache.
 * The descriptor carries the rcu_head, as it is no longer on a list.
 *
 * Locking: none, but for the colour of the next slab (list_lock). Allocates
 * and frees pages and descriptors, so nobody calls it with a lock held.
 */
#include "slab_internal.h"
#include <linux/gfp.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/vmstat.h>

/** slab_set_frames() - enter @number for all 2^@order frames of @page */
void slab_set_frames(struct page *page, unsigned int order, unsigned int number)
{
	u16 *frames = slab_frames + page_to_pfn(page);
	unsigned long i;

	for (i = 0; i < 1ul << order; i++)
		WRITE_ONCE(frames[i], number);
}

static void account_slab(struct kmem_cache *cache, struct page *page, int sign)
{
	enum node_stat_item item = cache->flags & SLAB_RECLAIM_ACCOUNT ? NR_SLAB_RECLAIMABLE_B
								       : NR_SLAB_UNRECLAIMABLE_B;

	mod_node_page_state(page_pgdat(page), item, sign * (long)(PAGE_SIZE << cache->gfporder));
}

/* The colour of the next slab on @nid: they take turns. */
static unsigned int next_colour(struct kmem_cache *cache, int nid)
{
	struct kmem_cache_node *node = cache->node[nid];
	unsigned long flags;
	unsigned int colour;

	spin_lock_irqsave(&node->list_lock, flags);
	colour = node->colour_next;
	node->colour_next = colour + 1 < cache->colours ? colour + 1 : 0;
	spin_unlock_irqrestore(&node->list_lock, flags);
	return colour;
}

/* Where the descriptor of the slab at @page lies; NULL: no memory for it. */
static struct slab *descriptor_alloc(struct kmem_cache *cache, struct page *page,
				     unsigned int colour, gfp_t gfp)
{
	void *start = page_address(page) + colour * cache->colour_off;
	struct slab *slab = start;

	if (slab_off(cache)) {
		slab = slab_alloc(cache->slabp_cache, (gfp & ~__GFP_ZERO) | __GFP_NOTRACK,
				  page_to_nid(page), cache->slab_size, _RET_IP_);
		if (!slab)
			return NULL;
		slab->s_mem = start;
	} else {
		slab->s_mem = start + cache->slab_size;
	}
	slab->colour = colour;
	slab->inuse = 0;
	return slab;
}

static void init_objects(struct kmem_cache *cache, struct slab *slab)
{
	kmem_bufctl_t *bufctl = slab_bufctl(slab);
	unsigned int i;

	for (i = 0; i < cache->num; i++) {
		void *object = index_to_object(cache, slab, i);

		bufctl[i] = i + 1;
		if (cache->ctor)
			cache->ctor(object);
		*slab_cookie(object, cache->cookie) = slab_cookie_value(object);
	}
	bufctl[cache->num - 1] = BUFCTL_END;
	slab->free = 0;
}

static gfp_t page_gfp(const struct kmem_cache *cache, gfp_t gfp)
{
	if (WARN_ON_ONCE(gfp & (__GFP_HIGHMEM | __GFP_MOVABLE)))
		gfp &= ~(__GFP_HIGHMEM | __GFP_MOVABLE);
	return (gfp & ~__GFP_ZERO) | cache->allocflags;
}

/**
 * cache_grow() - add a slab to @cache
 * @gfp: of the allocation that wants it; decides what may be done for pages
 * @nid: the node to take them from
 *
 * Context: as @gfp says; may sleep if that does.
 * Return: the node that got it, or -ENOMEM.
 */
int cache_grow(struct kmem_cache *cache, gfp_t gfp, int nid)
{
	struct page *page;
	struct slab *slab;
	unsigned int colour;

	page = alloc_pages_node(nid, page_gfp(cache, gfp), cache->gfporder);
	if (!page)
		return -ENOMEM;
	nid = page_to_nid(page);
	colour = next_colour(cache, nid);
	slab = descriptor_alloc(cache, page, colour, gfp & ~__GFP_THISNODE);
	if (!slab) {
		__free_pages(page, cache->gfporder);
		return -ENOMEM;
	}
	__SetPageSlab(page);
	page->slab_cache = cache;
	page->freelist = slab;
	page->s_mem = slab->s_mem;
	slab_put_off_init(page);
	init_objects(cache, slab);
	slab_set_frames(page, cache->gfporder, slab_frame_number(cache, nid, colour));
	account_slab(cache, page, 1);
	mm_explain("slab: %s: new slab on node %d: 2^%u pages at %px, %u objects of %u bytes, "
		   "descriptor %s-slab, colour %u",
		   cache->name, nid, cache->gfporder, page_address(page), cache->num, cache->size,
		   slab_off(cache) ? "off" : "on", colour);
	node_add_slab(cache, nid, slab);
	return nid;
}

static void free_slab_pages(struct kmem_cache *cache, struct slab *slab)
{
	struct page *page = virt_to_head_page(slab->s_mem);

	account_slab(cache, page, -1);
	page->slab_cache = NULL;
	page->freelist = NULL;
	page->s_mem = NULL;
	__ClearPageSlab(page);
	if (slab_off(cache))
		kmem_cache_free(cache->slabp_cache, slab);
	__free_pages(page, cache->gfporder);
}

static void free_slab_rcu(struct rcu_head *head)
{
	struct slab *slab = container_of(head, struct slab, rcu);

	free_slab_pages(virt_to_head_page(slab->s_mem)->slab_cache, slab);
}

/**
 * slab_destroy() - give a slab back whose objects are all free
 *
 * It is on no list any more. Context: any, no lock held.
 */
void slab_destroy(struct kmem_cache *cache, struct slab *slab)
{
	slab_set_frames(virt_to_head_page(slab->s_mem), cache->gfporder, FRAME_NONE);
	if (cache->flags & SLAB_TYPESAFE_BY_RCU)
		call_rcu(&slab->rcu, free_slab_rcu);
	else
		free_slab_pages(cache, slab);
}

/** slabs_destroy() - slab_destroy() for all on @list */
void slabs_destroy(struct kmem_cache *cache, struct list_head *list)
{
	struct slab *slab, *next;

	list_for_each_entry_safe(slab, next, list, list)
		slab_destroy(cache, slab);
}
