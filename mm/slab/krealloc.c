// SPDX-License-Identifier: MIT
/*
 * krealloc.c - questions about a block, and what follows from them
 *
 * ksize() promises the bytes of the block's bucket and no more: compilers
 * know the size that kmalloc() was asked for, and an object's padding may hold
 * a cookie once it is free.
 *
 * Locking: none; the caller owns the block.
 */
#include "slab_internal.h"
#include <linux/export.h>
#include <linux/string.h>

/** __ksize() - bytes of the bucket of @object; 0 for ZERO_SIZE_PTR */
size_t __ksize(const void *object)
{
	struct page *page;

	if (unlikely(ZERO_OR_NULL_PTR(object)))
		return 0;
	page = virt_to_head_page(object);
	if (likely(PageSlab(page)))
		return page->slab_cache->object_size;
	if (WARN_ON(object != page_address(page)))
		return 0;
	return page_size(page);
}
EXPORT_SYMBOL(__ksize);

/** ksize() - bytes of @object that may be used */
size_t ksize(const void *object)
{
	return __ksize(object);
}
EXPORT_SYMBOL(ksize);

void *krealloc(const void *p, size_t size, gfp_t gfp)
{
	size_t old;
	void *block;

	if (unlikely(!size)) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	old = __ksize(p);
	if (old >= size)
		return (void *)p;
	block = kmalloc_track_caller(size, gfp);
	if (block && old) {
		memcpy(block, p, old);
		kfree(p);
	}
	return block;
}
EXPORT_SYMBOL(krealloc);

void kfree_sensitive(const void *p)
{
	size_t bytes = __ksize(p);

	if (bytes)
		memzero_explicit((void *)p, bytes);
	kfree(p);
}
EXPORT_SYMBOL(kfree_sensitive);
