// SPDX-License-Identifier: MIT
/*
 * memblock_test.c - tests mm/memblock/regions.c and iterate.c
 *
 * On arrays of the test's own, held against a bitmap of units: random adds and
 * removes must leave exactly the units that the bitmap says.
 */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/memblock.h>
#include <linux/prandom.h>
#include "../../mm/memblock/memblock_internal.h"

#define UNITS 512
#define UNIT  4096ull

static struct memblock_region regions[UNITS + 8];
static struct memblock_type type = { .regions = regions, .max = UNITS + 8, .name = "test" };

static int clear_type(struct kunit *test)
{
	type.cnt = 0;
	type.total_size = 0;
	memblock_can_resize = false;
	return 0;
}

static void regions_that_touch_become_one(struct kunit *test)
{
	memblock_add_range(&type, 0x1000, 0x1000, 0, 0);
	memblock_add_range(&type, 0x3000, 0x1000, 0, 0);
	KUNIT_EXPECT_EQ(test, type.cnt, 2ul);
	memblock_add_range(&type, 0x2000, 0x1000, 0, 0);
	KUNIT_EXPECT_EQ(test, type.cnt, 1ul);
	KUNIT_EXPECT_EQ(test, regions[0].base, 0x1000ull);
	KUNIT_EXPECT_EQ(test, regions[0].size, 0x3000ull);
}

static void overlapping_adds_keep_the_first_node(struct kunit *test)
{
	memblock_add_range(&type, 0x4000, 0x2000, 1, 0);
	memblock_add_range(&type, 0x1000, 0x8000, 0, 0);
	KUNIT_EXPECT_EQ(test, type.cnt, 3ul);
	KUNIT_EXPECT_EQ(test, regions[1].base, 0x4000ull);
	KUNIT_EXPECT_EQ(test, regions[1].nid, 1);
	KUNIT_EXPECT_EQ(test, type.total_size, 0x8000ull);
}

static void removing_the_middle_cuts_in_two(struct kunit *test)
{
	memblock_add_range(&type, 0x1000, 0x9000, 0, 0);
	memblock_remove_range(&type, 0x3000, 0x2000);
	KUNIT_EXPECT_EQ(test, type.cnt, 2ul);
	KUNIT_EXPECT_EQ(test, regions[0].size, 0x2000ull);
	KUNIT_EXPECT_EQ(test, regions[1].base, 0x5000ull);
	KUNIT_EXPECT_EQ(test, type.total_size, 0x7000ull);
}

static unsigned long wrong_units(const unsigned long *map)
{
	unsigned long i, wrong = 0;

	for (i = 0; i < UNITS; i++) {
		wrong += test_bit(i, map) != (memblock_search(&type, i * UNIT) >= 0);
		wrong += test_bit(i, map) != (memblock_search(&type, i * UNIT + UNIT - 1) >= 0);
	}
	return wrong;
}

static void random_ranges_equal_a_bitmap(struct kunit *test)
{
	DECLARE_BITMAP(map, UNITS) = {};
	struct rnd_state rnd;
	unsigned long i;

	prandom_seed_state(&rnd, 7);
	for (i = 0; i < 3000; i++) {
		unsigned int from = prandom_u32_state(&rnd) % UNITS;
		unsigned int nr = prandom_u32_state(&rnd) % 20;

		nr = min(nr, UNITS - from);
		if (prandom_u32_state(&rnd) & 1) {
			memblock_add_range(&type, from * UNIT, nr * UNIT, 0, 0);
			bitmap_set(map, from, nr);
		} else {
			memblock_remove_range(&type, from * UNIT, nr * UNIT);
			bitmap_clear(map, from, nr);
		}
		if (i % 50 == 0)
			KUNIT_ASSERT_EQ(test, wrong_units(map), 0ul);
	}
	KUNIT_EXPECT_EQ(test, type.total_size, bitmap_weight(map, UNITS) * UNIT);
}

static void the_machines_own_arrays_are_in_order(struct kunit *test)
{
	struct memblock_region *region;
	phys_addr_t total = 0;

	KUNIT_EXPECT_TRUE(test, memblock_check());
	for_each_mem_region(region)
		total += region->size;
	KUNIT_EXPECT_EQ(test, total, memblock_phys_mem_size());
}

/* Free ranges upward and downward are the same, and with the reserved ones make up all. */
static void free_ranges_are_memory_less_reserved(struct kunit *test)
{
	phys_addr_t start, end, up = 0, down = 0, taken = 0;
	struct memblock_region *m, *r;
	u64 i;

	for_each_free_mem_range(i, NUMA_NO_NODE, MEMBLOCK_NONE, &start, &end, NULL)
		up += end - start;
	for_each_free_mem_range_reverse(i, NUMA_NO_NODE, MEMBLOCK_NONE, &start, &end, NULL)
		down += end - start;
	for_each_mem_region(m) {
		for_each_reserved_mem_region(r) {
			start = max(m->base, r->base);
			end = min(region_end(m), region_end(r));
			taken += end > start ? end - start : 0;
		}
	}
	KUNIT_EXPECT_EQ(test, up, down);
	KUNIT_EXPECT_EQ(test, up + taken, memblock_phys_mem_size());
}

static struct kunit_case memblock_cases[] = { KUNIT_CASE(regions_that_touch_become_one),
					      KUNIT_CASE(overlapping_adds_keep_the_first_node),
					      KUNIT_CASE(removing_the_middle_cuts_in_two),
					      KUNIT_CASE(random_ranges_equal_a_bitmap),
					      KUNIT_CASE(the_machines_own_arrays_are_in_order),
					      KUNIT_CASE(free_ranges_are_memory_less_reserved),
					      {} };

static struct kunit_suite memblock_suite = {
	.name = "memblock.regions",
	.init = clear_type,
	.test_cases = memblock_cases,
};
kunit_test_suite(memblock_suite);
