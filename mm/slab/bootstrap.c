// SPDX-License-Identifier: MIT
/*
 * bootstrap.c - slab caches come up by themselves
 *
 * A cache needs three things that are themselves allocated from caches: its
 * structure, an array for each CPU, a structure for each node. So the first
 * few are static, and replaced as soon as they can be allocated:
 *
 *   1. kmem_cache, the cache of caches, is static, with a static array for
 *	one object and static node structures.
 *   2. The kmalloc cache that arrays come from: static array, static nodes.
 *   3. The kmalloc cache that node structures come from (often another):
 *	an array from kmalloc, static nodes.
 *   4. The rest of the kmalloc table: nothing static any more. Now caches may
 *	be off-slab.
 *   5. Static arrays and node structures are copied to memory from kmalloc.
 *   6. Every cache gets its arrays in full size.
 *
 * Locking: none, there is one CPU, its interrupts off where it matters.
 */
#include "slab_internal.h"
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/printk.h>
#include <linux/string.h>

/* The cache of caches, with room for the pointers behind the structure. */
static union {
	struct kmem_cache cache;
	char room[sizeof(struct kmem_cache) +
		  (CONFIG_NR_CPUS + CONFIG_MAX_NUMNODES) * sizeof(void *)];
} boot_cache;
struct kmem_cache *kmem_cache = &boot_cache.cache;

/* Whose static node structures: three caches start with some. */
enum { CACHE_CACHE, SIZE_AC, SIZE_NODE, NR_STATIC };

static struct kmem_cache_node static_nodes[NR_STATIC][CONFIG_MAX_NUMNODES];
static struct arraycache_init static_arrays[2];

/* What is no longer to be seen when the bootstrap is over. */
struct slab_boot_record slab_boot_record;

struct kmalloc_size {
	unsigned int index;
	unsigned long bytes;
	const char *name[NR_KMALLOC_TYPES];
};

#define CACHE_NAME(text)                                                                           \
	{                                                                                          \
		[KMALLOC_NORMAL] = "kmalloc-" text, [KMALLOC_RECLAIM] = "kmalloc-rcl-" text,       \
		[KMALLOC_DMA] = "dma-kmalloc-" text                                                \
	}

static const struct kmalloc_size kmalloc_sizes[] = {
#define CACHE(index, bytes, text) { index, bytes, CACHE_NAME(text) },
#include <linux/kmalloc-sizes.h>
	{ 0, ULONG_MAX, { NULL } },
};

/* ---- arrays and nodes, as far as they can be had ------------------------------- */

static void __init use_static_nodes(struct kmem_cache *cache, unsigned int whose)
{
	int nid;

	for_each_online_node(nid) {
		node_init(&static_nodes[whose][nid]);
		cache->node[nid] = &static_nodes[whose][nid];
	}
}

static void __init alloc_nodes(struct kmem_cache *cache)
{
	int nid;

	for_each_online_node(nid) {
		cache->node[nid] =
			slab_internal_alloc(sizeof(struct kmem_cache_node), GFP_NOWAIT, nid);
		BUG_ON(!cache->node[nid]);
		node_init(cache->node[nid]);
	}
}

/* An array for one object, and nodes: static or not, as slab_state says. */
static void __init first_arrays(struct kmem_cache *cache)
{
	unsigned int cpu = raw_smp_processor_id();

	switch (slab_state) {
	case DOWN:
		cache->cpu[cpu] = &static_arrays[cache != kmem_cache].cache;
		array_init(cache->cpu[cpu], cache, 1, 1);
		use_static_nodes(cache, cache == kmem_cache ? CACHE_CACHE : SIZE_AC);
		break;
	case PARTIAL:
		cache->cpu[cpu] = array_alloc(cache, NUMA_NO_NODE, 1, 1, GFP_NOWAIT);
		use_static_nodes(cache, SIZE_NODE);
		break;
	default:
		cache->cpu[cpu] = array_alloc(cache, NUMA_NO_NODE, 1, 1, GFP_NOWAIT);
		alloc_nodes(cache);
		break;
	}
	BUG_ON(!cache->cpu[cpu]);
	slab_publish(cache, cpu);
	node_set_free_limit(cache);
}

/* ---- step 1: the cache of caches ------------------------------------------------ */

