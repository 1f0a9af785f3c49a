/* SPDX-License-Identifier: MIT */
/* rbtree_types.h - the structs of linux/rbtree.h */
#ifndef _LINUX_RBTREE_TYPES_H
#define _LINUX_RBTREE_TYPES_H

#include <linux/stddef.h>

/**
 * struct rb_node - a node, part of the object it orders
 * @__rb_parent_color: the parent's address, and in bit 0 the colour (1: black).
 *	Its own address: in no tree
 */
struct rb_node {
	unsigned long __rb_parent_color;
	struct rb_node *rb_right;
	struct rb_node *rb_left;
} __attribute__((aligned(sizeof(long))));

struct rb_root {
	struct rb_node *rb_node;
};

/** struct rb_root_cached - a root that knows its smallest node */
struct rb_root_cached {
	struct rb_root rb_root;
	struct rb_node *rb_leftmost;
};

#define RB_ROOT                                                                                    \
	((struct rb_root){                                                                         \
		NULL,                                                                              \
	})
#define RB_ROOT_CACHED                                                                             \
	((struct rb_root_cached){ {                                                                \
					  NULL,                                                    \
				  },                                                               \
				  NULL })

#endif
