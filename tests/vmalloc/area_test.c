// SPDX-License-Identifier: MIT
/*
 * area_test.c - tests mm/vmalloc/area.c
 *
 * A window at the end of the vmalloc range that nobody else uses. The reference
 * is a byte a page and a search from the start.
 */
#include <linux/bitops.h>
#include <linux/io.h>
#include "vm_test.h"
#include "../../mm/vmalloc/area.h"

#define WINDOW_PAGES 4096ul
#define WINDOW_START (VMALLOC_END - (WINDOW_PAGES << PAGE_SHIFT))
#define MAX_AREAS    200

struct model {
	u8 used[WINDOW_PAGES];
	struct vm_struct *areas[MAX_AREAS];
	unsigned int nr;
};

/* First fit by looking at every page: the address, or 0. */
static unsigned long naive_first_fit(const struct model *model, unsigned long pages,
				     unsigned long align)
{
	unsigned long addr = ALIGN(WINDOW_START, align);

	for (; addr + (pages << PAGE_SHIFT) <= VMALLOC_END; addr += align) {
		unsigned long first = (addr - WINDOW_START) >> PAGE_SHIFT;

		if (!memchr_inv(&model->used[first], 0, pages))
			return addr;
	}
	return 0;
}

static void mark(struct model *model, unsigned long addr, unsigned long pages, u8 value)
{
	memset(&model->used[(addr - WINDOW_START) >> PAGE_SHIFT], value, pages);
}

static struct vm_struct *window_area(unsigned long size, unsigned long flags)
{
	return __get_vm_area_caller(size, flags, WINDOW_START, VMALLOC_END,
				    __builtin_return_address(0));
}

static void take_one(struct kunit *test, struct model *model, u64 *random)
{
	unsigned long pages = 1 + next_random(random) % (next_random(random) % 8 ? 12 : 300);
	unsigned long flags = next_random(random) % 4 ? VM_MAP : VM_IOREMAP;
	unsigned long size = pages << PAGE_SHIFT, align = PAGE_SIZE, wanted;
	struct vm_struct *area;

	if (flags == VM_IOREMAP)
		align = 1ul << clamp_t(int, get_count_order_long(size), PAGE_SHIFT,
				       IOREMAP_MAX_ORDER);
	wanted = naive_first_fit(model, pages + 1, align);
	area = window_area(size, flags);
	if ((unsigned long)(area ? area->addr : NULL) != wanted)
		KUNIT_FAIL_AND_ABORT(test, "%lu pages, align %lx: %px, the reference says %lx",
				     pages, align, area ? area->addr : NULL, wanted);
	if (!area)
		return;
	mark(model, wanted, pages + 1, 1);
	model->areas[model->nr++] = area;
}

static void free_one(struct model *model, unsigned int i)
{
	struct vm_struct *area = model->areas[i];

	mark(model, (unsigned long)area->addr, area->size >> PAGE_SHIFT, 0);
	free_vm_area(area);
	vm_unmap_aliases();
	model->areas[i] = model->areas[--model->nr];
}

static void first_fit_equals_a_naive_search(struct kunit *test)
{
	struct model *model = kunit_kzalloc(test, sizeof(*model), GFP_KERNEL);
	u64 random = test->seed;

	KUNIT_ASSERT_NOT_NULL(test, model);
	vm_unmap_aliases();
	for (unsigned int i = 0; i < 4000; i++) {
		bool take = next_random(&random) % 100 < 55;

		if (model->nr == MAX_AREAS || (model->nr && !take))
			free_one(model, next_random(&random) % model->nr);
		else
			take_one(test, model, &random);
		if (i % 250 == 0)
			KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
	}
	while (model->nr)
		free_one(model, 0);
	KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
}

