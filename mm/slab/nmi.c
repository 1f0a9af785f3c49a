// SPDX-License-Identifier: MIT
/*
 * nmi.c - objects in an NMI
 *
 * An NMI comes at any instruction, also where interrupts are off: whoever it
 * interrupted may hold the list lock of any cache. So in an NMI a lock is only
 * tried. An allocation takes from the slabs that its node has, or another
 * node, if a list lock is to be had; it makes no new slab. Otherwise it gives
 * NULL.
 *
 * A free never fails. All that needs no lock is done at once: the object is
 * looked up, misuse is refused and reported, it is zeroed if it has to be, and
 * its cookie is set, so that a second free of it is seen from here on. Then it
 * is put off. Its contents are not touched, as free objects of some caches
 * must keep them:
 *
 *	its index is pushed on the chain of its slab: the head of the chain is
 *	in the first link word of the slab's first page, and the slab's own
 *	index array links it (an object that is not in its slab has no use for
 *	its entry);
 *	a page whose chain was empty is put on a list of this CPU, by the second
 *	link word.
 *
 * The first word is also where tail pages name their head, by an odd number: so
 * the chain's head is kept doubled, always even.
 *
 * A large block is put on that list by its first page; its frame says "none"
 * from then on. Both the chains and the lists are added to by compare-exchange
 * and taken from as a whole by exchange, by anybody. A page is taken off its
 * list before its chain is taken: whoever adds to the chain in between finds
 * it not empty, and what he added is taken too.
 *
 * The next miss, slow free or idle turn of the CPU gives what was put off to
 * the nodes; whoever wants a cache empty does it for all CPUs, and waits for
 * those who are at it. Until then the objects count as in use. The CPU's arrays
 * are left alone: a drain may come in the middle of a change of one, where its
 * objects' slabs are given back.
 *
 * Locking: none; list_lock by trylock only.
 */
#include "slab_internal.h"
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/hardirq.h>
#include <linux/llist.h>
#include <linux/string.h>

#define BATCH	    16
#define CHAIN_EMPTY (2ul * BUFCTL_END)

DEFINE_PER_CPU(struct llist_head, slab_put_off);
/* Taken while a CPU gives back: slab_drain_put_off_all() waits for it. */
static DEFINE_PER_CPU(local_guard_t, draining);

static struct llist_node *link_of(struct page *page)
{
	return (struct llist_node *)&page->slab_list.prev;
}

static struct page *page_of(struct llist_node *link)
{
	return container_of((struct list_head **)link, struct page, slab_list.prev);
}

static unsigned long *chain_of(struct page *page)
{
	return (unsigned long *)&page->slab_list.next;
}

/** slab_put_off_init() - @page is the first of a new slab: nothing of it is put off */
void slab_put_off_init(struct page *page)
{
	WRITE_ONCE(*chain_of(page), CHAIN_EMPTY);
}

/**
 * slab_put_off_free() - the rest of a free, later
 * @page: the first of @object's slab
 *
 * Context: any; meant for NMI. @object is live, and its cookie set.
 */
void slab_put_off_free(struct kmem_cache *cache, struct page *page, void *object)
{
	struct slab *slab = page_to_slab(page);
	unsigned int index = object_to_index(cache, slab, object);
	kmem_bufctl_t *entry = &slab_bufctl(slab)[index];
	unsigned long *chain = chain_of(page), first = READ_ONCE(*chain);

	do {
		replay_point();
		WRITE_ONCE(*entry, first / 2);
	} while (!try_cmpxchg(chain, &first, 2ul * index));
	if (first == CHAIN_EMPTY)
		llist_add(link_of(page), this_cpu_ptr(&slab_put_off));
}

/** slab_put_off_large() - the same for a large block, whose frame says "none" by now */
void slab_put_off_large(struct page *page)
{
	llist_add(link_of(page), this_cpu_ptr(&slab_put_off));
}

/* Give back what is on the chain of @page. With its last object the slab may go. */
static void drain_slab(struct page *page)
{
	struct kmem_cache *cache = page->slab_cache;
	struct slab *slab = page_to_slab(page);
	kmem_bufctl_t *bufctl = slab_bufctl(slab);
	unsigned int index = xchg(chain_of(page), CHAIN_EMPTY) / 2;
	int nid = page_to_nid(page);
	void *objects[BATCH];
	unsigned int nr = 0;

	while (index != BUFCTL_END) {
		unsigned int next = READ_ONCE(bufctl[index]);
		void *object = index_to_object(cache, slab, index);

		WRITE_ONCE(bufctl[index], BUFCTL_ACTIVE);
		if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_SLAB))
			track_slab_free(cache, object);
		slab_explain("slab: %s: object %px comes back, freed in an NMI", cache->name,
			     object);
		objects[nr++] = object;
		if (nr == BATCH || next == BUFCTL_END) {
			node_give(cache, nid, objects, nr);
			nr = 0;
		}
		index = next;
	}
}

static void drain(struct llist_head *list)
{
	struct llist_node *link, *next;

	if (likely(llist_empty(list)))
		return;
	for (link = llist_del_all(list); link; link = next) {
		struct page *page = page_of(link);

		next = link->next;
		if (PageSlab(page))
			drain_slab(page);
		else
			kfree_large_rest(page);
	}
}

/** slab_drain_put_off() - give back what NMIs of this CPU have put off. Any context but NMI. */
void slab_drain_put_off(void)
{
	local_guard_t *guard = this_cpu_ptr(&draining);

	/* Who gives back may free in turn, or be interrupted by somebody who does. */
	if (!local_guard_tryenter(guard))
		return;
	/* The guard is seen taken before the list is seen empty. */
	smp_mb();
	drain(this_cpu_ptr(&slab_put_off));
	smp_store_release(&guard->taken, 0);
}

/** slab_drain_put_off_of() - the same for @cpu, which is off line */
void slab_drain_put_off_of(unsigned int cpu)
{
	drain(per_cpu_ptr(&slab_put_off, cpu));
}

/**
 * slab_drain_put_off_all() - the same for all CPUs
 *
 * Context: task, slab_mutex held and no spinlock. On return, objects whose free in an NMI
 * returned before the call are back in their slabs.
 */
void slab_drain_put_off_all(void)
{
	unsigned int cpu, me = raw_smp_processor_id();

	for_each_possible_cpu(cpu)
		drain(per_cpu_ptr(&slab_put_off, cpu));
	/* Who has taken a list before we looked at it has his guard taken for us to see. */
	smp_mb();
	for_each_possible_cpu(cpu) {
		while (cpu != me && smp_load_acquire(&per_cpu_ptr(&draining, cpu)->taken))
			cpu_relax();
	}
}

/**
 * slab_alloc_nmi() - what can be had in an NMI
 *
 * Records of who holds what are kept under a lock, so while they are kept
 * there is nothing here. Return: an object of @cache as its node gave it, or NULL.
 */
void *slab_alloc_nmi(struct kmem_cache *cache, gfp_t gfp, int nid)
{
	void *object;
	int other;

	if (mm_debug_hooks & MM_HOOKS_SLAB)
		return NULL;
	if (nid == NUMA_NO_NODE || !cache->node[nid])
		nid = numa_mem_id();
	if (node_try_take(cache, nid, &object))
		return object;
	for_each_online_node(other) {
		if (!(gfp & __GFP_THISNODE) && other != nid && node_try_take(cache, other, &object))
			return object;
	}
	return NULL;
}
