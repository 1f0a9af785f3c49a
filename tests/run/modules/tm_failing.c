// SPDX-License-Identifier: MIT
/*
 * tm_failing.c - init takes memory and then fails without giving it back
 *
 * out= is the address of a word where it leaves the page's address, so that
 * the test can free it.
 */
#include <linux/module.h>
#include <linux/gfp.h>

static unsigned long out;
module_param(out, ulong, 0);

static int __init tm_failing_init(void)
{
	unsigned long page = __get_free_page(GFP_KERNEL);

	if (out)
		*(unsigned long *)out = page;
	else
		free_page(page);
	return -EBUSY;
}

static void __exit tm_failing_exit(void)
{
}

module_init(tm_failing_init);
module_exit(tm_failing_exit);
MODULE_LICENSE("GPL");
