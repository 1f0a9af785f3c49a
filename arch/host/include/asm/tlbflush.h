/* SPDX-License-Identifier: MIT */
/*
 * tlbflush.h - the host's mappings are the hosted machine's TLB
 *
 * A translation gets into the "TLB" when flush_cache_vmap() fills it after
 * entries were written, or when an access faults and the handler walks the
 * page tables. It stays until flush_tlb_kernel_range() takes it away for all
 * CPUs at once: clearing an entry alone leaves it usable, as on hardware.
 */
#ifndef _ASM_HOST_TLBFLUSH_H
#define _ASM_HOST_TLBFLUSH_H

/** flush_cache_vmap() - new entries in [start, end): fill the host's mappings in runs */
void flush_cache_vmap(unsigned long start, unsigned long end);

/** flush_tlb_kernel_range() - forget all translations in [start, end), on all CPUs */
void flush_tlb_kernel_range(unsigned long start, unsigned long end);

/** flush_tlb_all() - forget all translations outside the direct map */
void flush_tlb_all(void);

static inline void flush_cache_vunmap(unsigned long start, unsigned long end) { }
static inline void flush_cache_all(void) { }
static inline void flush_icache_range(unsigned long start, unsigned long end) { }

/* Counters for reports and tests. */
struct host_tlb_stats {
	unsigned long fills;		/* mappings made ahead of use */
	unsigned long refills;		/* made by a fault */
	unsigned long flushes;		/* ranges taken away */
	unsigned long evictions;	/* all dropped: the host's limit was hit */
};
extern struct host_tlb_stats host_tlb_stats;

#endif
