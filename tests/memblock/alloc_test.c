// SPDX-License-Identifier: MIT
/*
 * alloc_test.c - tests mm/memblock/alloc.c and boot.c
 *
 * On a memblock of the test's own, whose RAM is one block of this machine; the
 * machine itself has long handed its own over.
 */
#include <kunit/test.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <quarry/port.h>
#include "../../mm/memblock/memblock_internal.h"

#define ORDER 6
#define SIZE  (PAGE_SIZE << ORDER)
#define ROOM  16

static struct memblock saved;
static struct memblock_region memory[ROOM], reserved[ROOM];
static struct page *block;
static phys_addr_t base;

/* Lower half on node 0, upper half on node 1. */
static int make_memblock(struct kunit *test)
{
	block = alloc_pages(GFP_KERNEL, ORDER);
	if (!block)
		return -ENOMEM;
	base = page_to_phys(block);
	saved = memblock;
	memblock = (struct memblock){
		.memory = { .regions = memory, .max = ROOM, .name = "memory" },
		.reserved = { .regions = reserved, .max = ROOM, .name = "reserved" },
		.current_limit = MEMBLOCK_ALLOC_ANYWHERE,
	};
	memblock_closed = false;
	memblock_can_resize = false;
	memblock_add_node(base, SIZE / 2, 0, MEMBLOCK_NONE);
	memblock_add_node(base + SIZE / 2, SIZE / 2, 1, MEMBLOCK_NONE);
	return 0;
}

static void drop_memblock(struct kunit *test)
{
	if (!block)
		return;
	KUNIT_EXPECT_TRUE(test, memblock_check());
	memblock = saved;
	memblock_closed = true;
	memblock_can_resize = false;
	__free_pages(block, ORDER);
	block = NULL;
}

static void the_highest_place_is_taken(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, memblock_phys_alloc(100, 64), base + SIZE - 128);
	KUNIT_EXPECT_EQ(test, memblock_phys_alloc(PAGE_SIZE, PAGE_SIZE),
			base + SIZE - 2 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, memblock_phys_alloc(28, 4), base + SIZE - 28);
	KUNIT_EXPECT_EQ(test, memblock_reserved_size(), 100 + PAGE_SIZE + 28);
}

static void bottom_up_takes_the_lowest(struct kunit *test)
{
	memblock_set_bottom_up(true);
	memblock_reserve(base, 100);
	KUNIT_EXPECT_EQ(test, memblock_phys_alloc(8, 64), base + 128);
	KUNIT_EXPECT_EQ(test, memblock_phys_alloc(PAGE_SIZE, PAGE_SIZE), base + PAGE_SIZE);
}

static void a_range_is_kept_to(struct kunit *test)
{
	phys_addr_t low = base + 3 * PAGE_SIZE, high = base + 5 * PAGE_SIZE;

	KUNIT_EXPECT_EQ(test, memblock_phys_alloc_range(PAGE_SIZE, PAGE_SIZE, low, high),
			high - PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, memblock_phys_alloc_range(2 * PAGE_SIZE, 1, low, high), 0ull);
	memblock_set_current_limit(low);
	KUNIT_EXPECT_EQ(test, memblock_phys_alloc(PAGE_SIZE, PAGE_SIZE), low - PAGE_SIZE);
}

static void the_node_asked_for_comes_first_then_any(struct kunit *test)
{
	void *p;

	p = memblock_alloc_node(SIZE / 2, PAGE_SIZE, 0);
	KUNIT_EXPECT_PTR_EQ(test, p, __va(base));
	p = memblock_alloc_exact_nid_raw(PAGE_SIZE, PAGE_SIZE, 0, 0, 0);
	KUNIT_EXPECT_NULL(test, p);
	p = memblock_alloc_node(PAGE_SIZE, PAGE_SIZE, 0);
	KUNIT_EXPECT_PTR_EQ(test, p, __va(base + SIZE - PAGE_SIZE));
}

static void memory_comes_zeroed(struct kunit *test)
{
	char *p;

	memset(__va(base), 0xa5, SIZE);
	p = memblock_alloc(1000, 8);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 1000));
	KUNIT_EXPECT_EQ(test, p[-1], (char)0xa5);
}

static void nothing_left_is_null_and_what_is_freed_comes_again(struct kunit *test)
{
	void *p = memblock_alloc_raw(SIZE / 2, 1), *q = memblock_alloc_raw(SIZE / 2, 1);

	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_NOT_NULL(test, q);
	KUNIT_EXPECT_NULL(test, memblock_alloc_raw(1, 1));
	memblock_free(p, SIZE / 2);
	KUNIT_EXPECT_PTR_EQ(test, memblock_alloc_raw(SIZE / 2, 1), p);
}

/* The arrays begin with room for 16: they move into the RAM, and nothing is lost. */
static void full_arrays_grow_from_the_memory_they_describe(struct kunit *test)
{
	unsigned int i, missing = 0;
	struct memblock_region *region;

	memblock_can_resize = true;
	for (i = 0; i < 500; i++)
		KUNIT_ASSERT_EQ(test, memblock_reserve(base + i * 64, 32), 0);
	KUNIT_EXPECT_PTR_NE(test, memblock.reserved.regions, reserved);
	KUNIT_EXPECT_GE(test, memblock.reserved.max, 500ul);
	for (i = 0; i < 500; i++)
		missing += !memblock_is_reserved(base + i * 64) ||
			   memblock_is_reserved(base + i * 64 + 32);
	KUNIT_EXPECT_EQ(test, missing, 0u);
	for_each_reserved_mem_region(region)
		KUNIT_ASSERT_TRUE(test, memblock_is_region_memory(region->base, region->size));
}

