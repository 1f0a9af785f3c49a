// SPDX-License-Identifier: MIT
/*
 * array_cache.c - a CPU's free objects at hand
 *
 * The newest is taken first: it is the one most likely in the processor's
 * cache. An empty array is refilled, a full one gives its oldest entries to
 * the node, batchcount at a time.
 *
 * Objects in an array belong to the CPU's own node.
 *
 * Only the owner touches its array, in task context, so there is no lock.
 * Whoever else wants it empty (shrink, reaping) sets drain and the limit to
 * 0: the owner's next free misses, and any miss, or slab_drain_requests(),
 * gives everything back. The exceptions are CPUs that are off and caches that
 * are being destroyed: nobody uses those arrays.
 *
 * Giving objects to the node may free descriptors and pages of slabs. That
 * meets the arrays of other caches, never this one: descriptors come from
 * caches whose own are on-slab.
 */
#include "slab_internal.h"
#include <linux/string.h>

/**
 * array_init() - an empty array for @cache
 */
void array_init(struct array_cache *ac, struct kmem_cache *cache, unsigned int limit,
		unsigned int batchcount)
{
	*ac = (struct array_cache){
		.limit = limit,
		.room = limit,
		.batchcount = batchcount,
		.cache = cache,
		.mask = cache->mask,
		.magic = cache->magic,
		.bound = cache->bound,
		.cookie = cache->cookie,
	};
}

/** array_alloc() - the same, from kmalloc on @nid. Return: NULL without memory */
struct array_cache *array_alloc(struct kmem_cache *cache, int nid, unsigned int limit,
				unsigned int batchcount, gfp_t gfp)
{
	struct array_cache *ac;

	ac = slab_internal_alloc(sizeof(*ac) + limit * sizeof(void *), gfp, nid);
	if (ac)
		array_init(ac, cache, limit, batchcount);
	return ac;
}

/**
 * array_sizes() - how large @cache's arrays are: the larger the objects, the
 * fewer are kept from the others
 */
void array_sizes(struct kmem_cache *cache)
{
	unsigned int limit = 120;

	if (cache->size > 131072)
		limit = 1;
	else if (cache->size > PAGE_SIZE)
		limit = 8;
	else if (cache->size > 1024)
		limit = 24;
	else if (cache->size > 256)
		limit = 54;
	cache->limit = limit;
	cache->batchcount = (limit + 1) / 2;
	/* Objects that one CPU frees and another allocates: through the shared array. */
	cache->shared = cache->size <= PAGE_SIZE && num_possible_cpus() > 1 ? 8 : 0;
}

/**
 * slab_cpu_array() - make the array of @cpu for @cache, if it has none
 * Return: 0 or -ENOMEM.
 */
int slab_cpu_array(struct kmem_cache *cache, unsigned int cpu, gfp_t gfp)
{
	struct array_cache *ac;

	if (!slab_cpu_online(cpu))
		return 0;
	if (!cache->cpu[cpu]) {
		ac = array_alloc(cache, cpu_to_mem(cpu), cache->limit, cache->batchcount, gfp);
		if (!ac)
			return -ENOMEM;
		/* That CPU may be running: it must see the array as it was made. */
		smp_store_release(&cache->cpu[cpu], ac);
	}
	slab_publish(cache, cpu);
	return 0;
}

/** slab_cpu_arrays() - the same for all CPUs on line */
int slab_cpu_arrays(struct kmem_cache *cache, gfp_t gfp)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		if (slab_cpu_array(cache, cpu, gfp))
			return -ENOMEM;
	}
	return 0;
}

/**
 * array_drain() - everything in @ac goes back to node @nid
 * Context: the owner, or nobody uses @ac any more.
 */
void array_drain(struct kmem_cache *cache, struct array_cache *ac, int nid)
{
	unsigned int nr = ac->avail;

	ac->avail = 0;
	node_give(cache, nid, ac->entry, nr);
	WRITE_ONCE(ac->limit, ac->room);
	smp_store_release(&ac->drain, 0);
}

/**
 * array_take() - the newest object of this CPU's array
 * Return: NULL if it is empty, or the context may not use it.
 */
void *array_take(struct kmem_cache *cache)
{
	struct array_cache *ac = slab_own_array(cache);

	if (!ac)
		return NULL;
	if (unlikely(READ_ONCE(ac->drain)))
		array_drain(cache, ac, numa_mem_id());
	if (!ac->avail)
		return NULL;
	return ac->entry[--ac->avail];
}

/**
 * array_refill() - fill this CPU's array from its node and take one
 * Return: NULL if the node has none either, or the context may not use it.
 */
void *array_refill(struct kmem_cache *cache)
{
	struct array_cache *ac = slab_own_array(cache);
	unsigned int nr;

	if (!ac)
		return NULL;
	ac->touched = 1;
	nr = node_take(cache, numa_mem_id(), ac->entry, ac->batchcount);
	if (!nr)
		return NULL;
	slab_explain("slab: %s: array of CPU %u refilled with %u objects", cache->name,
		     raw_smp_processor_id(), nr);
	ac->avail = nr - 1;
	return ac->entry[nr - 1];
}

/* The oldest batchcount entries go to the node. */
static void array_flush(struct kmem_cache *cache, struct array_cache *ac)
{
	unsigned int nr = min(ac->batchcount, ac->avail);

	node_flush(cache, numa_mem_id(), ac->entry, nr);
	ac->avail -= nr;
	memmove(ac->entry, ac->entry + nr, ac->avail * sizeof(void *));
}

/**
 * array_give() - put @object, of this node and marked free, in this CPU's array
 * Return: false if the context may not use it.
 */
bool array_give(struct kmem_cache *cache, void *object)
{
	struct array_cache *ac = slab_own_array(cache);

	if (!ac)
		return false;
	if (unlikely(READ_ONCE(ac->drain)))
		array_drain(cache, ac, numa_mem_id());
	if (ac->avail >= ac->room) {
		slab_explain("slab: %s: array of CPU %u is full: %u objects go to the node",
			     cache->name, raw_smp_processor_id(), ac->batchcount);
		ac->touched = 1;
		array_flush(cache, ac);
	}
	ac->entry[ac->avail++] = object;
	return true;
}
