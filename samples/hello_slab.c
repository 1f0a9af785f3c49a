// SPDX-License-Identifier: MIT
/*
 * hello_slab.c - a slab cache from its creation to its end
 *
 * init makes a cache of struct greeting, takes one object from it and gives
 * it back; exit destroys the cache. Run it with
 *
 *	quarry insmod samples/hello_slab.c
 *
 * and, to see what happens when memory runs out just then (init returns
 * -ENOMEM and forgets the cache, which the verdict names by line):
 *
 *	quarry insmod samples/hello_slab.c failslab=1,100,0,1 failslab_cache=hello_slab
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/slab.h>

struct greeting {
	int number;
	char text[60];
};

static struct kmem_cache *greetings;

static int __init hello_slab_init(void)
{
	struct greeting *hello;

	greetings = kmem_cache_create("hello_slab", sizeof(struct greeting), 0, SLAB_HWCACHE_ALIGN,
				      NULL);
	if (!greetings) {
		printk(KERN_ERR "hello_slab: no cache\n");
		return -ENOMEM;
	}

	hello = kmem_cache_alloc(greetings, GFP_KERNEL);
	if (!hello) {
		printk(KERN_ERR "hello_slab: no object\n");
		return -ENOMEM;
	}

	hello->number = 1;
	snprintf(hello->text, sizeof(hello->text), "hello from a slab");
	printk(KERN_INFO "hello_slab: object of %u bytes: greeting %d, \"%s\"\n",
	       kmem_cache_size(greetings), hello->number, hello->text);

	kmem_cache_free(greetings, hello);
	return 0;
}

static void __exit hello_slab_exit(void)
{
	kmem_cache_destroy(greetings);
	greetings = NULL;
	printk(KERN_INFO "hello_slab: cache destroyed\n");
}

module_init(hello_slab_init);
module_exit(hello_slab_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("One object of a slab cache of one's own");
