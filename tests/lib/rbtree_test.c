// SPDX-License-Identifier: MIT
/*
 * rbtree_test.c - tests of lib/rbtree.c
 *
 * Random insertions and removals in a tree whose nodes carry the largest
 * value below them. After each step the tree is compared with a plain table
 * of what is in it, and the rules of red-black trees and the summaries are
 * verified from scratch.
 */
#include <kunit/test.h>
#include <linux/prandom.h>
#include <linux/rbtree_augmented.h>

#define NR_ITEMS 128

struct item {
	struct rb_node rb;
	u32 key;
	u32 value, largest;
	bool in_tree;
};

#define item_value(item) ((item)->value)
RB_DECLARE_CALLBACKS_MAX(static, item_callbacks, struct item, rb, u32, largest, item_value);

static struct item items[NR_ITEMS];

static struct item *to_item(const struct rb_node *node)
{
	return rb_entry(node, struct item, rb);
}

static int rbtree_init(struct kunit *test)
{
	u32 i;

	for (i = 0; i < NR_ITEMS; i++)
		items[i] = (struct item){ .key = i };
	return 0;
}

static bool item_less(struct rb_node *a, const struct rb_node *b)
{
	return to_item(a)->key < to_item(b)->key;
}

static int key_cmp(const void *key, const struct rb_node *node)
{
	u32 k = *(const u32 *)key;

	return k < to_item(node)->key ? -1 : k > to_item(node)->key;
}

