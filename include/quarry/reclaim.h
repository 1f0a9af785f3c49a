/* SPDX-License-Identifier: MIT */
/*
 * reclaim.h - who can give pages back when there are none left
 *
 * The slow path of the page allocator calls every registered reclaimer, in
 * task context, for requests that may sleep. A reclaimer may free and may
 * allocate from the reserves; it is never called from within itself.
 */
#ifndef QUARRY_RECLAIM_H
#define QUARRY_RECLAIM_H

#include <linux/list.h>
#include <linux/gfp_types.h>

/**
 * struct page_reclaimer - one who can
 * @reclaim: try to free pages for a request of 2^@order; gives how many it
 *	freed, 0 when there is nothing more. Must honour __GFP_IO and __GFP_FS.
 */
struct page_reclaimer {
	struct list_head node;
	unsigned long (*reclaim)(gfp_t gfp, unsigned int order);
};

void register_page_reclaimer(struct page_reclaimer *reclaimer);
void unregister_page_reclaimer(struct page_reclaimer *reclaimer);

#endif
