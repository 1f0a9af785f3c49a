// SPDX-License-Identifier: MIT
/*
 * bitmap_test.c - tests of lib/bitmap*.c and lib/find_bit.c
 *
 * Most cases do the same to a bitmap and to an array of bools, for lengths
 * around the word size, and compare bit by bit.
 */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/cpumask.h>
#include <linux/nodemask.h>
#include <linux/prandom.h>

#define MAX_BITS 200

static const unsigned int lengths[] = { 1, 31, 32, 63, 64, 65, 127, 128, 129, 199, MAX_BITS };

/* A bitmap of random density, and the same as bools; garbage beyond @nbits. */
static void random_map(struct rnd_state *rnd, unsigned long *map, bool *bits, unsigned int nbits)
{
	u32 density = prandom_u32_state(rnd) % 9;
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(MAX_BITS) * BITS_PER_LONG; i++) {
		bool set = prandom_u32_state(rnd) % 8 < density;

		__assign_bit(i, map, set);
		if (i < nbits)
			bits[i] = set;
	}
}

#define for_each_length(nbits)                                                                     \
	for (unsigned int len_i__ = 0;                                                             \
	     len_i__ < ARRAY_SIZE(lengths) && ((nbits) = lengths[len_i__], true); len_i__++)

static void find_bit_gives_what_a_plain_scan_gives(struct kunit *test)
{
	DECLARE_BITMAP(a, MAX_BITS);
	DECLARE_BITMAP(b, MAX_BITS);
	bool x[MAX_BITS], y[MAX_BITS];
	unsigned int nbits, start, i;
	struct rnd_state rnd;

#define SCAN(cond)                                                                                 \
	({                                                                                         \
		for (i = start; i < nbits && !(cond); i++)                                         \
			;                                                                          \
		(unsigned long)i;                                                                  \
	})

	prandom_seed_state(&rnd, test->seed);
	for_each_length(nbits) {
		random_map(&rnd, a, x, nbits);
		random_map(&rnd, b, y, nbits);
		for (start = 0; start <= nbits; start++) {
			KUNIT_ASSERT_EQ(test, find_next_bit(a, nbits, start), SCAN(x[i]));
			KUNIT_ASSERT_EQ(test, find_next_zero_bit(a, nbits, start), SCAN(!x[i]));
			KUNIT_ASSERT_EQ(test, find_next_and_bit(a, b, nbits, start),
					SCAN(x[i] && y[i]));
			KUNIT_ASSERT_EQ(test, find_next_andnot_bit(a, b, nbits, start),
					SCAN(x[i] && !y[i]));
			KUNIT_ASSERT_EQ(test, find_next_or_bit(a, b, nbits, start),
					SCAN(x[i] || y[i]));
		}
		start = 0;
		KUNIT_EXPECT_EQ(test, find_first_bit(a, nbits), SCAN(x[i]));
		KUNIT_EXPECT_EQ(test, find_first_zero_bit(a, nbits), SCAN(!x[i]));
		KUNIT_EXPECT_EQ(test, find_first_and_bit(a, b, nbits), SCAN(x[i] && y[i]));
	}
#undef SCAN
}

static void find_last_and_nth_bit_agree_with_for_each_set_bit(struct kunit *test)
{
	DECLARE_BITMAP(map, MAX_BITS);
	unsigned int nbits, bit, n, last;
	bool bits[MAX_BITS];
	struct rnd_state rnd;

	prandom_seed_state(&rnd, test->seed);
	for_each_length(nbits) {
		random_map(&rnd, map, bits, nbits);
		n = 0;
		last = nbits;
		for_each_set_bit(bit, map, nbits) {
			KUNIT_ASSERT_TRUE(test, bits[bit]);
			KUNIT_ASSERT_EQ(test, find_nth_bit(map, nbits, n), (unsigned long)bit);
			last = bit;
			n++;
		}
		KUNIT_EXPECT_EQ(test, find_last_bit(map, nbits), (unsigned long)last);
		KUNIT_EXPECT_EQ(test, bitmap_weight(map, nbits), n);
		KUNIT_EXPECT_GE(test, find_nth_bit(map, nbits, n), (unsigned long)nbits);
	}
}

static void for_each_set_bit_wrap_visits_every_bit_once(struct kunit *test)
{
	DECLARE_BITMAP(map, 100);
	DECLARE_BITMAP(seen, 100);
	unsigned int bit, start;

	bitmap_zero(map, 100);
	bitmap_set(map, 3, 4);
	bitmap_set(map, 70, 30);
	for (start = 0; start < 100; start += 7) {
		bitmap_zero(seen, 100);
		for_each_set_bit_wrap(bit, map, 100, start)
			KUNIT_EXPECT_FALSE(test, __test_and_set_bit(bit, seen));
		KUNIT_EXPECT_TRUE(test, bitmap_equal(map, seen, 100));
	}
}

