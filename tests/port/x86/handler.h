/* SPDX-License-Identifier: MIT */
/*
 * handler.h - what an interrupt or an NMI does to the allocators
 */
#ifndef TESTS_PORT_X86_HANDLER_H
#define TESTS_PORT_X86_HANDLER_H

#include <linux/mempool.h>
#include <linux/slab.h>

#define HANDLER_STASH 24
#define HANDLER_LARGE (4 * KMALLOC_MAX_CACHE_SIZE)

/* Pages first. */
enum handler_what {
	PAGE0, PAGE2, PAGE4, COMPOUND, OBJECT, KMALLOC, KMALLOC_ODD, BLOCK, ELEMENT, NR_WHAT
};

/**
 * struct handler - one kind of handler
 * @stash: @nr: what it holds, of each kind
 * @calls: times it ran; it takes and gives the kinds in turn
 * @got: @null: @freed: allocations that gave something, or nothing; frees
 * @pages: @objects: freed since this CPU had none to give back
 */
struct handler {
	void *stash[NR_WHAT][HANDLER_STASH];
	unsigned int nr[NR_WHAT];
	unsigned long calls, got, null, freed;
	unsigned int pages, objects;
};

/* What OBJECT and ELEMENT come from. */
extern struct kmem_cache *handler_cache;
extern mempool_t *handler_pool;

/** handler_run() - take and give some. Any context. */
void handler_run(struct handler *h);
/** handler_give_all() - give back whatever it holds */
void handler_give_all(struct handler *h);

#endif