/* The one place left is both where the array would go and what is being reserved. */
static void a_growing_array_keeps_out_of_what_is_being_reserved(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < ROOM - 4; i++)
		memblock_reserve(base + 2 * i * PAGE_SIZE, PAGE_SIZE);
	memblock_can_resize = true;
	memblock_reserve(base + SIZE - 3 * PAGE_SIZE, 3 * PAGE_SIZE);
	KUNIT_EXPECT_PTR_NE(test, memblock.reserved.regions, reserved);
	KUNIT_EXPECT_LT(test, __pa(memblock.reserved.regions), base + SIZE - 3 * PAGE_SIZE);
}

static void expect_region(struct kunit *test, const struct memblock_region *region,
			  phys_addr_t start, phys_addr_t end, int nid)
{
	KUNIT_EXPECT_EQ(test, region->base, start);
	KUNIT_EXPECT_EQ(test, region_end(region), end);
	KUNIT_EXPECT_EQ(test, region->nid, nid);
}

#define PHYS_END (1ull << PHYS_ADDR_MAX_BITS)

/*
 * Unsorted, ragged, overlapping; reserved wins; the first keeps its node; what
 * is above all physical addresses is left out.
 */
static void an_odd_map_is_understood(struct kunit *test)
{
	static const struct boot_mem ranges[] = {
		{ ~0ull - 0x100000, 0x100000, 0, BOOT_MEM_RAM },
		{ 0x900800, 0x100000, 1, BOOT_MEM_RAM },
		{ PHYS_END - 0x2000, 0x5000, 0, BOOT_MEM_RAM },
		{ PHYS_END, 0x5000, 0, BOOT_MEM_RAM },
		{ 0x5000, 0x3001, NUMA_NO_NODE, BOOT_MEM_RESERVED },
		{ 0x1800, 0x9000, NUMA_NO_NODE, BOOT_MEM_RAM },
		{ 0x200000, 0, 0, BOOT_MEM_RAM },
		{ 0x980000, 0x180000, 0, BOOT_MEM_RAM },
		{ 0x300000, 0x7ff, 0, BOOT_MEM_RAM },
		{ 0xff0000, 0x20000, NUMA_NO_NODE, BOOT_MEM_RESERVED },
	};
	const struct boot_info bi = { .mem = ranges, .nr_mem = ARRAY_SIZE(ranges) };
	phys_addr_t start, end, free = 0;
	u64 i;

	if (MAX_NUMNODES < 2)
		kunit_skip(test, "needs a build for 2 nodes");
	memblock_remove(0, ~0ull);
	KUNIT_EXPECT_EQ(test, memblock_phys_mem_size(), 0ull);
	memblock_take_map(&bi);
	memblock_can_resize = false;
	KUNIT_EXPECT_EQ(test, memblock.memory.cnt, 4ul);
	expect_region(test, &memory[0], 0x2000, 0xa000, 0);
	expect_region(test, &memory[1], 0x901000, 0xa00000, 1);
	expect_region(test, &memory[2], 0xa01000, 0xb00000, 0);
	expect_region(test, &memory[3], PHYS_END - 0x2000, PHYS_END, 0);
	for_each_free_mem_range(i, NUMA_NO_NODE, MEMBLOCK_NONE, &start, &end, NULL)
		free += end - start;
	KUNIT_EXPECT_EQ(test, free, memblock_phys_mem_size() - 0x3001);
	KUNIT_EXPECT_FALSE(test, memblock_is_region_reserved(0x2000, 0x3000));
	KUNIT_EXPECT_TRUE(test, memblock_is_region_reserved(0x2000, 0x3001));
}

static void asking_after_the_hand_over_is_reported(struct kunit *test)
{
	memblock_closed = true;
	kunit_expect_reports(test, 1);
	KUNIT_EXPECT_NULL(test, memblock_alloc(64, 64));
}

static struct kunit_case alloc_cases[] = {
	KUNIT_CASE(the_highest_place_is_taken),
	KUNIT_CASE(bottom_up_takes_the_lowest),
	KUNIT_CASE(a_range_is_kept_to),
	KUNIT_CASE(the_node_asked_for_comes_first_then_any),
	KUNIT_CASE(memory_comes_zeroed),
	KUNIT_CASE(nothing_left_is_null_and_what_is_freed_comes_again),
	KUNIT_CASE(full_arrays_grow_from_the_memory_they_describe),
	KUNIT_CASE(a_growing_array_keeps_out_of_what_is_being_reserved),
	KUNIT_CASE(an_odd_map_is_understood),
	KUNIT_CASE(asking_after_the_hand_over_is_reported),
	{}
};

static struct kunit_suite alloc_suite = {
	.name = "memblock.alloc",
	.init = make_memblock,
	.exit = drop_memblock,
	.test_cases = alloc_cases,
};
kunit_test_suite(alloc_suite);
