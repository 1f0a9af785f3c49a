// SPDX-License-Identifier: MIT
/*
 * alloc.c - the ladder of an allocation from a cache
 *
 * The fast path pops the newest object of this CPU's array and takes its
 * cookie away: no lock, no atomic instruction, interrupts stay on. Whatever is
 * unusual finds an empty array there and goes down the ladder: the array, its
 * refill from the node, the node itself (interrupts, threads that are no CPU),
 * a new slab, another node. In an NMI there is less: nmi.c.
 *
 * An object whose cookie is not in place was written to after it was freed.
 * It is reported and never handed out again.
 *
 * Locking: none here. See slab_internal.h for who may use an array.
 */
#include "slab_internal.h"
#include "fast.h"
#include <linux/hardirq.h>
#include <linux/export.h>
#include <linux/sched/mm.h>
#include <linux/string.h>
#include <quarry/mm_stage.h>

/* Another node's object, or a slab from wherever there are pages. */
static void *alloc_elsewhere(struct kmem_cache *cache, gfp_t gfp, int nid)
{
	void *object;
	int other;

	for_each_online_node(other) {
		if (!(gfp & __GFP_THISNODE) && other != nid && node_take(cache, other, &object, 1))
			return object;
	}
	for (;;) {
		other = cache_grow(cache, gfp, nid);
		if (other < 0)
			return NULL;
		if (node_take(cache, other, &object, 1))
			return object;
	}
}

/* A slab of exactly this node first, without going to lengths for it. */
static gfp_t exact_node_gfp(gfp_t gfp)
{
	return (gfp | __GFP_THISNODE | __GFP_NOWARN) & ~(__GFP_RECLAIM | __GFP_NOFAIL);
}

/* From what there is: this CPU's array, the array filled up, the node's slabs. */
static void *take(struct kmem_cache *cache, int nid)
{
	void *object = NULL;

	if (nid == numa_mem_id())
		object = array_take(cache) ?: array_refill(cache);
	if (!object && !node_take(cache, nid, &object, 1))
		return NULL;
	return object;
}

static void *alloc_rungs(struct kmem_cache *cache, gfp_t gfp, int nid)
{
	gfp_t exact = nr_node_ids > 1 ? exact_node_gfp(gfp) : gfp;
	void *object;

	if (unlikely(in_nmi()))
		return slab_alloc_nmi(cache, gfp, nid);
	slab_poll_put_off();
	if (nid == NUMA_NO_NODE || !cache->node[nid])
		nid = numa_mem_id();
	do {
		object = take(cache, nid);
		if (likely(object))
			return object;
	} while (cache_grow(cache, exact, nid) >= 0);
	return nr_node_ids > 1 ? alloc_elsewhere(cache, gfp, nid) : NULL;
}

/* Free to allocated. False: somebody wrote to it meanwhile. */
static bool claim(struct kmem_cache *cache, void *object, unsigned long caller)
{
	unsigned long *cookie = slab_cookie(object, cache->cookie);

	if (unlikely(*cookie != slab_cookie_value(object))) {
		slab_error(cache, "kmem_cache_alloc", "object was written to after it was freed",
			   object, caller);
		return false;
	}
	*cookie = 0;
	return true;
}

/**
 * slab_retry_online() - may the calling context have arrays after all?
 *
 * A CPU whose table was made while it ran still looks at the dead one. A
 * thread that is no CPU becomes one.
 */
void slab_retry_online(void)
{
	struct array_cache **arrays;

	if (slab_in_task() || in_hardirq() || in_serving_softirq() || in_nmi())
		return;
	arrays = this_cpu_read(slab_task_arrays);
	if (arrays != slab_dead_arrays)
		this_cpu_write(slab_arrays, arrays);
	else
		port_thread_online();
}

/* The cache that a request made before kmem_cache_init() is for. */
static struct kmem_cache *late_cache(struct kmem_cache *cache, size_t size, gfp_t gfp)
{
	mm_require_stage(MM_STAGE_SLAB);
	return cache == &kmalloc_not_yet ? kmalloc_slab(size, gfp) : cache;
}

/*
 * A hit that only has to be zeroed as well. Whatever else is to be done for an
 * allocation has made the arrays dead, so that nothing is found here.
 */