static void insert_augmented(struct rb_root_cached *root, struct item *item)
{
	struct rb_node **link = &root->rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	item->largest = item->value;
	while (*link) {
		struct item *at = to_item(*link);

		parent = *link;
		at->largest = max(at->largest, item->value);
		if (item->key < at->key) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	rb_link_node(&item->rb, parent, link);
	rb_insert_augmented_cached(&item->rb, root, leftmost, &item_callbacks);
}

/* Black nodes on every path below @node, or -1 when a rule is broken. */
static int black_height(const struct rb_node *node, u32 *largest)
{
	u32 left_largest, right_largest;
	int left, right;

	*largest = 0;
	if (!node)
		return 0;
	left = black_height(node->rb_left, &left_largest);
	right = black_height(node->rb_right, &right_largest);
	*largest = max3(to_item(node)->value, left_largest, right_largest);
	if (left < 0 || left != right)
		return -1;
	if (node->rb_left && rb_parent(node->rb_left) != node)
		return -1;
	if (node->rb_right && rb_parent(node->rb_right) != node)
		return -1;
	if (rb_is_red(node) && ((node->rb_left && rb_is_red(node->rb_left)) ||
				(node->rb_right && rb_is_red(node->rb_right))))
		return -1;
	return left + rb_is_black(node);
}

/* Are the keys of the tree those of the table, in order, forwards and backwards? */
static bool holds_what_table_says(const struct rb_root *root)
{
	struct rb_node *node = rb_first(root);
	int i;

	for (i = 0; i < NR_ITEMS; i++) {
		if (!items[i].in_tree)
			continue;
		if (node != &items[i].rb)
			return false;
		node = rb_next(node);
	}
	if (node)
		return false;
	node = rb_last(root);
	for (i = NR_ITEMS - 1; i >= 0; i--) {
		if (!items[i].in_tree)
			continue;
		if (node != &items[i].rb)
			return false;
		node = rb_prev(node);
	}
	return !node;
}

static bool summaries_are_right(const struct rb_node *node)
{
	u32 largest;

	if (!node)
		return true;
	black_height(node, &largest);
	return to_item(node)->largest == largest && summaries_are_right(node->rb_left) &&
	       summaries_are_right(node->rb_right);
}

static void rbtree_stays_balanced_and_ordered_under_random_changes(struct kunit *test)
{
	struct rb_root root = RB_ROOT;
	struct rnd_state rnd;
	u32 largest, i;

	prandom_seed_state(&rnd, test->seed);
	for (i = 0; i < 4000; i++) {
		struct item *item = &items[prandom_u32_state(&rnd) % NR_ITEMS];

		if (item->in_tree)
			rb_erase(&item->rb, &root);
		else
			rb_add(&item->rb, &root, item_less);
		item->in_tree = !item->in_tree;
		KUNIT_ASSERT_GE(test, black_height(root.rb_node, &largest), 0);
		KUNIT_ASSERT_TRUE(test, !root.rb_node || rb_is_black(root.rb_node));
		KUNIT_ASSERT_TRUE(test, holds_what_table_says(&root));
	}
}

static void rbtree_keeps_summaries_under_random_changes(struct kunit *test)
{
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct rnd_state rnd;
	u32 i;

	prandom_seed_state(&rnd, test->seed);
	for (i = 0; i < 4000; i++) {
		struct item *item = &items[prandom_u32_state(&rnd) % NR_ITEMS];

		if (item->in_tree) {
			rb_erase_augmented_cached(&item->rb, &root, &item_callbacks);
		} else {
			item->value = prandom_u32_state(&rnd) % 1000;
			insert_augmented(&root, item);
		}
		item->in_tree = !item->in_tree;
		KUNIT_ASSERT_TRUE(test, summaries_are_right(root.rb_root.rb_node));
		KUNIT_ASSERT_TRUE(test, holds_what_table_says(&root.rb_root));
		KUNIT_ASSERT_PTR_EQ(test, rb_first_cached(&root), rb_first(&root.rb_root));
	}
}

static void rbtree_propagate_follows_a_changed_value_to_the_root(struct kunit *test)
{
	struct rb_root_cached root = RB_ROOT_CACHED;
	u32 i;

	for (i = 0; i < NR_ITEMS; i++) {
		items[i].value = i;
		insert_augmented(&root, &items[i]);
	}
	items[5].value = 5000;
	item_callbacks.propagate(&items[5].rb, NULL);
	KUNIT_EXPECT_EQ(test, to_item(root.rb_root.rb_node)->largest, 5000u);
	items[5].value = 0;
	item_callbacks.propagate(&items[5].rb, NULL);
	KUNIT_EXPECT_EQ(test, to_item(root.rb_root.rb_node)->largest, NR_ITEMS - 1u);
}

static void rbtree_height_is_at_most_twice_the_logarithm(struct kunit *test)
{
	struct rb_root root = RB_ROOT;
	struct rb_node *node;
	int depth, deepest = 0;
	u32 i;

	/* Ascending keys: the worst order for a tree without balance. */
	for (i = 0; i < NR_ITEMS; i++)
		rb_add(&items[i].rb, &root, item_less);
	for (i = 0; i < NR_ITEMS; i++) {
		for (depth = 0, node = &items[i].rb; node; node = rb_parent(node))
			depth++;
		deepest = max(deepest, depth);
	}
	KUNIT_EXPECT_LE(test, deepest, 2 * ilog2(NR_ITEMS + 1));
}

static void rbtree_find_gives_the_first_of_equal_nodes(struct kunit *test)
{
	struct rb_root root = RB_ROOT;
	struct rb_node *node;
	u32 i, key = 3, n = 0;

	for (i = 0; i < 30; i++) {
		items[i].key = i / 5;
		rb_add(&items[i].rb, &root, item_less);
	}
	rb_for_each(node, &key, &root, key_cmp) {
		KUNIT_EXPECT_PTR_EQ(test, node, &items[15 + n].rb);
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, 5u);
	key = 77;
	KUNIT_EXPECT_NULL(test, rb_find(&key, &root, key_cmp));
}

static void rbtree_postorder_visits_children_before_parents(struct kunit *test)
{
	struct rb_root root = RB_ROOT;
	struct item *item, *next;
	u32 i, n = 0;

	for (i = 0; i < NR_ITEMS; i++) {
		rb_add(&items[i].rb, &root, item_less);
		items[i].in_tree = true;
	}
	rbtree_postorder_for_each_entry_safe(item, next, &root, rb) {
		KUNIT_EXPECT_TRUE(test, !item->rb.rb_left || !to_item(item->rb.rb_left)->in_tree);
		KUNIT_EXPECT_TRUE(test, !item->rb.rb_right || !to_item(item->rb.rb_right)->in_tree);
		item->in_tree = false;
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, (u32)NR_ITEMS);
}

static void rbtree_replaced_node_leaves_order_and_balance(struct kunit *test)
{
	struct rb_root root = RB_ROOT;
	struct item other = { .key = 40 };
	u32 i, largest, n = 0;
	struct rb_node *node;

	for (i = 0; i < NR_ITEMS; i++)
		rb_add(&items[i].rb, &root, item_less);
	rb_replace_node(&items[40].rb, &other.rb, &root);
	KUNIT_EXPECT_GE(test, black_height(root.rb_node, &largest), 0);
	for (node = rb_first(&root); node; node = rb_next(node), n++)
		KUNIT_EXPECT_PTR_EQ(test, to_item(node), n == 40 ? &other : &items[n]);
	KUNIT_EXPECT_EQ(test, n, (u32)NR_ITEMS);
}

static struct kunit_case rbtree_cases[] = {
	KUNIT_CASE(rbtree_stays_balanced_and_ordered_under_random_changes),
	KUNIT_CASE(rbtree_keeps_summaries_under_random_changes),
	KUNIT_CASE(rbtree_propagate_follows_a_changed_value_to_the_root),
	KUNIT_CASE(rbtree_height_is_at_most_twice_the_logarithm),
	KUNIT_CASE(rbtree_find_gives_the_first_of_equal_nodes),
	KUNIT_CASE(rbtree_postorder_visits_children_before_parents),
	KUNIT_CASE(rbtree_replaced_node_leaves_order_and_balance),
	{}
};
static struct kunit_suite rbtree_suite = {
	.name = "lib.rbtree",
	.init = rbtree_init,
	.test_cases = rbtree_cases,
};
kunit_test_suite(rbtree_suite);
