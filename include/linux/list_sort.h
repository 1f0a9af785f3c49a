/* SPDX-License-Identifier: MIT */
/* list_sort.h - sort a list; lib/list_sort.c */
#ifndef _LINUX_LIST_SORT_H
#define _LINUX_LIST_SORT_H

#include <linux/types.h>

struct list_head;

/* Positive: @a comes after @b. Otherwise they stay in this order. */
typedef int __attribute__((nonnull(2, 3))) (*list_cmp_func_t)(void *priv, const struct list_head *a,
							      const struct list_head *b);

__attribute__((nonnull(2, 3))) void list_sort(void *priv, struct list_head *head,
					      list_cmp_func_t cmp);

#endif
