// SPDX-License-Identifier: MIT
/*
 * mempool.c - a reserve, so that an allocation that may sleep never fails
 *
 * The pool's own alloc function is always tried first, without pressing; the
 * reserve is for when it fails. A freed element fills the reserve up before it
 * goes back to where it came from. So once the reserve has been touched, the
 * next frees restore it, and those who wait for one are woken.
 *
 * mempool_free() reads curr_nr without the lock: a full reserve is the normal
 * state. If it misses a drop, the dropping side's own element is still out and
 * its free will see the drop; the barrier after the removal orders that.
 *
 * In an NMI the lock is only tried, and nobody can be woken. An element that
 * the reserve wants is put off: noted in one of this CPU's few places, and
 * freed the normal way by the next one who finds a reserve short or has nothing
 * to do. With all places taken it goes back to where it came from instead: not
 * lost, but the reserve waits for another.
 *
 * Locking: pool->lock with interrupts off; alloc and free functions are called
 * without it. put_off_lock, outside of it, for those who empty the places: only
 * tried, as a free function may come back here, but by mempool_exit(), which
 * must know that nothing of the pool is on its way.
 */
#include "slab_internal.h"
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/jiffies.h>
#include <linux/mempool.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/string.h>

static void add_element(mempool_t *pool, void *element)
{
	pool->elements[pool->curr_nr] = element;
	WRITE_ONCE(pool->curr_nr, pool->curr_nr + 1);
}

static void *remove_element(mempool_t *pool)
{
	WRITE_ONCE(pool->curr_nr, pool->curr_nr - 1);
	return pool->elements[pool->curr_nr];
}

/* ---- elements freed in an NMI ---------------------------------------------- */

#define NR_PLACES 16

enum place_state { PLACE_FREE, PLACE_CLAIMED, PLACE_FULL };

/**
 * struct place - an element on its way to its pool
 * @state: goes round; written by an NMI from FREE to FULL, under put_off_lock to FREE
 */
struct place {
	enum place_state state;
	mempool_t *pool;
	void *element;
};
static DEFINE_PER_CPU(struct place, places[NR_PLACES]);
static atomic_t nr_places_full;
static DEFINE_SPINLOCK(put_off_lock);

static bool put_off(mempool_t *pool, void *element)
{
	struct place *place = *this_cpu_ptr(&places), *end = place + NR_PLACES;

	for (; place < end; place++) {
		if (cmpxchg(&place->state, PLACE_FREE, PLACE_CLAIMED) != PLACE_FREE)
			continue;
		place->pool = pool;
		place->element = element;
		smp_store_release(&place->state, PLACE_FULL);
		atomic_inc(&nr_places_full);
		return true;
	}
	return false;
}

/* False: the reserve is full. */
static bool give_to_reserve(mempool_t *pool, void *element)
{
	unsigned long flags;
	bool wanted;

	spin_lock_irqsave(&pool->lock, flags);
	wanted = pool->curr_nr < pool->min_nr;
	if (likely(wanted))
		add_element(pool, element);
	spin_unlock_irqrestore(&pool->lock, flags);
	if (likely(wanted))
		wake_up(&pool->wait);
	return wanted;
}

static void empty_place(struct place *place)
{
	mempool_t *pool = place->pool;
	void *element = place->element;

	smp_store_release(&place->state, PLACE_FREE);
	atomic_dec(&nr_places_full);
	if (!give_to_reserve(pool, element))
		pool->free(element, pool->pool_data);
}

/* put_off_lock is held. */
static void empty_places(void)
{
	unsigned int cpu, i;

	for_each_possible_cpu(cpu) {
		struct place *place = *per_cpu_ptr(&places, cpu);

		for (i = 0; i < NR_PLACES; i++, place++) {
			if (smp_load_acquire(&place->state) == PLACE_FULL)
				empty_place(place);
		}
	}
}

/** mempool_drain_put_off() - free what NMIs have put off, unless somebody is at it. Any
 * context but NMI; may wake tasks. */
void mempool_drain_put_off(void)
{
	unsigned long flags;

	if (likely(!atomic_read(&nr_places_full)) || !spin_trylock_irqsave(&put_off_lock, flags))
		return;
	empty_places();
	spin_unlock_irqrestore(&put_off_lock, flags);
}

/* ---- pools ------------------------------------------------------------------ */

