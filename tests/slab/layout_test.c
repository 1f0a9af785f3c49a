// SPDX-License-Identifier: MIT
/*
 * layout_test.c - how objects lie in a slab, against the definition
 *
 * cache_estimate() is compared with counting upward, for every size and
 * order; caches of many sizes are made and their objects' addresses checked.
 */
#include <kunit/test.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"

/* The formula, by trying one object more until it does not fit. */
static unsigned int estimate_by_force(unsigned int order, size_t size, size_t align, bool off)
{
	size_t bytes = PAGE_SIZE << order;
	unsigned int num = 0;

	while (num < SLAB_LIMIT) {
		size_t head =
			off ? 0
			    : ALIGN(sizeof(struct slab) + (num + 1) * sizeof(kmem_bufctl_t), align);

		if (head + (num + 1) * size > bytes)
			break;
		num++;
	}
	return num;
}

static size_t rest_by_force(unsigned int order, size_t size, size_t align, bool off,
			    unsigned int num)
{
	size_t head = off || !num ? 0
				  : ALIGN(sizeof(struct slab) + num * sizeof(kmem_bufctl_t), align);

	return (PAGE_SIZE << order) - head - num * size;
}

static bool estimate_is_right(unsigned int order, size_t size, size_t align, bool off)
{
	unsigned int num, want = estimate_by_force(order, size, align, off);
	size_t rest;

	cache_estimate(order, size, align, off, &rest, &num);
	return num == want && rest == rest_by_force(order, size, align, off, num);
}

static void estimate_equals_brute_force(struct kunit *test)
{
	static const size_t aligns[] = { 8, 16, 32, 64, 4096 };
	unsigned int order, i;
	size_t size;

	for (order = 0; order <= 5; order++) {
		for (size = 8; size <= 128 << 10; size += size < 4096 ? 8 : 56) {
			for (i = 0; i < ARRAY_SIZE(aligns); i++) {
				if (!estimate_is_right(order, size, aligns[i], false))
					KUNIT_FAIL_AND_ABORT(test,
							     "on-slab, order %u size %zu align %zu",
							     order, size, aligns[i]);
			}
			if (!estimate_is_right(order, size, 8, true))
				KUNIT_FAIL_AND_ABORT(test, "off-slab, order %u size %zu", order,
						     size);
		}
	}
}

static void estimate_takes_sizes_that_are_no_multiple_of_the_word(struct kunit *test)
{
	unsigned int order;
	size_t size;

	for (order = 0; order <= 5; order++) {
		for (size = 1; size <= 128 << 10; size += size < 700 ? 1 : 509) {
			if (!estimate_is_right(order, size, 1, false) ||
			    !estimate_is_right(order, size, 1, true))
				KUNIT_FAIL_AND_ABORT(test, "order %u size %zu", order, size);
		}
	}
}

static void line_alignment_packs_small_objects_by_halves(struct kunit *test)
{
	unsigned int line = cache_line_size();

	KUNIT_EXPECT_EQ(test, calculate_alignment(SLAB_HWCACHE_ALIGN, 0, line), line);
	KUNIT_EXPECT_EQ(test, calculate_alignment(SLAB_HWCACHE_ALIGN, 0, line + 1), line);
	KUNIT_EXPECT_EQ(test, calculate_alignment(SLAB_HWCACHE_ALIGN, 0, line / 2 + 1), line);
	KUNIT_EXPECT_EQ(test, calculate_alignment(SLAB_HWCACHE_ALIGN, 0, line / 2), line / 2);
	KUNIT_EXPECT_EQ(test, calculate_alignment(SLAB_HWCACHE_ALIGN, 0, line / 4), line / 4);
	KUNIT_EXPECT_EQ(test, calculate_alignment(0, 0, 3), 8u);
	KUNIT_EXPECT_EQ(test, calculate_alignment(0, 128, 3), 128u);
	KUNIT_EXPECT_EQ(test, calculate_alignment(SLAB_HWCACHE_ALIGN, 256, 3), 256u);
}

