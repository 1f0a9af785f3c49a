// SPDX-License-Identifier: MIT
/*
 * number.c - frame numbers, and each CPU's table of arrays
 *
 * A cache owns a range of even numbers: on a machine with one node one a
 * colour; with several nodes one for allocations, then one for each pair of
 * node and colour. The frames of a slab carry the number of its node and
 * colour. In a CPU's table the words of number n are
 *
 *	[n]	the CPU's array, if it may take such objects; else the dead array
 *	[n + 1]	the bias of the interior check for that colour
 *
 * so a single load tells objects of this node from those of another, and
 * coloured slabs cost the fast path one subtraction.
 *
 * The tables never move: slab_max_caches= says at boot how many caches there
 * may be, each with two colours on average. When numbers run short, new
 * caches get fewer colours. The numbers of a destroyed cache are given out
 * again after a grace period (cache.c).
 *
 * Locking: slab_mutex for the tables, whose words are written with single
 * stores; numbers_lock for who has which number.
 */
#include "slab_internal.h"
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>

#define MAX_COLOURS 64u

struct array_cache slab_dead_array;

/* Until kmem_cache_init() has made the real ones: only number 0 is known. */
static struct array_cache *boot_table[FRAME_FIRST] = {
	&slab_dead_array,
	&slab_dead_array,
	&slab_dead_array,
	&slab_dead_array,
};
struct array_cache **slab_dead_arrays = boot_table;
DEFINE_PER_CPU(struct array_cache **, slab_arrays) = boot_table;
DEFINE_PER_CPU(struct array_cache **, slab_task_arrays) = boot_table;
EXPORT_PER_CPU_SYMBOL(slab_arrays);

unsigned long slab_max_pfn;
static struct array_cache **tables[CONFIG_NR_CPUS];
static unsigned int max_caches;	  /* caches there may be: slab_max_caches= */
static unsigned int nr_pairs;	  /* even numbers in a table */
static unsigned long *pairs_used; /* bit i: numbers 2i and 2i + 1 */
static unsigned int nr_pairs_used, nr_caches;
static DEFINE_SPINLOCK(numbers_lock); /* protects those three; irqs off */

static int __init set_max_caches(char *text)
{
	unsigned int value;

	if (kstrtouint(text, 0, &value) || value < 64 || value > FRAME_NUMBERS / 2 - 2) {
		pr_err("slab_max_caches=%s: a number from 64 to %u is expected, as in "
		       "slab_max_caches=1024\n",
		       text, FRAME_NUMBERS / 2 - 2);
		return -EINVAL;
	}
	max_caches = value;
	return 0;
}
early_param("slab_max_caches", set_max_caches);

/* Numbers that a cache with @colours colours wants, in pairs. */
static unsigned int pairs_wanted(unsigned int colours)
{
	return nr_node_ids == 1 ? colours : 1 + nr_node_ids * colours;
}

static struct array_cache **table_alloc(int nid)
{
	unsigned int order = get_order(nr_pairs * 2 * sizeof(void *)), i;
	struct page *page;
	struct array_cache **table;

	page = alloc_pages_node(nid, GFP_KERNEL | __GFP_NOTRACK | (order ? __GFP_COMP : 0), order);
	if (!page)
		return NULL;
	table = page_address(page);
	for (i = 0; i < nr_pairs; i++) {
		table[2 * i] = &slab_dead_array;
		table[2 * i + 1] = NULL;
	}
	table[FRAME_LARGE] = &slab_dead_array;
	return table;
}

/** slab_table_retire() - @cpu is off line: it has no arrays any more, and drains nothing */
void slab_table_retire(unsigned int cpu)
{
	slab_drain_put_off_of(cpu);
	per_cpu(slab_arrays, cpu) = slab_dead_arrays;
	per_cpu(slab_task_arrays, cpu) = slab_dead_arrays;
}

/**
 * slab_numbers_init() - make the dead table and this CPU's. CPU 0, at boot.
 */
void __init slab_numbers_init(void)
{
	unsigned int cpu;
	size_t bytes;

	if (!max_caches)
		max_caches = totalram_pages() < (64ul << 20 >> PAGE_SHIFT) ? 256 : 1024;
	/* Two colours a cache on average. */
	nr_pairs = min(max_caches * pairs_wanted(2), FRAME_NUMBERS / 2);
	bytes = BITS_TO_LONGS(nr_pairs) * sizeof(long);
	pairs_used = page_address(
		alloc_pages(GFP_KERNEL | __GFP_NOTRACK | __GFP_ZERO, get_order(bytes)));
	bitmap_set(pairs_used, 0, FRAME_FIRST / 2);
	nr_pairs_used = FRAME_FIRST / 2;
	slab_dead_arrays = table_alloc(NUMA_NO_NODE);
	BUG_ON(!slab_dead_arrays);
	/* Where threads look that are no CPU: the template. */
	*(struct array_cache ***)&slab_arrays = slab_dead_arrays;
	*(struct array_cache ***)&slab_task_arrays = slab_dead_arrays;
	for_each_possible_cpu(cpu)
		slab_table_retire(cpu);
	BUG_ON(slab_table_prepare(raw_smp_processor_id()));
	slab_max_pfn = max_pfn;
}

/**
 * slab_table_prepare() - give @cpu its table; it keeps it when it goes
 * Return: 0 or -ENOMEM.
 */
