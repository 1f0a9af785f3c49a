/* SPDX-License-Identifier: MIT */
/*
 * llist.h - singly linked stacks without a lock
 *
 * Anybody adds at any time; llist_del_all() may run at any time too.
 * llist_del_first() needs one taker at a time.
 */
#ifndef _LINUX_LLIST_H
#define _LINUX_LLIST_H

#include <linux/atomic.h>
#include <linux/container_of.h>
#include <linux/stddef.h>
#include <linux/types.h>

struct llist_head {
	struct llist_node *first;
};
struct llist_node {
	struct llist_node *next;
};

#define LLIST_HEAD_INIT(name)                                                                      \
	{                                                                                          \
		NULL                                                                               \
	}
#define LLIST_HEAD(name) struct llist_head name = LLIST_HEAD_INIT(name)

static inline void init_llist_head(struct llist_head *list)
{
	list->first = NULL;
}
/* A node that points to itself is on no list. */
static inline void init_llist_node(struct llist_node *node)
{
	node->next = node;
}
static inline bool llist_on_list(const struct llist_node *node)
{
	return node->next != node;
}

#define llist_entry(ptr, type, member) container_of(ptr, type, member)
#define __llist_entry_or_null(ptr, type, member)                                                   \
	({                                                                                         \
		struct llist_node *le_node__ = (ptr);                                              \
		le_node__ ? llist_entry(le_node__, type, member) : NULL;                           \
	})
#define llist_for_each(pos, node) for ((pos) = (node); pos; (pos) = (pos)->next)
#define llist_for_each_safe(pos, n, node)                                                          \
	for ((pos) = (node); (pos) && ((n) = (pos)->next, true); (pos) = (n))
#define llist_for_each_entry(pos, node, member)                                                    \
	for ((pos) = __llist_entry_or_null((node), typeof(*(pos)), member); (pos) != NULL;         \
	     (pos) = __llist_entry_or_null((pos)->member.next, typeof(*(pos)), member))
#define llist_for_each_entry_safe(pos, n, node, member)                                            \
	for ((pos) = __llist_entry_or_null((node), typeof(*(pos)), member);                        \
	     (pos) != NULL &&                                                                      \
	     ((n) = __llist_entry_or_null((pos)->member.next, typeof(*(n)), member), true);        \
	     (pos) = (n))

static inline bool llist_empty(const struct llist_head *head)
{
	return READ_ONCE(head->first) == NULL;
}
static inline struct llist_node *llist_next(struct llist_node *node)
{
	return node->next;
}
/** llist_add_batch() - add the chain @new_first … @new_last; true: it was empty */
static inline bool llist_add_batch(struct llist_node *new_first, struct llist_node *new_last,
				   struct llist_head *head)
{
	struct llist_node *first = READ_ONCE(head->first);

	do {
		replay_point();
		new_last->next = first;
	} while (!try_cmpxchg(&head->first, &first, new_first));
	return !first;
}
static inline bool __llist_add_batch(struct llist_node *new_first, struct llist_node *new_last,
				     struct llist_head *head)
{
	new_last->next = head->first;
	head->first = new_first;
	return new_last->next == NULL;
}
/** llist_add() - true: the list was empty */
static inline bool llist_add(struct llist_node *node, struct llist_head *head)
{
	return llist_add_batch(node, node, head);
}
static inline bool __llist_add(struct llist_node *node, struct llist_head *head)
{
	return __llist_add_batch(node, node, head);
}
/** llist_del_all() - take everything, newest first */
static inline struct llist_node *llist_del_all(struct llist_head *head)
{
	replay_point();
	return xchg(&head->first, NULL);
}
static inline struct llist_node *__llist_del_all(struct llist_head *head)
{
	struct llist_node *first = head->first;

	head->first = NULL;
	return first;
}
static inline struct llist_node *llist_del_first(struct llist_head *head)
{
	struct llist_node *first = smp_load_acquire(&head->first);

	do {
		replay_point();
		if (!first)
			return NULL;
	} while (!try_cmpxchg(&head->first, &first, READ_ONCE(first->next)));
	return first;
}
/** llist_reverse_order() - of a chain already taken */
static inline struct llist_node *llist_reverse_order(struct llist_node *head)
{
	struct llist_node *reversed = NULL;

	while (head) {
		struct llist_node *next = head->next;

		head->next = reversed;
		reversed = head;
		head = next;
	}
	return reversed;
}

#endif
