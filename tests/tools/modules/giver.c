// SPDX-License-Identifier: MIT
/*
 * giver.c - exports a function that taker.c uses
 */
#include <linux/module.h>

int giver_value(void);
int giver_value(void)
{
	return 42;
}
EXPORT_SYMBOL_GPL(giver_value);

static int __init giver_init(void)
{
	return 0;
}

static void __exit giver_exit(void)
{
}

module_init(giver_init);
module_exit(giver_exit);
MODULE_LICENSE("GPL");