void mempool_exit(mempool_t *pool)
{
	unsigned long flags;

	spin_lock_irqsave(&put_off_lock, flags);
	empty_places();
	spin_unlock_irqrestore(&put_off_lock, flags);
	while (pool->elements && pool->curr_nr)
		pool->free(remove_element(pool), pool->pool_data);
	kfree(pool->elements);
	pool->elements = NULL;
}
EXPORT_SYMBOL(mempool_exit);

void mempool_destroy(mempool_t *pool)
{
	if (unlikely(!pool))
		return;
	mempool_exit(pool);
	kfree(pool);
}
EXPORT_SYMBOL(mempool_destroy);

/* A pool of none would never give one: at least room for one pointer. */
static void **alloc_elements(int nr, gfp_t gfp, int nid)
{
	return kmalloc_array_node(max(nr, 1), sizeof(void *), gfp, nid);
}

/**
 * mempool_init_node() - set up a pool in memory of the caller
 * Return: 0, or -ENOMEM when the reserve cannot be filled.
 */
int mempool_init_node(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn,
		      mempool_free_t *free_fn, void *pool_data, gfp_t gfp_mask, int node_id)
{
	spin_lock_init(&pool->lock);
	pool->min_nr = min_nr;
	pool->curr_nr = 0;
	pool->pool_data = pool_data;
	pool->alloc = alloc_fn;
	pool->free = free_fn;
	init_waitqueue_head(&pool->wait);
	pool->elements = alloc_elements(min_nr, gfp_mask, node_id);
	if (!pool->elements)
		return -ENOMEM;
	while (pool->curr_nr < pool->min_nr) {
		void *element = pool->alloc(gfp_mask, pool->pool_data);

		if (unlikely(!element)) {
			mempool_exit(pool);
			return -ENOMEM;
		}
		add_element(pool, element);
	}
	return 0;
}
EXPORT_SYMBOL(mempool_init_node);

int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
		 void *pool_data)
{
	return mempool_init_node(pool, min_nr, alloc_fn, free_fn, pool_data, GFP_KERNEL,
				 NUMA_NO_NODE);
}
EXPORT_SYMBOL(mempool_init);

mempool_t *mempool_create_node(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
			       void *pool_data, gfp_t gfp_mask, int nid)
{
	mempool_t *pool = kzalloc_node(sizeof(*pool), gfp_mask, nid);

	if (!pool)
		return NULL;
	if (mempool_init_node(pool, min_nr, alloc_fn, free_fn, pool_data, gfp_mask, nid)) {
		kfree(pool);
		return NULL;
	}
	return pool;
}
EXPORT_SYMBOL(mempool_create_node);

mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
			  void *pool_data)
{
	return mempool_create_node(min_nr, alloc_fn, free_fn, pool_data, GFP_KERNEL, NUMA_NO_NODE);
}
EXPORT_SYMBOL(mempool_create);

/* Give elements back until only @nr are left. Called with the lock, drops it between. */
static void shrink_locked(mempool_t *pool, int nr, unsigned long *flags)
{
	while (pool->curr_nr > nr) {
		void *element = remove_element(pool);

		spin_unlock_irqrestore(&pool->lock, *flags);
		pool->free(element, pool->pool_data);
		spin_lock_irqsave(&pool->lock, *flags);
	}
}

/* Fill the reserve up to min_nr, or until there is no memory. */
static void fill(mempool_t *pool)
{
	unsigned long flags;
	void *element;

	while (READ_ONCE(pool->curr_nr) < pool->min_nr) {
		element = pool->alloc(GFP_KERNEL, pool->pool_data);
		if (!element)
			return;
		spin_lock_irqsave(&pool->lock, flags);
		if (pool->curr_nr < pool->min_nr) {
			add_element(pool, element);
			element = NULL;
		}
		spin_unlock_irqrestore(&pool->lock, flags);
		if (element)
			pool->free(element, pool->pool_data);
	}
}

int mempool_resize(mempool_t *pool, int new_min_nr)
{
	void **elements, **old;
	unsigned long flags;

	might_sleep();
	BUG_ON(new_min_nr <= 0);
	elements = alloc_elements(new_min_nr, GFP_KERNEL, NUMA_NO_NODE);
	if (!elements)
		return -ENOMEM;
	spin_lock_irqsave(&pool->lock, flags);
	/* min_nr first: nobody refills what is being given back. */
	pool->min_nr = min(pool->min_nr, new_min_nr);
	shrink_locked(pool, new_min_nr, &flags);
	memcpy(elements, pool->elements, pool->curr_nr * sizeof(void *));
	old = pool->elements;
	pool->elements = elements;
	pool->min_nr = new_min_nr;
	spin_unlock_irqrestore(&pool->lock, flags);
	kfree(old);
	fill(pool);
	return 0;
}
EXPORT_SYMBOL(mempool_resize);

