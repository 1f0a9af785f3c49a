// SPDX-License-Identifier: MIT
/*
 * leaves_test.c - large leaves, and what happens to one when a page differs
 *
 * The direct map uses leaves of 2 MiB, and of 1 GiB where the CPU has them
 * (-cpu max). Protecting one page splits the leaf that it lies in. CPUs may hold
 * the large translation in their TLBs: each one has used it before, and each
 * must keep to the new one afterwards.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/set_memory.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "probe.h"
#include "tables.h"

#define BLOCK_ORDER (PMD_SHIFT - PAGE_SHIFT)
#define BLOCK_PAGES (1u << BLOCK_ORDER)

/* Of 2 MiB each, linked by page->lru. */
static LIST_HEAD(blocks);
static struct vm_struct *area;

static void free_all(struct kunit *test)
{
	struct page *page, *next;

	if (area)
		free_vm_area(area);
	area = NULL;
	list_for_each_entry_safe(page, next, &blocks, lru) {
		list_del(&page->lru);
		__free_pages(page, BLOCK_ORDER);
	}
}

static unsigned long next_block(void)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY, BLOCK_ORDER);

	if (!page)
		return 0;
	list_add(&page->lru, &blocks);
	return (unsigned long)page_address(page);
}

static unsigned int shift_at(unsigned long addr)
{
	struct pgtable_walk walk;

	return pgtable_walk(addr, &walk) && walk.phys == __pa(addr) ? walk.shift : 0;
}

/* 2 MiB of RAM in a leaf of 1 << @shift bytes. */
static unsigned long block_in_leaf(struct kunit *test, unsigned int shift)
{
	unsigned long nr[3], block = 0;

	count_direct_map(nr);
	if (shift == PMD_SHIFT || nr[2])
		while ((block = next_block()) && shift_at(block) != shift)
			/* Its neighbours will lie in leaves of 2 MiB. */
			if (shift == PMD_SHIFT && shift_at(block) == PUD_SHIFT) {
				KUNIT_ASSERT_EQ(test, set_memory_ro(block, 1), 0);
				KUNIT_ASSERT_EQ(test, set_memory_rw(block, 1), 0);
			}
	if (!block)
		kunit_skip(test, "no free 2 MiB in a leaf of %lu MiB", (1ul << shift) >> 20);
	return block;
}

/* ---- the direct map ------------------------------------------------------------------------ */

static void direct_map_has_large_leaves(struct kunit *test)
{
	unsigned long nr[3];

	count_direct_map(nr);
	kunit_info(test, "direct map: %lu leaves of 4 KiB, %lu of 2 MiB, %lu of 1 GiB", nr[0],
		   nr[1], nr[2]);
	KUNIT_EXPECT_GT(test, nr[1], 0ul);
	/* At boot it is one for each GiB (tests/boot/gva2gpa.py); other cases split some. */
	KUNIT_EXPECT_LE(test, nr[2], x86_has_gbpages ? whole_gibs_of_ram() : 0);
}

/* ---- one page of a leaf ---------------------------------------------------------------------- */

/* Every CPU's TLB holds the large translation, as far as it holds any. */
static void touch_block(void *arg)
{
	const volatile u8 *at = arg;

	for (unsigned int i = 0; i < BLOCK_PAGES; i++)
		(void)at[i * PAGE_SIZE];
}

static void fill_block(unsigned long block)
{
	for (unsigned int i = 0; i < BLOCK_PAGES; i++)
		memset((void *)(block + i * PAGE_SIZE), i % 251, PAGE_SIZE);
	on_each_cpu(touch_block, (void *)block, 1);
}

/* What the first byte of page @i is, unless a probe has written it. */
static bool holds(unsigned long block, unsigned int i)
{
	const u8 *at = (const u8 *)(block + i * PAGE_SIZE);

	return at[1] == i % 251 && at[PAGE_SIZE - 1] == i % 251;
}