/* Take @nr objects of a new cache; all addresses must be multiples of @align. */
static void expect_aligned(struct kunit *test, unsigned int size, unsigned int align,
			   slab_flags_t flags, unsigned int want)
{
	struct kmem_cache *cache =
		kmem_cache_create("layout_align", size, align, flags | SLAB_NO_MERGE, NULL);
	void *object[40];
	int i;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (i = 0; i < ARRAY_SIZE(object); i++) {
		object[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, object[i]);
		if ((unsigned long)object[i] % want)
			KUNIT_FAIL(test, "size %u align %u: object at %px", size, align, object[i]);
	}
	for (i = 0; i < ARRAY_SIZE(object); i++)
		kmem_cache_free(cache, object[i]);
	kmem_cache_destroy(cache);
}

static void objects_are_aligned_as_asked(struct kunit *test)
{
	unsigned int size, align;

	for (size = 1; size <= 600; size += 37) {
		for (align = 1; align <= 1024; align *= 4)
			expect_aligned(test, size, align, 0, align);
		expect_aligned(test, size, 0, SLAB_HWCACHE_ALIGN,
			       size > cache_line_size() / 2 ? cache_line_size() : 8);
	}
	expect_aligned(test, 5000, 64, 0, 64);
}

/* Is the fast check right about every byte address of a slab of @cache? */
static bool interior_check_is_exact(struct kmem_cache *cache, unsigned int colour)
{
	u64 bias = slab_bias(cache, colour);
	u64 start = (u64)colour * cache->colour_off + (slab_off(cache) ? 0 : cache->slab_size);
	u64 offset;

	for (offset = 0; offset <= cache->mask; offset++) {
		bool fast = offset * cache->magic - bias < cache->bound;
		bool exact = offset >= start && (offset - start) % cache->size == 0 &&
			     (offset - start) / cache->size < cache->num;

		if (fast != exact)
			return false;
	}
	return true;
}

static void interior_check_by_multiplication_is_exact(struct kunit *test)
{
	unsigned int size, colour;

	for (size = 1; size <= 9000; size += size < 300 ? 7 : 331) {
		struct kmem_cache *cache =
			kmem_cache_create("layout_magic", size, 0, SLAB_NO_MERGE, NULL);

		KUNIT_ASSERT_NOT_NULL(test, cache);
		for (colour = 0; colour < cache->colours; colour += 1 + cache->colours / 4) {
			if (!interior_check_is_exact(cache, colour))
				KUNIT_FAIL(test, "size %u colour %u", size, colour);
		}
		kmem_cache_destroy(cache);
	}
}

static void index_by_multiplication_equals_division(struct kunit *test)
{
	unsigned int size, offset;

	for (size = 8; size <= 10000; size += 8) {
		struct reciprocal_value r = reciprocal_value(size);

		for (offset = 0; offset < 64 << 10; offset += 61) {
			if (reciprocal_divide(offset, r) != offset / size)
				KUNIT_FAIL_AND_ABORT(test, "%u / %u", offset, size);
		}
	}
}

static void descriptor_is_off_slab_from_an_eighth_of_a_page(struct kunit *test)
{
	struct kmem_cache *small =
		kmem_cache_create("layout_small", PAGE_SIZE / 8 - 8, 0, SLAB_NO_MERGE, NULL);
	struct kmem_cache *large =
		kmem_cache_create("layout_large", PAGE_SIZE / 8, 512, SLAB_NO_MERGE, NULL);

	KUNIT_ASSERT_NOT_NULL(test, small);
	KUNIT_ASSERT_NOT_NULL(test, large);
	KUNIT_EXPECT_FALSE(test, slab_off(small));
	KUNIT_EXPECT_TRUE(test, slab_off(large));
	KUNIT_EXPECT_EQ(test, large->num,
			(unsigned int)(PAGE_SIZE << large->gfporder) / large->size);
	KUNIT_EXPECT_FALSE(test, slab_off(large->slabp_cache));
	kmem_cache_destroy(small);
	kmem_cache_destroy(large);
}

