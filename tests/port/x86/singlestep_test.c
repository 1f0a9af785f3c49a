// SPDX-License-Identifier: MIT
/*
 * singlestep_test.c - the allocators, with an interrupt or an NMI at every
 * instruction
 *
 * The paths are run one instruction at a time (step.h). Each handler allocates
 * and frees: objects of the cache that is being worked on and of kmalloc, large
 * blocks, pages of several orders, elements of a pool. In an interrupt all of it
 * must work; in an NMI an allocation may give NULL, a free may not fail. At the
 * end everything is given back, and there is as much free memory as before.
 *
 * What NMIs put off is given back by the paths themselves, slowed down by NMIs
 * that put off more. So that this comes to an end, an NMI does nothing more
 * while its CPU has MAX_PUT_OFF things to give back.
 */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/hardirq.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <quarry/log.h>
#include <quarry/mm_check.h>
#include "../../../mm/slab/slab_internal.h"
#include "step.h"

#define STASH	    24
#define MAX_PUT_OFF 16
#define LARGE	    (4 * KMALLOC_MAX_CACHE_SIZE)

/* ---- what the handlers do ---------------------------------------------------------- */

static struct kmem_cache *cache;
static mempool_t *pool;

enum what { OBJECT, KMALLOC, KMALLOC_ODD, PAGE0, PAGE2, PAGE4, COMPOUND, BLOCK, ELEMENT, NR_WHAT };

/**
 * struct handler - one kind of handler
 * @stash: @nr: what it holds, of each kind
 * @calls: times it ran; it takes and gives the kinds in turn
 * @got: @null: @freed: allocations that gave something, or nothing; frees
 * @put_off: frees since this CPU had nothing to give back
 */
struct handler {
	void *stash[NR_WHAT][STASH];
	unsigned int nr[NR_WHAT];
	unsigned long calls, got, null, freed;
	unsigned int put_off;
};
static struct handler irq, nmi;

static void *take(enum what what)
{
	const gfp_t gfp = GFP_ATOMIC | __GFP_NOWARN;

	switch (what) {
	case OBJECT:
		return kmem_cache_alloc(cache, gfp);
	case KMALLOC:
		return kmalloc(64, gfp);
	case KMALLOC_ODD:
		return kmalloc(3000, gfp | __GFP_ZERO);
	case PAGE0:
		return alloc_page(gfp);
	case PAGE2:
		return alloc_pages(gfp, 2);
	case PAGE4:
		return alloc_pages(gfp, 4);
	case COMPOUND:
		return alloc_pages(gfp | __GFP_COMP, 1);
	case BLOCK:
		return kmalloc(LARGE, gfp);
	default:
		return mempool_alloc(pool, gfp);
	}
}

static void give(enum what what, void *thing)
{
	switch (what) {
	case OBJECT:
		kmem_cache_free(cache, thing);
		break;
	case PAGE0:
		__free_page(thing);
		break;
	case PAGE2:
		free_pages((unsigned long)page_address(thing), 2);
		break;
	case PAGE4:
		__free_pages(thing, 4);
		break;
	case COMPOUND:
		put_page(thing);
		break;
	case ELEMENT:
		mempool_free(thing, pool);
		break;
	default:
		kfree(thing);
		break;
	}
}

/* Take one of a kind, and give one of another: the stashes fill up and empty in turn. */
static void handle(struct handler *h)
{
	enum what what = h->calls % NR_WHAT, other = (h->calls / NR_WHAT + what) % NR_WHAT;
	bool filling = h->calls / (NR_WHAT * STASH) % 2 == 0;

	h->calls++;
	if (h->nr[what] < STASH && (filling || !h->nr[what])) {
		void *thing = take(what);

		if (thing) {
			h->stash[what][h->nr[what]++] = thing;
			h->got++;
		} else {
			h->null++;
		}
	}
	if (h->nr[other] && (!filling || h->nr[other] > STASH / 2)) {
		give(other, h->stash[other][--h->nr[other]]);
		h->freed++;
		h->put_off++;
	}
}

static void in_irq(void)
{
	handle(&irq);
}

static void in_nmi(void)
{
	if (llist_empty(this_cpu_ptr(&slab_put_off)) && !page_put_off_here())
		nmi.put_off = 0;
	if (nmi.put_off < MAX_PUT_OFF)
		handle(&nmi);
}

static void give_stash(struct handler *h)
{
	enum what what;

	for (what = 0; what < NR_WHAT; what++) {
		while (h->nr[what])
			give(what, h->stash[what][--h->nr[what]]);
	}
}
