// SPDX-License-Identifier: MIT
/*
 * report.c - the text of /proc/slabinfo, version 2.1
 *
 * Objects in arrays of CPUs count as active, as they do in Linux: only their
 * owner could tell. Caches are listed in the order of their creation.
 *
 * Locking: slab_mutex for the chain, list_lock for the counts of a node.
 */
#include "slab_internal.h"
#include <linux/seq_file.h>

struct counts {
	unsigned long active_objs, num_objs, active_slabs, num_slabs, shared_avail;
};

static void count(struct kmem_cache *cache, struct counts *sum)
{
	unsigned long flags;
	int nid;

	*sum = (struct counts){ 0 };
	for_each_online_node(nid) {
		struct kmem_cache_node *node = cache->node[nid];

		spin_lock_irqsave(&node->list_lock, flags);
		sum->num_slabs += node->total_slabs;
		sum->active_slabs += node->total_slabs - node->free_slabs;
		sum->active_objs += node->total_slabs * cache->num - node->free_objects;
		if (node->shared)
			sum->shared_avail += node->shared->avail;
		spin_unlock_irqrestore(&node->list_lock, flags);
	}
	sum->num_objs = sum->num_slabs * cache->num;
}

static void show_cache(struct seq_file *m, struct kmem_cache *cache)
{
	struct counts sum;

	count(cache, &sum);
	seq_printf(m, "%-17s %6lu %6lu %6u %4u %4u", cache->name, sum.active_objs, sum.num_objs,
		   cache->size, cache->num, 1u << cache->gfporder);
	seq_printf(m, " : tunables %4u %4u %4u", cache->limit, cache->batchcount, cache->shared);
	seq_printf(m, " : slabdata %6lu %6lu %6lu\n", sum.active_slabs, sum.num_slabs,
		   sum.shared_avail);
}

static void slabinfo_show(struct seq_file *m)
{
	struct kmem_cache *cache;

	seq_puts(m, "slabinfo - version: 2.1\n");
	seq_puts(
		m,
		"# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>");
	seq_puts(m, " : tunables <limit> <batchcount> <sharedfactor>");
	seq_puts(m, " : slabdata <active_slabs> <num_slabs> <sharedavail>\n");
	mutex_lock(&slab_mutex);
	list_for_each_entry(cache, &slab_caches, list)
		show_cache(m, cache);
	mutex_unlock(&slab_mutex);
}
MM_REPORT(slabinfo, slabinfo_show);