static void *zeroed_hit(struct kmem_cache *cache, gfp_t gfp, int nid)
{
	void *object;

	if ((gfp & SLAB_RARE_GFP) != __GFP_ZERO || nid != NUMA_NO_NODE || cache->ctor)
		return NULL;
	object = fast_alloc(cache->number, 0, 0);
	return object ? memset(object, 0, cache->object_size) : NULL;
}

/**
 * slab_alloc() - allocate, the long way
 * @nid: the node wanted, or NUMA_NO_NODE
 * @size: bytes the caller asked for, for the record
 * @caller: return address of the API call, for the record
 *
 * Context: as @gfp says. Return: the object, or NULL.
 */
void *slab_alloc(struct kmem_cache *cache, gfp_t gfp, int nid, size_t size, unsigned long caller)
{
	void *object = cache ? zeroed_hit(cache, gfp, nid) : NULL;

	if (object)
		return object;
	slab_retry_online();
	if (unlikely(!cache || cache == &kmalloc_not_yet))
		cache = late_cache(cache, size, gfp);
	gfp = current_gfp_context(gfp);
	might_alloc(gfp);
	if (unlikely(mm_debug_hooks & MM_HOOK_FAIL_SLAB) && should_failslab(cache, gfp))
		return NULL;
	do
		object = alloc_rungs(cache, gfp, nid);
	while (object && unlikely(!claim(cache, object, caller)));
	if (!object)
		return NULL;
	if (gfp & __GFP_ZERO)
		WARN_ON_ONCE(cache->ctor);
	if ((gfp & __GFP_ZERO) || (cache->state & CACHE_ZERO_ALLOC)) {
		slab_explain("slab: %s: object %px zeroed, %u bytes", cache->name, object,
			     cache->object_size);
		memset(object, 0, cache->object_size);
	}
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_SLAB) && !(gfp & __GFP_NOTRACK) &&
	    !(cache->flags & SLAB_NOLEAKTRACE))
		track_slab_alloc(cache, object, size, caller);
	slab_explain("slab: %s: gives object %px", cache->name, object);
	return object;
}

/**
 * kmem_cache_alloc() - an object of @cache
 *
 * In its constructed state, if there is a constructor; else with any contents
 * but for __GFP_ZERO. Context: as @gfp says. Return: the object, or NULL.
 */
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	void *object = fast_alloc(cache->number, gfp, SLAB_RARE_GFP);

	if (likely(object))
		return object;
	return slab_alloc(cache, gfp, NUMA_NO_NODE, cache->object_size, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_alloc);

/** kmem_cache_alloc_lru() - the same; the list is for memory accounting */
void *kmem_cache_alloc_lru(struct kmem_cache *cache, struct list_lru *lru, gfp_t gfp)
{
	void *object = fast_alloc(cache->number, gfp, SLAB_RARE_GFP);

	if (likely(object))
		return object;
	return slab_alloc(cache, gfp, NUMA_NO_NODE, cache->object_size, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_alloc_lru);

/** kmem_cache_alloc_node() - an object on node @nid if it has memory */
void *kmem_cache_alloc_node(struct kmem_cache *cache, gfp_t gfp, int nid)
{
	void *object = NULL;

	if (nid == NUMA_NO_NODE)
		object = fast_alloc(cache->number, gfp, SLAB_RARE_GFP);
	if (likely(object))
		return object;
	return slab_alloc(cache, gfp, nid, cache->object_size, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_alloc_node);

/**
 * kmalloc_trace() - kmem_cache_alloc() for a size known at build time
 * @size: what was asked for
 */
void *kmalloc_trace(struct kmem_cache *cache, gfp_t gfp, size_t size)
{
	void *object = fast_alloc(cache->number, gfp, SLAB_RARE_GFP);

	if (likely(object))
		return object;
	return slab_alloc(cache, gfp, NUMA_NO_NODE, size, _RET_IP_);
}
EXPORT_SYMBOL(kmalloc_trace);

/** kmalloc_node_trace() - the same on node @nid */
void *kmalloc_node_trace(struct kmem_cache *cache, gfp_t gfp, int nid, size_t size)
{
	void *object = NULL;

	if (nid == NUMA_NO_NODE)
		object = fast_alloc(cache->number, gfp, SLAB_RARE_GFP);
	if (likely(object))
		return object;
	return slab_alloc(cache, gfp, nid, size, _RET_IP_);
}
EXPORT_SYMBOL(kmalloc_node_trace);
