/* SPDX-License-Identifier: MIT */
/*
 * mm_stage.h - how far the allocators have come up
 *
 * mm/init.c moves mm_stage on. An allocator that is asked before its stage is
 * a bug of the caller's, and the report names the stage.
 */
#ifndef QUARRY_MM_STAGE_H
#define QUARRY_MM_STAGE_H

#include <linux/compiler.h>

enum mm_stage {
	MM_STAGE_NONE,		/* only facts */
	MM_STAGE_MEMBLOCK,	/* memblock_alloc() */
	MM_STAGE_PAGE,		/* alloc_pages() */
	MM_STAGE_SLAB,		/* kmalloc() */
	MM_STAGE_VMALLOC,	/* vmalloc() */
	MM_STAGE_FULL,		/* alloc_percpu(), other CPUs */
};

struct boot_info;

extern enum mm_stage mm_stage;
/* CPUs that were on line when each stage was reached. */
extern unsigned int mm_stage_cpus[MM_STAGE_FULL + 1];
void mm_stage_too_early(enum mm_stage wanted) __cold;

/** mm_require_stage() - BUG unless @wanted has been reached */
static __always_inline void mm_require_stage(enum mm_stage wanted)
{
	if (unlikely(mm_stage < wanted))
		mm_stage_too_early(wanted);
}

/** mm_core_init() - bring all allocators up, on the boot CPU; mm/init.c */
void mm_core_init(const struct boot_info *bi);
/** mm_init_late() - what waits for the other CPUs */
void mm_init_late(void);

#endif
