/* SPDX-License-Identifier: MIT */
/*
 * tlbflush.h - when the page tables have changed
 *
 * The core calls flush_cache_vmap() after entries that were empty have been
 * written, and flush_tlb_kernel_range() after entries have been cleared or
 * changed. Only after the latter returns are the addresses given away again.
 *
 * EDIT: flush_cache_vmap() needs a body where the MMU caches that an entry is
 * empty, or where a fence must stand between the store and its use;
 * flush_icache_range() where caches of instructions do not see stores.
 */
#ifndef _ASM_TEMPLATE_TLBFLUSH_H
#define _ASM_TEMPLATE_TLBFLUSH_H

/** flush_tlb_kernel_range() - no CPU uses an old translation of [start, end) after this
 * returns; any context but NMI, no lock held that is taken with interrupts off elsewhere */
void flush_tlb_kernel_range(unsigned long start, unsigned long end);

/** flush_tlb_all() - the same for all addresses */
void flush_tlb_all(void);

static inline void flush_cache_vmap(unsigned long start, unsigned long end) { }
static inline void flush_cache_vunmap(unsigned long start, unsigned long end) { }
static inline void flush_cache_all(void) { }
static inline void flush_icache_range(unsigned long start, unsigned long end) { }

#endif
