// SPDX-License-Identifier: MIT
/*
 * nmi_test.c - objects in an NMI: an allocation may fail, a free may not
 */
#include <kunit/test.h>
#include <linux/smp.h>
#include <linux/vmstat.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"
#include "nmi_kinds.h"

/* More than any cache gives, and no more than a build with the largest caches can. */
#define LARGE	    (KMALLOC_MAX_CACHE_SIZE + 1)
#define MAX_OBJECTS 400

static struct kmem_cache *cache;
static void *objects[MAX_OBJECTS];
static unsigned int nr_objects;

static void make_cache(struct kunit *test)
{
	const struct kind *kind = test->param_value ?: &kinds[2];

	cache = kmem_cache_create("nmi_test", kind->size, 0, kind->flags | SLAB_NO_MERGE,
				  kind->ctor);
	KUNIT_ASSERT_NOT_NULL(test, cache);
}

/* Everything is back; then the cache goes without a complaint. */
static void expect_all_back(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
}

static void drop_cache(struct kunit *test)
{
	kmem_cache_destroy(cache);
	cache = NULL;
}

static void take_objects(struct kunit *test, unsigned int nr)
{
	for (nr_objects = 0; nr_objects < nr; nr_objects++) {
		objects[nr_objects] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, objects[nr_objects]);
	}
}

static void give_objects(void *unused)
{
	while (nr_objects)
		kmem_cache_free(cache, objects[--nr_objects]);
}

static void give_objects_in_bulk(void *unused)
{
	kmem_cache_free_bulk(cache, nr_objects, objects);
	nr_objects = 0;
}

static void kfree_objects(void *unused)
{
	while (nr_objects)
		kfree(objects[--nr_objects]);
}

static void give_one(void *object)
{
	kmem_cache_free(cache, object);
}

static void kfree_one(void *object)
{
	kfree(object);
}

static void take_one(void *object)
{
	*(void **)object = kmem_cache_alloc(cache, GFP_ATOMIC);
}

static struct kmem_cache_node *my_node(void)
{
	return cache->node[numa_mem_id()];
}

static bool put_off_here(void)
{
	return !llist_empty(this_cpu_ptr(&slab_put_off));
}

/* Objects in use, as the node's slabs count them. */
static unsigned long used(void)
{
	unsigned long total = 0;
	int nid;

	for_each_online_node(nid)
		total +=
			cache->node[nid]->total_slabs * cache->num - cache->node[nid]->free_objects;
	return total;
}

/* ---- frees ----------------------------------------------------------------------- */

static void objects_freed_in_an_nmi_come_back(struct kunit *test)
{
	make_cache(test);
	take_objects(test, MAX_OBJECTS);
	as_nmi(give_objects, NULL);
	KUNIT_EXPECT_TRUE(test, put_off_here());
	expect_all_back(test);
	KUNIT_EXPECT_FALSE(test, put_off_here());
}

static void the_next_miss_gives_them_back(struct kunit *test)
{
	unsigned long before;
	void *object;

	make_cache(test);
	take_objects(test, 100);
	before = used();
	as_nmi(give_objects, NULL);
	KUNIT_EXPECT_EQ(test, used(), before);
	/* Any cache's: a request for a node goes the long way. */
	object = kmalloc_node(KMALLOC_MAX_CACHE_SIZE, GFP_KERNEL, numa_mem_id());
	KUNIT_EXPECT_FALSE(test, put_off_here());
	KUNIT_EXPECT_EQ(test, used(), before - 100);
	kfree(object);
	expect_all_back(test);
}

static void an_idle_turn_gives_them_back(struct kunit *test)
{
	make_cache(test);
	take_objects(test, 100);
	as_nmi_in_irq(give_objects, NULL);
	slab_drain_requests();
	KUNIT_EXPECT_FALSE(test, put_off_here());
	expect_all_back(test);
}

static void a_slow_free_gives_them_back(struct kunit *test)
{
	unsigned int i;

	make_cache(test);
	take_objects(test, 2 * cache->limit);
	as_nmi(give_one, objects[--nr_objects]);
	/* More than the array holds. */
	for (i = nr_objects; i; i--)
		kmem_cache_free(cache, objects[i - 1]);
	KUNIT_EXPECT_FALSE(test, put_off_here());
	expect_all_back(test);
}

static void the_array_of_the_cpu_is_left_alone(struct kunit *test)
{
	struct array_cache *ac;
	unsigned int avail;
	unsigned long flags;

	if (mm_debug_hooks & MM_HOOKS_SLAB)
		kunit_skip(test, "with tracking there are no hits");
	make_cache(test);
	take_objects(test, 10);
	local_irq_save(flags);
	ac = cache->cpu[raw_smp_processor_id()];
	avail = ac->avail;
	as_nmi(give_objects, NULL);
	local_irq_restore(flags);
	KUNIT_EXPECT_EQ(test, ac->avail, avail);
	KUNIT_EXPECT_PTR_EQ(test, this_cpu_read(slab_arrays), this_cpu_read(slab_task_arrays));
	expect_all_back(test);
}