static void bitmap_ranges_are_walked_as_runs(struct kunit *test)
{
	static const unsigned int expected[][2] = { { 0, 2 }, { 60, 70 }, { 127, 130 } };
	DECLARE_BITMAP(map, 130);
	unsigned int start, end, n = 0;

	bitmap_zero(map, 130);
	bitmap_set(map, 0, 2);
	bitmap_set(map, 60, 10);
	bitmap_set(map, 127, 3);
	for_each_set_bitrange(start, end, map, 130) {
		KUNIT_ASSERT_LT(test, n, 3u);
		KUNIT_EXPECT_EQ(test, start, expected[n][0]);
		KUNIT_EXPECT_EQ(test, end, expected[n][1]);
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, 3u);
}

static void bitmap_set_and_clear_touch_exactly_their_run(struct kunit *test)
{
	DECLARE_BITMAP(map, MAX_BITS);
	unsigned int start, len, i;

	for (start = 0; start < 140; start += 3) {
		for (len = 0; start + len <= MAX_BITS; len += 13) {
			bitmap_zero(map, MAX_BITS);
			bitmap_set(map, start, len);
			KUNIT_ASSERT_EQ(test, bitmap_weight(map, MAX_BITS), len);
			for (i = 0; i < len; i++)
				KUNIT_ASSERT_TRUE(test, test_bit(start + i, map));
			bitmap_fill(map, MAX_BITS);
			bitmap_clear(map, start, len);
			KUNIT_ASSERT_EQ(test, bitmap_weight(map, MAX_BITS), MAX_BITS - len);
		}
	}
}

static void bitmap_shifts_move_every_bit_and_fill_with_zero(struct kunit *test)
{
	DECLARE_BITMAP(src, MAX_BITS);
	DECLARE_BITMAP(right, MAX_BITS);
	DECLARE_BITMAP(left, MAX_BITS);
	unsigned int nbits, shift, i;
	bool bits[MAX_BITS];
	struct rnd_state rnd;

	prandom_seed_state(&rnd, test->seed);
	for_each_length(nbits) {
		random_map(&rnd, src, bits, nbits);
		for (shift = 0; shift < nbits; shift += 1 + shift / 4) {
			bitmap_shift_right(right, src, shift, nbits);
			bitmap_shift_left(left, src, shift, nbits);
			for (i = 0; i < nbits; i++) {
				KUNIT_ASSERT_EQ(test, test_bit(i, right),
						i + shift < nbits && bits[i + shift]);
				KUNIT_ASSERT_EQ(test, test_bit(i, left),
						i >= shift && bits[i - shift]);
			}
		}
	}
}

static void bitmap_logic_agrees_with_bools(struct kunit *test)
{
	DECLARE_BITMAP(a, MAX_BITS);
	DECLARE_BITMAP(b, MAX_BITS);
	DECLARE_BITMAP(r, MAX_BITS);
	bool x[MAX_BITS], y[MAX_BITS], meets, within, any;
	unsigned int nbits, i;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, test->seed);
	for_each_length(nbits) {
		random_map(&rnd, a, x, nbits);
		random_map(&rnd, b, y, nbits);
		meets = any = false;
		within = true;
		for (i = 0; i < nbits; i++) {
			meets |= x[i] && y[i];
			any |= x[i] && !y[i];
			within &= !x[i] || y[i];
		}
		KUNIT_EXPECT_EQ(test, bitmap_and(r, a, b, nbits), meets);
		KUNIT_EXPECT_EQ(test, bitmap_intersects(a, b, nbits), meets);
		KUNIT_EXPECT_EQ(test, bitmap_subset(a, b, nbits), within);
		KUNIT_EXPECT_EQ(test, bitmap_andnot(r, a, b, nbits), any);
		bitmap_xor(r, a, b, nbits);
		bitmap_xor(r, r, b, nbits);
		KUNIT_EXPECT_TRUE(test, bitmap_equal(r, a, nbits));
		bitmap_complement(r, a, nbits);
		KUNIT_EXPECT_EQ(test, bitmap_weight(r, nbits), nbits - bitmap_weight(a, nbits));
		bitmap_or(r, r, a, nbits);
		KUNIT_EXPECT_TRUE(test, bitmap_full(r, nbits));
	}
}

