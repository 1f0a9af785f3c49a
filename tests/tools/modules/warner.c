// SPDX-License-Identifier: MIT
/*
 * warner.c - a WARN counts against a module
 */
#include <linux/module.h>
#include <linux/bug.h>

static int __init warner_init(void)
{
	WARN(1, "this is what warner does");
	return 0;
}

static void __exit warner_exit(void)
{
}

module_init(warner_init);
module_exit(warner_exit);
MODULE_LICENSE("GPL");
