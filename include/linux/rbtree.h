/* SPDX-License-Identifier: MIT */
/*
 * rbtree.h - balanced search trees inside objects
 *
 * The user descends by his own order, links the new node where the descent
 * ended (rb_link_node()) and has the tree balanced (rb_insert_color()); or
 * uses rb_add() and rb_find() with a comparison function. lib/rbtree.c.
 */
#ifndef _LINUX_RBTREE_H
#define _LINUX_RBTREE_H

#include <linux/container_of.h>
#include <linux/rbtree_types.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <linux/compiler.h>

#define rb_parent(r)		    ((struct rb_node *)((r)->__rb_parent_color & ~3ul))
#define rb_entry(ptr, type, member) container_of(ptr, type, member)
#define rb_entry_safe(ptr, type, member)                                                           \
	({                                                                                         \
		typeof(ptr) rb_ptr__ = (ptr);                                                      \
		rb_ptr__ ? rb_entry(rb_ptr__, type, member) : NULL;                                \
	})

#define RB_EMPTY_ROOT(root) (READ_ONCE((root)->rb_node) == NULL)
/* Is a cleared node in no tree? */
#define RB_EMPTY_NODE(node) ((node)->__rb_parent_color == (unsigned long)(node))
#define RB_CLEAR_NODE(node) ((node)->__rb_parent_color = (unsigned long)(node))

/** rb_insert_color() - balance after rb_link_node() */
void rb_insert_color(struct rb_node *node, struct rb_root *root);
/** rb_erase() - take @node out and balance */
void rb_erase(struct rb_node *node, struct rb_root *root);

/* In order; NULL at the ends. */
struct rb_node *rb_next(const struct rb_node *node);
struct rb_node *rb_prev(const struct rb_node *node);
struct rb_node *rb_first(const struct rb_root *root);
struct rb_node *rb_last(const struct rb_root *root);
/* Children before parents. */
struct rb_node *rb_first_postorder(const struct rb_root *root);
struct rb_node *rb_next_postorder(const struct rb_node *node);
/** rb_replace_node() - @new takes @victim's place; the order must not change */
void rb_replace_node(struct rb_node *victim, struct rb_node *new, struct rb_root *root);
void rb_replace_node_rcu(struct rb_node *victim, struct rb_node *new, struct rb_root *root);

/** rb_link_node() - hang @node, red, under @parent at @link */
static inline void rb_link_node(struct rb_node *node, struct rb_node *parent, struct rb_node **link)
{
	node->__rb_parent_color = (unsigned long)parent;
	node->rb_left = node->rb_right = NULL;
	*link = node;
}
static inline void rb_link_node_rcu(struct rb_node *node, struct rb_node *parent,
				    struct rb_node **link)
{
	node->__rb_parent_color = (unsigned long)parent;
	node->rb_left = node->rb_right = NULL;
	__atomic_store_n(link, node, __ATOMIC_RELEASE);
}

/* @pos may be freed in the body; the tree itself must not change. */
#define rbtree_postorder_for_each_entry_safe(pos, n, root, field)                                  \
	for (pos = rb_entry_safe(rb_first_postorder(root), typeof(*pos), field);                   \
	     pos && ({                                                                             \
		     n = rb_entry_safe(rb_next_postorder(&pos->field), typeof(*pos), field);       \
		     1;                                                                            \
	     });                                                                                   \
	     pos = n)

/* ---- roots that know their smallest node -------------------------------- */

#define rb_first_cached(root) ((root)->rb_leftmost)
static inline void rb_insert_color_cached(struct rb_node *node, struct rb_root_cached *root,
					  bool leftmost)
{
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_color(node, &root->rb_root);
}
/* Gives the new smallest node if it was @node's place, else NULL. */
static inline struct rb_node *rb_erase_cached(struct rb_node *node, struct rb_root_cached *root)
{
	struct rb_node *leftmost = NULL;

	if (root->rb_leftmost == node)
		leftmost = root->rb_leftmost = rb_next(node);
	rb_erase(node, &root->rb_root);
	return leftmost;
}
static inline void rb_replace_node_cached(struct rb_node *victim, struct rb_node *new,
					  struct rb_root_cached *root)
{
	if (root->rb_leftmost == victim)
		root->rb_leftmost = new;
	rb_replace_node(victim, new, &root->rb_root);
}

/* ---- with a comparison function: inlined, so it costs no call ------------- */

/** rb_add() - @less(a, b): does a come before b? Equal ones go behind. */
static __always_inline void rb_add(struct rb_node *node, struct rb_root *tree,
				   bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = less(node, parent) ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(node, parent, link);
	rb_insert_color(node, tree);
}
/* Gives @node if it is the smallest now, else NULL. */
static __always_inline struct rb_node *
rb_add_cached(struct rb_node *node, struct rb_root_cached *tree,
	      bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		parent = *link;
		if (less(node, parent)) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	rb_link_node(node, parent, link);
	rb_insert_color_cached(node, tree, leftmost);
	return leftmost ? node : NULL;
}
/** rb_find_add() - the node equal to @node, or NULL and @node is added */
static __always_inline struct rb_node *rb_find_add(struct rb_node *node, struct rb_root *tree,
						   int (*cmp)(struct rb_node *,
							      const struct rb_node *))
{
	struct rb_node **link = &tree->rb_node, *parent = NULL;

	while (*link) {
		int c;

		parent = *link;
		c = cmp(node, parent);
		if (c == 0)
			return parent;
		link = c < 0 ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(node, parent, link);
	rb_insert_color(node, tree);
	return NULL;
}
static __always_inline struct rb_node *rb_find(const void *key, const struct rb_root *tree,
					       int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = tree->rb_node;

	while (node) {
		int c = cmp(key, node);

		if (c == 0)
			return node;
		node = c < 0 ? node->rb_left : node->rb_right;
	}
	return NULL;
}
/** rb_find_first() - the first of several equal ones */
static __always_inline struct rb_node *rb_find_first(const void *key, const struct rb_root *tree,
						     int (*cmp)(const void *key,
								const struct rb_node *))
{
	struct rb_node *node = tree->rb_node, *match = NULL;

	while (node) {
		int c = cmp(key, node);

		if (c == 0)
			match = node;
		node = c <= 0 ? node->rb_left : node->rb_right;
	}
	return match;
}
static __always_inline struct rb_node *rb_next_match(const void *key, struct rb_node *node,
						     int (*cmp)(const void *key,
								const struct rb_node *))
{
	node = rb_next(node);
	return node && cmp(key, node) == 0 ? node : NULL;
}
#define rb_for_each(node, key, tree, cmp)                                                          \
	for ((node) = rb_find_first((key), (tree), (cmp)); (node);                                 \
	     (node) = rb_next_match((key), (node), (cmp)))

#endif
