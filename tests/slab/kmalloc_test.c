// SPDX-License-Identifier: MIT
/*
 * kmalloc_test.c - kmalloc and what is built on it
 */
#include <kunit/test.h>
#include <linux/fault-inject.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include "../../mm/slab/slab_internal.h"

static void index_names_the_smallest_class_that_holds_the_size(struct kunit *test)
{
	size_t size;

	for (size = 1; size <= KMALLOC_MAX_CACHE_SIZE; size++) {
		unsigned int index = __kmalloc_index(size, false), i;
		struct kmem_cache *cache = kmalloc_caches[KMALLOC_NORMAL][index];

		KUNIT_ASSERT_PTR_EQ(test, kmalloc_slab(size, GFP_KERNEL), cache);
		KUNIT_ASSERT_GE(test, kmem_cache_size(cache), size);
		for (i = 1; i <= KMALLOC_SHIFT_HIGH; i++) {
			struct kmem_cache *c = kmalloc_caches[KMALLOC_NORMAL][i];

			if (c != &kmalloc_not_yet && kmem_cache_size(c) >= size)
				KUNIT_ASSERT_LE(test, kmem_cache_size(cache), kmem_cache_size(c));
		}
	}
	KUNIT_EXPECT_EQ(test, kmalloc_index(0), 0u);
	KUNIT_EXPECT_EQ(test, kmalloc_index(96), 1u);
	KUNIT_EXPECT_EQ(test, kmalloc_index(97), 7u);
	KUNIT_EXPECT_EQ(test, kmalloc_index(192), 2u);
}

static void every_size_is_aligned(struct kunit *test)
{
	size_t size;

	for (size = 1; size <= 70000; size += size < 9000 ? 1 : 977) {
		void *block = kmalloc(size, GFP_KERNEL);
		unsigned long address = (unsigned long)block;

		KUNIT_ASSERT_NOT_NULL(test, block);
		KUNIT_ASSERT_EQ(test, address % ARCH_KMALLOC_MINALIGN, 0ul);
		if (is_power_of_2(size) && size >= 8)
			KUNIT_ASSERT_EQ(test, address % size, 0ul);
		if (kmem_cache_size(kmalloc_slab(96, 0)) == ksize(block))
			KUNIT_ASSERT_EQ(test, address % 32, 0ul);
		KUNIT_ASSERT_GE(test, ksize(block), size);
		memset(block, 0xa5, ksize(block));
		kfree(block);
	}
}

static void blocks_lie_in_the_direct_map(struct kunit *test)
{
	static const size_t sizes[] = { 8, 100, 4096, 8192, 100000 };
	int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		char *block = kmalloc(sizes[i], GFP_KERNEL);

		KUNIT_EXPECT_TRUE(test, virt_addr_valid(block));
		KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(block));
		KUNIT_EXPECT_PTR_EQ(test, phys_to_virt(virt_to_phys(block)), (void *)block);
		KUNIT_EXPECT_EQ(test, virt_to_phys(block + sizes[i] - 1) - virt_to_phys(block),
				(phys_addr_t)sizes[i] - 1);
		KUNIT_EXPECT_PTR_EQ(
			test, (char *)page_address(virt_to_page(block)) + offset_in_page(block),
			block);
		kfree(block);
	}
}

static void zero_flag_gives_zeros_over_the_whole_size(struct kunit *test)
{
	size_t size;

	for (size = 1; size <= min(3 * KMALLOC_MAX_CACHE_SIZE, 1ul << 20); size += 1 + size / 3) {
		void *dirty = kmalloc(size, GFP_KERNEL), *block;

		memset(dirty, 0xff, ksize(dirty));
		kfree(dirty);
		block = kzalloc(size, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, block);
		KUNIT_EXPECT_NULL(test, memchr_inv(block, 0, size));
		kfree(block);
	}
}

static void zeroing_comes_after_the_null_check(struct kunit *test)
{
	fault_inject_slab_after(1);
	KUNIT_EXPECT_NULL(test, kzalloc(100, GFP_KERNEL));
	fault_inject_slab_after(0);
}

static void zero_bytes_give_zero_size_ptr(struct kunit *test)
{
	size_t none = 0;

	OPTIMIZER_HIDE_VAR(none);
	KUNIT_EXPECT_PTR_EQ(test, kmalloc(0, GFP_KERNEL), ZERO_SIZE_PTR);
	KUNIT_EXPECT_PTR_EQ(test, kmalloc(none, GFP_KERNEL), ZERO_SIZE_PTR);
	KUNIT_EXPECT_PTR_EQ(test, kcalloc(0, 8, GFP_KERNEL), ZERO_SIZE_PTR);
	KUNIT_EXPECT_EQ(test, ksize(ZERO_SIZE_PTR), (size_t)0);
	KUNIT_EXPECT_EQ(test, ksize(NULL), (size_t)0);
	kfree(ZERO_SIZE_PTR);
	kfree(NULL);
}