/* One from the reserve, or NULL. */
static noinline void *take_reserved(mempool_t *pool)
{
	unsigned long flags;
	void *element = NULL;

	if (likely(!in_nmi())) {
		mempool_drain_put_off();
		spin_lock_irqsave(&pool->lock, flags);
	} else if (!spin_trylock_irqsave(&pool->lock, flags)) {
		return NULL;
	}
	if (likely(pool->curr_nr)) {
		element = remove_element(pool);
		/* Pairs with the one in mempool_free(). */
		smp_wmb();
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return element;
}

/* Sleep until an element may have come back, at most five seconds: the pool's
 * own alloc function may do again, too. */
static void wait_for_element(mempool_t *pool)
{
	unsigned long flags;
	bool empty;
	DEFINE_WAIT(wait);

	prepare_to_wait(&pool->wait, &wait, TASK_UNINTERRUPTIBLE);
	spin_lock_irqsave(&pool->lock, flags);
	empty = !pool->curr_nr;
	spin_unlock_irqrestore(&pool->lock, flags);
	if (empty)
		io_schedule_timeout(5 * HZ);
	finish_wait(&pool->wait, &wait);
}

void *mempool_alloc(mempool_t *pool, gfp_t gfp_mask)
{
	gfp_t attempt;

	VM_WARN_ON_ONCE(gfp_mask & __GFP_ZERO);
	might_alloc(gfp_mask);
	/* Do not press: there is the reserve. */
	gfp_mask |= __GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN;
	attempt = gfp_mask & ~(__GFP_DIRECT_RECLAIM | __GFP_IO);
	for (;;) {
		void *element = pool->alloc(attempt, pool->pool_data);

		if (likely(element))
			return element;
		element = take_reserved(pool);
		if (element)
			return element;
		/* Nothing in reserve: now with all that the caller allows. */
		if (attempt != gfp_mask) {
			attempt = gfp_mask;
			continue;
		}
		if (!(gfp_mask & __GFP_DIRECT_RECLAIM))
			return NULL;
		wait_for_element(pool);
	}
}
EXPORT_SYMBOL(mempool_alloc);

/* The reserve seems to want @element. False: it goes back to where it came from. */
static bool free_to_reserve(void *element, mempool_t *pool)
{
	if (unlikely(in_nmi()))
		return put_off(pool, element);
	mempool_drain_put_off();
	return give_to_reserve(pool, element);
}

/** mempool_free() - give @element back. Context: any in which the pool's own free function works */
void mempool_free(void *element, mempool_t *pool)
{
	if (unlikely(!element))
		return;
	smp_rmb();
	if (unlikely(READ_ONCE(pool->curr_nr) < pool->min_nr) && free_to_reserve(element, pool))
		return;
	pool->free(element, pool->pool_data);
}
EXPORT_SYMBOL(mempool_free);

void *mempool_alloc_slab(gfp_t gfp_mask, void *pool_data)
{
	return kmem_cache_alloc(pool_data, gfp_mask);
}
EXPORT_SYMBOL(mempool_alloc_slab);

void mempool_free_slab(void *element, void *pool_data)
{
	kmem_cache_free(pool_data, element);
}
EXPORT_SYMBOL(mempool_free_slab);

void *mempool_kmalloc(gfp_t gfp_mask, void *pool_data)
{
	return kmalloc((size_t)pool_data, gfp_mask);
}
EXPORT_SYMBOL(mempool_kmalloc);

void mempool_kfree(void *element, void *pool_data)
{
	kfree(element);
}
EXPORT_SYMBOL(mempool_kfree);

void *mempool_alloc_pages(gfp_t gfp_mask, void *pool_data)
{
	return alloc_pages(gfp_mask, (int)(long)pool_data);
}
EXPORT_SYMBOL(mempool_alloc_pages);

void mempool_free_pages(void *element, void *pool_data)
{
	__free_pages(element, (int)(long)pool_data);
}
EXPORT_SYMBOL(mempool_free_pages);