static void descriptor_lies_outside_of_the_objects(struct kunit *test)
{
	static const unsigned int sizes[] = { 24, 100, 256, 512, 700, 2000, 4096 };
	int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct kmem_cache *cache =
			kmem_cache_create("layout_where", sizes[i], 0, SLAB_NO_MERGE, NULL);
		void *object = kmem_cache_alloc(cache, GFP_KERNEL), *start, *end;
		struct slab *slab = object_to_slab(object);

		start = slab->s_mem;
		end = start + (size_t)cache->num * cache->size;
		KUNIT_EXPECT_TRUE(test, (void *)(slab_bufctl(slab) + cache->num) <= start ||
						(void *)slab >= end);
		KUNIT_EXPECT_TRUE(test, slab_is_object(cache, slab, object));
		KUNIT_EXPECT_EQ(test, slab_off(cache),
				virt_to_head_page(slab) != virt_to_head_page(object));
		kmem_cache_free(cache, object);
		kmem_cache_destroy(cache);
	}
}

static void slabs_take_colours_in_turn(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("layout_colour", 700, 0, SLAB_NO_MERGE, NULL);
	struct kmem_cache_node *node;
	unsigned int i, colours;
	int nid = numa_mem_id();

	KUNIT_ASSERT_NOT_NULL(test, cache);
	colours = cache->colours;
	KUNIT_EXPECT_GT(test, colours, 1u);
	KUNIT_EXPECT_LE(test, colours, cache->colour);
	node = cache->node[nid];
	for (i = 0; i < 2 * colours + 1; i++) {
		struct slab *slab;

		KUNIT_ASSERT_EQ(test, cache_grow(cache, GFP_KERNEL, nid), nid);
		slab = list_last_entry(&node->free, struct slab, list);
		KUNIT_EXPECT_EQ(test, (unsigned int)slab->colour, i % colours);
		KUNIT_EXPECT_EQ(test, (unsigned long)slab->s_mem % (PAGE_SIZE << cache->gfporder),
				(unsigned long)slab->colour * cache->colour_off +
					(slab_off(cache) ? 0 : cache->slab_size));
	}
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	kmem_cache_destroy(cache);
}

static void order_wastes_at_most_an_eighth(struct kunit *test)
{
	unsigned int size, num;
	size_t rest;

	for (size = 8; size < 20000; size += 200) {
		struct kmem_cache *cache =
			kmem_cache_create("layout_order", size, 0, SLAB_NO_MERGE, NULL);
		unsigned int order = cache->gfporder;

		cache_estimate(order, cache->size, cache->align, slab_off(cache), &rest, &num);
		if (order < slab_break_gfp_order)
			KUNIT_EXPECT_LE(test, rest * 8, PAGE_SIZE << order);
		if (order > slab_break_gfp_order) {
			cache_estimate(order - 1, cache->size, cache->align, true, &rest, &num);
			KUNIT_EXPECT_EQ(test, num, 0u);
		}
		kmem_cache_destroy(cache);
	}
}

static struct kunit_case cases[] = { KUNIT_CASE(estimate_equals_brute_force),
				     KUNIT_CASE(
					     estimate_takes_sizes_that_are_no_multiple_of_the_word),
				     KUNIT_CASE(line_alignment_packs_small_objects_by_halves),
				     KUNIT_CASE(objects_are_aligned_as_asked),
				     KUNIT_CASE(interior_check_by_multiplication_is_exact),
				     KUNIT_CASE(index_by_multiplication_equals_division),
				     KUNIT_CASE(descriptor_is_off_slab_from_an_eighth_of_a_page),
				     KUNIT_CASE(descriptor_lies_outside_of_the_objects),
				     KUNIT_CASE(slabs_take_colours_in_turn),
				     KUNIT_CASE(order_wastes_at_most_an_eighth),
				     {} };

static struct kunit_suite suite = { .name = "slab.layout", .test_cases = cases };
kunit_test_suite(suite);