/* Objects of all kmalloc caches and slabs of theirs together. */
static unsigned long slabs_of_kmalloc(void)
{
	unsigned long nr = 0;
	int type, i, nid;

	for (type = 0; type < NR_KMALLOC_TYPES; type++) {
		for (i = 1; i <= KMALLOC_SHIFT_HIGH; i++) {
			struct kmem_cache *cache = kmalloc_caches[type][i];

			for_each_online_node(nid) {
				if (cache != &kmalloc_not_yet && cache->node[nid])
					nr += cache->node[nid]->total_slabs;
			}
		}
	}
	return nr;
}

static void large_blocks_come_from_the_page_allocator(struct kunit *test)
{
	unsigned long slabs = slabs_of_kmalloc();
	struct page *page;
	void *block;

	if (KMALLOC_MAX_CACHE_SIZE > KMALLOC_MAX_SIZE / 4)
		kunit_skip(test, "no large blocks in this build");
	block = kmalloc(KMALLOC_MAX_CACHE_SIZE + 1, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, block);
	page = virt_to_page(block);
	KUNIT_EXPECT_EQ(test, slabs_of_kmalloc(), slabs);
	KUNIT_EXPECT_FALSE(test, PageSlab(page));
	KUNIT_EXPECT_EQ(test, (unsigned int)slab_frames[page_to_pfn(page)], FRAME_LARGE);
	KUNIT_EXPECT_EQ(test, ksize(block), (size_t)page_size(page));
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	kfree(block);
	KUNIT_EXPECT_EQ(test, page_count(page), 0);
	KUNIT_EXPECT_EQ(test, (unsigned int)slab_frames[page_to_pfn(page)], FRAME_NONE);
}

