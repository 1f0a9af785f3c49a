// SPDX-License-Identifier: MIT
/*
 * hungry.c - takes pages until there are none, gives them back, lives on
 */
#include <linux/module.h>
#include <linux/gfp.h>
#include <linux/mm.h>

static int __init hungry_init(void)
{
	struct list_head pages = LIST_HEAD_INIT(pages);
	struct page *page, *next;
	unsigned long nr = 0;

	while ((page = alloc_pages(GFP_KERNEL, 3))) {
		list_add(&page->lru, &pages);
		nr++;
	}
	list_for_each_entry_safe(page, next, &pages, lru)
		__free_pages(page, 3);
	pr_info("hungry: got NULL after %lu blocks, all given back\n", nr);
	return nr ? 0 : -ENOMEM;
}

static void __exit hungry_exit(void)
{
}

module_init(hungry_init);
module_exit(hungry_exit);
MODULE_LICENSE("GPL");
