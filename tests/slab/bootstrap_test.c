// SPDX-License-Identifier: MIT
/*
 * bootstrap_test.c - what the bootstrap of the slab caches has left behind
 */
#include <kunit/test.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"

static void cache_of_caches_began_with_one_object(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, slab_boot_record.limit, 1u);
	KUNIT_EXPECT_EQ(test, slab_boot_record.batchcount, 1u);
	KUNIT_EXPECT_EQ(test, slab_boot_record.shared, 1u);
	KUNIT_EXPECT_STREQ(test, kmem_cache->name, "kmem_cache");
	/* Static: in the image, not in the direct map. */
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(slab_boot_record.array));
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(slab_boot_record.node));
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(kmem_cache));
}

static void cache_of_caches_is_first_on_the_chain(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, list_first_entry(&slab_caches, struct kmem_cache, list),
			    kmem_cache);
}

static void cache_structure_has_a_pointer_for_each_cpu_and_node(struct kunit *test)
{
	unsigned int num, order;
	size_t rest;

	KUNIT_EXPECT_EQ(test, (size_t)kmem_cache->object_size,
			offsetof(struct kmem_cache, cpu) +
				(nr_cpu_ids + nr_node_ids) * sizeof(void *));
	KUNIT_EXPECT_EQ(test, kmem_cache->size % cache_line_size(), 0u);
	KUNIT_EXPECT_FALSE(test, slab_off(kmem_cache));
	for (order = 0; order < kmem_cache->gfporder; order++) {
		cache_estimate(order, kmem_cache->size, kmem_cache->align, false, &rest, &num);
		KUNIT_EXPECT_TRUE(test, !num || rest * 8 > PAGE_SIZE << order);
	}
}

static void caches_for_arrays_and_nodes_come_first(struct kunit *test)
{
	struct kmem_cache *second = list_next_entry(kmem_cache, list);

	KUNIT_EXPECT_PTR_EQ(test, second, slab_boot_record.arrays_from);
	KUNIT_EXPECT_PTR_EQ(test, slab_boot_record.arrays_from,
			    kmalloc_slab(sizeof(struct arraycache_init), GFP_KERNEL));
	KUNIT_EXPECT_PTR_EQ(test, slab_boot_record.nodes_from,
			    kmalloc_slab(sizeof(struct kmem_cache_node), GFP_KERNEL));
	if (slab_boot_record.nodes_from != slab_boot_record.arrays_from)
		KUNIT_EXPECT_PTR_EQ(test, list_next_entry(second, list),
				    slab_boot_record.nodes_from);
	KUNIT_EXPECT_FALSE(test, slab_boot_record.early_off_slab);
}

static void every_class_exists_once_a_type(struct kunit *test)
{
	static const struct {
		unsigned int index;
		unsigned long bytes;
	} sizes[] = {
#define CACHE(index, bytes, name) { index, bytes },
#include <linux/kmalloc-sizes.h>
	};
	int i, type;

	for (type = 0; type < NR_KMALLOC_TYPES; type++) {
		for (i = 0; i < ARRAY_SIZE(sizes); i++) {
			struct kmem_cache *cache = kmalloc_caches[type][sizes[i].index];

			KUNIT_ASSERT_PTR_NE(test, cache, &kmalloc_not_yet);
			KUNIT_EXPECT_EQ(test, (unsigned long)cache->object_size, sizes[i].bytes);
			KUNIT_EXPECT_EQ(test, !!(cache->flags & SLAB_CACHE_DMA),
					type == KMALLOC_DMA);
			if (i)
				KUNIT_EXPECT_LT(test, sizes[i - 1].bytes, sizes[i].bytes);
		}
	}
	KUNIT_EXPECT_EQ(test, sizes[ARRAY_SIZE(sizes) - 1].bytes, KMALLOC_MAX_CACHE_SIZE);
	KUNIT_EXPECT_EQ(test, kmalloc_caches[KMALLOC_NORMAL][1]->align, 32u);
}

static void nothing_static_is_left(struct kunit *test)
{
	struct kmem_cache *cache;
	int nid;

	list_for_each_entry(cache, &slab_caches, list) {
		KUNIT_EXPECT_FALSE(test, slab_has_static_parts(cache));
		KUNIT_EXPECT_TRUE(test, virt_addr_valid(cache->cpu[raw_smp_processor_id()]));
		for_each_online_node(nid)
			KUNIT_EXPECT_TRUE(test, virt_addr_valid(cache->node[nid]));
	}
	/* What was on the lists then is on them now. */
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void locks_were_made_anew(struct kunit *test)
{
	struct kmem_cache *cache;
	int nid;

	list_for_each_entry(cache, &slab_caches, list) {
		for_each_online_node(nid) {
			struct kmem_cache_node *node = cache->node[nid];
			unsigned long flags;

			KUNIT_ASSERT_FALSE(test, list_empty(&node->partial) &&
							 node->partial.next != &node->partial);
			spin_lock_irqsave(&node->list_lock, flags);
			spin_unlock_irqrestore(&node->list_lock, flags);
		}
	}
}

static void every_cache_has_full_arrays_on_every_cpu(struct kunit *test)
{
	struct kmem_cache *cache;
	unsigned int cpu;

	list_for_each_entry(cache, &slab_caches, list) {
		for_each_online_cpu(cpu) {
			KUNIT_ASSERT_NOT_NULL(test, cache->cpu[cpu]);
			KUNIT_EXPECT_EQ(test, cache->cpu[cpu]->room, cache->limit);
			KUNIT_EXPECT_EQ(test, cache->cpu[cpu]->batchcount, (cache->limit + 1) / 2);
		}
	}
	KUNIT_EXPECT_EQ(test, (int)slab_state, (int)FULL);
	KUNIT_EXPECT_TRUE(test, slab_is_available());
}

static void table_of_numbers_leads_to_the_arrays(struct kunit *test)
{
	struct array_cache **table = slab_table();
	struct kmem_cache *cache;

	KUNIT_EXPECT_PTR_EQ(test, table[FRAME_NONE], &slab_dead_array);
	KUNIT_EXPECT_PTR_EQ(test, table[FRAME_LARGE], &slab_dead_array);
	list_for_each_entry(cache, &slab_caches, list) {
		struct array_cache *ac = table[cache->number];

		KUNIT_EXPECT_EQ(test, cache->number % 2, 0u);
		KUNIT_EXPECT_TRUE(test, ac == &slab_dead_array ||
						ac == cache->cpu[raw_smp_processor_id()]);
	}
}

static struct kunit_case cases[] = { KUNIT_CASE(cache_of_caches_began_with_one_object),
				     KUNIT_CASE(cache_of_caches_is_first_on_the_chain),
				     KUNIT_CASE(
					     cache_structure_has_a_pointer_for_each_cpu_and_node),
				     KUNIT_CASE(caches_for_arrays_and_nodes_come_first),
				     KUNIT_CASE(every_class_exists_once_a_type),
				     KUNIT_CASE(nothing_static_is_left),
				     KUNIT_CASE(locks_were_made_anew),
				     KUNIT_CASE(every_cache_has_full_arrays_on_every_cpu),
				     KUNIT_CASE(table_of_numbers_leads_to_the_arrays),
				     {} };

static struct kunit_suite suite = { .name = "slab.bootstrap", .test_cases = cases };
kunit_test_suite(suite);
