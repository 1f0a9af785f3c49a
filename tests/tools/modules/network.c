// SPDX-License-Identifier: MIT
/*
 * network.c - wants kernel API that is not there
 */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

static struct net_device *dev;

static int __init network_init(void)
{
	struct sk_buff *skb = alloc_skb(100, GFP_KERNEL);

	dev = alloc_netdev(0, "dummy%d", NET_NAME_UNKNOWN, NULL);
	register_netdev(dev);
	kfree_skb(skb);
	return 0;
}

module_init(network_init);
MODULE_LICENSE("GPL");
