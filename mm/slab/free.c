// SPDX-License-Identifier: MIT
/*
 * free.c - from an address to where it goes back
 *
 * The frame table says what the address belongs to: nothing of ours, a large
 * block, or objects of a cache, and then whether this CPU may take them. If it
 * is one, and the address is exactly an object's start, and its cookie says
 * that it is not free already, and there is room in the array, that is all.
 *
 * Everything else comes to slab_free(), which looks at struct page and the
 * slab's descriptor, refuses and reports what is no live object, and sends
 * the others to the array, to the node, or through the alien array to another
 * node; in an NMI all of that comes later (nmi.c).
 *
 * Locking: none here.
 */
#include "slab_internal.h"
#include "fast.h"
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/string.h>

/* The frame's number and its page; FRAME_NONE for what is no RAM of ours. */
static unsigned int look_up(const void *object, struct page **page)
{
	unsigned long pfn = __pa(object) >> PAGE_SHIFT;
	unsigned int number;

	if ((unsigned long)object < PAGE_OFFSET || pfn >= slab_max_pfn)
		return FRAME_NONE;
	number = READ_ONCE(slab_frames[pfn]);
	if (number != FRAME_NONE)
		*page = number == FRAME_LARGE ? pfn_to_page(pfn) : compound_head(pfn_to_page(pfn));
	return number;
}

/* May @object of @cache, which the frame table says it is in, be freed? */
static bool may_free(struct kmem_cache *cache, struct kmem_cache *expected, struct page *page,
		     void *object, const char *function, unsigned long caller)
{
	const char *what = NULL;

	if (!slab_is_object(cache, page_to_slab(page), object))
		what = "pointer is not to the start of an object";
	else if (expected && expected != cache)
		what = "object belongs to another cache";
	else if (*slab_cookie(object, cache->cookie) == slab_cookie_value(object))
		what = "object is free already (double free)";
	if (!what)
		return true;
	slab_error(expected ?: cache, function, what, object, caller);
	return false;
}

/* @object, marked free, to where it is taken from next. */
static void give(struct kmem_cache *cache, struct page *page, void *object)
{
	if (unlikely(in_nmi())) {
		slab_put_off_free(cache, page, object);
		return;
	}
	slab_poll_put_off();
	if (page_to_nid(page) != numa_mem_id() || !array_give(cache, object))
		node_free(cache, object);
}

/**
 * slab_free() - free, the long way
 * @expected: the cache it must be of, or NULL: any, or a large block
 * @function: the API call, @caller: its return address, for reports
 *
 * Context: any. Return: false if it was refused, and reported.
 */
bool slab_free(void *object, struct kmem_cache *expected, const char *function,
	       unsigned long caller)
{
	struct kmem_cache *cache;
	struct page *page = NULL;
	unsigned int number;

	if (unlikely(ZERO_OR_NULL_PTR(object)))
		return true;
	slab_retry_online();
	number = look_up(object, &page);
	if (number == FRAME_LARGE && !expected)
		return kfree_large(page, object, caller);
	if (unlikely(number <= FRAME_LARGE)) {
		slab_bad_free(object, expected, function, caller);
		return false;
	}
	cache = page->slab_cache;
	if (unlikely(!may_free(cache, expected, page, object, function, caller)))
		return false;
	/* The records have a lock: in an NMI that is put off too. */
	if (unlikely(mm_debug_hooks & MM_HOOK_TRACK_SLAB) && !in_nmi())
		track_slab_free(cache, object);
	if (cache->state & CACHE_ZERO_FREE)
		memset(object, 0, cache->object_size);
	*slab_cookie(object, cache->cookie) = slab_cookie_value(object);
	slab_explain("slab: %s: object %px comes back", cache->name, object);
	give(cache, page, object);
	return true;
}

/**
 * kfree() - free a block of kmalloc() and friends, or an object of any cache
 * @object: NULL and ZERO_SIZE_PTR do nothing
 *
 * Context: any.
 */
void kfree(const void *object)
{
	if (unlikely(!fast_free(object, NULL, true)))
		slab_free((void *)object, NULL, "kfree", _RET_IP_);
}
EXPORT_SYMBOL(kfree);

/* The arguments in the caller's order: the fast path has them in place. */
static noinline void free_slow(struct kmem_cache *cache, void *object, unsigned long caller)
{
	slab_free(object, cache, "kmem_cache_free", caller);
}

/**
 * kmem_cache_free() - free an object of @cache
 *
 * With a constructor: it must be in its constructed state again.
 * Context: any.
 */
void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	if (unlikely(!fast_free(object, cache, false)))
		free_slow(cache, object, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_free);
