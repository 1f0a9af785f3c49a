/* SPDX-License-Identifier: MIT */
/*
 * kasan.h - Linux's address sanitizer interface, inert
 *
 * Sanitizer builds use the compiler's own runtime; these calls then have
 * nothing to say to it.
 */
#ifndef _LINUX_KASAN_H
#define _LINUX_KASAN_H

#include <linux/types.h>
#include <linux/compiler.h>

struct kmem_cache;
struct page;
struct vm_struct;
struct task_struct;

#define KASAN_SHADOW_SCALE_SHIFT 3
#define KASAN_GRANULE_SIZE 1ul

static inline bool kasan_enabled(void) { return false; }
static inline bool kasan_hw_tags_enabled(void) { return false; }
static inline bool kasan_has_integrated_init(void) { return false; }
static inline void kasan_enable_current(void) { }
static inline void kasan_disable_current(void) { }
static inline void kasan_unpoison_range(const void *address, size_t size) { }
static inline void kasan_poison_pages(struct page *page, unsigned int order, bool init) { }
static inline bool kasan_unpoison_pages(struct page *page, unsigned int order, bool init)
{
	return false;
}
static inline void kasan_cache_create(struct kmem_cache *cache, unsigned int *size,
				      unsigned long *flags) { }
static inline void kasan_poison_slab(void *slab) { }
static inline void kasan_unpoison_object_data(struct kmem_cache *cache, void *object) { }
static inline void kasan_poison_object_data(struct kmem_cache *cache, void *object) { }
static inline void *kasan_init_slab_obj(struct kmem_cache *cache, const void *object)
{
	return (void *)object;
}
static inline bool kasan_slab_free(struct kmem_cache *s, void *object, bool init)
{
	return false;
}
static inline void kasan_kfree_large(void *ptr) { }
static inline void kasan_slab_free_mempool(void *ptr) { }
static inline bool kasan_mempool_poison_object(void *ptr) { return true; }
static inline void kasan_mempool_unpoison_object(void *ptr, size_t size) { }
static inline void *kasan_kmalloc(struct kmem_cache *s, const void *object, size_t size,
				  gfp_t flags)
{
	return (void *)object;
}
static inline void *kasan_krealloc(const void *object, size_t new_size, gfp_t flags)
{
	return (void *)object;
}
static inline void *kasan_reset_tag(const void *addr) { return (void *)addr; }
static inline bool kasan_check_byte(const void *address) { return true; }
static inline bool kasan_report(const void *addr, size_t size, bool is_write, unsigned long ip)
{
	return false;
}
static inline void kasan_unpoison_task_stack(struct task_struct *task) { }
static inline void kasan_unpoison_vmalloc(const void *start, unsigned long size,
					  unsigned int flags) { }
static inline void kasan_poison_vmalloc(const void *start, unsigned long size) { }

#endif
