/* SPDX-License-Identifier: MIT */
/*
 * tlbflush.h - the bare machine's TLBs, one a CPU
 *
 * A translation may be cached from the moment its entry is present until it is
 * flushed; an entry that was not present is not cached, so nothing is to be
 * done after one has been written. See arch/x86/tlb.c.
 */
#ifndef _ASM_X86_TLBFLUSH_H
#define _ASM_X86_TLBFLUSH_H

/** flush_tlb_kernel_range() - no CPU uses a translation of [start, end) after this returns;
 * any context but NMI, no lock held that is taken with interrupts off elsewhere */
void flush_tlb_kernel_range(unsigned long start, unsigned long end);

/** flush_tlb_all() - the same for all addresses */
void flush_tlb_all(void);

static inline void flush_cache_vmap(unsigned long start, unsigned long end) { }
static inline void flush_cache_vunmap(unsigned long start, unsigned long end) { }
static inline void flush_cache_all(void) { }
static inline void flush_icache_range(unsigned long start, unsigned long end) { }

/* Counters for reports and tests; approximate when CPUs flush at once. */
struct x86_tlb_stats {
	unsigned long flushes;		/* ranges forgotten */
	unsigned long ipis;		/* other CPUs asked for them */
};
extern struct x86_tlb_stats x86_tlb_stats;

#endif