static void a_hole_between_areas_is_filled_first(struct kunit *test)
{
	struct vm_struct *a = window_area(3 * PAGE_SIZE, VM_MAP);
	struct vm_struct *b = window_area(2 * PAGE_SIZE, VM_MAP);
	struct vm_struct *c = window_area(PAGE_SIZE, VM_MAP), *d;
	void *hole = b->addr;

	KUNIT_EXPECT_PTR_EQ(test, b->addr, a->addr + 4 * PAGE_SIZE);
	KUNIT_EXPECT_PTR_EQ(test, c->addr, b->addr + 3 * PAGE_SIZE);
	free_vm_area(b);
	d = window_area(PAGE_SIZE, VM_MAP);
	KUNIT_EXPECT_PTR_NE(test, d->addr, hole); /* not before the flush */
	free_vm_area(d);
	vm_unmap_aliases();
	d = window_area(PAGE_SIZE, VM_MAP);
	KUNIT_EXPECT_PTR_EQ(test, d->addr, hole);
	free_vm_area(a);
	free_vm_area(c);
	free_vm_area(d);
}

static unsigned int areas_in_window(void)
{
	struct vmap_arena *arena = &vmap_arenas[0];
	unsigned int nr = 0;
	struct vmap_area *va;
	unsigned long flags;

	spin_lock_irqsave(&arena->lock, flags);
	list_for_each_entry(va, &arena->areas, list)
		nr += va->va_start >= WINDOW_START;
	spin_unlock_irqrestore(&arena->lock, flags);
	return nr;
}

/* Four neighbours, freed in each of four orders: what waits is one area or, when the
 * neighbour between comes last, two; and none of it can be had before the flush. */
static void freed_neighbours_wait_as_one(struct kunit *test)
{
	static const u8 orders[][4] = {
		{ 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 1, 2, 0, 3 }, { 0, 3, 1, 2 }
	};
	static const unsigned int waiting[] = { 1, 1, 1, 2 };

	for (unsigned int i = 0; i < ARRAY_SIZE(orders); i++) {
		unsigned long lazy, pages = 0;
		struct vm_struct *areas[4], *next;
		void *start;

		vm_unmap_aliases();
		lazy = vmalloc_lazy_pages();
		for (unsigned int k = 0; k < 4; k++) {
			areas[k] = window_area((k + 1) * PAGE_SIZE, VM_MAP);
			pages += k + 2;
		}
		start = areas[0]->addr;
		KUNIT_EXPECT_EQ(test, areas_in_window(), 4u);
		for (unsigned int k = 0; k < 4; k++)
			free_vm_area(areas[orders[i][k]]);
		KUNIT_EXPECT_EQ(test, areas_in_window(), waiting[i]);
		KUNIT_EXPECT_EQ(test, vmalloc_lazy_pages() - lazy, pages);
		next = window_area(PAGE_SIZE, VM_MAP);
		KUNIT_EXPECT_PTR_EQ(test, next->addr, start + (pages << PAGE_SHIFT));
		KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
		free_vm_area(next);
		vm_unmap_aliases();
		KUNIT_EXPECT_EQ(test, areas_in_window(), 0u);
		KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
	}
}

/* Freed while the first is being flushed: it must wait for the next flush. */
static void what_is_freed_later_does_not_join_what_is_flushed(struct kunit *test)
{
	struct vm_struct *a = window_area(PAGE_SIZE, VM_MAP), *b = window_area(PAGE_SIZE, VM_MAP);
	struct vmap_area *va, *next;
	LIST_HEAD(taken);

	vm_unmap_aliases();
	free_vm_area(a);
	vmap_areas_take_waiting(&taken);
	free_vm_area(b);
	KUNIT_EXPECT_EQ(test, areas_in_window(), 2u);
	list_for_each_entry_safe(va, next, &taken, waiting)
		vmap_area_wait(va);
	vm_unmap_aliases();
	KUNIT_EXPECT_EQ(test, areas_in_window(), 0u);
	KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
}

static void ioremap_areas_are_aligned_to_their_size(struct kunit *test)
{
	for (unsigned long pages = 1; pages <= 1024; pages = pages * 2 + 1) {
		unsigned long size = pages << PAGE_SHIFT;
		struct vm_struct *area = get_vm_area(size, VM_IOREMAP);

		KUNIT_ASSERT_NOT_NULL(test, area);
		KUNIT_EXPECT_EQ(test,
				(unsigned long)area->addr %
					(1ul << min(get_count_order_long(size), IOREMAP_MAX_ORDER)),
				0ul);
		free_vm_area(area);
	}
}

