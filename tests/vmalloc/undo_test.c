// SPDX-License-Identifier: MIT
/*
 * undo_test.c - every failure on the way undoes everything (mm/vmalloc)
 *
 * The k-th page, table or small object is refused, for every k, until the call
 * succeeds. After each failure nothing more is held than before: tables that
 * were made stay, for the next mapping there, and are counted as tables.
 */
#include <linux/fault-inject.h>
#include <linux/slab.h>
#include "vm_test.h"

/** struct held - what is compared */
struct held {
	unsigned long used, areas, pages;
};

static struct held look(void)
{
	struct page_states states;

	vm_unmap_aliases();
	slab_shrink_all();
	page_states_count(&states);
	return (struct held){
		.used = states.used,
		.areas = nr_areas(),
		.pages = vmalloc_nr_pages(),
	};
}

static void expect_same(struct kunit *test, struct held before, unsigned int k)
{
	struct held now = look();

	if (now.used != before.used || now.areas != before.areas || now.pages != before.pages)
		KUNIT_FAIL_AND_ABORT(test,
				     "k=%u: pages used %lu, were %lu; areas %lu, were %lu; "
				     "vmalloc pages %lu, were %lu",
				     k, now.used, before.used, now.areas, before.areas, now.pages,
				     before.pages);
}

/*
 * Fail the k-th for k = 1, 2, … until @take succeeds; give back. Return: that k.
 * A failure that is survived (a page taken another way) counts as success only
 * when the trap has not sprung.
 */
static unsigned int fail_each(struct kunit *test, unsigned long (*arm)(unsigned long),
			      void *(*take)(void), void (*give)(void *))
{
	struct held before;
	void *mem;

	mem = take();
	KUNIT_ASSERT_NOT_NULL(test, mem);
	give(mem);
	before = look();
	for (unsigned int k = 1; k < 2000; k++) {
		unsigned long left;

		arm(k);
		mem = take();
		left = arm(0);
		if (mem)
			give(mem);
		expect_same(test, before, k);
		if (mem && left)
			return k;
	}
	KUNIT_FAIL_AND_ABORT(test, "never succeeds");
	return 0;
}

/* Far apart each time, so that tables are missing: a new 1 GiB each call. */
static unsigned long far;

static void *take_vmalloc(void)
{
	unsigned long span = VMALLOC_END - VMALLOC_START;
	unsigned long start = VMALLOC_START + span / 64 * (8 + far++ % 48);

	return __vmalloc_node_range(600 * PAGE_SIZE, 1, start, VMALLOC_END,
				    GFP_KERNEL | __GFP_NOWARN, PAGE_KERNEL, 0, NUMA_NO_NODE, NULL);
}

static void *take_small(void)
{
	return __vmalloc(20 * PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN);
}

static void give_vmalloc(void *mem)
{
	vfree(mem);
}

static void vmalloc_undoes_each_failed_page_or_table(struct kunit *test)
{
	if (totalram_pages() < 8192)
		kunit_skip(test, "little RAM");
	KUNIT_EXPECT_GT(test, fail_each(test, fault_inject_page_after, take_vmalloc, give_vmalloc),
			1u);
	KUNIT_EXPECT_GT(test, fail_each(test, fault_inject_page_after, take_small, give_vmalloc),
			1u);
}

static void vmalloc_undoes_each_failed_object(struct kunit *test)
{
	/* The vm_struct, the area, the array of pages. */
	KUNIT_EXPECT_GE(test, fail_each(test, fault_inject_slab_after, take_small, give_vmalloc),
			4u);
}

static struct page *one_page[1];

static void *take_vmap(void)
{
	return vmap(one_page, 1, VM_MAP, PAGE_KERNEL);
}

static void give_vmap(void *mem)
{
	vunmap(mem);
}

static void vmap_undoes_each_failed_object(struct kunit *test)
{
	one_page[0] = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, one_page[0]);
	KUNIT_EXPECT_GE(test, fail_each(test, fault_inject_slab_after, take_vmap, give_vmap), 3u);
	__free_page(one_page[0]);
}

static struct kunit_case undo_cases[] = {
	KUNIT_CASE(vmalloc_undoes_each_failed_page_or_table),
	KUNIT_CASE(vmalloc_undoes_each_failed_object),
	KUNIT_CASE(vmap_undoes_each_failed_object),
	{},
};

static struct kunit_suite undo_suite = { .name = "vmalloc.undo", .test_cases = undo_cases };
kunit_test_suite(undo_suite);
