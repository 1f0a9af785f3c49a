// SPDX-License-Identifier: MIT
/*
 * kmalloc_index_build.c - compiled twice by tests/slab/meson.build: with
 * BEYOND=0 it builds; with BEYOND=1 the constant is one byte larger than the
 * largest kmalloc cache, and it must not.
 */
#include <linux/slab.h>

unsigned int class_of_a_constant(void);
void *large_constant(void);

unsigned int class_of_a_constant(void)
{
	return kmalloc_index(KMALLOC_MAX_CACHE_SIZE + BEYOND);
}

/* kmalloc() itself takes any constant: beyond the table it goes to the pages. */
void *large_constant(void)
{
	return kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL);
}
