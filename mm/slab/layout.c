// SPDX-License-Identifier: MIT
/*
 * layout.c - how objects lie in a slab
 *
 * A slab is 2^order pages. On-slab, from its start:
 *
 *	colour * colour_off | descriptor, index array | objects | rest
 *
 * Off-slab (objects from PAGE_SIZE / 8 up) the descriptor lies in an object
 * of a kmalloc cache and the block holds colour, objects and the rest.
 * Successive slabs take successive colours, so that their first objects do
 * not all compete for the same lines of the processor's cache.
 *
 * The order is the smallest that wastes at most 1/8, not above
 * slab_break_gfp_order unless not one object fits below it.
 *
 * Interior check. An address is an object's exactly if its offset from the
 * first object is i * size with i < num. Let M = floor(2^64 / size) + 1, so
 * that e = M * size - 2^64 lies in 1..size. Modulo 2^64, offset * M is i * e
 * for i * size; for any other offset i * size + r it is i * e + r * M, at
 * least M; for a negative multiple it wraps to nearly 2^64. As num * e is far
 * below M, offset * M < num * e decides. (Granlund and Montgomery, "Division
 * by invariant integers using multiplication", section 9.)
 *
 * Locking: none; the cache is not yet known to anybody.
 */
#include "slab_internal.h"
#include <linux/log2.h>
#include <linux/printk.h>

unsigned int slab_break_gfp_order;
/* No cache is off-slab until those that descriptors come from exist. */
bool slab_early_init = true;

/**
 * cache_estimate() - how many objects fit in a slab
 * @order: of the slab's pages
 * @size: bytes from object to object
 * @align: of the objects
 * @off_slab: the descriptor lies elsewhere
 * @left_over: set to the bytes that no object and no descriptor uses
 * @num: set to the objects, at most SLAB_LIMIT
 */
void cache_estimate(unsigned int order, size_t size, size_t align, bool off_slab, size_t *left_over,
		    unsigned int *num)
{
	size_t bytes = PAGE_SIZE << order, manager = 0, nr;

	if (off_slab) {
		nr = bytes / size;
	} else if (bytes <= sizeof(struct slab)) {
		nr = 0;
	} else {
		/* An upper bound; alignment may cost one object more. */
		nr = (bytes - sizeof(struct slab)) / (size + sizeof(kmem_bufctl_t));
		while (nr &&
		       ALIGN(sizeof(struct slab) + nr * sizeof(kmem_bufctl_t), align) + nr * size >
			       bytes)
			nr--;
	}
	nr = min_t(size_t, nr, SLAB_LIMIT);
	if (!off_slab && nr)
		manager = ALIGN(sizeof(struct slab) + nr * sizeof(kmem_bufctl_t), align);
	*num = nr;
	*left_over = bytes - nr * size - manager;
}

/**
 * calculate_alignment() - what objects are aligned to
 * @align: asked for
 *
 * With SLAB_HWCACHE_ALIGN the cache line, or for small objects as much of it
 * as lets several of them share one.
 */
unsigned int calculate_alignment(slab_flags_t flags, unsigned int align, unsigned int size)
{
	if (flags & SLAB_HWCACHE_ALIGN) {
		unsigned int line = cache_line_size();

		while (size <= line / 2)
			line /= 2;
		align = max(align, line);
	}
	align = max(align, arch_slab_minalign());
	return ALIGN(align, sizeof(void *));
}

/* The cache that holds off-slab descriptors for @num objects, or NULL: too many. */
static struct kmem_cache *descriptor_cache(unsigned int num)
{
	struct kmem_cache *cache;

	cache = kmalloc_slab(sizeof(struct slab) + num * sizeof(kmem_bufctl_t), GFP_KERNEL);
	return cache && !slab_off(cache) ? cache : NULL;
}

