/* SPDX-License-Identifier: MIT */
/*
 * rbtree_augmented.h - trees whose nodes carry a summary of their subtree
 *
 * propagate(node, stop): recompute from @node upward until @stop or until a
 * summary does not change. copy(old, new): @new takes @old's place and
 * summary. rotate(old, new): @new has become @old's parent and takes its
 * summary; @old's is recomputed.
 *
 * To insert: descend, correcting the summaries on the way, rb_link_node(),
 * rb_insert_augmented(). To change a node: change it, then propagate.
 */
#ifndef _LINUX_RBTREE_AUGMENTED_H
#define _LINUX_RBTREE_AUGMENTED_H

#include <linux/compiler.h>
#include <linux/rbtree.h>

struct rb_augment_callbacks {
	void (*propagate)(struct rb_node *node, struct rb_node *stop);
	void (*copy)(struct rb_node *old, struct rb_node *new);
	void (*rotate)(struct rb_node *old, struct rb_node *new);
};

void __rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			   void (*rotate)(struct rb_node *old, struct rb_node *new));
void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			const struct rb_augment_callbacks *augment);

static inline void rb_insert_augmented(struct rb_node *node, struct rb_root *root,
				       const struct rb_augment_callbacks *augment)
{
	__rb_insert_augmented(node, root, augment->rotate);
}
static inline void rb_insert_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
					      bool newleft,
					      const struct rb_augment_callbacks *augment)
{
	if (newleft)
		root->rb_leftmost = node;
	rb_insert_augmented(node, &root->rb_root, augment);
}
static inline void rb_erase_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
					     const struct rb_augment_callbacks *augment)
{
	if (root->rb_leftmost == node)
		root->rb_leftmost = rb_next(node);
	rb_erase_augmented(node, &root->rb_root, augment);
}

/*
 * Makes the three callbacks and a struct @rbname of them. @rbcompute(obj, exit)
 * recomputes obj->rbaugmented from obj and its children; with exit it returns
 * true, storing nothing, when the summary is right already.
 */
#define RB_DECLARE_CALLBACKS(rbstatic, rbname, rbstruct, rbfield, rbaugmented, rbcompute)          \
	static inline void rbname##_propagate(struct rb_node *rb, struct rb_node *stop)            \
	{                                                                                          \
		while (rb != stop) {                                                               \
			rbstruct *node = rb_entry(rb, rbstruct, rbfield);                          \
                                                                                                   \
			if (rbcompute(node, true))                                                 \
				break;                                                             \
			rb = rb_parent(&node->rbfield);                                            \
		}                                                                                  \
	}                                                                                          \
	static inline void rbname##_copy(struct rb_node *rb_old, struct rb_node *rb_new)           \
	{                                                                                          \
		rb_entry(rb_new, rbstruct, rbfield)->rbaugmented =                                 \
			rb_entry(rb_old, rbstruct, rbfield)->rbaugmented;                          \
	}                                                                                          \
	static void rbname##_rotate(struct rb_node *rb_old, struct rb_node *rb_new)                \
	{                                                                                          \
		rbstruct *old = rb_entry(rb_old, rbstruct, rbfield);                               \
                                                                                                   \
		rb_entry(rb_new, rbstruct, rbfield)->rbaugmented = old->rbaugmented;               \
		rbcompute(old, false);                                                             \
	}                                                                                          \
	rbstatic const struct rb_augment_callbacks rbname = {                                      \
		.propagate = rbname##_propagate,                                                   \
		.copy = rbname##_copy,                                                             \
		.rotate = rbname##_rotate,                                                         \
	};

/* The summary is the largest @rbcompute(obj) in the subtree. */
#define RB_DECLARE_CALLBACKS_MAX(rbstatic, rbname, rbstruct, rbfield, rbtype, rbaugmented,         \
				 rbcompute)                                                        \
	static inline bool rbname##_compute_max(rbstruct *node, bool exit)                         \
	{                                                                                          \
		rbtype max = rbcompute(node);                                                      \
		struct rb_node *kids[] = { node->rbfield.rb_left, node->rbfield.rb_right };        \
		int i;                                                                             \
                                                                                                   \
		for (i = 0; i < 2; i++)                                                            \
			if (kids[i] && rb_entry(kids[i], rbstruct, rbfield)->rbaugmented > max)    \
				max = rb_entry(kids[i], rbstruct, rbfield)->rbaugmented;           \
		if (exit && node->rbaugmented == max)                                              \
			return true;                                                               \
		node->rbaugmented = max;                                                           \
		return false;                                                                      \
	}                                                                                          \
	RB_DECLARE_CALLBACKS(rbstatic, rbname, rbstruct, rbfield, rbaugmented, rbname##_compute_max)

#define RB_RED		0
#define RB_BLACK	1
#define __rb_color(pc)	((pc)&1)
#define __rb_parent(pc) ((struct rb_node *)((pc) & ~3ul))
#define rb_color(rb)	__rb_color((rb)->__rb_parent_color)
#define rb_is_red(rb)	(!rb_color(rb))
#define rb_is_black(rb) rb_color(rb)

#endif