static void bitmap_zero_area_is_free_and_aligned(struct kunit *test)
{
	DECLARE_BITMAP(map, 256);

	bitmap_zero(map, 256);
	bitmap_set(map, 0, 5);
	bitmap_set(map, 12, 1);
	bitmap_set(map, 40, 60);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(map, 256, 0, 7, 0), 5ul);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(map, 256, 0, 8, 0), 13ul);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(map, 256, 0, 16, 15), 16ul);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(map, 256, 0, 32, 31), 128ul);
	KUNIT_EXPECT_GE(test, bitmap_find_next_zero_area(map, 256, 0, 200, 0), 256ul);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 256, 3), 16);
	KUNIT_EXPECT_EQ(test, bitmap_allocate_region(map, 16, 3), -EBUSY);
	bitmap_release_region(map, 16, 3);
	KUNIT_EXPECT_EQ(test, bitmap_allocate_region(map, 16, 3), 0);
}

static void bitmap_parselist_reads_ranges_groups_and_names(struct kunit *test)
{
	static const struct {
		const char *text;
		int err;
		const char *list;
	} cases[] = {
		{ "", 0, "" },
		{ "0", 0, "0" },
		{ "1,3-5", 0, "1,3-5" },
		{ "  7 , 2\n", 0, "2,7" },
		{ "0-31:2/8", 0, "0-1,8-9,16-17,24-25" },
		{ "N", 0, "99" },
		{ "90-N", 0, "90-99" },
		{ "all", 0, "0-99" },
		{ "all:1/50", 0, "0,50" },
		{ "100", -ERANGE, NULL },
		{ "5-3", -EINVAL, NULL },
		{ "a", -EINVAL, NULL },
		{ "1-", -EINVAL, NULL },
		{ "0-9:3/2", -EINVAL, NULL },
		{ "0-9:1/0", -EINVAL, NULL },
		{ "-1", -EINVAL, NULL },
		{ "0-9:0/0", -EINVAL, NULL },
		{ "0-9:0/2", 0, "" },
		{ "0-5:1/N", 0, "0" },
		{ "0-98765432123456789", -EOVERFLOW, NULL },
	};
	DECLARE_BITMAP(map, 100);
	char text[64];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		KUNIT_EXPECT_EQ_MSG(test, bitmap_parselist(cases[i].text, map, 100), cases[i].err,
				    "text \"%s\"", cases[i].text);
		if (cases[i].err)
			continue;
		snprintf(text, sizeof(text), "%*pbl", 100, map);
		KUNIT_EXPECT_STREQ(test, (const char *)text, cases[i].list);
	}
}

static void bitmap_parse_reads_what_pb_prints(struct kunit *test)
{
	DECLARE_BITMAP(map, MAX_BITS);
	DECLARE_BITMAP(back, MAX_BITS);
	unsigned int nbits;
	bool bits[MAX_BITS];
	struct rnd_state rnd;
	char text[80];

	prandom_seed_state(&rnd, test->seed);
	for_each_length(nbits) {
		random_map(&rnd, map, bits, nbits);
		snprintf(text, sizeof(text), "%*pb\n", nbits, map);
		KUNIT_EXPECT_EQ(test, bitmap_parse(text, sizeof(text), back, nbits), 0);
		KUNIT_EXPECT_TRUE(test, bitmap_equal(map, back, nbits));
	}
	KUNIT_EXPECT_EQ(test, bitmap_parse("3ff", 3, map, 9), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bitmap_parse("xyz", 3, map, 9), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parse("1ff", 3, map, 9), 0);
	KUNIT_EXPECT_EQ(test, bitmap_parse("1,0", 3, map, 32), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bitmap_parse("123456789", 9, map, 32), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bitmap_parse(" 2, ,,1 ,\n7", 11, map, 40), 0);
	KUNIT_EXPECT_EQ(test, map[0], 2ul << 32 | 1);
	KUNIT_EXPECT_EQ(test, bitmap_parse("", 0, map, 40), 0);
	KUNIT_EXPECT_TRUE(test, bitmap_empty(map, 40));
}

static void bitmap_printed_by_pieces_is_the_whole_text(struct kunit *test)
{
	DECLARE_BITMAP(map, MAX_BITS);
	char whole[256], pieces[256];
	unsigned int nbits, step;
	int n, len, list;
	bool bits[MAX_BITS];
	struct rnd_state rnd;

	prandom_seed_state(&rnd, test->seed);
	for_each_length(nbits) {
		random_map(&rnd, map, bits, min(nbits, 70u));
		bitmap_clear(map, min(nbits, 70u), MAX_BITS - min(nbits, 70u));
		for (list = 0; list < 2; list++) {
			len = 0;
			for (step = 1;; step = step % 5 + 1) {
				char *to = pieces + len;

				n = list ? bitmap_print_list_to_buf(to, map, nbits, len, step)
					 : bitmap_print_bitmask_to_buf(to, map, nbits, len, step);
				if (!n)
					break;
				len += n;
			}
			snprintf(whole, sizeof(whole), list ? "%*pbl\n" : "%*pb\n", nbits, map);
			KUNIT_EXPECT_STREQ(test, (const char *)pieces, (const char *)whole);
		}
	}
}

