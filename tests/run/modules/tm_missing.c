// SPDX-License-Identifier: MIT
/*
 * tm_missing.c - wants two functions that nobody exports, and weakly a third
 */
#include <linux/module.h>

int tm_nobody_has_this(void);
int tm_nor_this(void);
int tm_may_be_missing(void) __weak;

static int __init tm_missing_init(void)
{
	if (tm_may_be_missing)
		return tm_may_be_missing();
	return tm_nobody_has_this() + tm_nor_this();
}

module_init(tm_missing_init);
MODULE_LICENSE("GPL");
