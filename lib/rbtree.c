// SPDX-License-Identifier: MIT
/*
 * rbtree.c - red-black trees
 *
 * A binary search tree whose nodes are red or black, with these rules:
 *
 *   1. The root is black.
 *   2. A red node's children are black.
 *   3. Every path from a node down to a missing child passes the same number
 *      of black nodes (missing children count as black).
 *
 * So no path is more than twice as long as another, and n nodes have a height
 * of at most 2 log2(n + 1). A rotation exchanges a node and its parent without
 * changing the order; it and recolouring repair the rules:
 *
 * Insertion hangs a red node under a leaf. Only rule 2 can break, and only
 * between it and its parent. With a red uncle, the grandparent's blackness
 * moves down to both and the question moves up two levels; with a black one,
 * one or two rotations end it.
 *
 * Removal takes out a node with at most one child (the successor takes the
 * place of a node with two). If a black one has gone, a path lacks one black:
 * the hole moves up while the sibling and its children are black, and at most
 * three rotations end it. (Guibas, Sedgewick 1978; Cormen et al., chapter 13.)
 *
 * The parent pointer and the colour share a word. Augmented trees have a
 * summary in each node; callbacks repair it: copy when a node takes another's
 * place, rotate for both nodes of a rotation, propagate for the path above
 * what was removed.
 *
 * Locking: the caller's. Writers store child pointers with WRITE_ONCE() so
 * that a reader without the lock, who retries, never sees half of one.
 */
#include <linux/export.h>
#include <linux/rbtree_augmented.h>

typedef void (*rotate_fn)(struct rb_node *old, struct rb_node *new);

static void no_rotate(struct rb_node *old, struct rb_node *new)
{
}
static void no_propagate(struct rb_node *node, struct rb_node *stop)
{
}
static void no_copy(struct rb_node *old, struct rb_node *new)
{
}
static const struct rb_augment_callbacks no_callbacks = {
	.propagate = no_propagate,
	.copy = no_copy,
	.rotate = no_rotate,
};

/* A missing node is black. */
static bool is_red(const struct rb_node *node)
{
	return node && rb_is_red(node);
}
static void set_parent(struct rb_node *node, struct rb_node *parent)
{
	node->__rb_parent_color = (unsigned long)parent | rb_color(node);
}
static void set_color(struct rb_node *node, unsigned long color)
{
	node->__rb_parent_color = (node->__rb_parent_color & ~1ul) | color;
}

/* Let whatever pointed to @old, under @parent or at the root, point to @new. */
static void replace_child(struct rb_root *root, struct rb_node *parent, struct rb_node *old,
			  struct rb_node *new)
{
	if (!parent)
		WRITE_ONCE(root->rb_node, new);
	else if (parent->rb_left == old)
		WRITE_ONCE(parent->rb_left, new);
	else
		WRITE_ONCE(parent->rb_right, new);
}

/*
 * @node's child on the side opposite to @to_left's comes up, @node goes down
 * to the left or the right. Colours stay with the nodes.
 */
static void rotate(struct rb_root *root, struct rb_node *node, bool to_left, rotate_fn augment)
{
	struct rb_node *parent = rb_parent(node);
	struct rb_node *up = to_left ? node->rb_right : node->rb_left;
	struct rb_node *moved = to_left ? up->rb_left : up->rb_right;

	if (to_left) {
		WRITE_ONCE(node->rb_right, moved);
		WRITE_ONCE(up->rb_left, node);
	} else {
		WRITE_ONCE(node->rb_left, moved);
		WRITE_ONCE(up->rb_right, node);
	}
	if (moved)
		set_parent(moved, node);
	set_parent(up, parent);
	set_parent(node, up);
	replace_child(root, parent, node, up);
	augment(node, up);
}

/* ---- insertion ---------------------------------------------------------- */