/* The NMI has come where this CPU holds the list lock. */
static void a_free_does_not_wait_for_a_list_lock(struct kunit *test)
{
	unsigned long flags;

	make_cache(test);
	take_objects(test, MAX_OBJECTS / 2);
	spin_lock_irqsave(&my_node()->list_lock, flags);
	as_nmi(give_objects, NULL);
	spin_unlock_irqrestore(&my_node()->list_lock, flags);
	take_objects(test, MAX_OBJECTS / 2);
	spin_lock_irqsave(&my_node()->list_lock, flags);
	as_nmi_in_irq(give_objects_in_bulk, NULL);
	spin_unlock_irqrestore(&my_node()->list_lock, flags);
	take_objects(test, 7);
	spin_lock_irqsave(&my_node()->list_lock, flags);
	as_nmi(kfree_objects, NULL);
	spin_unlock_irqrestore(&my_node()->list_lock, flags);
	expect_all_back(test);
}

static void kmalloc_blocks_of_all_sizes_come_back(struct kunit *test)
{
	unsigned long held;
	size_t size;
	void *block;

	slab_drain_requests();
	held = global_node_page_state(NR_SLAB_UNRECLAIMABLE_B);
	for (size = 8; size <= 8 * PAGE_SIZE; size *= 2) {
		block = kmalloc(size, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, block);
		memset(block, 0xa5, size);
		as_nmi(kfree_one, block);
	}
	size = LARGE;
	block = kmalloc(size, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_GE(test, global_node_page_state(NR_SLAB_UNRECLAIMABLE_B),
			held + size / PAGE_SIZE);
	as_nmi(kfree_one, block);
	slab_drain_requests();
	slab_shrink_all();
	KUNIT_EXPECT_LE(test, global_node_page_state(NR_SLAB_UNRECLAIMABLE_B), held);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static void free_on_that_cpu(void *unused)
{
	as_nmi(give_objects, NULL);
}

/* Who wants the cache empty does not wait for a CPU that has nothing to do with it. */
static void shrinking_finds_what_other_cpus_put_off(struct kunit *test)
{
	unsigned int other = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());

	if (other >= nr_cpu_ids)
		kunit_skip(test, "needs two CPUs");
	make_cache(test);
	take_objects(test, MAX_OBJECTS);
	KUNIT_ASSERT_EQ(test, smp_call_function_single(other, free_on_that_cpu, NULL, 1), 0);
	expect_all_back(test);
}

/* ---- contents and misuse ----------------------------------------------------------- */

static void free_objects_keep_their_contents(struct kunit *test)
{
	unsigned int i, byte;

	test->param_value = &kinds[3];
	make_cache(test);
	take_objects(test, MAX_OBJECTS);
	as_nmi(give_objects, NULL);
	slab_drain_requests();
	take_objects(test, MAX_OBJECTS);
	for (i = 0; i < nr_objects; i++) {
		for (byte = 0; byte < 96; byte++)
			KUNIT_ASSERT_EQ(test, ((u8 *)objects[i])[byte], 0x5a);
	}
	give_objects(NULL);
	expect_all_back(test);
}

static void a_second_free_is_seen_at_once(struct kunit *test)
{
	make_cache(test);
	take_objects(test, 3);
	kunit_expect_reports(test, 4);
	as_nmi(give_one, objects[1]);
	as_nmi(give_one, objects[1]);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1ul);
	kmem_cache_free(cache, objects[1]);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 2ul);
	slab_drain_requests();
	as_nmi(kfree_one, objects[1]);
	kmem_cache_free(cache, objects[2]);
	as_nmi(give_one, objects[2]);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 4ul);
	kmem_cache_free(cache, objects[0]);
	expect_all_back(test);
}

static void what_is_no_object_is_refused(struct kunit *test)
{
	static struct page *page;
	void *block;

	make_cache(test);
	take_objects(test, 1);
	block = kmalloc(LARGE, GFP_KERNEL);
	page = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_ASSERT_NOT_NULL(test, page);
	kunit_expect_reports(test, 6);
	as_nmi(kfree_one, objects[0] + 4);
	as_nmi(kfree_one, page_address(page));
	as_nmi(kfree_one, block + PAGE_SIZE);
	as_nmi(give_one, block);
	as_nmi(kfree_one, &page);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 5ul);
	as_nmi(kfree_one, block);
	as_nmi(kfree_one, block); /* twice */
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 6ul);
	as_nmi(kfree_one, NULL);
	as_nmi(kfree_one, ZERO_SIZE_PTR);
	__free_page(page);
	give_objects(NULL);
	expect_all_back(test);
}