/* All pages but @except can be written, by every CPU, and hold what they held. */
static void expect_the_rest_is_writable(struct kunit *test, unsigned long block,
					unsigned int except)
{
	unsigned int i, cpu, trapped = 0, lost = 0;

	for (i = 0; i < BLOCK_PAGES; i++) {
		if (i == except)
			continue;
		for_each_online_cpu(cpu)
			trapped += probe_cpu(cpu, PROBE_WRITE, block + i * PAGE_SIZE).trapped;
		lost += !holds(block, i);
	}
	KUNIT_EXPECT_EQ(test, trapped, 0);
	KUNIT_EXPECT_EQ(test, lost, 0);
}

static void expect_on_each_cpu(struct kunit *test, enum probe_access access, unsigned long addr,
			       u64 error)
{
	struct probe got;
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		got = probe_cpu(cpu, access, addr);
		KUNIT_EXPECT_TRUE_MSG(test, got.trapped, "CPU %u", cpu);
		KUNIT_EXPECT_EQ_MSG(test, got.error, error, "CPU %u", cpu);
		KUNIT_EXPECT_EQ_MSG(test, got.addr, addr, "CPU %u", cpu);
	}
}

/** struct leaf_size - the parameter */
static const struct leaf_size {
	const char *name;
	unsigned int shift;
} sizes[] = { { "1G", PUD_SHIFT }, { "2M", PMD_SHIFT } };
KUNIT_ARRAY_PARAM_DESC(size, sizes, name);

static unsigned long block_for_case(struct kunit *test)
{
	const struct leaf_size *size = test->param_value;
	unsigned long block = block_in_leaf(test, size->shift);

	fill_block(block);
	return block;
}

static void one_page_of_a_leaf_is_made_read_only(struct kunit *test)
{
	unsigned long block = block_for_case(test), addr = block + 77 * PAGE_SIZE;

	KUNIT_ASSERT_EQ(test, set_memory_ro(addr, 1), 0);
	KUNIT_EXPECT_EQ(test, shift_at(addr), PAGE_SHIFT);
	expect_on_each_cpu(test, PROBE_WRITE, addr, PF_PRESENT | PF_WRITE);
	KUNIT_EXPECT_TRUE(test, holds(block, 77));
	expect_the_rest_is_writable(test, block, 77);
	KUNIT_ASSERT_EQ(test, set_memory_rw(addr, 1), 0);
	KUNIT_EXPECT_FALSE(test, probe(PROBE_WRITE, addr).trapped);
	KUNIT_EXPECT_EQ(test, *(u8 *)addr, PROBE_BYTE);
}

static void one_page_of_a_leaf_is_taken_away(struct kunit *test)
{
	unsigned long block = block_for_case(test), addr = block + 3 * PAGE_SIZE;

	KUNIT_ASSERT_EQ(test, set_memory_np(addr, 1), 0);
	expect_on_each_cpu(test, PROBE_READ, addr, 0);
	expect_on_each_cpu(test, PROBE_WRITE, addr + PAGE_SIZE - 1, PF_WRITE);
	expect_the_rest_is_writable(test, block, 3);
	KUNIT_ASSERT_EQ(test, set_memory_p(addr, 1), 0);
	KUNIT_EXPECT_TRUE(test, holds(block, 3));
}

static void one_page_of_a_leaf_is_made_executable(struct kunit *test)
{
	unsigned long block = block_for_case(test), addr = block + 200 * PAGE_SIZE;

	memset((void *)block, 0xc3, BLOCK_PAGES * PAGE_SIZE);
	KUNIT_ASSERT_EQ(test, set_memory_rox(addr, 1), 0);
	KUNIT_EXPECT_FALSE(test, probe(PROBE_EXEC, addr).trapped);
	expect_on_each_cpu(test, PROBE_WRITE, addr, PF_PRESENT | PF_WRITE);
	expect_on_each_cpu(test, PROBE_EXEC, addr + PAGE_SIZE, PF_PRESENT | PF_EXEC);
	expect_on_each_cpu(test, PROBE_EXEC, addr - 1, PF_PRESENT | PF_EXEC);
	KUNIT_ASSERT_EQ(test, set_memory_nx(addr, 1), 0);
	KUNIT_ASSERT_EQ(test, set_memory_rw(addr, 1), 0);
	expect_on_each_cpu(test, PROBE_EXEC, addr, PF_PRESENT | PF_EXEC);
}

