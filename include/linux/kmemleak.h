/* SPDX-License-Identifier: MIT */
/*
 * kmemleak.h - hints to the leak report
 *
 * Leaks are found by the record that mm/debug/track.c keeps of each block,
 * not by scanning. So the hints that say "this is no leak" drop the record;
 * those that describe memory to a scanner do nothing.
 */
#ifndef _LINUX_KMEMLEAK_H
#define _LINUX_KMEMLEAK_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/gfp_types.h>

struct vm_struct;

/** kmemleak_ignore() - forget the block at @ptr: it is never reported.
 * Any context; does nothing for an unknown address. */
void kmemleak_ignore(const void *ptr);

/** kmemleak_not_leak() - the same: what is known to be held is not reported */
static inline void kmemleak_not_leak(const void *ptr)
{
	kmemleak_ignore(ptr);
}

static inline void kmemleak_transient_leak(const void *ptr)
{
	kmemleak_ignore(ptr);
}

static inline void kmemleak_init(void) { }
static inline void kmemleak_alloc(const void *ptr, size_t size, int min_count, gfp_t gfp) { }
static inline void kmemleak_alloc_recursive(const void *ptr, size_t size, int min_count,
					    unsigned long flags, gfp_t gfp) { }
static inline void kmemleak_alloc_percpu(const void __percpu *ptr, size_t size, gfp_t gfp) { }
static inline void kmemleak_vmalloc(const struct vm_struct *area, size_t size, gfp_t gfp) { }
static inline void kmemleak_alloc_phys(phys_addr_t phys, size_t size, gfp_t gfp) { }
static inline void kmemleak_free(const void *ptr) { }
static inline void kmemleak_free_recursive(const void *ptr, unsigned long flags) { }
static inline void kmemleak_free_part(const void *ptr, size_t size) { }
static inline void kmemleak_free_part_phys(phys_addr_t phys, size_t size) { }
static inline void kmemleak_free_percpu(const void __percpu *ptr) { }
static inline void kmemleak_ignore_phys(phys_addr_t phys) { }
static inline void kmemleak_update_trace(const void *ptr) { }
static inline void kmemleak_scan_area(const void *ptr, size_t size, gfp_t gfp) { }
static inline void kmemleak_erase(void **ptr) { }
static inline void kmemleak_no_scan(const void *ptr) { }

#endif
