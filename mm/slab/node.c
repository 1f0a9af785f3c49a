// SPDX-License-Identifier: MIT
/*
 * node.c - the slabs of one cache on one node
 *
 * Objects are taken in this order: from the array that the node's CPUs share,
 * from partial slabs, from free ones. So memory fills up before more of it
 * is used. They come back to the shared array while that has room, else to
 * their slabs. A slab that becomes free stays on the free list while fewer
 * than free_limit objects are free, else its pages go back.
 *
 * Objects of another node wait in an alien array of this node for a batch to
 * be full, so that the other node's list lock is taken once a batch.
 *
 * A free of an object that its slab has as free, or that is none, is found
 * here at the latest: it is reported and dropped.
 *
 * Locking: list_lock, interrupts off. alien->lock outside of it. Slabs are
 * destroyed after both are released.
 */
#include "slab_internal.h"
#include <linux/string.h>

#define ALIEN_LIMIT 12

/** node_init() - an empty node structure */
void node_init(struct kmem_cache_node *node)
{
	memset(node, 0, sizeof(*node));
	spin_lock_init(&node->list_lock);
	INIT_LIST_HEAD(&node->partial);
	INIT_LIST_HEAD(&node->full);
	INIT_LIST_HEAD(&node->free);
}

/* The next object of @slab, which has one. */
static void *slab_take(struct kmem_cache *cache, struct slab *slab)
{
	unsigned int index = slab->free;
	kmem_bufctl_t *bufctl = slab_bufctl(slab);

	slab->free = bufctl[index];
	bufctl[index] = BUFCTL_ACTIVE;
	slab->inuse++;
	return index_to_object(cache, slab, index);
}

/* The slab to take from next: a partial one, else a free one, else NULL. */
static struct slab *next_slab(struct kmem_cache_node *node)
{
	struct slab *slab;

	slab = list_first_entry_or_null(&node->partial, struct slab, list);
	if (slab)
		return slab;
	node->free_touched = 1;
	slab = list_first_entry_or_null(&node->free, struct slab, list);
	if (slab)
		node->free_slabs--;
	return slab;
}

static unsigned int shared_take(struct kmem_cache_node *node, void **to, unsigned int want)
{
	struct array_cache *shared = node->shared;
	unsigned int nr;

	if (!shared || !shared->avail)
		return 0;
	nr = min(shared->avail, want);
	shared->avail -= nr;
	shared->touched = 1;
	memcpy(to, shared->entry + shared->avail, nr * sizeof(void *));
	return nr;
}

static unsigned int slabs_take(struct kmem_cache *cache, struct kmem_cache_node *node, void **to,
			       unsigned int want)
{
	unsigned int nr = 0;
	struct slab *slab;

	while (nr < want && (slab = next_slab(node))) {
		unsigned int had = nr;

		do
			to[nr++] = slab_take(cache, slab);
		while (nr < want && slab->free != BUFCTL_END);
		node->free_objects -= nr - had;
		list_move(&slab->list, slab->free == BUFCTL_END ? &node->full : &node->partial);
	}
	return nr;
}

static unsigned int take_locked(struct kmem_cache *cache, struct kmem_cache_node *node, void **to,
				unsigned int want)
{
	return shared_take(node, to, want) ?: slabs_take(cache, node, to, want);
}

/**
 * node_try_take() - one free object of node @nid, if its lock is to be had
 *
 * Context: any, also NMI.
 * Return: true if it is in @object.
 */
bool node_try_take(struct kmem_cache *cache, int nid, void **object)
{
	struct kmem_cache_node *node = cache->node[nid];
	unsigned long flags;
	bool taken;

	if (!node || !spin_trylock_irqsave(&node->list_lock, flags))
		return false;
	taken = take_locked(cache, node, object, 1);
	spin_unlock_irqrestore(&node->list_lock, flags);
	return taken;
}

/**
 * node_take() - up to @want free objects of node @nid
 *
 * Context: any. Never allocates.
 * Return: how many are in @to; 0 if the node has none.
 */
unsigned int node_take(struct kmem_cache *cache, int nid, void **to, unsigned int want)
{
	struct kmem_cache_node *node = cache->node[nid];
	unsigned long flags;
	unsigned int nr;

	if (!node)
		return 0;
	spin_lock_irqsave(&node->list_lock, flags);
	nr = take_locked(cache, node, to, want);
	spin_unlock_irqrestore(&node->list_lock, flags);
	return nr;
}

