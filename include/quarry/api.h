/* SPDX-License-Identifier: MIT */
/*
 * api.h - the allocators' API for ordinary programs
 *
 * For programs linked with libquarry; plain C types, beside libc's headers.
 * Names, arguments and meaning are the kernel's (doc/ has the manual). The
 * first call of a thread brings it on line as a CPU, its end takes it off;
 * quarry_start() of <quarry/quarry.h> chooses the parameters, else
 * $QUARRY_OPTIONS does.
 *
 * There are no interrupts in a program: GFP_ATOMIC and GFP_NOWAIT only say
 * that the call may fail early.
 */
#ifndef QUARRY_API_H
#define QUARRY_API_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned int gfp_t;
typedef unsigned int slab_flags_t;
struct kmem_cache;

/* Values of <linux/gfp_types.h>; constants in the library, so that programs
 * need not be built again when the bits move. */
extern const gfp_t quarry_gfp_kernel, quarry_gfp_atomic, quarry_gfp_nowait, quarry_gfp_zero,
	quarry_gfp_nowarn;
extern const slab_flags_t quarry_slab_hwcache_align, quarry_slab_panic, quarry_slab_poison,
	quarry_slab_red_zone;

#define GFP_KERNEL		quarry_gfp_kernel
#define GFP_ATOMIC		quarry_gfp_atomic
#define GFP_NOWAIT		quarry_gfp_nowait
#define __GFP_ZERO		quarry_gfp_zero
#define __GFP_NOWARN		quarry_gfp_nowarn
#define SLAB_HWCACHE_ALIGN	quarry_slab_hwcache_align
#define SLAB_PANIC		quarry_slab_panic
#define SLAB_POISON		quarry_slab_poison
#define SLAB_RED_ZONE		quarry_slab_red_zone

/* What kmalloc() gives for 0 bytes: may be freed, not used. */
#define ZERO_SIZE_PTR		((void *)16)

#define QUARRY_ALLOC(...)	__attribute__((__malloc__, __alloc_size__(__VA_ARGS__)))

/** kmalloc() - a block of @size bytes, powers of two aligned to their size */
void *quarry_kmalloc(size_t size, gfp_t flags) QUARRY_ALLOC(1);
void *quarry_kcalloc(size_t n, size_t size, gfp_t flags) QUARRY_ALLOC(1, 2);
void *krealloc(const void *block, size_t size, gfp_t flags) __attribute__((__alloc_size__(2)));
void kfree(const void *block);
void kfree_sensitive(const void *block);
size_t ksize(const void *block);

#define kmalloc(size, flags)		quarry_kmalloc((size), (flags))
#define kzalloc(size, flags)		quarry_kmalloc((size), (flags) | __GFP_ZERO)
#define kcalloc(n, size, flags)		quarry_kcalloc((n), (size), (flags))

/** kmem_cache_create() - a cache of objects of one size; NULL without memory */
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *));
void kmem_cache_destroy(struct kmem_cache *cache);
int kmem_cache_shrink(struct kmem_cache *cache);
unsigned int kmem_cache_size(struct kmem_cache *cache);
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags) __attribute__((__malloc__));
void kmem_cache_free(struct kmem_cache *cache, void *object);
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t flags, size_t nr, void **objects);
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t nr, void **objects);

#define kmem_cache_zalloc(cache, flags)	kmem_cache_alloc((cache), (flags) | __GFP_ZERO)

void *vmalloc(unsigned long size) QUARRY_ALLOC(1);
void *vzalloc(unsigned long size) QUARRY_ALLOC(1);
void vfree(const void *block);

/* Whole pages: the address of 2^@order of them, or 0. */
unsigned long __get_free_pages(gfp_t flags, unsigned int order);
void free_pages(unsigned long addr, unsigned int order);

#ifdef __cplusplus
}
#endif
#endif
