// SPDX-License-Identifier: MIT
/*
 * unlinked.c - declares by itself what nobody exports
 */
#include <linux/module.h>

struct pci_dev;
int pci_enable_device(struct pci_dev *dev);
void own_function(void);

static int __init unlinked_init(void)
{
	own_function();
	return pci_enable_device(NULL);
}

module_init(unlinked_init);
MODULE_LICENSE("GPL");