/* Put @object back in its slab; a slab that gets free may land on @doomed. */
static void slab_put(struct kmem_cache *cache, struct kmem_cache_node *node, void *object,
		     struct list_head *doomed)
{
	struct slab *slab = object_to_slab(object);
	unsigned int index = object_to_index(cache, slab, object);
	kmem_bufctl_t *bufctl = slab_bufctl(slab);

	if (unlikely(index >= cache->num || bufctl[index] != BUFCTL_ACTIVE)) {
		slab_error(cache, "kfree", "double free found in the slab", object, 0);
		return;
	}
	bufctl[index] = slab->free;
	slab->free = index;
	node->free_objects++;
	if (!--slab->inuse) {
		if (node->free_objects > node->free_limit) {
			list_move(&slab->list, doomed);
			node->free_objects -= cache->num;
			node->total_slabs--;
		} else {
			list_move(&slab->list, &node->free);
			node->free_slabs++;
		}
	} else if (bufctl[index] == BUFCTL_END) {
		/* It was full. At the end: the others have more time to get free. */
		list_move_tail(&slab->list, &node->partial);
	}
}

static unsigned int shared_give(struct kmem_cache_node *node, void **objects, unsigned int nr)
{
	struct array_cache *shared = node->shared;

	if (!shared)
		return 0;
	nr = min(nr, shared->limit - shared->avail);
	memcpy(shared->entry + shared->avail, objects, nr * sizeof(void *));
	shared->avail += nr;
	return nr;
}

static void give(struct kmem_cache *cache, int nid, void **objects, unsigned int nr,
		 bool shared_first)
{
	struct kmem_cache_node *node = cache->node[nid];
	unsigned long flags;
	unsigned int i = 0;
	LIST_HEAD(doomed);

	spin_lock_irqsave(&node->list_lock, flags);
	if (shared_first)
		i = shared_give(node, objects, nr);
	for (; i < nr; i++)
		slab_put(cache, node, objects[i], &doomed);
	spin_unlock_irqrestore(&node->list_lock, flags);
	slabs_destroy(cache, &doomed);
}

/**
 * node_give() - put @nr objects, all of node @nid, back in their slabs
 * Context: any.
 */
void node_give(struct kmem_cache *cache, int nid, void **objects, unsigned int nr)
{
	if (nr)
		give(cache, nid, objects, nr, false);
}

/**
 * node_flush() - as node_give(), but the shared array comes first
 * Context: any.
 */
void node_flush(struct kmem_cache *cache, int nid, void **objects, unsigned int nr)
{
	if (nr)
		give(cache, nid, objects, nr, true);
}

/* Queue an object of @nid in @alien; what was queued before goes home if full. */
static void alien_give(struct kmem_cache *cache, struct alien_cache *alien, int nid, void *object)
{
	void *home[ALIEN_LIMIT];
	unsigned int nr = 0;
	unsigned long flags;

	spin_lock_irqsave(&alien->lock, flags);
	if (alien->ac.avail == alien->ac.limit) {
		nr = alien->ac.avail;
		memcpy(home, alien->ac.entry, nr * sizeof(void *));
		alien->ac.avail = 0;
	}
	alien->ac.entry[alien->ac.avail++] = object;
	spin_unlock_irqrestore(&alien->lock, flags);
	node_flush(cache, nid, home, nr);
}

/**
 * node_free() - free @object without this CPU's array: it belongs to another
 * node, or the context may not use the array
 * Context: any.
 */
void node_free(struct kmem_cache *cache, void *object)
{
	int home = page_to_nid(virt_to_page(object)), here = numa_mem_id();
	struct kmem_cache_node *node = cache->node[here];

	if (home != here && node && node->alien && node->alien[home])
		alien_give(cache, node->alien[home], home, object);
	else
		node_give(cache, home, &object, 1);
}

/** node_add_slab() - a new slab, all objects free */
void node_add_slab(struct kmem_cache *cache, int nid, struct slab *slab)
{
	struct kmem_cache_node *node = cache->node[nid];
	unsigned long flags;

	spin_lock_irqsave(&node->list_lock, flags);
	list_add_tail(&slab->list, &node->free);
	node->total_slabs++;
	node->free_slabs++;
	node->free_objects += cache->num;
	spin_unlock_irqrestore(&node->list_lock, flags);
}

