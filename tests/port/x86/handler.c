// SPDX-License-Identifier: MIT
/*
 * handler.c - objects, blocks, pages and elements, taken and given in turn
 *
 * More than MAX_PUT_OFF frees of pages, or of objects, are not made as long as
 * the CPU has such a thing to give back: see singlestep_test.c.
 */
#include <linux/gfp.h>
#include <linux/mm.h>
#include "handler.h"

#define MAX_PUT_OFF 64

struct kmem_cache *handler_cache;
mempool_t *handler_pool;

static void *take(enum handler_what what)
{
	const gfp_t gfp = GFP_ATOMIC | __GFP_NOWARN;

	switch (what) {
	case OBJECT:
		return kmem_cache_alloc(handler_cache, gfp);
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
		return kmalloc(HANDLER_LARGE, gfp);
	default:
		return mempool_alloc(handler_pool, gfp);
	}
}

static void give(enum handler_what what, void *thing)
{
	switch (what) {
	case OBJECT:
		kmem_cache_free(handler_cache, thing);
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
		mempool_free(thing, handler_pool);
		break;
	default:
		kfree(thing);
		break;
	}
}

static bool may_handle(const struct handler *h, enum handler_what what)
{
	return (what <= COMPOUND ? h->pages : h->objects) < MAX_PUT_OFF;
}

static void take_one(struct handler *h, enum handler_what what)
{
	void *thing;

	if (h->nr[what] == HANDLER_STASH || !may_handle(h, what))
		return;
	thing = take(what);
	if (thing) {
		h->stash[what][h->nr[what]++] = thing;
		h->got++;
	} else {
		h->null++;
	}
}

static void give_one(struct handler *h, enum handler_what what)
{
	if (!h->nr[what] || !may_handle(h, what))
		return;
	give(what, h->stash[what][--h->nr[what]]);
	h->freed++;
	if (what <= COMPOUND)
		h->pages++;
	else
		h->objects++;
}

/* Take some of a kind, then give some of another: the stashes fill up and empty in turn. */
void handler_run(struct handler *h)
{
	enum handler_what what = h->calls % NR_WHAT, other = (h->calls / NR_WHAT + what) % NR_WHAT;

	h->calls++;
	take_one(h, what);
	if (h->nr[other] > h->calls / 64 % HANDLER_STASH)
		give_one(h, other);
	/* A pair that leaves the stash as it is. */
	take_one(h, other);
	give_one(h, other);
}

void handler_give_all(struct handler *h)
{
	enum handler_what what;

	for (what = 0; what < NR_WHAT; what++) {
		while (h->nr[what])
			give(what, h->stash[what][--h->nr[what]]);
	}
}