/* Choose the order: sets gfporder, num, @left_over. False: no order holds an object. */
static bool choose_order(struct kmem_cache *cache, bool off_slab, size_t *left_over)
{
	unsigned int order;

	cache->num = 0;
	for (order = 0; order <= KMALLOC_MAX_ORDER; order++) {
		unsigned int num;
		size_t rest;

		cache_estimate(order, cache->size, cache->align, off_slab, &rest, &num);
		if (!num)
			continue;
		if (off_slab && !descriptor_cache(num))
			break;
		cache->num = num;
		cache->gfporder = order;
		*left_over = rest;
		/* Large blocks of pages are dear for those that come and go. */
		if (cache->flags & SLAB_RECLAIM_ACCOUNT)
			break;
		if (order >= slab_break_gfp_order || rest * 8 <= PAGE_SIZE << order)
			break;
	}
	return cache->num;
}

/* Constants of the interior check and of the index by multiplication. */
static void set_magic(struct kmem_cache *cache)
{
	u64 size = cache->size;

	cache->reciprocal = reciprocal_value(cache->size);
	cache->mask = (PAGE_SIZE << cache->gfporder) - 1;
	cache->magic = ~0ull / size + 1 + is_power_of_2(size);
	cache->bound = cache->num * (cache->magic * size);
}

/* Where the cookie lies; grows the object if it must lie behind it. */
static void place_cookie(struct kmem_cache *cache)
{
	cache->size = ALIGN(cache->object_size, sizeof(unsigned long));
	if (cache->ctor || (cache->flags & SLAB_TYPESAFE_BY_RCU)) {
		cache->state |= CACHE_KEEPS;
		cache->cookie = cache->size;
		cache->size += sizeof(unsigned long);
	} else {
		/* The second word: the first is where an owner writes first. */
		cache->cookie = cache->size > sizeof(unsigned long) ? sizeof(unsigned long) : 0;
	}
	cache->size = ALIGN(cache->size, cache->align);
}

/**
 * slab_layout() - compute everything that follows from object_size, align,
 * flags and ctor
 * Return: 0, or -E2BIG when no block of pages holds an object.
 */
int slab_layout(struct kmem_cache *cache, slab_flags_t flags)
{
	bool off_slab;
	size_t left_over = 0;

	place_cookie(cache);
	off_slab = cache->size >= PAGE_SIZE >> 3 && !slab_early_init;
	if (!choose_order(cache, off_slab, &left_over))
		return -E2BIG;
	cache->slab_size = sizeof(struct slab) + cache->num * sizeof(kmem_bufctl_t);
	/* Room for it in the slab after all: rather there than more colours. */
	if (off_slab && left_over >= ALIGN(cache->slab_size, cache->align)) {
		off_slab = false;
		left_over -= ALIGN(cache->slab_size, cache->align);
	}
	if (off_slab) {
		cache->state |= CACHE_OFF_SLAB;
		cache->slabp_cache = descriptor_cache(cache->num);
	} else {
		cache->slab_size = ALIGN(cache->slab_size, cache->align);
	}
	cache->colour_off = max_t(unsigned int, cache_line_size(), cache->align);
	cache->colour = left_over / cache->colour_off;
	cache->allocflags = __GFP_NOTRACK;
	if (cache->gfporder)
		cache->allocflags |= __GFP_COMP;
	if (cache->flags & SLAB_CACHE_DMA)
		cache->allocflags |= GFP_DMA;
	if (cache->flags & SLAB_CACHE_DMA32)
		cache->allocflags |= GFP_DMA32;
	if (cache->flags & SLAB_RECLAIM_ACCOUNT)
		cache->allocflags |= __GFP_RECLAIMABLE;
	set_magic(cache);
	return 0;
}

/**
 * slab_bias() - what the interior check takes off for slabs of @colour
 */
u64 slab_bias(const struct kmem_cache *cache, unsigned int colour)
{
	u64 start = (u64)colour * cache->colour_off + (slab_off(cache) ? 0 : cache->slab_size);

	return start * cache->magic;
}

/**
 * slab_is_object() - is @object the start of an object of @slab? The exact
 * check, from the descriptor; any address in the slab's block may be asked.
 */
bool slab_is_object(const struct kmem_cache *cache, const struct slab *slab, const void *object)
{
	unsigned int index;

	if (object < slab->s_mem)
		return false;
	index = object_to_index(cache, slab, object);
	return index < cache->num && index_to_object(cache, slab, index) == object;
}
