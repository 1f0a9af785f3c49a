/* SPDX-License-Identifier: MIT */
/*
 * slab.h - caches of objects of one size, and kmalloc on top of them
 *
 * kmalloc() with a constant size reaches its cache without a table look-up:
 * kmalloc_index() is folded by the compiler. With a variable size __kmalloc()
 * looks the cache up. Above KMALLOC_MAX_CACHE_SIZE the pages come from the
 * page allocator directly.
 *
 * Objects are freed by kfree() whatever they came from; an address that is no
 * live object (foreign, interior, freed before) is reported and refused.
 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/const.h>
#include <linux/build_bug.h>
#include <linux/gfp.h>
#include <linux/log2.h>
#include <linux/overflow.h>
#include <linux/cache.h>
#include <linux/numa.h>
#include <linux/rcupdate.h>

struct kmem_cache;
struct list_lru;

/* ---- attributes: what the compiler may assume ------------------------- */

#define __slab_alloc_size(...)	__attribute__((__alloc_size__(__VA_ARGS__)))
#define __slab_malloc		__attribute__((__malloc__))

/* ---- flags of a cache -------------------------------------------------- */

#define SLAB_CONSISTENCY_CHECKS	((slab_flags_t __force)0x00000100u)
#define SLAB_RED_ZONE		((slab_flags_t __force)0x00000400u)
#define SLAB_POISON		((slab_flags_t __force)0x00000800u)
#define SLAB_KMALLOC		((slab_flags_t __force)0x00001000u)
#define SLAB_HWCACHE_ALIGN	((slab_flags_t __force)0x00002000u)
#define SLAB_CACHE_DMA		((slab_flags_t __force)0x00004000u)
#define SLAB_CACHE_DMA32	((slab_flags_t __force)0x00008000u)
#define SLAB_STORE_USER		((slab_flags_t __force)0x00010000u)
#define SLAB_RECLAIM_ACCOUNT	((slab_flags_t __force)0x00020000u)
#define SLAB_PANIC		((slab_flags_t __force)0x00040000u)
/* The slab's pages stay slab pages of this cache until a grace period after
 * the slab became free; objects may be reused at once. */
#define SLAB_TYPESAFE_BY_RCU	((slab_flags_t __force)0x00080000u)
#define SLAB_MEM_SPREAD		((slab_flags_t __force)0x00100000u)
#define SLAB_TRACE		((slab_flags_t __force)0x00200000u)
#define SLAB_DEBUG_OBJECTS	((slab_flags_t __force)0x00400000u)
#define SLAB_NOLEAKTRACE	((slab_flags_t __force)0x00800000u)
#define SLAB_NO_MERGE		((slab_flags_t __force)0x01000000u)
#define SLAB_FAILSLAB		((slab_flags_t __force)0x02000000u)
#define SLAB_ACCOUNT		((slab_flags_t __force)0x04000000u)
#define SLAB_KASAN		((slab_flags_t __force)0x08000000u)
#define SLAB_NO_USER_FLAGS	((slab_flags_t __force)0x10000000u)
#define SLAB_SKIP_KFENCE	((slab_flags_t __force)0x20000000u)
#define SLAB_TEMPORARY		SLAB_RECLAIM_ACCOUNT

/* ---- the zero-size object ---------------------------------------------- */

#define ZERO_SIZE_PTR		((void *)16)
#define ZERO_OR_NULL_PTR(x)	((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

/* ---- size classes ------------------------------------------------------- */

#define KMALLOC_SHIFT_LOW	3
#define KMALLOC_SHIFT_MAX	(MAX_PAGE_ORDER + PAGE_SHIFT)
#if CONFIG_KMALLOC_SHIFT_HIGH < MAX_PAGE_ORDER + PAGE_SHIFT
#define KMALLOC_SHIFT_HIGH	CONFIG_KMALLOC_SHIFT_HIGH
#else
#define KMALLOC_SHIFT_HIGH	(MAX_PAGE_ORDER + PAGE_SHIFT)
#endif
#define KMALLOC_MIN_SIZE	(1 << KMALLOC_SHIFT_LOW)
#define KMALLOC_MAX_SIZE	(1UL << KMALLOC_SHIFT_MAX)
#define KMALLOC_MAX_CACHE_SIZE	(1UL << KMALLOC_SHIFT_HIGH)
#define KMALLOC_MAX_ORDER	(KMALLOC_SHIFT_MAX - PAGE_SHIFT)
/* The class of 192 bytes wastes more than it saves with longer lines. */
#define KMALLOC_HAS_192		(L1_CACHE_SHIFT < 7)