int slab_table_prepare(unsigned int cpu)
{
	if (!tables[cpu])
		tables[cpu] = table_alloc(cpu_to_node(cpu));
	if (!tables[cpu])
		return -ENOMEM;
	/* A CPU that runs already finds it itself: slab_retry_online(). */
	smp_store_release(per_cpu_ptr(&slab_task_arrays, cpu), tables[cpu]);
	if (!cpu_online(cpu) || cpu == raw_smp_processor_id())
		per_cpu(slab_arrays, cpu) = tables[cpu];
	return 0;
}

/** slab_cpu_online() - may @cpu have arrays? */
bool slab_cpu_online(unsigned int cpu)
{
	return tables[cpu] && per_cpu(slab_task_arrays, cpu) == tables[cpu];
}

/* Is there room for @pairs more, with one colour left for each cache to come? */
static bool pairs_spare(unsigned int pairs)
{
	return nr_pairs_used + pairs + (max_caches - nr_caches) * pairs_wanted(1) <= nr_pairs;
}

/* A range for at most @colours colours, which it may lower; nr_pairs: none. */
static unsigned long find_pairs(unsigned int *colours)
{
	unsigned long first;

	for (;; *colours = (*colours + 1) / 2) {
		unsigned int pairs = pairs_wanted(*colours);

		first = nr_pairs;
		if (*colours == 1 || pairs_spare(pairs))
			first = bitmap_find_next_zero_area(pairs_used, nr_pairs, 0, pairs, 0);
		if (first < nr_pairs || *colours == 1)
			return first;
	}
}

/**
 * slab_numbers_get() - give @cache its numbers, as many colours as there is room for
 * Return: 0, or -ENOSPC: there are slab_max_caches= caches.
 */
int slab_numbers_get(struct kmem_cache *cache)
{
	unsigned int colours = clamp(cache->colour, 1u, MAX_COLOURS);
	unsigned long first, flags;

	spin_lock_irqsave(&numbers_lock, flags);
	first = nr_caches < max_caches ? find_pairs(&colours) : nr_pairs;
	if (first < nr_pairs) {
		bitmap_set(pairs_used, first, pairs_wanted(colours));
		nr_pairs_used += pairs_wanted(colours);
		nr_caches++;
	}
	spin_unlock_irqrestore(&numbers_lock, flags);
	if (first >= nr_pairs)
		return -ENOSPC;
	cache->colours = colours;
	cache->first_number = 2 * first;
	cache->nr_numbers = pairs_wanted(colours);
	cache->number = cache->first_number;
	return 0;
}

/** slab_numbers_put() - nobody looks at @cache's numbers any more. Any context */
void slab_numbers_put(struct kmem_cache *cache)
{
	unsigned long flags;

	spin_lock_irqsave(&numbers_lock, flags);
	bitmap_clear(pairs_used, cache->first_number / 2, cache->nr_numbers);
	nr_pairs_used -= cache->nr_numbers;
	nr_caches--;
	spin_unlock_irqrestore(&numbers_lock, flags);
}

/** slab_numbers_limit() - slab_max_caches=, for the message when it is reached */
unsigned int slab_numbers_limit(void)
{
	return max_caches;
}

/** slab_frame_number() - the number for frames of a slab of @colour on @nid */
unsigned int slab_frame_number(const struct kmem_cache *cache, int nid, unsigned int colour)
{
	if (nr_node_ids == 1)
		return cache->first_number + 2 * colour;
	return cache->first_number + 2 * (1 + nid * cache->colours + colour);
}

static void table_set(struct array_cache **table, unsigned int number, struct array_cache *ac,
		      u64 bias)
{
	WRITE_ONCE(table[number + 1], (void *)(unsigned long)bias);
	smp_store_release(&table[number], ac);
}

/* Fast paths are off for caches whose every operation has something to do. */
static bool cache_is_slow(const struct kmem_cache *cache)
{
	return (cache->state & (CACHE_ZERO_FREE | CACHE_ZERO_ALLOC | CACHE_DYING)) ||
	       (mm_debug_hooks & MM_HOOKS_SLAB) || mm_explain_on;
}

/**
 * slab_publish() - enter @cache's arrays in the table of @cpu
 *
 * Without an array, or with something to do at every operation, that is the
 * dead array: then the slow path uses cache->cpu[] if it may.
 * Context: slab_mutex held, or boot.
 */
void slab_publish(struct kmem_cache *cache, unsigned int cpu)
{
	struct array_cache *ac = cache->cpu[cpu], **table = tables[cpu];
	unsigned int colour;

	if (!table)
		return;
	if (!ac || cache_is_slow(cache))
		ac = &slab_dead_array;
	table_set(table, cache->number, ac, 0);
	for (colour = 0; colour < cache->colours; colour++)
		table_set(table, slab_frame_number(cache, cpu_to_mem(cpu), colour), ac,
			  slab_bias(cache, colour));
}

/** slab_publish_all() - the same for all CPUs */
void slab_publish_all(struct kmem_cache *cache)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		slab_publish(cache, cpu);
}

/**
 * slab_hooks_changed() - after a change of mm_debug_hooks or mm_explain_on:
 * put caches' arrays in or out of the tables
 */
void slab_hooks_changed(void)
{
	struct kmem_cache *cache;

	mutex_lock(&slab_mutex);
	list_for_each_entry(cache, &slab_caches, list)
		slab_publish_all(cache);
	mutex_unlock(&slab_mutex);
}
