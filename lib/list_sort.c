// SPDX-License-Identifier: MIT
/*
 * list_sort.c - sort a list
 *
 * Merge sort from the bottom up, stable, no memory: elements are taken off one
 * at a time; run[k] is empty or a sorted chain of 2^k elements that came
 * before those of all smaller runs. A new element is merged with run[0],
 * run[1] … as long as they are occupied, like a carry in binary addition. In
 * the end all runs are merged, the youngest first, and the back links redone.
 *
 * Locking: the caller's.
 */
#include <linux/export.h>
#include <linux/list.h>
#include <linux/list_sort.h>

#define MAX_RUNS 48 /* 2^48 elements do not fit into memory */

/* Two chains, ended by NULL, into one. @a's elements came first. */
static struct list_head *merge(void *priv, list_cmp_func_t cmp, struct list_head *a,
			       struct list_head *b)
{
	struct list_head *head, **tail = &head;

	while (a && b) {
		struct list_head **from = cmp(priv, a, b) <= 0 ? &a : &b;

		*tail = *from;
		tail = &(*from)->next;
		*from = *tail;
	}
	*tail = a ? a : b;
	return head;
}

void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head *run[MAX_RUNS] = { NULL }, *chain, *next, *prev;
	int k;

	if (list_empty(head) || list_is_singular(head))
		return;
	head->prev->next = NULL;
	for (chain = head->next; chain; chain = next) {
		next = chain->next;
		chain->next = NULL;
		for (k = 0; run[k]; k++) {
			chain = merge(priv, cmp, run[k], chain);
			run[k] = NULL;
		}
		run[k] = chain;
	}
	for (chain = NULL, k = 0; k < MAX_RUNS; k++)
		if (run[k])
			chain = chain ? merge(priv, cmp, run[k], chain) : run[k];

	head->next = chain;
	for (prev = head; chain; prev = chain, chain = chain->next)
		chain->prev = prev;
	prev->next = head;
	head->prev = prev;
}
EXPORT_SYMBOL(list_sort);
