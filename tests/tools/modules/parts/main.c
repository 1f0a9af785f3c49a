// SPDX-License-Identifier: MIT
/*
 * main.c - half of a module of two files, with flags of its makefile
 */
#include <linux/module.h>
#include "other.h"

static char *greeting = "hello";
module_param(greeting, charp, 0444);

static int __init parts_init(void)
{
	pr_info("parts: %s, %d from the other file, flags %d\n", greeting, other_value(),
		FLAGS + MORE_FLAGS);
	return 0;
}

static void __exit parts_exit(void)
{
}

module_init(parts_init);
module_exit(parts_exit);
MODULE_LICENSE("GPL");
