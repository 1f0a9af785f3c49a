// SPDX-License-Identifier: MIT
/*
 * hello_vmalloc.c - memory that is contiguous only in addresses
 *
 * init takes kib KiB with vmalloc() and prints where they are; exit gives
 * them back. Built by the Makefile beside it. In separate steps:
 *
 *	quarry insmod --keep samples kib=64
 *	quarry dmesg
 *	quarry rmmod hello_vmalloc
 *	quarry dmesg
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/vmalloc.h>

static unsigned int kib = 20;
module_param(kib, uint, 0444);
MODULE_PARM_DESC(kib, "KiB to take");

static void *buffer;

static int __init hello_vmalloc_init(void)
{
	buffer = vmalloc(kib * 1024ul);
	if (!buffer) {
		printk(KERN_ERR "hello_vmalloc: no memory for %u KiB\n", kib);
		return -ENOMEM;
	}
	memset(buffer, 0x5a, kib * 1024ul);
	printk(KERN_INFO "hello_vmalloc: %u KiB at 0x%px\n", kib, buffer);
	return 0;
}

static void __exit hello_vmalloc_exit(void)
{
	vfree(buffer);
	printk(KERN_INFO "hello_vmalloc: memory given back\n");
}

module_init(hello_vmalloc_init);
module_exit(hello_vmalloc_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A block of vmalloc memory");
