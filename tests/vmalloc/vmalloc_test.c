// SPDX-License-Identifier: MIT
/*
 * vmalloc_test.c - tests mm/vmalloc/vmalloc.c
 */
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <quarry/port.h>
#include "vm_test.h"

static void addresses_are_contiguous_and_hold_what_is_written(struct kunit *test)
{
	const unsigned int nr = 50;
	unsigned long *mem = vmalloc(nr * PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	for (unsigned int i = 0; i < nr * PAGE_SIZE / sizeof(long); i++)
		mem[i] = i * 3;
	for (unsigned int i = 0; i < nr; i++) {
		struct page *page = vmalloc_to_page((char *)mem + i * PAGE_SIZE);
		unsigned long *direct = page_address(page);

		KUNIT_EXPECT_EQ(test, direct[7], (i * PAGE_SIZE / sizeof(long) + 7) * 3);
		KUNIT_EXPECT_EQ(test, vmalloc_to_pfn((char *)mem + i * PAGE_SIZE),
				page_to_pfn(page));
	}
	vfree(mem);
}

/* All there is, the reserves too. */
static unsigned long take_everything(struct list_head *pages)
{
	unsigned long nr = 0;
	struct page *page;

	while ((page = alloc_page(GFP_KERNEL | __GFP_MEMALLOC | __GFP_NOWARN | __GFP_NORETRY))) {
		list_add_tail(&page->lru, pages);
		nr++;
	}
	return nr;
}

static void give_everything(struct list_head *pages)
{
	while (!list_empty(pages)) {
		struct page *page = list_first_entry(pages, struct page, lru);

		list_del(&page->lru);
		__free_page(page);
	}
}

/* Every second frame is free then: no two free pages lie side by side. */
static void free_every_second(struct list_head *pages)
{
	struct list_head *pos, *next;

	list_for_each_safe(pos, next, pages) {
		struct page *page = list_entry(pos, struct page, lru);

		if (page_to_pfn(page) % 2)
			continue;
		list_del(&page->lru);
		__free_page(page);
	}
}

static void scattered_pages_serve_a_large_area(struct kunit *test)
{
	const unsigned int nr = 256;
	unsigned int neighbours = 0;
	LIST_HEAD(pages);
	char *mem;

	KUNIT_ASSERT_GT(test, take_everything(&pages), 8ul * nr);
	free_every_second(&pages);
	mem = __vmalloc(nr * PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN);
	for (unsigned int i = 1; mem && i < nr; i++)
		neighbours += vmalloc_to_pfn(mem + i * PAGE_SIZE) ==
			      vmalloc_to_pfn(mem + (i - 1) * PAGE_SIZE) + 1;
	give_everything(&pages);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_EXPECT_LT(test, neighbours, nr / 4);
	memset(mem, 0x77, nr * PAGE_SIZE);
	vfree(mem);
}

static void zeroing_forms_give_zeros(struct kunit *test)
{
	void *(*const forms[])(unsigned long) = { vzalloc, vmalloc_user, vmalloc_32_user };

	for (unsigned int i = 0; i < ARRAY_SIZE(forms); i++) {
		char *mem = vmalloc(5 * PAGE_SIZE);

		KUNIT_ASSERT_NOT_NULL(test, mem);
		memset(mem, 0xaa, 5 * PAGE_SIZE);
		vfree(mem);
		mem = forms[i](4 * PAGE_SIZE + 100);
		KUNIT_ASSERT_NOT_NULL(test, mem);
		KUNIT_EXPECT_NULL(test, memchr_inv(mem, 0, 4 * PAGE_SIZE + 100));
		vfree(mem);
	}
}

static void every_form_allocates_and_kvfree_takes_it_back(struct kunit *test)
{
	unsigned long held = vmalloc_nr_pages(), huge = ~0ul;
	void *mem[] = {
		vmalloc(100),
		vzalloc(PAGE_SIZE),
		__vmalloc(PAGE_SIZE, GFP_KERNEL),
		vmalloc_node(PAGE_SIZE, 0),
		vzalloc_node(PAGE_SIZE, 0),
		vmalloc_32(PAGE_SIZE),
		vmalloc_huge(PAGE_SIZE, GFP_KERNEL),
		vmalloc_array(10, 100),
		vcalloc(10, 100),
	};

	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held + ARRAY_SIZE(mem));
	for (unsigned int i = 0; i < ARRAY_SIZE(mem); i++) {
		KUNIT_EXPECT_NOT_NULL(test, mem[i]);
		KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(mem[i]));
		kvfree(mem[i]);
	}
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held);
	OPTIMIZER_HIDE_VAR(huge);
	KUNIT_EXPECT_NULL(test, vmalloc_array(huge / 2, 4));
}