/* A leaf of 1 GiB falls into leaves of 2 MiB, and only one of those into pages. */
static void split_goes_no_further_than_it_must(struct kunit *test)
{
	unsigned long block = block_for_case(test), gib = block & PUD_MASK, addr;
	const struct leaf_size *size = test->param_value;
	unsigned int other = 0, split = 0;

	KUNIT_ASSERT_EQ(test, set_memory_ro(block, 1), 0);
	for (addr = gib; addr < gib + PUD_SIZE; addr += PMD_SIZE) {
		unsigned int shift = shift_at(addr);

		split += addr == block && shift == PAGE_SHIFT;
		other += addr != block && shift == PMD_SHIFT;
	}
	KUNIT_EXPECT_EQ(test, split, 1);
	if (size->shift == PUD_SHIFT)
		KUNIT_EXPECT_EQ(test, other, 511);
	KUNIT_ASSERT_EQ(test, set_memory_rw(block, 1), 0);
}

/* ---- vmalloc --------------------------------------------------------------------------- */

static void one_page_of_a_leaf_in_vmalloc_is_protected(struct kunit *test)
{
	unsigned long block = block_in_leaf(test, PMD_SHIFT), base, addr;
	struct pgtable_walk walk;

	area = get_vm_area(PMD_SIZE, VM_IOREMAP);
	KUNIT_ASSERT_NOT_NULL(test, area);
	base = (unsigned long)area->addr;
	addr = base + 9 * PAGE_SIZE;
	KUNIT_ASSERT_EQ(test,
			vmap_range(base, base + PMD_SIZE, __pa(block), PAGE_KERNEL, PMD_SHIFT), 0);
	KUNIT_ASSERT_TRUE(test, pgtable_walk(addr, &walk));
	KUNIT_ASSERT_EQ(test, walk.shift, PMD_SHIFT);
	fill_block(base);
	KUNIT_ASSERT_EQ(test, set_memory_ro(addr, 1), 0);
	expect_on_each_cpu(test, PROBE_WRITE, addr, PF_PRESENT | PF_WRITE);
	expect_the_rest_is_writable(test, base, 9);
	/* The same memory at its other address, whose leaf is whole. */
	KUNIT_EXPECT_FALSE(test, probe(PROBE_WRITE, block + 9 * PAGE_SIZE).trapped);
	KUNIT_EXPECT_EQ(test, shift_at(block), PMD_SHIFT);
	free_vm_area(area);
	area = NULL;
	vm_unmap_aliases();
	expect_on_each_cpu(test, PROBE_READ, addr, 0);
	expect_on_each_cpu(test, PROBE_READ, base + PMD_SIZE - 1, 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(direct_map_has_large_leaves),
	KUNIT_CASE_PARAM(one_page_of_a_leaf_is_made_read_only, size_gen_params),
	KUNIT_CASE_PARAM(one_page_of_a_leaf_is_taken_away, size_gen_params),
	KUNIT_CASE_PARAM(one_page_of_a_leaf_is_made_executable, size_gen_params),
	KUNIT_CASE_PARAM(split_goes_no_further_than_it_must, size_gen_params),
	KUNIT_CASE(one_page_of_a_leaf_in_vmalloc_is_protected),
	{}
};

static struct kunit_suite suite = {
	.name = "port.x86.leaves",
	.suite_init = probe_suite_init,
	.suite_exit = probe_suite_exit,
	.exit = free_all,
	.test_cases = cases,
};
kunit_test_suite(suite);