#ifndef ARCH_KMALLOC_MINALIGN
#define ARCH_KMALLOC_MINALIGN	__alignof__(unsigned long long)
#endif
#ifndef ARCH_SLAB_MINALIGN
#define ARCH_SLAB_MINALIGN	__alignof__(unsigned long long)
#endif
#define arch_slab_minalign()	((unsigned int)ARCH_SLAB_MINALIGN)
#define SLAB_OBJ_MIN_SIZE	8

/* Which row of kmalloc_caches: every size exists once a type. */
enum kmalloc_cache_type {
	KMALLOC_NORMAL = 0,
	KMALLOC_CGROUP = KMALLOC_NORMAL,
	KMALLOC_RECLAIM,
	KMALLOC_DMA,
	NR_KMALLOC_TYPES
};

extern struct kmem_cache *kmalloc_caches[NR_KMALLOC_TYPES][KMALLOC_SHIFT_HIGH + 1];

static __always_inline enum kmalloc_cache_type kmalloc_type(gfp_t flags)
{
	if (likely(!(flags & (__GFP_DMA | __GFP_RECLAIMABLE))))
		return KMALLOC_NORMAL;
	return flags & __GFP_DMA ? KMALLOC_DMA : KMALLOC_RECLAIM;
}


/**
 * kmalloc_index() - index in kmalloc_caches[type] of the class for @size bytes
 *
 * Return: 0 for no bytes; 1 for 65..96, 2 for 129..192, else log2 rounded up.
 * A constant beyond the table fails to build.
 */
static __always_inline unsigned int __kmalloc_index(size_t size, bool size_is_constant)
{
	if (!size)
		return 0;
	if (size <= KMALLOC_MIN_SIZE)
		return KMALLOC_SHIFT_LOW;
	if (size > 64 && size <= 96)
		return 1;
	if (KMALLOC_HAS_192 && size > 128 && size <= 192)
		return 2;
	if (size_is_constant)
		BUILD_BUG_ON_MSG(size > KMALLOC_MAX_CACHE_SIZE,
				 "constant size beyond the table of kmalloc caches");
	return ilog2(size - 1) + 1;
}
#define kmalloc_index(s)	__kmalloc_index(s, true)

/* ---- caches ------------------------------------------------------------- */

bool slab_is_available(void);

/**
 * kmem_cache_create() - make a cache of objects of @size bytes
 * @name: shown in slabinfo; copied. If a cache exists that will do, it is shared
 *	and has the name and kmem_cache_size() of its first user, unless @flags
 *	have SLAB_NO_MERGE: see mm/slab/merge.c
 * @align: at least this; 0: word, or the line with SLAB_HWCACHE_ALIGN
 * @ctor: called once for each object when its slab is made, or NULL. Freed
 *	objects must be in their constructed state again.
 *
 * Context: may sleep. Return: the cache, or NULL (panics with SLAB_PANIC).
 */
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *));
/** kmem_cache_create_usercopy() - the same; only [useroffset, + usersize) of
 * an object may be copied to and from user memory */
struct kmem_cache *kmem_cache_create_usercopy(const char *name, unsigned int size,
					      unsigned int align, slab_flags_t flags,
					      unsigned int useroffset, unsigned int usersize,
					      void (*ctor)(void *));
/**
 * kmem_cache_destroy() - give a cache and all its slabs back; NULL is allowed
 *
 * A shared one is left to its other users. Waits for pending kfree_rcu(). A
 * cache that still has objects is refused: it stays as it is, its objects are
 * listed.
 * Context: may sleep.
 */
void kmem_cache_destroy(struct kmem_cache *cache);
/** kmem_cache_shrink() - give back all free slabs. Return: 0 when no slab is left */
int kmem_cache_shrink(struct kmem_cache *cache);
unsigned int kmem_cache_size(struct kmem_cache *cache);
const char *kmem_cache_name(struct kmem_cache *cache);
/** validate_slab_cache() - check every structure of @cache; number of errors */
long validate_slab_cache(struct kmem_cache *cache);

#define KMEM_CACHE(__struct, __flags)						\
	kmem_cache_create(#__struct, sizeof(struct __struct), __alignof__(struct __struct),	\
			  (__flags), NULL)
