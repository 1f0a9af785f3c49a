/* SPDX-License-Identifier: MIT */
/*
 * kfence.h - Linux's sampling guard-page checker, inert until mm/debug has one
 */
#ifndef _LINUX_KFENCE_H
#define _LINUX_KFENCE_H

#include <linux/types.h>
#include <linux/compiler.h>

struct kmem_cache;

static inline bool is_kfence_address(const void *addr) { return false; }
static inline void kfence_alloc_pool(void) { }
static inline void kfence_init(void) { }
static inline void kfence_shutdown_cache(struct kmem_cache *s) { }
static inline void *kfence_alloc(struct kmem_cache *s, size_t size, gfp_t flags)
{
	return (void *)0;
}
static inline size_t kfence_ksize(const void *addr) { return 0; }
static inline void *kfence_object_start(const void *addr) { return (void *)0; }
static inline bool kfence_free(void *addr) { return false; }
static inline void __kfence_free(void *addr) { }

#endif
