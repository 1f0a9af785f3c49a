// SPDX-License-Identifier: MIT
/*
 * lazy.c - freed addresses wait for one flush for all of them
 *
 * Clearing an entry leaves its translation usable on every CPU until it is
 * flushed, and a flush is dear: all CPUs take part. So freed ranges, their
 * entries cleared, wait in their arena (area.c), and when they are many, or
 * addresses run out, or somebody asks (vm_unmap_aliases), all of them are flushed
 * together. Only then do the addresses return: until then the areas stay in the
 * tree, marked so that nobody finds them.
 *
 * Locking: purge_lock, interrupts on: a CPU that waits for it still answers
 * the flush of the one that holds it.
 */
#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/list_sort.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include <quarry/report.h>
#include "area.h"

static atomic_long_t lazy_pages;
static unsigned long lazy_max_pages;
static DEFINE_SPINLOCK(purge_lock);

unsigned long vmalloc_lazy_pages(void)
{
	return atomic_long_read(&lazy_pages);
}

/* More CPUs make a flush dearer, but not in proportion. */
void __init vmap_lazy_init(void)
{
	lazy_max_pages = fls(num_possible_cpus()) * ((32ul << 20) >> PAGE_SHIFT);
}

static int by_address(void *priv, const struct list_head *a, const struct list_head *b)
{
	const struct vmap_area *first = list_entry(a, struct vmap_area, waiting);
	const struct vmap_area *second = list_entry(b, struct vmap_area, waiting);

	return first->va_start > second->va_start;
}

/*
 * Neighbours are flushed together. What lies between freed ranges is left
 * alone: hosted, a flush takes mappings away that would have to be made again,
 * and the stack that this code runs on may be among them.
 */
static void flush_runs(struct list_head *areas)
{
	unsigned long start = 0, end = 0;
	struct vmap_area *va;

	list_for_each_entry(va, areas, waiting) {
		if (va->va_start != end) {
			if (start < end)
				flush_tlb_kernel_range(start, end);
			start = va->va_start;
		}
		end = va->va_end;
	}
	if (start < end)
		flush_tlb_kernel_range(start, end);
}

static bool purge_locked(void)
{
	struct vmap_area *va, *next;
	unsigned long pages = 0;
	unsigned int nr = 0;
	LIST_HEAD(areas);

	vmap_areas_take_waiting(&areas);
	list_sort(NULL, &areas, by_address);
	flush_runs(&areas);
	vmap_blocks_flush();
	list_for_each_entry_safe(va, next, &areas, waiting) {
		pages += (va->va_end - va->va_start) >> PAGE_SHIFT;
		vmap_area_free(va);
		nr++;
	}
	atomic_long_sub(pages, &lazy_pages);
	if (nr)
		mm_explain("vmalloc: %u freed areas flushed together, %lu pages of addresses", nr,
			   pages);
	return nr;
}

bool vmap_purge(void)
{
	bool purged;

	spin_lock(&purge_lock);
	purged = purge_locked();
	spin_unlock(&purge_lock);
	return purged;
}

void vmap_area_free_lazily(struct vmap_area *va)
{
	unsigned long pages = (va->va_end - va->va_start) >> PAGE_SHIFT;
	unsigned long waiting = atomic_long_add_return(pages, &lazy_pages);

	vmap_area_wait(va);
	if (unlikely(waiting > lazy_max_pages) && spin_trylock(&purge_lock)) {
		purge_locked();
		spin_unlock(&purge_lock);
	}
}

/**
 * vm_unmap_aliases() - flush whatever vfree(), vunmap() or vm_unmap_ram() put off
 *
 * Afterwards no CPU has a translation of a page by an address that was given
 * back before. Context: task, may wait for other CPUs.
 */
void vm_unmap_aliases(void)
{
	vfree_drain();
	vmap_purge();
}
EXPORT_SYMBOL_GPL(vm_unmap_aliases);