static void an_object_of_another_cache_is_refused(struct kunit *test)
{
	void *object = kmalloc(200, GFP_KERNEL);

	make_cache(test);
	kunit_expect_reports(test, 1);
	as_nmi(give_one, object);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 1ul);
	kfree(object);
	expect_all_back(test);
}

/* ---- allocations ------------------------------------------------------------------- */

static void an_allocation_takes_what_the_node_has(struct kunit *test)
{
	void *object = NULL;

	make_cache(test);
	take_objects(test, 1);
	give_objects(NULL);
	slab_drain_all(cache);
	as_nmi(take_one, &object);
	if (mm_debug_hooks & MM_HOOKS_SLAB) {
		KUNIT_EXPECT_NULL(test, object);
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, object);
	KUNIT_EXPECT_EQ(test, used(), 1ul);
	if (!cache->ctor)
		memset(object, 0x77, cache->object_size);
	as_nmi(give_one, object);
	expect_all_back(test);
}

static void an_allocation_makes_no_slab_and_waits_for_no_lock(struct kunit *test)
{
	struct kmem_cache_node *node;
	unsigned long flags;
	void *object = cache;

	make_cache(test);
	as_nmi(take_one, &object);
	KUNIT_EXPECT_NULL(test, object);
	take_objects(test, 1);
	node = my_node();
	if (num_online_nodes() > 1)
		return give_objects(NULL);
	slab_drain_all(cache);
	spin_lock_irqsave(&node->list_lock, flags);
	as_nmi(take_one, &object);
	spin_unlock_irqrestore(&node->list_lock, flags);
	KUNIT_EXPECT_NULL(test, object);
	give_objects(NULL);
	expect_all_back(test);
}

static void take_bulk(void *got)
{
	*(int *)got = kmem_cache_alloc_bulk(cache, GFP_ATOMIC, MAX_OBJECTS, objects);
}

static void a_bulk_allocation_gives_all_or_nothing(struct kunit *test)
{
	int got = -1;

	make_cache(test);
	take_objects(test, 3);
	give_objects(NULL);
	slab_drain_all(cache);
	/* There are some, but not as many. */
	as_nmi(take_bulk, &got);
	KUNIT_EXPECT_EQ(test, got, 0);
	expect_all_back(test);
}

static void take_kmalloc(void *block)
{
	*(void **)block = kmalloc(LARGE, GFP_ATOMIC);
	if (*(void **)block)
		memset(*(void **)block, 0x11, LARGE);
}

static void a_large_block_comes_if_the_zone_lock_is_free(struct kunit *test)
{
	void *block = NULL;

	as_nmi(take_kmalloc, &block);
	if (block)
		as_nmi(kfree_one, block);
	else
		KUNIT_EXPECT_TRUE(test, mm_debug_hooks & (MM_HOOKS_SLAB | MM_HOOKS_PAGE));
	slab_drain_requests();
	KUNIT_EXPECT_TRUE(test, page_alloc_check_all());
}

static struct kunit_case cases[] = {
	KUNIT_CASE_PARAM(objects_freed_in_an_nmi_come_back, kind_gen_params),
	KUNIT_CASE(the_next_miss_gives_them_back),
	KUNIT_CASE(an_idle_turn_gives_them_back),
	KUNIT_CASE(a_slow_free_gives_them_back),
	KUNIT_CASE(the_array_of_the_cpu_is_left_alone),
	KUNIT_CASE_PARAM(a_free_does_not_wait_for_a_list_lock, kind_gen_params),
	KUNIT_CASE(kmalloc_blocks_of_all_sizes_come_back),
	KUNIT_CASE(shrinking_finds_what_other_cpus_put_off),
	KUNIT_CASE(free_objects_keep_their_contents),
	KUNIT_CASE_PARAM(a_second_free_is_seen_at_once, kind_gen_params),
	KUNIT_CASE(what_is_no_object_is_refused),
	KUNIT_CASE(an_object_of_another_cache_is_refused),
	KUNIT_CASE_PARAM(an_allocation_takes_what_the_node_has, kind_gen_params),
	KUNIT_CASE(an_allocation_makes_no_slab_and_waits_for_no_lock),
	KUNIT_CASE(a_bulk_allocation_gives_all_or_nothing),
	KUNIT_CASE(a_large_block_comes_if_the_zone_lock_is_free),
	{}
};

static struct kunit_suite suite = {
	.name = "slab.nmi",
	.exit = drop_cache,
	.test_cases = cases,
};
kunit_test_suite(suite);