#define KMEM_CACHE_USERCOPY(__struct, __flags, __field)				\
	kmem_cache_create_usercopy(#__struct, sizeof(struct __struct),		\
				   __alignof__(struct __struct), (__flags),	\
				   offsetof(struct __struct, __field),		\
				   sizeof(((struct __struct *)0)->__field), NULL)

void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags) __slab_malloc;
void *kmem_cache_alloc_lru(struct kmem_cache *cache, struct list_lru *lru, gfp_t flags)
	__slab_malloc;
void *kmem_cache_alloc_node(struct kmem_cache *cache, gfp_t flags, int node) __slab_malloc;
void kmem_cache_free(struct kmem_cache *cache, void *object);
/** kmem_cache_alloc_bulk() - @size objects to @p. Return: @size, or 0 and nothing taken */
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t flags, size_t size, void **p);
/** kmem_cache_free_bulk() - free @size objects; @cache NULL: of any caches, or large */
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t size, void **p);

static __always_inline void kfree_bulk(size_t size, void **p)
{
	kmem_cache_free_bulk(NULL, size, p);
}

static inline void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t flags)
{
	return kmem_cache_alloc(cache, flags | __GFP_ZERO);
}

/* ---- kmalloc ------------------------------------------------------------ */

void *__kmalloc(size_t size, gfp_t flags) __slab_malloc __slab_alloc_size(1);
void *__kmalloc_node(size_t size, gfp_t flags, int node) __slab_malloc __slab_alloc_size(1);
/* The cache is known at build time; @size is what was asked for. */
void *kmalloc_trace(struct kmem_cache *cache, gfp_t flags, size_t size)
	__slab_malloc __slab_alloc_size(3);
void *kmalloc_node_trace(struct kmem_cache *cache, gfp_t flags, int node, size_t size)
	__slab_malloc __slab_alloc_size(4);
void *kmalloc_large(size_t size, gfp_t flags) __slab_malloc __slab_alloc_size(1);
void *kmalloc_large_node(size_t size, gfp_t flags, int node) __slab_malloc __slab_alloc_size(1);
void *__kmalloc_node_track_caller(size_t size, gfp_t flags, int node, unsigned long caller)
	__slab_malloc __slab_alloc_size(1);

#define kmalloc_node_track_caller(size, flags, node)				\
	__kmalloc_node_track_caller(size, flags, node,				\
				    (unsigned long)__builtin_return_address(0))
#define kmalloc_track_caller(size, flags)					\
	__kmalloc_node_track_caller(size, flags, NUMA_NO_NODE,				\
				    (unsigned long)__builtin_return_address(0))
#define __kmalloc_track_caller(size, flags, caller)				\
	__kmalloc_node_track_caller(size, flags, NUMA_NO_NODE, caller)

/**
 * kmalloc() - @size bytes, physically contiguous, in the direct map
 *
 * Aligned to ARCH_KMALLOC_MINALIGN; powers of two to their size. 0 bytes:
 * ZERO_SIZE_PTR. More than KMALLOC_MAX_SIZE: NULL.
 * Context: as @flags say. Return: the block, or NULL.
 */
static __always_inline __slab_malloc __slab_alloc_size(1)
void *kmalloc(size_t size, gfp_t flags)
{
	if (__builtin_constant_p(size) && size) {
		if (size > KMALLOC_MAX_CACHE_SIZE)
			return kmalloc_large(size, flags);
		return kmalloc_trace(kmalloc_caches[kmalloc_type(flags)][kmalloc_index(size)],
				     flags, size);
	}
	return __kmalloc(size, flags);
}

static __always_inline __slab_malloc __slab_alloc_size(1)
void *kmalloc_node(size_t size, gfp_t flags, int node)
{
	if (__builtin_constant_p(size) && size) {
		if (size > KMALLOC_MAX_CACHE_SIZE)
			return kmalloc_large_node(size, flags, node);
		return kmalloc_node_trace(kmalloc_caches[kmalloc_type(flags)][kmalloc_index(size)],
					  flags, node, size);
	}
	return __kmalloc_node(size, flags, node);
}

static inline __slab_malloc __slab_alloc_size(1, 2)
void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	if (__builtin_constant_p(n) && __builtin_constant_p(size))
		return kmalloc(bytes, flags);
	return __kmalloc(bytes, flags);
}