static void largest_is_one_block_of_the_top_order(struct kunit *test)
{
	size_t size = KMALLOC_MAX_SIZE + 1, huge = SIZE_MAX;
	void *block = kmalloc(KMALLOC_MAX_SIZE, GFP_KERNEL | __GFP_NOWARN);

	if (block)
		KUNIT_EXPECT_EQ(test, ksize(block), (size_t)KMALLOC_MAX_SIZE);
	kfree(block);
	OPTIMIZER_HIDE_VAR(size);
	OPTIMIZER_HIDE_VAR(huge);
	KUNIT_EXPECT_NULL(test, kmalloc(size, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kmalloc(huge, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 0ul);
}

static void overflowing_products_give_null(struct kunit *test)
{
	size_t many = SIZE_MAX / 8 + 2, n = SIZE_MAX / 2;
	struct {
		long head;
		long tail[];
	} *flexible = NULL;

	OPTIMIZER_HIDE_VAR(many);
	OPTIMIZER_HIDE_VAR(n);
	KUNIT_EXPECT_NULL(test, kmalloc_array(many, 8, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kcalloc(many, 8, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, krealloc_array(NULL, many, 8, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kvmalloc_array(many, 8, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, struct_size(flexible, tail, n), SIZE_MAX);
	KUNIT_EXPECT_NULL(test, kmalloc(struct_size(flexible, tail, n), GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 0ul);
}

static void krealloc_keeps_the_contents(struct kunit *test)
{
	char *block = krealloc(NULL, 10, GFP_KERNEL), *same;
	size_t size;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, block);
	for (i = 0; i < 10; i++)
		block[i] = i;
	same = krealloc(block, 16, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, same, block);
	for (size = 16; size <= 100000; size *= 3) {
		block = krealloc(block, size, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, block);
		for (i = 0; i < 10; i++)
			KUNIT_EXPECT_EQ(test, (int)block[i], i);
	}
	KUNIT_EXPECT_PTR_EQ(test, (void *)krealloc(block, 0, GFP_KERNEL), ZERO_SIZE_PTR);
}

static void failed_krealloc_leaves_the_block(struct kunit *test)
{
	char *block = kmalloc(10, GFP_KERNEL);

	block[0] = 'x';
	fault_inject_slab_after(1);
	KUNIT_EXPECT_NULL(test, krealloc(block, 1000, GFP_KERNEL));
	fault_inject_slab_after(0);
	KUNIT_EXPECT_EQ(test, block[0], 'x');
	kfree(block);
}

static void kfree_sensitive_overwrites(struct kunit *test)
{
	unsigned char *block = kmalloc(64, GFP_KERNEL), *again;
	unsigned long *word;

	memset(block, 0x77, 64);
	kfree_sensitive(block);
	again = kmalloc(64, GFP_KERNEL);
	KUNIT_ASSERT_PTR_EQ(test, again, block);
	/* The allocator's own word has been cleared, too. */
	word = (unsigned long *)again;
	KUNIT_EXPECT_NULL(test, memchr_inv(word, 0, 64));
	kfree(again);
}

static void size_roundup_is_what_ksize_says(struct kunit *test)
{
	size_t size;

	KUNIT_EXPECT_EQ(test, kmalloc_size_roundup(0), (size_t)0);
	for (size = 1; size < 50000; size += 1 + size / 7) {
		void *block = kmalloc(size, GFP_KERNEL);

		KUNIT_EXPECT_EQ(test, kmalloc_size_roundup(size), ksize(block));
		kfree(block);
	}
}

static void types_of_memory_have_caches_of_their_own(struct kunit *test)
{
	void *rcl = kmalloc(100, GFP_KERNEL | __GFP_RECLAIMABLE);
	void *dma = kmalloc(100, GFP_KERNEL | GFP_DMA | __GFP_NOWARN);
	int i;

	KUNIT_EXPECT_STREQ(test, virt_to_head_page(rcl)->slab_cache->name, "kmalloc-rcl-128");
	if (dma) {
		KUNIT_EXPECT_STREQ(test, virt_to_head_page(dma)->slab_cache->name,
				   "dma-kmalloc-128");
		KUNIT_EXPECT_LE(test, (u64)virt_to_phys(dma), 16ull << 20);
	}
	kfree(rcl);
	kfree(dma);
	for (i = 1; i <= KMALLOC_SHIFT_HIGH; i++) {
		KUNIT_EXPECT_EQ(test, kmalloc_caches[KMALLOC_NORMAL][i]->object_size,
				kmalloc_caches[KMALLOC_DMA][i]->object_size);
		KUNIT_EXPECT_PTR_NE(test, kmalloc_caches[KMALLOC_NORMAL][i],
				    kmalloc_caches[KMALLOC_DMA][i]);
		if (kmalloc_caches[KMALLOC_NORMAL][i] == &kmalloc_not_yet)
			break;
	}
}

static void sleeping_flags_in_atomic_context_are_reported(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("atomic_alloc", 64, 0, SLAB_NO_MERGE, NULL);
	void *a, *b;

	preempt_disable();
	a = kmem_cache_alloc(cache, GFP_ATOMIC);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 0ul);
	preempt_enable();
	slab_drain_all(cache);
	kunit_expect_reports(test, 1);
	preempt_disable();
	b = kmem_cache_alloc(cache, GFP_KERNEL);
	preempt_enable();
	kmem_cache_free(cache, a);
	kmem_cache_free(cache, b);
	kmem_cache_destroy(cache);
}

static void node_requests_come_from_the_node(struct kunit *test)
{
	int nid;

	for_each_online_node(nid) {
		void *block = kmalloc_node(200, GFP_KERNEL | __GFP_THISNODE, nid);
		void *large = kmalloc_node(20000, GFP_KERNEL | __GFP_THISNODE | __GFP_NOWARN, nid);

		if (block)
			KUNIT_EXPECT_EQ(test, page_to_nid(virt_to_page(block)), nid);
		if (large)
			KUNIT_EXPECT_EQ(test, page_to_nid(virt_to_page(large)), nid);
		kfree(block);
		kfree(large);
	}
	kfree(kzalloc_node(10, GFP_KERNEL, NUMA_NO_NODE));
	kfree(kcalloc_node(10, 10, GFP_KERNEL, 0));
	kfree(kmalloc_array_node(10, 10, GFP_KERNEL, 0));
}

static void failing_cache_gives_null_and_lives_on(struct kunit *test)
{
	int i;

	for (i = 1; i <= 3; i++) {
		fault_inject_slab_after(1);
		KUNIT_EXPECT_NULL(test, kmalloc(32, GFP_KERNEL));
		fault_inject_slab_after(0);
		kfree(kmalloc(32, GFP_KERNEL));
	}
}

static struct kunit_case cases[] = { KUNIT_CASE(index_names_the_smallest_class_that_holds_the_size),
				     KUNIT_CASE(every_size_is_aligned),
				     KUNIT_CASE(blocks_lie_in_the_direct_map),
				     KUNIT_CASE(zero_flag_gives_zeros_over_the_whole_size),
				     KUNIT_CASE(zeroing_comes_after_the_null_check),
				     KUNIT_CASE(zero_bytes_give_zero_size_ptr),
				     KUNIT_CASE(large_blocks_come_from_the_page_allocator),
				     KUNIT_CASE(largest_is_one_block_of_the_top_order),
				     KUNIT_CASE(overflowing_products_give_null),
				     KUNIT_CASE(krealloc_keeps_the_contents),
				     KUNIT_CASE(failed_krealloc_leaves_the_block),
				     KUNIT_CASE(kfree_sensitive_overwrites),
				     KUNIT_CASE(size_roundup_is_what_ksize_says),
				     KUNIT_CASE(types_of_memory_have_caches_of_their_own),
				     KUNIT_CASE(sleeping_flags_in_atomic_context_are_reported),
				     KUNIT_CASE(node_requests_come_from_the_node),
				     KUNIT_CASE(failing_cache_gives_null_and_lives_on),
				     {} };

static struct kunit_suite suite = { .name = "slab.kmalloc", .test_cases = cases };
kunit_test_suite(suite);
