// SPDX-License-Identifier: MIT
/*
 * broken.c - does not compile
 */
#include <linux/module.h>

static int __init broken_init(void)
{
	int number = "text";

	return number + no_such_thing;
}

module_init(broken_init);
MODULE_LICENSE("GPL");