static inline __slab_malloc __slab_alloc_size(1, 2)
void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kmalloc_array(n, size, flags | __GFP_ZERO);
}

static inline __slab_malloc __slab_alloc_size(1, 2)
void *kmalloc_array_node(size_t n, size_t size, gfp_t flags, int node)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return __kmalloc_node(bytes, flags, node);
}

static inline __slab_malloc __slab_alloc_size(1, 2)
void *kcalloc_node(size_t n, size_t size, gfp_t flags, int node)
{
	return kmalloc_array_node(n, size, flags | __GFP_ZERO, node);
}

static inline __slab_malloc __slab_alloc_size(1)
void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags | __GFP_ZERO);
}

static inline __slab_malloc __slab_alloc_size(1)
void *kzalloc_node(size_t size, gfp_t flags, int node)
{
	return kmalloc_node(size, flags | __GFP_ZERO, node);
}

/**
 * krealloc() - make a block @size bytes, in place or moved
 * @p: NULL: as kmalloc; @size 0: frees, gives ZERO_SIZE_PTR
 * Return: the block; NULL when there is no memory, then @p is untouched.
 */
void *krealloc(const void *p, size_t size, gfp_t flags) __must_check __slab_alloc_size(2);

static inline __must_check __slab_alloc_size(2, 3)
void *krealloc_array(void *p, size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return krealloc(p, bytes, flags);
}

void kfree(const void *object);
/** kfree_sensitive() - overwrite the whole block with zeros, then free it */
void kfree_sensitive(const void *object);
/** __ksize() - bytes of the bucket that holds @object */
size_t __ksize(const void *object);
/** ksize() - how many bytes of @object may be used: those of its bucket */
size_t ksize(const void *object);
/** kmalloc_size_roundup() - the bucket that a request of @size bytes gets */
size_t kmalloc_size_roundup(size_t size);

bool kmem_valid_obj(void *object);
/** kmem_dump_obj() - one line on what @object belongs to */
void kmem_dump_obj(void *object);

/* ---- kvmalloc: kmalloc, or vmalloc where that would be too much --------- */

void *kvmalloc_node(size_t size, gfp_t flags, int node) __slab_malloc __slab_alloc_size(1);

static inline __slab_malloc __slab_alloc_size(1)
void *kvmalloc(size_t size, gfp_t flags)
{
	return kvmalloc_node(size, flags, NUMA_NO_NODE);
}

static inline __slab_malloc __slab_alloc_size(1)
void *kvzalloc_node(size_t size, gfp_t flags, int node)
{
	return kvmalloc_node(size, flags | __GFP_ZERO, node);
}

static inline __slab_malloc __slab_alloc_size(1)
void *kvzalloc(size_t size, gfp_t flags)
{
	return kvmalloc(size, flags | __GFP_ZERO);
}

static inline __slab_malloc __slab_alloc_size(1, 2)
void *kvmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(check_mul_overflow(n, size, &bytes)))
		return NULL;
	return kvmalloc(bytes, flags);
}

static inline __slab_malloc __slab_alloc_size(1, 2)
void *kvcalloc(size_t n, size_t size, gfp_t flags)
{
	return kvmalloc_array(n, size, flags | __GFP_ZERO);
}

/** kvrealloc() - a block of @newsize bytes with the first @oldsize of @p, which
 * is freed; NULL leaves @p as it is (the form of 6.1, with the old size) */
void *kvrealloc(const void *p, size_t oldsize, size_t newsize, gfp_t flags)
	__must_check __slab_alloc_size(3);
void kvfree(const void *addr);
void kvfree_sensitive(const void *addr, size_t len);

#ifdef DEFINE_FREE
DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))
#endif

/* ---- for mm/init.c and kernel/run --------------------------------------- */

/** kmem_cache_init() - kmalloc works when it returns. CPU 0, before the others. */
void kmem_cache_init(void);
/** kmem_cache_init_late() - the other CPUs may come: registers the callbacks */
void kmem_cache_init_late(void);
/**
 * slab_drain_requests() - give back what other CPUs asked this one to
 *
 * Only a CPU itself touches its arrays of objects. Whoever wants them empty
 * leaves a request; the CPU meets it at its next miss, or here: the idle loop
 * and the scheduler call it. Cheap when there is none. What NMIs of this CPU
 * could not free, objects and pages, goes back here too.
 * Context: task or idle, not interrupt.
 */
void slab_drain_requests(void);

#endif