static void shared_drain(struct kmem_cache *cache, int nid)
{
	struct kmem_cache_node *node = cache->node[nid];
	unsigned long flags;
	LIST_HEAD(doomed);

	spin_lock_irqsave(&node->list_lock, flags);
	while (node->shared && node->shared->avail)
		slab_put(cache, node, node->shared->entry[--node->shared->avail], &doomed);
	spin_unlock_irqrestore(&node->list_lock, flags);
	slabs_destroy(cache, &doomed);
}

static void alien_drain(struct kmem_cache *cache, struct alien_cache *alien, int nid)
{
	void *home[ALIEN_LIMIT];
	unsigned long flags;
	unsigned int nr;

	spin_lock_irqsave(&alien->lock, flags);
	nr = alien->ac.avail;
	memcpy(home, alien->ac.entry, nr * sizeof(void *));
	alien->ac.avail = 0;
	spin_unlock_irqrestore(&alien->lock, flags);
	node_give(cache, nid, home, nr);
}

/** node_drain() - empty the shared and alien arrays of @nid */
void node_drain(struct kmem_cache *cache, int nid)
{
	struct kmem_cache_node *node = cache->node[nid];
	int other;

	shared_drain(cache, nid);
	for (other = 0; node->alien && other < nr_node_ids; other++) {
		if (node->alien[other])
			alien_drain(cache, node->alien[other], other);
	}
}

static void alien_exit(struct kmem_cache_node *node)
{
	int nid;

	for (nid = 0; node->alien && nid < nr_node_ids; nid++)
		kfree(node->alien[nid]);
	kfree(node->alien);
	node->alien = NULL;
}

static int alien_setup(struct kmem_cache *cache, struct kmem_cache_node *node, int nid, gfp_t gfp)
{
	int other;

	node->alien = slab_internal_alloc(nr_node_ids * sizeof(void *), gfp | __GFP_ZERO, nid);
	if (!node->alien)
		return -ENOMEM;
	for_each_online_node(other) {
		struct alien_cache *alien;

		if (other == nid)
			continue;
		alien = slab_internal_alloc(sizeof(*alien) + ALIEN_LIMIT * sizeof(void *), gfp,
					    nid);
		if (!alien)
			return -ENOMEM;
		spin_lock_init(&alien->lock);
		array_init(&alien->ac, cache, ALIEN_LIMIT, ALIEN_LIMIT);
		node->alien[other] = alien;
	}
	return 0;
}

/**
 * node_setup() - the shared and alien arrays of @nid, whose structure exists
 *
 * Return: 0, or -ENOMEM; what was made then goes with node_exit().
 */
int node_setup(struct kmem_cache *cache, int nid, gfp_t gfp)
{
	struct kmem_cache_node *node = cache->node[nid];

	if (nr_node_ids > 1 && !node->alien && alien_setup(cache, node, nid, gfp))
		return -ENOMEM;
	if (cache->shared && !node->shared)
		node->shared = array_alloc(cache, nid, cache->shared * cache->batchcount,
					   cache->batchcount, gfp);
	return cache->shared && !node->shared ? -ENOMEM : 0;
}

/** node_set_free_limit() - from the batch, the number of CPUs and of objects a slab */
void node_set_free_limit(struct kmem_cache *cache)
{
	unsigned int cpu;
	int nid;

	for_each_online_node(nid) {
		struct kmem_cache_node *node = cache->node[nid];
		unsigned int cpus = 0;
		unsigned long flags;

		if (!node)
			continue;
		for_each_possible_cpu(cpu)
			cpus += slab_cpu_online(cpu) && cpu_to_mem(cpu) == nid;
		spin_lock_irqsave(&node->list_lock, flags);
		node->free_limit = (1 + cpus) * cache->batchcount + cache->num;
		spin_unlock_irqrestore(&node->list_lock, flags);
	}
}

/** node_exit() - free the structure of @nid, which has no slabs */
void node_exit(struct kmem_cache *cache, int nid)
{
	struct kmem_cache_node *node = cache->node[nid];

	if (!node)
		return;
	alien_exit(node);
	kfree(node->shared);
	kfree(node);
	cache->node[nid] = NULL;
}