static __always_inline void insert(struct rb_node *node, struct rb_root *root, rotate_fn augment)
{
	struct rb_node *parent, *grand, *uncle;
	bool left;

	while (is_red(parent = rb_parent(node))) {
		/* A red node is not the root. */
		grand = rb_parent(parent);
		left = parent == grand->rb_left;
		uncle = left ? grand->rb_right : grand->rb_left;
		if (is_red(uncle)) {
			set_color(parent, RB_BLACK);
			set_color(uncle, RB_BLACK);
			set_color(grand, RB_RED);
			node = grand;
			continue;
		}
		/* An inner grandchild is first turned into an outer one. */
		if (node == (left ? parent->rb_right : parent->rb_left)) {
			rotate(root, parent, left, augment);
			parent = node;
		}
		set_color(parent, RB_BLACK);
		set_color(grand, RB_RED);
		rotate(root, grand, !left, augment);
		break;
	}
	set_color(root->rb_node, RB_BLACK);
}

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	insert(node, root, no_rotate);
}
EXPORT_SYMBOL(rb_insert_color);

void __rb_insert_augmented(struct rb_node *node, struct rb_root *root, rotate_fn augment)
{
	insert(node, root, augment);
}
EXPORT_SYMBOL(__rb_insert_augmented);

/* ---- removal ------------------------------------------------------------ */

/* Paths through @node (it may be missing), a child of @parent, lack one black. */
static __always_inline void repair_hole(struct rb_root *root, struct rb_node *node,
					struct rb_node *parent, rotate_fn augment)
{
	struct rb_node *sibling, *near, *far;
	bool left;

	while (parent && !is_red(node)) {
		left = node == parent->rb_left;
		sibling = left ? parent->rb_right : parent->rb_left;
		if (is_red(sibling)) {
			/* Make it black; the hole stays below parent. */
			set_color(sibling, RB_BLACK);
			set_color(parent, RB_RED);
			rotate(root, parent, left, augment);
			sibling = left ? parent->rb_right : parent->rb_left;
		}
		near = left ? sibling->rb_left : sibling->rb_right;
		far = left ? sibling->rb_right : sibling->rb_left;
		if (!is_red(near) && !is_red(far)) {
			/* Take a black from the sibling's side too. */
			set_color(sibling, RB_RED);
			node = parent;
			parent = rb_parent(node);
			continue;
		}
		if (!is_red(far)) {
			set_color(near, RB_BLACK);
			set_color(sibling, RB_RED);
			rotate(root, sibling, !left, augment);
			far = sibling;
			sibling = near;
		}
		set_color(sibling, rb_color(parent));
		set_color(parent, RB_BLACK);
		set_color(far, RB_BLACK);
		rotate(root, parent, left, augment);
		return;
	}
	if (node)
		set_color(node, RB_BLACK);
}

/*
 * @node has two children: its successor, the leftmost of the right subtree,
 * which has no left child, takes its place and colour. *@hole_parent becomes
 * the parent of the place the successor has left. Return: the successor's
 * only child, which has moved up there, or NULL.
 */
static __always_inline struct rb_node *take_successor(struct rb_root *root, struct rb_node *node,
						      struct rb_node **hole_parent,
						      bool *lacks_black,
						      const struct rb_augment_callbacks *augment)
{
	struct rb_node *next = node->rb_right, *child;

	while (next->rb_left)
		next = next->rb_left;
	child = next->rb_right;
	*lacks_black = rb_is_black(next);
	*hole_parent = rb_parent(next);
	if (*hole_parent == node) {
		*hole_parent = next;
	} else {
		WRITE_ONCE((*hole_parent)->rb_left, child);
		if (child)
			set_parent(child, *hole_parent);
		WRITE_ONCE(next->rb_right, node->rb_right);
		set_parent(next->rb_right, next);
	}
	WRITE_ONCE(next->rb_left, node->rb_left);
	set_parent(next->rb_left, next);
	replace_child(root, rb_parent(node), node, next);
	next->__rb_parent_color = node->__rb_parent_color;
	/* From the hole up to next; then next itself and what is above it. */
	augment->copy(node, next);
	augment->propagate(*hole_parent, next);
	augment->propagate(next, NULL);
	return child;
}