static void __init create_cache_cache(void)
{
	kmem_cache->name = "kmem_cache";
	/* One pointer a CPU that may come, then one a node. */
	kmem_cache->object_size =
		offsetof(struct kmem_cache, cpu) + (nr_cpu_ids + nr_node_ids) * sizeof(void *);
	kmem_cache->align = calculate_alignment(SLAB_HWCACHE_ALIGN, 0, kmem_cache->object_size);
	kmem_cache->state = CACHE_BOOT;
	if (cache_setup(kmem_cache, SLAB_HWCACHE_ALIGN | SLAB_NOLEAKTRACE, GFP_NOWAIT))
		panic("slab: no block of pages holds a struct kmem_cache\n");
	kmem_cache->batchcount = 1;
	kmem_cache->limit = 1;
	kmem_cache->shared = 1;
	list_add_tail(&kmem_cache->list, &slab_caches);
	slab_merge_add(kmem_cache);
	first_arrays(kmem_cache);
	slab_boot_record = (struct slab_boot_record){
		.limit = kmem_cache->limit,
		.batchcount = kmem_cache->batchcount,
		.shared = kmem_cache->shared,
		.array = kmem_cache->cpu[raw_smp_processor_id()],
		.node = kmem_cache->node[first_online_node],
	};
	mm_explain("slab: kmem_cache is static: %u bytes for %u CPUs and %u nodes, aligned to %u; "
		   "order %u holds %u of them; array for 1, batchcount 1, shared 1",
		   kmem_cache->object_size, nr_cpu_ids, nr_node_ids, kmem_cache->align,
		   kmem_cache->gfporder, kmem_cache->num);
}

/* ---- steps 2 to 4: the kmalloc table ------------------------------------------- */

/* 96 and 192 are aligned to what divides them, all others to their size. */
static unsigned int __init kmalloc_align(unsigned int size)
{
	return size & -size;
}

static void __init create_kmalloc(const struct kmalloc_size *size, enum kmalloc_cache_type type)
{
	struct kmem_cache *cache;
	slab_flags_t flags = SLAB_KMALLOC;

	if (kmalloc_caches[type][size->index] != &kmalloc_not_yet)
		return;
	if (type == KMALLOC_DMA)
		flags |= SLAB_CACHE_DMA;
	if (type == KMALLOC_RECLAIM)
		flags |= SLAB_RECLAIM_ACCOUNT;
	cache = slab_alloc(kmem_cache, GFP_NOWAIT | __GFP_ZERO | __GFP_NOTRACK, NUMA_NO_NODE, 0, 0);
	BUG_ON(!cache);
	cache->name = size->name[type];
	cache->object_size = size->bytes;
	cache->align = max_t(unsigned int, kmalloc_align(size->bytes), ARCH_KMALLOC_MINALIGN);
	cache->state = CACHE_BOOT;
	if (cache_setup(cache, flags, GFP_NOWAIT))
		panic("slab: cannot create %s\n", cache->name);
	list_add_tail(&cache->list, &slab_caches);
	slab_merge_add(cache);
	first_arrays(cache);
	kmalloc_caches[type][size->index] = cache;
	slab_boot_record.early_off_slab |= slab_early_init && slab_off(cache);
	mm_explain(
		"slab: %s: %u bytes, aligned to %u, %u objects in 2^%u pages, descriptor %s-slab",
		cache->name, cache->size, cache->align, cache->num, cache->gfporder,
		slab_off(cache) ? "off" : "on");
}

static const struct kmalloc_size *__init size_for(size_t bytes)
{
	const struct kmalloc_size *size = kmalloc_sizes;

	while (size->bytes < bytes)
		size++;
	return size;
}

static void __init create_kmalloc_caches(void)
{
	const struct kmalloc_size *arrays = size_for(sizeof(struct arraycache_init));
	const struct kmalloc_size *nodes = size_for(sizeof(struct kmem_cache_node)), *size;
	int type;

	create_kmalloc(arrays, KMALLOC_NORMAL);
	slab_boot_record.arrays_from = kmalloc_caches[KMALLOC_NORMAL][arrays->index];
	mm_explain("slab: arrays can be allocated now (%s)", arrays->name[KMALLOC_NORMAL]);
	slab_state = PARTIAL;
	create_kmalloc(nodes, KMALLOC_NORMAL);
	slab_boot_record.nodes_from = kmalloc_caches[KMALLOC_NORMAL][nodes->index];
	mm_explain("slab: node structures can be allocated now (%s)", nodes->name[KMALLOC_NORMAL]);
	slab_state = PARTIAL_NODE;
	slab_early_init = false;
	for (type = 0; type < NR_KMALLOC_TYPES; type++) {
		for (size = kmalloc_sizes; size->bytes != ULONG_MAX; size++)
			create_kmalloc(size, type);
	}
}

/* ---- step 5: nothing static is left --------------------------------------------- */

