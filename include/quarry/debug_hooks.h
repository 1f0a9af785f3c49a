/* SPDX-License-Identifier: MIT */
/*
 * debug_hooks.h - where the allocators call up into mm/debug
 *
 * One word, mm_debug_hooks, says which checkers are on. It is tested outside
 * the hottest paths only: a cache whose objects are to be tracked or failed
 * has no per-CPU arrays (its entries are the dead array), so every operation
 * on it takes the slow path, and the slow path calls the hooks.
 */
#ifndef QUARRY_DEBUG_HOOKS_H
#define QUARRY_DEBUG_HOOKS_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/gfp_types.h>

struct kmem_cache;
struct page;
struct vm_struct;

/* Above the bits of gfp_t, so that one test of both finds what is unusual. */
#define MM_HOOK_TRACK_SLAB	(1ul << 26)	/* remember who holds each object */
#define MM_HOOK_TRACK_PAGE	(1ul << 27)	/* and each page block */
#define MM_HOOK_FAIL_SLAB	(1ul << 28)	/* fault injection: failslab= */
#define MM_HOOK_FAIL_PAGE	(1ul << 29)	/* fault injection: fail_page_alloc= */
#define MM_HOOK_CLEAR_PAGE	(1ul << 30)	/* init_on_alloc= or init_on_free= */

#define MM_HOOKS_SLAB	(MM_HOOK_TRACK_SLAB | MM_HOOK_FAIL_SLAB)
#define MM_HOOKS_PAGE	(MM_HOOK_TRACK_PAGE | MM_HOOK_FAIL_PAGE)

/* Set by parameters before the page allocator starts, or by tests. */
extern unsigned long mm_debug_hooks;

/** slab_hooks_changed() - after a change of mm_debug_hooks, or of mm_explain_on,
 * while the machine runs: caches' arrays leave or re-enter the fast paths.
 * mm/slab/number.c. Task context. */
void slab_hooks_changed(void);

/* mm/debug/fault_inject.c. True: the caller gives NULL (and reports nothing). */
bool should_failslab(struct kmem_cache *cache, gfp_t gfp);
bool should_fail_alloc_page(gfp_t gfp, unsigned int order);

/* mm/debug/track.c. @size: bytes asked for; @caller: return address of the API call. */
void track_slab_alloc(struct kmem_cache *cache, void *object, size_t size, unsigned long caller);
void track_slab_free(struct kmem_cache *cache, void *object);
void track_page_alloc(struct page *page, unsigned int order, unsigned long caller);
void track_page_free(struct page *page, unsigned int order);
/* split_page(): from here on each page of the block is freed by itself. */
void track_page_split(struct page *page, unsigned int order);
/* Tested under MM_HOOK_TRACK_SLAB by mm/slab: a cache is held until it is destroyed. */
void track_cache_create(struct kmem_cache *cache, const char *name, size_t object_size,
			unsigned long caller);
void track_cache_destroy(struct kmem_cache *cache);
/* Under MM_HOOK_TRACK_PAGE by mm/vmalloc and mm/percpu. The pages below them are
 * taken with __GFP_NOTRACK. @size: bytes asked for. */
void track_vmalloc_alloc(const void *addr, size_t size, unsigned long caller);
void track_vmalloc_free(const void *addr);
void track_percpu_alloc(const void __percpu *ptr, size_t size, unsigned long caller);
void track_percpu_free(const void __percpu *ptr);

/* ---- for kernel/run and tools: who holds what -------------------------- */

#define TRACK_DEPTH 8

enum track_kind { TRACK_SLAB, TRACK_PAGE, TRACK_VMALLOC, TRACK_CACHE, TRACK_PERCPU };

/**
 * struct track_block - one block still held
 * @addr: @size: where it is, bytes asked for
 * @serial: grows with each tracked allocation: "since" marks are serials
 * @pcs: return addresses, innermost first; @nr_pcs of them. pcs[0] is in the
 *	function that called the allocator's public entry.
 * @name: cache name for slab objects and caches, else NULL
 */
struct track_block {
	enum track_kind kind;
	unsigned long addr;
	size_t size;
	u64 serial;
	const char *name;
	unsigned int nr_pcs;
	unsigned long pcs[TRACK_DEPTH];
};

/** track_mark() - serial of the newest tracked allocation */
u64 track_mark(void);
/** track_lost() - allocations that could not be recorded for want of memory */
unsigned long track_lost(void);
/** track_for_each() - call @fn for every block held whose serial is above
 * @since; returns how many. Task context; nothing may allocate meanwhile, and
 * @fn, called with a lock held, neither sleeps nor prints. */
unsigned long track_for_each(u64 since, void (*fn)(const struct track_block *, void *), void *arg);

#endif
