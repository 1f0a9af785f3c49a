// SPDX-License-Identifier: MIT
/*
 * init.c - the boot order of the allocators, top to bottom
 *
 * Each step may use what the steps above it have made; mm_stage says how far
 * we are, and an allocator that is asked before its stage is a bug that names
 * the stage.
 */
#include <linux/bug.h>
#include <linux/init.h>
#include <linux/memblock.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/pgtable.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <quarry/mm_stage.h>
#include <quarry/page_init.h>
#include <quarry/report.h>

enum mm_stage mm_stage;
unsigned int mm_stage_cpus[MM_STAGE_FULL + 1];

static const char *const stage_names[] = {
	[MM_STAGE_NONE] = "no allocator yet",	[MM_STAGE_MEMBLOCK] = "memblock",
	[MM_STAGE_PAGE] = "the page allocator", [MM_STAGE_SLAB] = "slab caches and kmalloc",
	[MM_STAGE_VMALLOC] = "vmalloc",		[MM_STAGE_FULL] = "everything",
};

void mm_stage_too_early(enum mm_stage wanted)
{
	panic("an allocation needs the stage \"%s\", the boot has reached \"%s\" (see mm/init.c)\n",
	      stage_names[wanted], stage_names[mm_stage]);
}

static void __init reached(enum mm_stage stage)
{
	mm_stage = stage;
	mm_stage_cpus[stage] = num_online_cpus();
	mm_explain("boot: %s", stage_names[stage]);
}

void __init mm_core_init(const struct boot_info *bi)
{
	memblock_boot(bi);     /* what is RAM, what of it is taken */
	setup_per_cpu_areas(); /* each CPU's copy of DEFINE_PER_CPU */
	pgtable_init();	       /* direct map, struct pages, frame table */
	page_init(bi);	       /* nodes, zones, hand-over: alloc_pages() */
	reached(MM_STAGE_PAGE);
	kmem_cache_init(); /* the slab bootstrap: kmalloc() */
	reached(MM_STAGE_SLAB);
	vmalloc_init();
	reached(MM_STAGE_VMALLOC);
	percpu_init(); /* alloc_percpu() */
	reached(MM_STAGE_FULL);
	pr_info("mm ready\n");
}

void __init mm_init_late(void)
{
	page_init_late();
	kmem_cache_init_late();
}
