// SPDX-License-Identifier: MIT
/*
 * error.c - what is said about a misuse
 *
 * One form for all: "slab error in FUNCTION(): cache `NAME': what is wrong",
 * the object, who called, and a backtrace. The operation has been refused by
 * then: the allocator's own state is as it was.
 *
 * Locking: none of ours is taken; may be called with list_lock held.
 */
#include "slab_internal.h"
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/printk.h>
#include <linux/vmalloc.h>
#include <quarry/verdict.h>

/* More of a cache's objects than this are counted, not listed. */
#define MAX_LISTED 32

/**
 * slab_error() - report a misuse of @cache
 * @function: the API call; @what: is wrong
 * @caller: its return address; 0: not known any more
 */
void slab_error(const struct kmem_cache *cache, const char *function, const char *what,
		const void *object, unsigned long caller)
{
	struct page *page = virt_to_head_page(object);

	pr_err("slab error in %s(): cache `%s': %s: %px\n", function, cache->name, what, object);
	if (page->slab_cache && page->slab_cache != cache)
		pr_err("  it is of cache `%s'\n", page->slab_cache->name);
	if (caller)
		pr_err("  called from %pS\n", (void *)caller);
	verdict_count(slab_errors);
	dump_stack();
}

/* What an address that no cache knows looks like. */
static const char *describe(const void *object)
{
	unsigned long pfn = __pa(object) >> PAGE_SHIFT;
	unsigned int number;

	if (is_vmalloc_addr(object))
		return "address of vmalloc (vfree() or kvfree() frees it)";
	if ((unsigned long)object < PAGE_OFFSET || pfn >= slab_max_pfn)
		return "address outside of the direct map";
	number = READ_ONCE(slab_frames[pfn]);
	if (number == FRAME_LARGE)
		return "pointer is not to the start of a large block";
	if (pfn_valid(pfn) && PageTail(pfn_to_page(pfn)))
		return "pointer into a block of pages, not to its start";
	return "no memory of kmalloc or a cache (freed already, or never allocated)";
}

/**
 * slab_bad_free() - report a free of what is no object at all
 * @expected: the cache named by the caller, or NULL
 */
void slab_bad_free(const void *object, const struct kmem_cache *expected, const char *function,
		   unsigned long caller)
{
	pr_err("slab error in %s(): cache `%s': %s: %px\n", function,
	       expected ? expected->name : "none", describe(object), object);
	pr_err("  called from %pS\n", (void *)caller);
	verdict_count(slab_errors);
	dump_stack();
}

/* The objects of @slab that are not free, @listed of the cache's so far. */
static unsigned long list_slab(struct kmem_cache *cache, struct slab *slab, unsigned long listed)
{
	unsigned long nr = 0;
	unsigned int i;

	for (i = 0; i < cache->num; i++) {
		void *object = index_to_object(cache, slab, i);

		if (slab_bufctl(slab)[i] != BUFCTL_ACTIVE)
			continue;
		if (listed + nr++ < MAX_LISTED)
			pr_err("  object %px @offset=%ld of the slab\n", object,
			       (long)(object - page_address(virt_to_head_page(object))));
	}
	return nr;
}

/**
 * slab_list_objects() - print the objects of @cache that are held
 * Context: its arrays have been emptied; nobody uses it.
 * Return: how many there are.
 */
unsigned long slab_list_objects(struct kmem_cache *cache)
{
	unsigned long nr = 0;
	struct slab *slab;
	int nid;

	pr_err("slab: objects remaining in %s (%u bytes each):\n", cache->name, cache->object_size);
	for_each_online_node(nid) {
		list_for_each_entry(slab, &cache->node[nid]->full, list)
			nr += list_slab(cache, slab, nr);
		list_for_each_entry(slab, &cache->node[nid]->partial, list)
			nr += list_slab(cache, slab, nr);
	}
	if (nr > MAX_LISTED)
		pr_err("  and %lu more\n", nr - MAX_LISTED);
	return nr;
}

/** kmem_valid_obj() - is @object inside memory of a cache? */
bool kmem_valid_obj(void *object)
{
	unsigned long pfn = __pa(object) >> PAGE_SHIFT;

	return (unsigned long)object >= PAGE_OFFSET && pfn < slab_max_pfn &&
	       READ_ONCE(slab_frames[pfn]) >= FRAME_FIRST;
}
EXPORT_SYMBOL(kmem_valid_obj);

/** kmem_dump_obj() - continue a line: of which cache @object is */
void kmem_dump_obj(void *object)
{
	struct kmem_cache *cache;
	struct slab *slab;
	void *start;

	if (!kmem_valid_obj(object)) {
		pr_cont(" non-slab memory.\n");
		return;
	}
	cache = virt_to_head_page(object)->slab_cache;
	slab = object_to_slab(object);
	if (object < slab->s_mem) {
		pr_cont(" slab %s, in front of its objects\n", cache->name);
		return;
	}
	start = index_to_object(cache, slab, object_to_index(cache, slab, object));
	pr_cont(" slab %s start %px pointer offset %ld size %u\n", cache->name, start,
		(long)(object - start), cache->object_size);
}
EXPORT_SYMBOL(kmem_dump_obj);