static void sizes_of_nothing_and_overflow_are_refused(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, get_vm_area(0, VM_MAP));
	KUNIT_EXPECT_NULL(test, get_vm_area(~0ul, VM_MAP));
	/* Pages alone do not overflow, with the guard page they do. */
	KUNIT_EXPECT_NULL(test, get_vm_area(0ul - PAGE_SIZE, VM_MAP));
}

static void a_full_range_warns_and_names_the_parameter(struct kunit *test)
{
	struct vm_struct *all = window_area((WINDOW_PAGES - 1) << PAGE_SHIFT, VM_MAP);
	u64 seq = log_next_seq();
	char text[96];

	KUNIT_ASSERT_NOT_NULL(test, all);
	KUNIT_EXPECT_NULL(test, window_area(5 * PAGE_SIZE, VM_MAP));
	snprintf(text, sizeof(text),
		 "vmap allocation for size %lu failed: "
		 "use vmalloc=<size> to increase size",
		 6 * PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, logged_since(seq, text));
	free_vm_area(all);
}

static void a_full_range_flushes_what_waits_first(struct kunit *test)
{
	struct vm_struct *all = window_area((WINDOW_PAGES - 1) << PAGE_SHIFT, VM_MAP);

	KUNIT_ASSERT_NOT_NULL(test, all);
	free_vm_area(all);
	all = window_area((WINDOW_PAGES - 1) << PAGE_SHIFT, VM_MAP);
	KUNIT_EXPECT_NOT_NULL(test, all);
	free_vm_area(all);
}

static void any_address_of_an_area_finds_it(struct kunit *test)
{
	struct vm_struct *area = get_vm_area(2 * PAGE_SIZE, VM_MAP);

	KUNIT_ASSERT_NOT_NULL(test, area);
	KUNIT_EXPECT_PTR_EQ(test, find_vm_area(area->addr), area);
	KUNIT_EXPECT_PTR_EQ(test, find_vm_area(area->addr + PAGE_SIZE + 17), area);
	KUNIT_EXPECT_PTR_EQ(test, find_vm_area(area->addr + 2 * PAGE_SIZE), area); /* guard */
	KUNIT_EXPECT_PTR_NE(test, find_vm_area(area->addr + 3 * PAGE_SIZE), area);
	KUNIT_EXPECT_NULL(test, find_vm_area((void *)PAGE_OFFSET));
	KUNIT_EXPECT_EQ(test, get_vm_area_size(area), 2 * PAGE_SIZE);
	KUNIT_EXPECT_NULL(test, remove_vm_area(area->addr + PAGE_SIZE));
	KUNIT_EXPECT_PTR_EQ(test, remove_vm_area(area->addr), area);
	KUNIT_EXPECT_NULL(test, find_vm_area(area->addr));
	KUNIT_EXPECT_NULL(test, remove_vm_area(area->addr));
	kfree(area);
}

/* The warning's first: others use up its rate. */
static struct kunit_case area_cases[] = {
	KUNIT_CASE(a_full_range_warns_and_names_the_parameter),
	KUNIT_CASE(first_fit_equals_a_naive_search),
	KUNIT_CASE(a_hole_between_areas_is_filled_first),
	KUNIT_CASE(freed_neighbours_wait_as_one),
	KUNIT_CASE(what_is_freed_later_does_not_join_what_is_flushed),
	KUNIT_CASE(ioremap_areas_are_aligned_to_their_size),
	KUNIT_CASE(sizes_of_nothing_and_overflow_are_refused),
	KUNIT_CASE(a_full_range_flushes_what_waits_first),
	KUNIT_CASE(any_address_of_an_area_finds_it),
	{},
};

static struct kunit_suite area_suite = { .name = "vmalloc.area", .test_cases = area_cases };
kunit_test_suite(area_suite);
