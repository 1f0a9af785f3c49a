// SPDX-License-Identifier: MIT
/*
 * init.c - the page allocator comes up: nodes, lists, struct pages, hand-over
 */
#include <linux/init.h>
#include <linux/memblock.h>
#include <quarry/page_init.h>
#include "page.h"

/** page_init() - alloc_pages() works when this returns */
void __init page_init(const struct boot_info *bi)
{
	node_distances_set(bi->distance, bi->nr_nodes);
	zones_init();
	memmap_init();
	zonelists_init();
	memblock_free_all();
	watermarks_init();
	pcp_init();
	if (init_on_alloc_enabled || init_on_free_enabled)
		mm_debug_hooks |= MM_HOOK_CLEAR_PAGE;
}

void __init page_init_late(void)
{
	pcp_init_late();
}