static __always_inline void erase(struct rb_node *node, struct rb_root *root,
				  const struct rb_augment_callbacks *augment)
{
	struct rb_node *child, *hole_parent;
	bool lacks_black;

	if (node->rb_left && node->rb_right) {
		child = take_successor(root, node, &hole_parent, &lacks_black, augment);
	} else {
		child = node->rb_left ? node->rb_left : node->rb_right;
		hole_parent = rb_parent(node);
		lacks_black = rb_is_black(node);
		replace_child(root, hole_parent, node, child);
		if (child)
			set_parent(child, hole_parent);
		augment->propagate(hole_parent, NULL);
	}
	if (lacks_black)
		repair_hole(root, child, hole_parent, augment->rotate);
}

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	erase(node, root, &no_callbacks);
}
EXPORT_SYMBOL(rb_erase);

void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			const struct rb_augment_callbacks *augment)
{
	erase(node, root, augment);
}
EXPORT_SYMBOL(rb_erase_augmented);

/* ---- walking ------------------------------------------------------------ */

struct rb_node *rb_first(const struct rb_root *root)
{
	struct rb_node *node = root->rb_node;

	while (node && node->rb_left)
		node = node->rb_left;
	return node;
}
EXPORT_SYMBOL(rb_first);

struct rb_node *rb_last(const struct rb_root *root)
{
	struct rb_node *node = root->rb_node;

	while (node && node->rb_right)
		node = node->rb_right;
	return node;
}
EXPORT_SYMBOL(rb_last);

/** rb_next() - the next node in order; NULL after the last, or if @node is in no tree */
struct rb_node *rb_next(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_right) {
		node = node->rb_right;
		while (node->rb_left)
			node = node->rb_left;
		return (struct rb_node *)node;
	}
	while ((parent = rb_parent(node)) && node == parent->rb_right)
		node = parent;
	return parent;
}
EXPORT_SYMBOL(rb_next);

struct rb_node *rb_prev(const struct rb_node *node)
{
	struct rb_node *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (node->rb_left) {
		node = node->rb_left;
		while (node->rb_right)
			node = node->rb_right;
		return (struct rb_node *)node;
	}
	while ((parent = rb_parent(node)) && node == parent->rb_left)
		node = parent;
	return parent;
}
EXPORT_SYMBOL(rb_prev);

/* The node without children that comes first below @node. */
static struct rb_node *first_leaf(const struct rb_node *node)
{
	while (node->rb_left || node->rb_right)
		node = node->rb_left ? node->rb_left : node->rb_right;
	return (struct rb_node *)node;
}

struct rb_node *rb_first_postorder(const struct rb_root *root)
{
	return root->rb_node ? first_leaf(root->rb_node) : NULL;
}
EXPORT_SYMBOL(rb_first_postorder);

struct rb_node *rb_next_postorder(const struct rb_node *node)
{
	struct rb_node *parent;

	if (!node)
		return NULL;
	parent = rb_parent(node);
	if (parent && node == parent->rb_left && parent->rb_right)
		return first_leaf(parent->rb_right);
	return parent;
}
EXPORT_SYMBOL(rb_next_postorder);

void rb_replace_node(struct rb_node *victim, struct rb_node *new, struct rb_root *root)
{
	*new = *victim;
	if (victim->rb_left)
		set_parent(victim->rb_left, new);
	if (victim->rb_right)
		set_parent(victim->rb_right, new);
	replace_child(root, rb_parent(victim), victim, new);
}
EXPORT_SYMBOL(rb_replace_node);

/** rb_replace_node_rcu() - @new is complete before a reader can come to it */
void rb_replace_node_rcu(struct rb_node *victim, struct rb_node *new, struct rb_root *root)
{
	*new = *victim;
	if (victim->rb_left)
		set_parent(victim->rb_left, new);
	if (victim->rb_right)
		set_parent(victim->rb_right, new);
	__atomic_thread_fence(__ATOMIC_RELEASE);
	replace_child(root, rb_parent(victim), victim, new);
}
EXPORT_SYMBOL(rb_replace_node_rcu);
