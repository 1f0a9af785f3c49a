/* SPDX-License-Identifier: MIT */
/* cache.h - the processor's cache lines */
#ifndef _LINUX_CACHE_H
#define _LINUX_CACHE_H

#include <linux/const.h>
#include <linux/compiler_types.h>
#include <asm/cache.h>

#ifndef SMP_CACHE_BYTES
#define SMP_CACHE_BYTES L1_CACHE_BYTES
#endif
#define L1_CACHE_ALIGN(x)     __ALIGN_KERNEL(x, L1_CACHE_BYTES)
#define INTERNODE_CACHE_SHIFT L1_CACHE_SHIFT

#define ____cacheline_aligned		      __attribute__((__aligned__(SMP_CACHE_BYTES)))
#define ____cacheline_aligned_in_smp	      ____cacheline_aligned
#define ____cacheline_internodealigned_in_smp ____cacheline_aligned
#define __cacheline_aligned		      ____cacheline_aligned
#define __cacheline_aligned_in_smp	      ____cacheline_aligned
#define __cacheline_group_begin(GROUP)
#define __cacheline_group_end(GROUP)
#define cache_line_size()	  L1_CACHE_BYTES
#define dma_get_cache_alignment() 1

#define __read_mostly
/* In a module the loader write-protects it when init has run. */
#ifdef MODULE
#define __ro_after_init __attribute__((__section__(".data..ro_after_init")))
#else
#define __ro_after_init
#endif

/* Keeps what follows on another line than what comes before. */
struct cacheline_padding {
	char x[0];
} ____cacheline_aligned;
#define CACHELINE_PADDING(name) struct cacheline_padding name

#endif
