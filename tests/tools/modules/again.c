// SPDX-License-Identifier: MIT
/*
 * again.c - init gives -EAGAIN on purpose, as some test modules do
 */
#include <linux/module.h>
#include <linux/slab.h>

static int __init again_init(void)
{
	kfree(kmalloc(10, GFP_KERNEL));
	return -EAGAIN;
}
module_init(again_init);
MODULE_LICENSE("GPL");
