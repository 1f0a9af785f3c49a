// SPDX-License-Identifier: MIT
/*
 * reap.c - getting back what caches keep at hand
 *
 * Only a CPU itself touches its arrays, so who wants another CPU's array of a
 * cache empty asks: the array is marked (limit 0, drain 1), so that its
 * owner's next miss empties it; and the CPU's slot in requests[] names the
 * cache, so that its idle loop or scheduler does, woken by an interrupt, if
 * it has nothing to do with the cache at all. Who asks waits a while; what is
 * not back by then comes later.
 *
 * A slot is taken by exchange: by its CPU, to serve it, or by the asker, to
 * give up. Whoever gets the cache out of it owns the request. As long as the
 * asker has neither seen the answer nor taken it back, the cache cannot be
 * destroyed: it holds slab_mutex.
 *
 * Locking: slab_mutex for those who ask; the slots themselves are atomic.
 */
#include "slab_internal.h"
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>
#include <quarry/mm_check.h>

#define PATIENCE_NS (500 * NSEC_PER_MSEC)
#define NUDGE_NS    (NSEC_PER_MSEC / 4)

/**
 * struct drain_request - what one CPU is asked for
 * @cache: whose array it is to empty; NULL: nothing
 * @done: set once it has
 */
struct drain_request {
	struct kmem_cache *cache;
	unsigned int done;
} ____cacheline_aligned_in_smp;

static struct drain_request requests[CONFIG_NR_CPUS];

void slab_drain_requests(void)
{
	struct drain_request *request = &requests[raw_smp_processor_id()];
	struct kmem_cache *cache;
	struct array_cache *ac;

	slab_poll_put_off();
	mempool_drain_put_off();
	page_drain_put_off();
	if (likely(!READ_ONCE(request->cache)) || !slab_in_task())
		return;
	cache = xchg(&request->cache, NULL);
	if (!cache)
		return;
	ac = slab_own_array(cache);
	if (ac && READ_ONCE(ac->drain))
		array_drain(cache, ac, numa_mem_id());
	smp_store_release(&request->done, 1);
}

static void ask(struct kmem_cache *cache, unsigned int cpu)
{
	struct array_cache *ac = cache->cpu[cpu];
	struct drain_request *request = &requests[cpu];

	WRITE_ONCE(ac->drain, 1);
	WRITE_ONCE(ac->limit, 0);
	WRITE_ONCE(request->done, 0);
	smp_store_release(&request->cache, cache);
	smp_send_reschedule(cpu);
}

/* Wait for @cpu's answer. False: it did not come, and will not any more. */
static bool await(struct kmem_cache *cache, unsigned int cpu, u64 deadline)
{
	struct drain_request *request = &requests[cpu];
	u64 nudge = ktime_get_ns() + NUDGE_NS;

	while (!smp_load_acquire(&request->done)) {
		u64 now = ktime_get_ns();
		bool emptied = !smp_load_acquire(&cache->cpu[cpu]->drain);

		/* Emptied at a miss, or too late: if the slot is still ours, take it back. */
		if ((emptied || now > deadline) && xchg(&request->cache, NULL))
			return emptied;
		/* The interrupt may have come just before it went to sleep. */
		if (now > nudge) {
			smp_send_reschedule(cpu);
			nudge = now + NUDGE_NS;
		}
		cond_resched();
		cpu_relax();
	}
	return true;
}

/**
 * slab_drain_all() - empty all arrays of @cache
 *
 * Context: task, slab_mutex held. Return: false if a CPU was too busy; then
 * its array will be emptied at its next miss.
 */
bool slab_drain_all(struct kmem_cache *cache)
{
	u64 deadline = ktime_get_ns() + PATIENCE_NS;
	unsigned int cpu, me = raw_smp_processor_id();
	bool all = true;
	int nid;

	for_each_possible_cpu(cpu) {
		if (cpu != me && cache->cpu[cpu] && slab_cpu_online(cpu))
			ask(cache, cpu);
	}
	if (slab_own_array(cache))
		array_drain(cache, cache->cpu[me], numa_mem_id());
	for_each_possible_cpu(cpu) {
		if (cpu != me && cache->cpu[cpu] && slab_cpu_online(cpu))
			all &= await(cache, cpu, deadline);
	}
	for_each_online_node(nid)
		node_drain(cache, nid);
	slab_drain_put_off_all();
	return all;
}

/**
 * slab_drain_dead() - the same for a cache that nobody uses any more
 * Context: slab_mutex held.
 */
void slab_drain_dead(struct kmem_cache *cache)
{
	unsigned int cpu;
	int nid;

	for_each_possible_cpu(cpu) {
		if (cache->cpu[cpu])
			array_drain(cache, cache->cpu[cpu], cpu_to_mem(cpu));
	}
	for_each_online_node(nid)
		node_drain(cache, nid);
	slab_drain_put_off_all();
}

/**
 * slab_free_slabs() - give all free slabs of @cache back
 * Return: true if slabs are left, which have objects.
 */
bool slab_free_slabs(struct kmem_cache *cache)
{
	bool left = false;
	int nid;

	for_each_online_node(nid) {
		struct kmem_cache_node *node = cache->node[nid];
		unsigned long flags;
		LIST_HEAD(doomed);

		spin_lock_irqsave(&node->list_lock, flags);
		list_splice_init(&node->free, &doomed);
		node->total_slabs -= node->free_slabs;
		node->free_objects -= node->free_slabs * cache->num;
		node->free_slabs = 0;
		left |= node->total_slabs;
		spin_unlock_irqrestore(&node->list_lock, flags);
		slabs_destroy(cache, &doomed);
	}
	return left;
}

void slab_shrink_all(void)
{
	struct kmem_cache *cache;

	mutex_lock(&slab_mutex);
	/* The newest first: their descriptors lie in the oldest. */
	list_for_each_entry_reverse(cache, &slab_caches, list) {
		slab_drain_all(cache);
		slab_free_slabs(cache);
	}
	slab_release_destroyed();
	mutex_unlock(&slab_mutex);
}
EXPORT_SYMBOL(slab_shrink_all);
