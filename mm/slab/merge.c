// SPDX-License-Identifier: MIT
/*
 * merge.c - caches that would look the same share one
 *
 * A cache somebody asks for is often one that exists already: its objects would
 * lie as those do, in slabs of the same pages. Then it is an alias: the caller
 * gets the existing cache, which counts its users, and destroying it is leaving
 * it. The slabs of one fill up instead of those of two being half empty, and
 * what is made or given up costs a look-up.
 *
 * The price is that the name is the first one's, and that an object freed to
 * an alias it did not come from cannot be told from a right one. So whatever
 * makes a difference to somebody keeps a cache alone: a constructor, a region
 * for user copies, debugging flags, SLAB_TYPESAFE_BY_RCU, SLAB_NOLEAKTRACE,
 * SLAB_NO_MERGE; for all caches slab_nomerge, and the tracking of who holds
 * what or fault injection, where each name counts.
 *
 * An existing cache is found by the bytes from object to object. It fits if its
 * objects are at least as large as asked for - so nobody's object ever gets
 * larger than it was - and aligned as well, and if its memory is accounted and
 * zoned alike.
 *
 * Locking: slab_mutex.
 */
#include "slab_internal.h"
#include <linux/hash.h>
#include <linux/init.h>
#include <quarry/params.h>

/* With one of these a cache stays alone. */
#define MERGE_NEVER                                                                                \
	(SLAB_CONSISTENCY_CHECKS | SLAB_RED_ZONE | SLAB_POISON | SLAB_STORE_USER | SLAB_TRACE |    \
	 SLAB_DEBUG_OBJECTS | SLAB_TYPESAFE_BY_RCU | SLAB_NOLEAKTRACE | SLAB_NO_MERGE |            \
	 SLAB_FAILSLAB | SLAB_KASAN | SLAB_NO_USER_FLAGS)

/* In these two that share must agree. */
#define MERGE_SAME (SLAB_CACHE_DMA | SLAB_CACHE_DMA32 | SLAB_RECLAIM_ACCOUNT | SLAB_ACCOUNT)

#define MERGE_BITS 5

/* Caches that others may share, by their size. */
static struct hlist_head sharable[1 << MERGE_BITS];
bool slab_nomerge;

static int __init set_nomerge(char *value)
{
	slab_nomerge = true;
	return 0;
}
early_param("slab_nomerge", set_nomerge);
PARAM_HELP(slab_nomerge, "slab_nomerge", "nothing: it stands alone", "slab_nomerge");

static struct hlist_head *bucket(unsigned int size)
{
	return &sharable[hash_32(size, MERGE_BITS)];
}

static bool stays_alone(slab_flags_t flags, unsigned int usersize, void (*ctor)(void *))
{
	return slab_nomerge || ctor || usersize || (flags & MERGE_NEVER);
}

/**
 * slab_merge_find() - the cache that @want may share
 * Return: NULL if there is none; else a cache with one user more.
 */
struct kmem_cache *slab_merge_find(const struct cache_request *want)
{
	unsigned int align = calculate_alignment(want->flags, want->align, want->size);
	unsigned int size = ALIGN(want->size, align);
	struct kmem_cache *cache;

	if (stays_alone(want->flags, want->usersize, want->ctor) ||
	    (mm_debug_hooks & MM_HOOKS_SLAB))
		return NULL;
	hlist_for_each_entry(cache, bucket(size), sharable) {
		if (cache->size != size || cache->object_size < want->size ||
		    (cache->align & (align - 1)) || ((cache->flags ^ want->flags) & MERGE_SAME))
			continue;
		cache->users++;
		slab_explain("slab: %s shares %s: %u bytes, %u users", want->name, cache->name,
			     cache->size, cache->users);
		return cache;
	}
	return NULL;
}

/** slab_merge_add() - @cache has its first user; others may come, if it is of that kind */
void slab_merge_add(struct kmem_cache *cache)
{
	cache->users = 1;
	if (!stays_alone(cache->flags, cache->usersize, cache->ctor))
		hlist_add_head(&cache->sharable, bucket(cache->size));
}

/**
 * slab_merge_leave() - one user less
 * Return: true: that was the last, and no other can come.
 */
bool slab_merge_leave(struct kmem_cache *cache)
{
	/* The boot's own caches have a user that never leaves. */
	if (WARN(cache->users == 1 && (cache->state & CACHE_BOOT),
		 "kmem_cache_destroy %s: destroyed more often than created\n", cache->name))
		return false;
	if (--cache->users)
		return false;
	hlist_del_init(&cache->sharable);
	return true;
}
