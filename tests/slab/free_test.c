// SPDX-License-Identifier: MIT
/*
 * free_test.c - what is no live object is reported and refused
 */
#include <kunit/test.h>
#include <linux/vmalloc.h>
#include <quarry/mm_check.h>
#include "../../mm/slab/slab_internal.h"

static struct kmem_cache *cache, *other;

static int make_caches(struct kunit *test)
{
	cache = kmem_cache_create("free_test", 96, 0, SLAB_NO_MERGE, NULL);
	other = kmem_cache_create("free_test_other", 96, 0, SLAB_NO_MERGE, NULL);
	return cache && other ? 0 : -ENOMEM;
}

static void drop_caches(struct kunit *test)
{
	kmem_cache_destroy(cache);
	kmem_cache_destroy(other);
}

static void double_free_is_refused(struct kunit *test)
{
	void *object = kmem_cache_alloc(cache, GFP_KERNEL), *a, *b;

	kmem_cache_free(cache, object);
	kunit_expect_reports(test, 1);
	kmem_cache_free(cache, object);
	a = kmem_cache_alloc(cache, GFP_KERNEL);
	b = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_PTR_NE(test, a, b);
	kmem_cache_free(cache, a);
	kmem_cache_free(cache, b);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void double_kfree_is_refused_for_every_size(struct kunit *test)
{
	size_t size;

	for (size = 8; size <= KMALLOC_MAX_CACHE_SIZE; size *= 2) {
		void *block = kmalloc(size, GFP_KERNEL), *a, *b;

		kfree(block);
		kunit_expect_reports(test, 1);
		kfree(block);
		a = kmalloc(size, GFP_KERNEL);
		b = kmalloc(size, GFP_KERNEL);
		KUNIT_EXPECT_PTR_NE(test, a, b);
		kfree(a);
		kfree(b);
	}
}

static void double_free_after_a_flush_is_refused(struct kunit *test)
{
	void *object = kmem_cache_alloc(cache, GFP_KERNEL),
	     *keep = kmem_cache_alloc(cache, GFP_KERNEL);

	kmem_cache_free(cache, object);
	slab_drain_all(cache);
	kunit_expect_reports(test, 1);
	kmem_cache_free(cache, object);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
	kmem_cache_free(cache, keep);
}

static void interior_pointer_is_refused(struct kunit *test)
{
	char *object = kmem_cache_alloc(cache, GFP_KERNEL);
	unsigned int offset;

	for (offset = 1; offset < 96; offset += 19) {
		kunit_expect_reports(test, 2);
		kmem_cache_free(cache, object + offset);
		kfree(object + offset);
	}
	kmem_cache_free(cache, object);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void pointer_to_the_slabs_descriptor_is_refused(struct kunit *test)
{
	void *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kunit_expect_reports(test, 1);
	kfree(object_to_slab(object));
	kmem_cache_free(cache, object);
}

static void wrong_cache_is_refused(struct kunit *test)
{
	void *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kunit_expect_reports(test, 1);
	kmem_cache_free(other, object);
	kmem_cache_free(cache, object);
	KUNIT_EXPECT_TRUE(test, slab_check_all());
}

static void kfree_takes_objects_of_any_cache(struct kunit *test)
{
	void *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kfree(object);
	KUNIT_EXPECT_PTR_EQ(test, kmem_cache_alloc(cache, GFP_KERNEL), object);
	kfree(object);
}

static void foreign_pointers_are_refused(struct kunit *test)
{
	static int in_the_image;
	int on_the_stack;
	void *pages = (void *)__get_free_pages(GFP_KERNEL, 1);
	void *area = vmalloc(100);

	kunit_expect_reports(test, 7);
	kfree(&in_the_image);
	kfree(&on_the_stack);
	kfree((void *)0xdead000000000000ul);
	kfree((void *)4096);
	kfree(pages);
	kfree(area);
	kmem_cache_free(cache, pages);
	free_pages((unsigned long)pages, 1);
	vfree(area);
}

static void write_after_free_is_found_and_the_object_not_given_out(struct kunit *test)
{
	unsigned long *object = kmem_cache_alloc(cache, GFP_KERNEL), *next;

	kmem_cache_free(cache, object);
	object[1] = 0x1234;
	kunit_expect_reports(test, 1);
	next = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_PTR_NE(test, next, object);
	kmem_cache_free(cache, next);
	/* It has been taken out of use: give it back so that the cache can go. */
	object[1] = 0;
	kmem_cache_free(cache, object);
}

static void null_and_zero_size_do_nothing(struct kunit *test)
{
	kfree(NULL);
	kfree(ZERO_SIZE_PTR);
	kfree_sensitive(NULL);
	kvfree(NULL);
	KUNIT_EXPECT_EQ(test, kunit_reports_seen(test), 0ul);
}

static void pointer_into_a_large_block_is_refused(struct kunit *test)
{
	char *block;

	if (KMALLOC_MAX_CACHE_SIZE > KMALLOC_MAX_SIZE / 4)
		kunit_skip(test, "no large blocks in this build");
	block = kmalloc(KMALLOC_MAX_CACHE_SIZE + 1, GFP_KERNEL);
	kunit_expect_reports(test, 3);
	kfree(block + 8);
	kfree(block + PAGE_SIZE);
	kmem_cache_free(cache, block);
	kfree(block);
}

static void large_block_freed_twice_is_refused(struct kunit *test)
{
	void *block;

	if (KMALLOC_MAX_CACHE_SIZE > KMALLOC_MAX_SIZE / 4)
		kunit_skip(test, "no large blocks in this build");
	block = kmalloc(4 * KMALLOC_MAX_CACHE_SIZE, GFP_KERNEL);
	kfree(block);
	kunit_expect_reports(test, 1);
	kfree(block);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(double_free_is_refused),
	KUNIT_CASE(double_kfree_is_refused_for_every_size),
	KUNIT_CASE(double_free_after_a_flush_is_refused),
	KUNIT_CASE(interior_pointer_is_refused),
	KUNIT_CASE(pointer_to_the_slabs_descriptor_is_refused),
	KUNIT_CASE(wrong_cache_is_refused),
	KUNIT_CASE(kfree_takes_objects_of_any_cache),
	KUNIT_CASE(foreign_pointers_are_refused),
	KUNIT_CASE(write_after_free_is_found_and_the_object_not_given_out),
	KUNIT_CASE(null_and_zero_size_do_nothing),
	KUNIT_CASE(pointer_into_a_large_block_is_refused),
	KUNIT_CASE(large_block_freed_twice_is_refused),
	{}
};

static struct kunit_suite suite = {
	.name = "slab.free",
	.init = make_caches,
	.exit = drop_caches,
	.test_cases = cases,
};
kunit_test_suite(suite);
