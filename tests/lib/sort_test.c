// SPDX-License-Identifier: MIT
/*
 * sort_test.c - tests of lib/sort.c and lib/list_sort.c
 */
#include <kunit/test.h>
#include <linux/bsearch.h>
#include <linux/list_sort.h>
#include <linux/prandom.h>
#include <linux/sort.h>

#define MAX_ELEMENTS 300

static int comparisons;

static int cmp_u32(const void *a, const void *b)
{
	u32 x = *(const u32 *)a, y = *(const u32 *)b;

	comparisons++;
	return x < y ? -1 : x > y;
}

static int cmp_u32_direction(const void *a, const void *b, const void *priv)
{
	return cmp_u32(a, b) * *(const int *)priv;
}

static void sort_orders_arrays_of_any_length(struct kunit *test)
{
	u32 values[MAX_ELEMENTS], n, i;
	struct rnd_state rnd;
	u64 sum, xor;

	prandom_seed_state(&rnd, test->seed);
	for (n = 0; n <= MAX_ELEMENTS; n += 1 + n / 8) {
		for (sum = xor = i = 0; i < n; i++) {
			values[i] = prandom_u32_state(&rnd) % (n | 1);
			sum += values[i];
			xor ^= values[i];
		}
		sort(values, n, sizeof(values[0]), cmp_u32, NULL);
		for (i = 0; i < n; i++) {
			sum -= values[i];
			xor ^= values[i];
			KUNIT_ASSERT_TRUE(test, !i || values[i - 1] <= values[i]);
		}
		KUNIT_EXPECT_EQ(test, sum, 0ull);
		KUNIT_EXPECT_EQ(test, xor, 0ull);
	}
}

static void sort_needs_few_comparisons_in_the_worst_orders(struct kunit *test)
{
	u32 values[256], i, order;

	for (order = 0; order < 3; order++) {
		for (i = 0; i < 256; i++)
			values[i] = order == 0 ? i : order == 1 ? 256 - i : 7;
		comparisons = 0;
		sort(values, 256, sizeof(values[0]), cmp_u32, NULL);
		KUNIT_EXPECT_LE(test, comparisons, 2 * 256 * 8);
	}
}

struct odd_sized {
	char bytes[13];
};

static int cmp_odd(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct odd_sized));
}

static void sort_moves_elements_of_odd_size_whole(struct kunit *test)
{
	struct odd_sized items[50];
	struct rnd_state rnd;
	unsigned int i;

	prandom_seed_state(&rnd, test->seed);
	for (i = 0; i < 50; i++)
		memset(items[i].bytes, prandom_u32_state(&rnd), sizeof(items[i].bytes));
	sort(items, 50, sizeof(items[0]), cmp_odd, NULL);
	for (i = 0; i < 50; i++) {
		KUNIT_EXPECT_NULL(test, memchr_inv(items[i].bytes, items[i].bytes[0], 13));
		KUNIT_EXPECT_TRUE(test, !i || cmp_odd(&items[i - 1], &items[i]) <= 0);
	}
}

static void sort_r_passes_the_private_pointer(struct kunit *test)
{
	u32 values[] = { 3, 1, 4, 1, 5, 9, 2, 6 };
	int direction = -1;
	unsigned int i;

	sort_r(values, ARRAY_SIZE(values), sizeof(values[0]), cmp_u32_direction, NULL, &direction);
	for (i = 1; i < ARRAY_SIZE(values); i++)
		KUNIT_EXPECT_GE(test, values[i - 1], values[i]);
}

static void bsearch_finds_what_is_there(struct kunit *test)
{
	u32 values[100], i, key;

	for (i = 0; i < 100; i++)
		values[i] = 2 * i;
	for (key = 0; key < 200; key++)
		KUNIT_EXPECT_PTR_EQ(test, (u32 *)bsearch(&key, values, 100, sizeof(u32), cmp_u32),
				    key % 2 ? NULL : &values[key / 2]);
	KUNIT_EXPECT_NULL(test, bsearch(&key, values, 0, sizeof(u32), cmp_u32));
}

struct list_item {
	struct list_head link;
	u32 key, serial;
};

static int cmp_items(void *priv, const struct list_head *a, const struct list_head *b)
{
	return (int)list_entry(a, struct list_item, link)->key -
	       (int)list_entry(b, struct list_item, link)->key;
}

static void list_sort_is_stable_for_any_length(struct kunit *test)
{
	static struct list_item items[MAX_ELEMENTS];
	struct list_item *item, *prev;
	struct rnd_state rnd;
	u32 n, i, count;

	prandom_seed_state(&rnd, test->seed);
	for (n = 0; n <= MAX_ELEMENTS; n += 1 + n / 8) {
		LIST_HEAD(head);

		for (i = 0; i < n; i++) {
			items[i].key = prandom_u32_state(&rnd) % 20;
			items[i].serial = i;
			list_add_tail(&items[i].link, &head);
		}
		list_sort(NULL, &head, cmp_items);
		prev = NULL;
		count = 0;
		list_for_each_entry(item, &head, link) {
			count++;
			KUNIT_ASSERT_PTR_EQ(test, item->link.next->prev, &item->link);
			KUNIT_ASSERT_TRUE(test, !prev || prev->key < item->key ||
							(prev->key == item->key &&
							 prev->serial < item->serial));
			prev = item;
		}
		KUNIT_ASSERT_EQ(test, count, n);
	}
}

static struct kunit_case sort_cases[] = { KUNIT_CASE(sort_orders_arrays_of_any_length),
					  KUNIT_CASE(
						  sort_needs_few_comparisons_in_the_worst_orders),
					  KUNIT_CASE(sort_moves_elements_of_odd_size_whole),
					  KUNIT_CASE(sort_r_passes_the_private_pointer),
					  KUNIT_CASE(bsearch_finds_what_is_there),
					  KUNIT_CASE(list_sort_is_stable_for_any_length),
					  {} };
static struct kunit_suite sort_suite = { .name = "lib.sort", .test_cases = sort_cases };
kunit_test_suite(sort_suite);
