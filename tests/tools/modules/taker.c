// SPDX-License-Identifier: MIT
/*
 * taker.c - uses a function that giver.c exports
 */
#include <linux/module.h>

int giver_value(void);

static int __init taker_init(void)
{
	pr_info("taker: the giver gives %d\n", giver_value());
	return 0;
}

static void __exit taker_exit(void)
{
}

module_init(taker_init);
module_exit(taker_exit);
MODULE_LICENSE("GPL");
