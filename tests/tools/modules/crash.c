// SPDX-License-Identifier: MIT
/*
 * crash.c - writes where nothing is
 */
#include <linux/module.h>
#include <linux/vmalloc.h>

static bool behind;
module_param(behind, bool, 0444);
MODULE_PARM_DESC(behind, "write behind a vmalloc area instead of at 0x10");

static noinline void stumble(char *p)
{
	pr_info("crash: about to write\n");
	*(volatile char *)p = 1; /* the line that crashes */
}

static int __init crash_init(void)
{
	char *area = vmalloc(PAGE_SIZE);

	stumble(behind ? area + PAGE_SIZE : (char *)0x10);
	return 0;
}

module_init(crash_init);
MODULE_LICENSE("GPL");
