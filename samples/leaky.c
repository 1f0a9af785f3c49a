// SPDX-License-Identifier: MIT
/*
 * leaky.c - a module that forgets to give memory back
 *
 * Three strings, a buffer of pages, a vmalloc block and a cache with an
 * object in it are still held when the module has gone. The verdict of
 *
 *	quarry insmod samples/leaky.c
 *
 * names each by size and line.
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/gfp.h>
#include <linux/vmalloc.h>

static char *names[4];
static struct kmem_cache *records;
static void *record, *table;
static unsigned long pages;

static int __init leaky_init(void)
{
	int i;

	for (i = 0; i < 4; i++)
		names[i] = kmalloc(100, GFP_KERNEL);

	table = vmalloc(3 * PAGE_SIZE);
	pages = __get_free_pages(GFP_KERNEL, 2);
	records = kmem_cache_create("leaky_record", 192, 0, 0, NULL);
	if (!names[3] || !table || !pages || !records)
		return -ENOMEM;
	record = kmem_cache_alloc(records, GFP_KERNEL);

	pr_info("leaky: took memory, will give one block back\n");
	return 0;
}

static void __exit leaky_exit(void)
{
	kfree(names[0]);
}

module_init(leaky_init);
module_exit(leaky_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Leaves without giving its memory back");
