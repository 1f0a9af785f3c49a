/* SPDX-License-Identifier: MIT */
/*
 * fast.h - the steps that a hit in this CPU's array takes
 *
 * Included by the files whose entry points start with them: alloc.c, free.c,
 * kmalloc.c, bulk.c. Everything unusual, and every misuse, comes out as "no":
 * the slow path then looks at it again, exactly.
 */
#ifndef _MM_SLAB_FAST_H
#define _MM_SLAB_FAST_H

#include "slab_internal.h"

/* OPTIMIZER_HIDE_VAR() below: the same register is to be used again, instead of
 * keeping an address computed from it in another. It costs no instruction. */

/* Take the newest object of @ac. NULL: empty, or the object is damaged. */
static __always_inline void *array_pop(struct array_cache *ac)
{
	unsigned long offset = ac->cookie, avail;
	void *object;

	if (unlikely(__builtin_sub_overflow((unsigned long)ac->avail, 1ul, &avail)))
		return NULL;
	OPTIMIZER_HIDE_VAR(avail);
	object = ac->entry[avail];
	if (unlikely(*slab_cookie(object, offset) != slab_cookie_value(object)))
		return NULL;
	OPTIMIZER_HIDE_VAR(offset);
	ac->avail = avail;
	*slab_cookie(object, offset) = 0;
	if (!object)
		unreachable();
	return object;
}

/* The newest object of this CPU's array of the cache with @number. NULL: take
 * the slow path, also for a request with any of the flags in @rare. */
static __always_inline void *fast_alloc(unsigned int number, gfp_t gfp, gfp_t rare)
{
	if (unlikely(gfp & rare))
		return NULL;
	return array_pop(slab_peek(slab_table()[number]));
}

/* Free @object into this CPU's array. @any: of any cache, not just of @cache. */
static __always_inline bool fast_free(const void *object, struct kmem_cache *cache, bool any)
{
	unsigned long pfn = __pa(object) >> PAGE_SHIFT, number, offset;
	struct array_cache **table, *ac;
	unsigned int avail;

	if (unlikely(pfn >= slab_max_pfn))
		return false;
	number = slab_peek(slab_frames[pfn]);
	table = slab_table();
	ac = slab_peek(table[number]);
	if (!any && unlikely(ac->cache != cache))
		return false;
	OPTIMIZER_HIDE_VAR(number);
	if (unlikely(((u32)(unsigned long)object & ac->mask) * ac->magic -
			     (unsigned long)slab_peek(table[number + 1]) >=
		     ac->bound))
		return false;
	offset = ac->cookie;
	if (unlikely(*slab_cookie(object, offset) == slab_cookie_value(object)))
		return false;
	avail = ac->avail;
	if (unlikely(avail >= slab_peek(ac->limit)))
		return false;
	OPTIMIZER_HIDE_VAR(offset);
	*slab_cookie(object, offset) = slab_cookie_value(object);
	ac->entry[avail] = (void *)object;
	ac->avail++;
	return true;
}

#endif