static void __init replace_array(struct kmem_cache *cache)
{
	unsigned int cpu = raw_smp_processor_id();
	struct arraycache_init *old = (struct arraycache_init *)cache->cpu[cpu], *copy;
	unsigned long flags;

	copy = slab_internal_alloc(sizeof(*copy), GFP_NOWAIT, NUMA_NO_NODE);
	BUG_ON(!copy);
	local_irq_save(flags);
	memcpy(copy, old, sizeof(*copy));
	cache->cpu[cpu] = &copy->cache;
	slab_publish(cache, cpu);
	local_irq_restore(flags);
	mm_explain("slab: %s: static array replaced by one from kmalloc", cache->name);
}

static void __init move_list(struct list_head *from, struct list_head *to)
{
	INIT_LIST_HEAD(to);
	list_splice_init(from, to);
}

static void __init replace_node(struct kmem_cache *cache, int nid)
{
	struct kmem_cache_node *old = cache->node[nid], *copy;
	unsigned long flags;

	copy = slab_internal_alloc(sizeof(*copy), GFP_NOWAIT, nid);
	BUG_ON(!copy);
	local_irq_save(flags);
	memcpy(copy, old, sizeof(*copy));
	/* A lock is never copied: this one has never been held. */
	spin_lock_init(&copy->list_lock);
	move_list(&old->partial, &copy->partial);
	move_list(&old->full, &copy->full);
	move_list(&old->free, &copy->free);
	cache->node[nid] = copy;
	local_irq_restore(flags);
	mm_explain("slab: %s: static structure of node %d replaced, lists moved, lock made anew",
		   cache->name, nid);
}

static bool __init is_static_node(const struct kmem_cache_node *node)
{
	return node >= &static_nodes[0][0] &&
	       node < &static_nodes[0][0] + sizeof(static_nodes) / sizeof(static_nodes[0][0]);
}

/** slab_has_static_parts() - does @cache still use memory of the bootstrap? */
bool slab_has_static_parts(const struct kmem_cache *cache)
{
	const struct array_cache *ac = cache->cpu[raw_smp_processor_id()];
	int nid;

	for_each_online_node(nid) {
		if (is_static_node(cache->node[nid]))
			return true;
	}
	return ac == &static_arrays[0].cache || ac == &static_arrays[1].cache;
}

static void __init replace_static_parts(void)
{
	struct kmem_cache *cache;
	int nid;

	list_for_each_entry(cache, &slab_caches, list) {
		struct array_cache *ac = cache->cpu[raw_smp_processor_id()];

		if (ac == &static_arrays[0].cache || ac == &static_arrays[1].cache)
			replace_array(cache);
		for_each_online_node(nid) {
			if (is_static_node(cache->node[nid]))
				replace_node(cache, nid);
		}
	}
}

/* ---- step 6: full arrays ------------------------------------------------------------ */

static void __init enable_arrays(struct kmem_cache *cache)
{
	unsigned int cpu = raw_smp_processor_id();
	struct array_cache *first = cache->cpu[cpu], *full;
	int nid;

	array_sizes(cache);
	full = array_alloc(cache, NUMA_NO_NODE, cache->limit, cache->batchcount, GFP_NOWAIT);
	BUG_ON(!full);
	cache->cpu[cpu] = full;
	slab_publish(cache, cpu);
	array_drain(cache, first, numa_mem_id());
	kfree(first);
	for_each_online_node(nid)
		BUG_ON(node_setup(cache, nid, GFP_NOWAIT));
	node_set_free_limit(cache);
	mm_explain("slab: %s: arrays of %u, batchcount %u, shared %u", cache->name, cache->limit,
		   cache->batchcount, cache->shared);
}

/**
 * kmem_cache_init() - kmalloc() works when it returns
 *
 * Context: CPU 0, alone, after the page allocator is up.
 */
void __init kmem_cache_init(void)
{
	struct kmem_cache *cache;

	if (totalram_pages() > (32ul << 20) >> PAGE_SHIFT)
		slab_break_gfp_order = 1;
	slab_numbers_init();
	create_cache_cache();
	create_kmalloc_caches();
	replace_static_parts();
	list_for_each_entry(cache, &slab_caches, list)
		enable_arrays(cache);
	kmalloc_fill_table();
	slab_state = UP;
	pr_info("SLAB: kmalloc to %lu bytes from caches, HWalign=%d, Order=0-%u, CPUs=%u, "
		"Nodes=%u\n",
		KMALLOC_MAX_CACHE_SIZE, cache_line_size(), slab_break_gfp_order, nr_cpu_ids,
		nr_node_ids);
}

/** kmem_cache_init_late() - CPUs may come and go from now on */
void __init kmem_cache_init_late(void)
{
	slab_cpuhp_init();
	slab_state = FULL;
	mm_explain("slab: the callbacks for CPUs that come and go are registered");
}
