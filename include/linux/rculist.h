/* SPDX-License-Identifier: MIT */
/* rculist.h - lists that readers walk while a writer changes them */
#ifndef _LINUX_RCULIST_H
#define _LINUX_RCULIST_H

#include <linux/list.h>
#include <linux/rcupdate.h>

#define list_next_rcu(list)	(*((struct list_head __rcu **)(&(list)->next)))

static inline void __list_add_rcu(struct list_head *entry, struct list_head *prev,
				  struct list_head *next)
{
	entry->next = next;
	entry->prev = prev;
	rcu_assign_pointer(prev->next, entry);
	next->prev = entry;
}
static inline void list_add_rcu(struct list_head *entry, struct list_head *head)
{
	__list_add_rcu(entry, head, head->next);
}
static inline void list_add_tail_rcu(struct list_head *entry, struct list_head *head)
{
	__list_add_rcu(entry, head->prev, head);
}
/* The entry keeps its next: readers on it go on. */
static inline void list_del_rcu(struct list_head *entry)
{
	entry->next->prev = entry->prev;
	WRITE_ONCE(entry->prev->next, entry->next);
	entry->prev = LIST_POISON2;
}
static inline void list_replace_rcu(struct list_head *old, struct list_head *entry)
{
	entry->next = old->next;
	entry->prev = old->prev;
	rcu_assign_pointer(entry->prev->next, entry);
	entry->next->prev = entry;
	old->prev = LIST_POISON2;
}
#define list_for_each_entry_rcu(pos, head, member, ...)				\
	for (pos = list_entry_rcu((head)->next, typeof(*pos), member);		\
	     &pos->member != (head);						\
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_lockless(pos, head, member) \
	list_for_each_entry_rcu(pos, head, member)
#define list_first_or_null_rcu(ptr, type, member) ({				\
	struct list_head *__head = (ptr), *__next = READ_ONCE(__head->next);	\
	__next != __head ? list_entry_rcu(__next, type, member) : NULL;		\
})

static inline void hlist_del_rcu(struct hlist_node *n)
{
	WRITE_ONCE(*n->pprev, n->next);
	if (n->next)
		n->next->pprev = n->pprev;
	n->pprev = LIST_POISON2;
}
static inline void hlist_del_init_rcu(struct hlist_node *n)
{
	if (!hlist_unhashed(n)) {
		WRITE_ONCE(*n->pprev, n->next);
		if (n->next)
			n->next->pprev = n->pprev;
		WRITE_ONCE(n->pprev, NULL);
	}
}
static inline void hlist_add_head_rcu(struct hlist_node *n, struct hlist_head *h)
{
	struct hlist_node *first = h->first;

	n->next = first;
	n->pprev = &h->first;
	rcu_assign_pointer(h->first, n);
	if (first)
		first->pprev = &n->next;
}
#define hlist_for_each_entry_rcu(pos, head, member, ...)			\
	for (pos = hlist_entry_safe(rcu_dereference_raw((head)->first),		\
				    typeof(*(pos)), member);			\
	     pos;								\
	     pos = hlist_entry_safe(rcu_dereference_raw((pos)->member.next),	\
				    typeof(*(pos)), member))

#endif
