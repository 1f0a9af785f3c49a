// SPDX-License-Identifier: MIT
/*
 * bulk.c - many objects in one call
 *
 * The steps of a hit, in a loop; a miss refills the array and the loop goes
 * on. So the cost of an object is that of its pop or push.
 *
 * Locking: none here.
 */
#include "slab_internal.h"
#include "fast.h"
#include <linux/export.h>

/**
 * kmem_cache_alloc_bulk() - @size objects to @p
 *
 * Context: as @gfp says. Return: @size, or 0: then none was taken.
 */
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp, size_t size, void **p)
{
	size_t i;

	for (i = 0; i < size; i++) {
		void *object = fast_alloc(cache->number, gfp, SLAB_RARE_GFP);

		if (unlikely(!object))
			object = slab_alloc(cache, gfp, NUMA_NO_NODE, cache->object_size, _RET_IP_);
		if (unlikely(!object))
			goto give_back;
		p[i] = object;
	}
	return size;

give_back:
	kmem_cache_free_bulk(cache, i, p);
	return 0;
}
EXPORT_SYMBOL(kmem_cache_alloc_bulk);

/**
 * kmem_cache_free_bulk() - free @size objects
 * @cache: whose they are; NULL: each finds its own
 *
 * Context: any.
 */
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t size, void **p)
{
	size_t i;

	for (i = 0; i < size; i++) {
		if (unlikely(!fast_free(p[i], cache, !cache)))
			slab_free(p[i], cache, "kmem_cache_free_bulk", _RET_IP_);
	}
}
EXPORT_SYMBOL(kmem_cache_free_bulk);