static void vmalloc_32_takes_pages_below_4_gib(struct kunit *test)
{
	char *mem = vmalloc_32(20 * PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	for (unsigned int i = 0; i < 20; i++)
		KUNIT_EXPECT_LT(test, vmalloc_to_pfn(mem + i * PAGE_SIZE),
				1ul << (32 - PAGE_SHIFT));
	vfree(mem);
}

static void a_node_is_preferred(struct kunit *test)
{
	for (int nid = 0; nid < MAX_NUMNODES; nid++) {
		void *mem;

		if (!node_online(nid) || !node_state(nid, N_MEMORY))
			continue;
		mem = vmalloc_node(PAGE_SIZE, nid);
		KUNIT_ASSERT_NOT_NULL(test, mem);
		KUNIT_EXPECT_EQ(test, page_to_nid(vmalloc_to_page(mem)), nid);
		vfree(mem);
	}
}

static void the_page_after_an_area_faults(struct kunit *test)
{
	char *mem = vmalloc(2 * PAGE_SIZE - 10);
	struct vm_struct *area;

	KUNIT_ASSERT_NOT_NULL(test, mem);
	area = find_vm_area(mem);
	KUNIT_ASSERT_NOT_NULL(test, area);
	KUNIT_EXPECT_EQ(test, area->size, 3 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, area->nr_pages, 2u);
	KUNIT_EXPECT_TRUE(test, can_read(mem + 2 * PAGE_SIZE - 1));
	KUNIT_EXPECT_FALSE(test, can_read(mem + 2 * PAGE_SIZE));
	/* Whoever reports that fault finds the area and its owner. */
	KUNIT_EXPECT_PTR_EQ(test, find_vm_area(mem + 2 * PAGE_SIZE), area);
	KUNIT_EXPECT_NOT_NULL(test, area->caller);
	vfree(mem);
}

static void a_freed_area_faults_after_the_flush(struct kunit *test)
{
	char *mem = vmalloc(PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	mem[0] = 1;
	vfree(mem);
	vm_unmap_aliases();
	KUNIT_EXPECT_FALSE(test, can_read(mem));
	KUNIT_EXPECT_EQ(test, vmalloc_lazy_pages(), 0ul);
}

static void nothing_and_more_than_ram_are_refused(struct kunit *test)
{
	unsigned long huge = ~0ul;

	OPTIMIZER_HIDE_VAR(huge);
	kunit_expect_reports(test, 1);
	KUNIT_EXPECT_NULL(test, vmalloc(0));
	KUNIT_EXPECT_NULL(test, __vmalloc((totalram_pages() + 1) << PAGE_SHIFT,
					  GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, __vmalloc(huge, GFP_KERNEL | __GFP_NOWARN));
}

static void vfree_of_null_does_nothing(struct kunit *test)
{
	vfree(NULL);
	vfree_atomic(NULL);
}

static void vfree_of_a_bad_address_is_reported(struct kunit *test)
{
	char *mem = vmalloc(2 * PAGE_SIZE);
	u64 seq = log_next_seq();

	KUNIT_ASSERT_NOT_NULL(test, mem);
	kunit_expect_reports(test, 1);
	vfree(mem + 8);
	KUNIT_EXPECT_TRUE(test, logged_since(seq, "Trying to vfree() bad address ("));
	mem[PAGE_SIZE] = 1;
	vfree(mem);
}

static void vfree_of_an_unknown_area_is_reported(struct kunit *test)
{
	char *mem = vmalloc(2 * PAGE_SIZE);
	u64 seq = log_next_seq();

	KUNIT_ASSERT_NOT_NULL(test, mem);
	kunit_expect_reports(test, 3);
	vfree(mem + PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, logged_since(seq, "Trying to vfree() nonexistent vm area ("));
	vfree((void *)PAGE_OFFSET);
	vfree(mem);
	vfree(mem); /* twice */
	KUNIT_EXPECT_TRUE(test, vmalloc_check_all());
}

static void vfree_atomic_is_put_off(struct kunit *test)
{
	unsigned long held;
	char *mem;

	vfree_drain();
	held = vmalloc_nr_pages();
	mem = vmalloc(3 * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	preempt_disable();
	vfree_atomic(mem);
	preempt_enable();
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held + 3);
	KUNIT_EXPECT_EQ(test, vfree_drain(), 1u);
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held);
}

static void free_it(void *arg)
{
	vfree(arg);
}

static void vfree_in_an_interrupt_is_put_off(struct kunit *test)
{
	unsigned long held, tries;
	char *mem;

	if (num_online_cpus() < 2)
		kunit_skip(test, "one CPU: nobody to send an interrupt");
	vfree_drain();
	held = vmalloc_nr_pages();
	mem = vmalloc(PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_ASSERT_EQ(
		test,
		smp_call_function_single(cpumask_any_but(cpu_online_mask, smp_processor_id()),
					 free_it, mem, 1),
		0);
	vfree_drain();
	/* The other CPU's idle loop drains, too, and may just be at it. */
	for (tries = 0; tries < 10000000 && vmalloc_nr_pages() != held; tries++)
		cpu_relax();
	KUNIT_EXPECT_EQ(test, vmalloc_nr_pages(), held);
}

static void vmalloc_in_atomic_context_is_reported(struct kunit *test)
{
	void *mem;

	preempt_disable();
	mem = vmalloc(PAGE_SIZE);
	preempt_enable();
	/* One at the door and one at each allocator below. */
	KUNIT_EXPECT_GE(test, kunit_reports_seen(test), 1ul);
	kunit_expect_reports(test, kunit_reports_seen(test));
	vfree(mem);
}

static void the_module_window_is_an_arena_of_its_own(struct kunit *test)
{
	unsigned long start, end;
	unsigned long *mem;

	port_module_window(&start, &end);
	if (start >= end)
		kunit_skip(test, "no module window");
	mem = __vmalloc_node_range(3 * PAGE_SIZE, 1, start, end, GFP_KERNEL, PAGE_KERNEL, 0,
				   NUMA_NO_NODE, __builtin_return_address(0));
	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_EXPECT_GE(test, (unsigned long)mem, start);
	KUNIT_EXPECT_LE(test, (unsigned long)mem + 3 * PAGE_SIZE, end);
	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(mem));
	KUNIT_EXPECT_TRUE(test, is_vmalloc_or_module_addr(mem));
	mem[700] = 9;
	KUNIT_EXPECT_EQ(
		test, ((unsigned long *)page_address(vmalloc_to_page(mem + 700)))[700 % 512], 9ul);
	vfree(mem);
}

static void alignment_is_honoured(struct kunit *test)
{
	for (unsigned long align = 1; align <= 1ul << 20; align <<= 4) {
		void *mem = __vmalloc_node(PAGE_SIZE, align, GFP_KERNEL, NUMA_NO_NODE, NULL);

		KUNIT_ASSERT_NOT_NULL(test, mem);
		KUNIT_EXPECT_EQ(test, (unsigned long)mem % max(align, PAGE_SIZE), 0ul);
		vfree(mem);
	}
}

static struct kunit_case vmalloc_cases[] = {
	KUNIT_CASE(addresses_are_contiguous_and_hold_what_is_written),
	KUNIT_CASE(scattered_pages_serve_a_large_area),
	KUNIT_CASE(zeroing_forms_give_zeros),
	KUNIT_CASE(every_form_allocates_and_kvfree_takes_it_back),
	KUNIT_CASE(vmalloc_32_takes_pages_below_4_gib),
	KUNIT_CASE(a_node_is_preferred),
	KUNIT_CASE(the_page_after_an_area_faults),
	KUNIT_CASE(a_freed_area_faults_after_the_flush),
	KUNIT_CASE(nothing_and_more_than_ram_are_refused),
	KUNIT_CASE(vfree_of_null_does_nothing),
	KUNIT_CASE(vfree_of_a_bad_address_is_reported),
	KUNIT_CASE(vfree_of_an_unknown_area_is_reported),
	KUNIT_CASE(vfree_atomic_is_put_off),
	KUNIT_CASE(vfree_in_an_interrupt_is_put_off),
	KUNIT_CASE(vmalloc_in_atomic_context_is_reported),
	KUNIT_CASE(the_module_window_is_an_arena_of_its_own),
	KUNIT_CASE(alignment_is_honoured),
	{},
};

static struct kunit_suite vmalloc_suite = {
	.name = "vmalloc.vmalloc",
	.test_cases = vmalloc_cases,
};
kunit_test_suite(vmalloc_suite);
