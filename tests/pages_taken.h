/* SPDX-License-Identifier: MIT */
/*
 * pages_taken.h - how many pages have been allocated since boot, by all CPUs
 */
#ifndef TESTS_PAGES_TAKEN_H
#define TESTS_PAGES_TAKEN_H

#include <linux/vmstat.h>

static inline unsigned long pages_taken(void)
{
	unsigned long total = 0;
	int item;

	for (item = PGALLOC_DMA; item <= PGALLOC_MOVABLE; item++)
		total += vm_event_total(item);
	return total;
}

#endif