static void bitmap_arrays_of_words_hold_the_same_bits(struct kunit *test)
{
	DECLARE_BITMAP(map, MAX_BITS);
	DECLARE_BITMAP(back, MAX_BITS);
	u32 words[DIV_ROUND_UP(MAX_BITS, 32)];
	u64 longs[DIV_ROUND_UP(MAX_BITS, 64)];
	unsigned int nbits;
	bool bits[MAX_BITS];
	struct rnd_state rnd;

	prandom_seed_state(&rnd, test->seed);
	for_each_length(nbits) {
		random_map(&rnd, map, bits, nbits);
		bitmap_to_arr32(words, map, nbits);
		KUNIT_EXPECT_EQ(test, words[(nbits - 1) / 32] >> ((nbits - 1) % 32),
				(u32)bits[nbits - 1]);
		bitmap_from_arr32(back, words, nbits);
		KUNIT_EXPECT_TRUE(test, bitmap_equal(map, back, nbits));
		bitmap_to_arr64(longs, map, nbits);
		bitmap_from_arr64(back, longs, nbits);
		KUNIT_EXPECT_TRUE(test, bitmap_equal(map, back, nbits));
	}
}

static void bitmap_remap_keeps_ordinals(struct kunit *test)
{
	DECLARE_BITMAP(old, 32);
	DECLARE_BITMAP(new, 32);
	DECLARE_BITMAP(src, 32);
	DECLARE_BITMAP(dst, 32);
	char text[32];

	bitmap_parselist("4-7", old, 32);
	bitmap_parselist("12-15", new, 32);
	bitmap_parselist("1,5,7", src, 32);
	bitmap_remap(dst, src, old, new, 32);
	snprintf(text, sizeof(text), "%*pbl", 32, dst);
	KUNIT_EXPECT_STREQ(test, (const char *)text, "1,13,15");
	bitmap_cut(dst, src, 2, 3, 32);
	snprintf(text, sizeof(text), "%*pbl", 32, dst);
	KUNIT_EXPECT_STREQ(test, (const char *)text, "1-2,4");
}

static void cpumask_of_has_exactly_its_cpu(struct kunit *test)
{
	unsigned int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++) {
		KUNIT_EXPECT_EQ(test, cpumask_weight(cpumask_of(cpu)), 1u);
		KUNIT_EXPECT_EQ(test, cpumask_first(cpumask_of(cpu)), cpu);
	}
}

static void nodemask_next_node_in_wraps(struct kunit *test)
{
	nodemask_t mask = NODE_MASK_NONE;

	node_set(1, mask);
	node_set(MAX_NUMNODES - 1, mask);
	KUNIT_EXPECT_EQ(test, first_node(mask), 1u);
	KUNIT_EXPECT_EQ(test, next_node(1, mask), MAX_NUMNODES - 1u);
	KUNIT_EXPECT_EQ(test, next_node(MAX_NUMNODES - 1, mask), (unsigned int)MAX_NUMNODES);
	KUNIT_EXPECT_EQ(test, next_node_in(MAX_NUMNODES - 1, mask), 1u);
}

static struct kunit_case bitmap_cases[] = {
	KUNIT_CASE(find_bit_gives_what_a_plain_scan_gives),
	KUNIT_CASE(find_last_and_nth_bit_agree_with_for_each_set_bit),
	KUNIT_CASE(for_each_set_bit_wrap_visits_every_bit_once),
	KUNIT_CASE(bitmap_ranges_are_walked_as_runs),
	KUNIT_CASE(bitmap_set_and_clear_touch_exactly_their_run),
	KUNIT_CASE(bitmap_shifts_move_every_bit_and_fill_with_zero),
	KUNIT_CASE(bitmap_logic_agrees_with_bools),
	KUNIT_CASE(bitmap_zero_area_is_free_and_aligned),
	KUNIT_CASE(bitmap_parselist_reads_ranges_groups_and_names),
	KUNIT_CASE(bitmap_parse_reads_what_pb_prints),
	KUNIT_CASE(bitmap_printed_by_pieces_is_the_whole_text),
	KUNIT_CASE(bitmap_arrays_of_words_hold_the_same_bits),
	KUNIT_CASE(bitmap_remap_keeps_ordinals),
	KUNIT_CASE(cpumask_of_has_exactly_its_cpu),
	KUNIT_CASE(nodemask_next_node_in_wraps),
	{}
};
static struct kunit_suite bitmap_suite = { .name = "lib.bitmap", .test_cases = bitmap_cases };
kunit_test_suite(bitmap_suite);
