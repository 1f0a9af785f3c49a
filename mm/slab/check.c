// SPDX-License-Identifier: MIT
/*
 * check.c - what must always be true of the caches
 *
 * Walks every slab of every node with the node's lock held, so that it may
 * run while others allocate; arrays are looked at only if nobody uses them:
 * this CPU's own, from task context.
 *
 * Locking: slab_mutex, then each list_lock.
 */
#include "slab_internal.h"
#include <linux/export.h>
#include <linux/printk.h>
#include <quarry/mm_check.h>

/* One violation: say it, count it. */
#define CHECK(errors, cache, condition)                                                            \
	do {                                                                                       \
		if (unlikely(!(condition))) {                                                      \
			pr_err("slab check: %s: not true: %s\n", (cache)->name, #condition);       \
			(errors)++;                                                                \
		}                                                                                  \
	} while (0)

/* What every slab must be, whatever list it is on. */
static unsigned long check_slab(struct kmem_cache *cache, struct slab *slab, int nid)
{
	struct page *page = virt_to_head_page(slab->s_mem);
	void *start = page_address(page);
	unsigned int chained = 0, index, number;
	unsigned long errors = 0, i;

	CHECK(errors, cache, PageSlab(page));
	CHECK(errors, cache, page->slab_cache == cache);
	CHECK(errors, cache, page_to_slab(page) == slab);
	CHECK(errors, cache, page_to_nid(page) == nid);
	CHECK(errors, cache, slab->inuse <= cache->num);
	CHECK(errors, cache, slab->colour < cache->colours);
	CHECK(errors, cache,
	      slab->s_mem == start + slab->colour * cache->colour_off +
				     (slab_off(cache) ? 0 : cache->slab_size));
	CHECK(errors, cache,
	      slab->s_mem + (size_t)cache->num * cache->size <=
		      start + (PAGE_SIZE << cache->gfporder));
	for (index = slab->free; index != BUFCTL_END && chained <= cache->num; chained++) {
		void *object;

		if (index >= cache->num)
			break;
		object = index_to_object(cache, slab, index);
		CHECK(errors, cache,
		      *slab_cookie(object, cache->cookie) == slab_cookie_value(object));
		index = slab_bufctl(slab)[index];
	}
	CHECK(errors, cache, index == BUFCTL_END);
	CHECK(errors, cache, chained == cache->num - slab->inuse);
	number = slab_frame_number(cache, nid, slab->colour);
	for (i = 0; i < 1ul << cache->gfporder; i++)
		CHECK(errors, cache, slab_frames[page_to_pfn(page) + i] == number);
	return errors;
}

static unsigned long check_node(struct kmem_cache *cache, int nid)
{
	struct kmem_cache_node *node = cache->node[nid];
	unsigned long errors = 0, slabs = 0, free_slabs = 0, free_objects = 0, flags;
	struct slab *slab;

	spin_lock_irqsave(&node->list_lock, flags);
	list_for_each_entry(slab, &node->full, list) {
		errors += check_slab(cache, slab, nid);
		CHECK(errors, cache, slab->inuse == cache->num);
		slabs++;
	}
	list_for_each_entry(slab, &node->partial, list) {
		errors += check_slab(cache, slab, nid);
		CHECK(errors, cache, slab->inuse && slab->inuse < cache->num);
		free_objects += cache->num - slab->inuse;
		slabs++;
	}
	list_for_each_entry(slab, &node->free, list) {
		errors += check_slab(cache, slab, nid);
		CHECK(errors, cache, !slab->inuse);
		free_objects += cache->num;
		free_slabs++;
		slabs++;
	}
	CHECK(errors, cache, node->total_slabs == slabs);
	CHECK(errors, cache, node->free_slabs == free_slabs);
	CHECK(errors, cache, node->free_objects == free_objects);
	CHECK(errors, cache, !node->shared || node->shared->avail <= node->shared->limit);
	spin_unlock_irqrestore(&node->list_lock, flags);
	return errors;
}

/* An array that its owner looks at: objects of this cache and node, all free. */
static unsigned long check_array(struct kmem_cache *cache, struct array_cache *ac)
{
	unsigned long errors = 0;
	unsigned int i;

	CHECK(errors, cache, ac->avail <= ac->room);
	CHECK(errors, cache, ac->cache == cache);
	for (i = 0; i < ac->avail; i++) {
		void *object = ac->entry[i];
		struct slab *slab = object_to_slab(object);

		CHECK(errors, cache, virt_to_head_page(object)->slab_cache == cache);
		CHECK(errors, cache, page_to_nid(virt_to_page(object)) == numa_mem_id());
		CHECK(errors, cache, slab_is_object(cache, slab, object));
		CHECK(errors, cache,
		      *slab_cookie(object, cache->cookie) == slab_cookie_value(object));
	}
	return errors;
}

static unsigned long check_cache(struct kmem_cache *cache)
{
	struct array_cache *ac = slab_own_array(cache);
	unsigned long errors = 0;
	int nid;

	for_each_online_node(nid)
		errors += check_node(cache, nid);
	if (ac)
		errors += check_array(cache, ac);
	return errors;
}

long validate_slab_cache(struct kmem_cache *cache)
{
	long errors;

	mutex_lock(&slab_mutex);
	errors = check_cache(cache);
	mutex_unlock(&slab_mutex);
	return errors;
}
EXPORT_SYMBOL(validate_slab_cache);

bool slab_check_all(void)
{
	struct kmem_cache *cache;
	unsigned long errors = 0;

	mutex_lock(&slab_mutex);
	list_for_each_entry(cache, &slab_caches, list)
		errors += check_cache(cache);
	mutex_unlock(&slab_mutex);
	return !errors;
}
EXPORT_SYMBOL(slab_check_all);
