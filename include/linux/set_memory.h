/* SPDX-License-Identifier: MIT */
/*
 * set_memory.h - change what may be done with kernel memory
 *
 * @addr is page-aligned, @numpages are pages from there: direct map, vmalloc
 * or module window. A large leaf that is only partly concerned is split.
 * Return: 0, -EINVAL (misaligned), -ENOENT (a page there is not mapped),
 * -ENOMEM (no table for a split). May sleep.
 */
#ifndef _LINUX_SET_MEMORY_H
#define _LINUX_SET_MEMORY_H

#include <linux/types.h>

struct page;

int set_memory_ro(unsigned long addr, int numpages);
int set_memory_rw(unsigned long addr, int numpages);
int set_memory_x(unsigned long addr, int numpages);
int set_memory_nx(unsigned long addr, int numpages);
/* Read and execute, in one step: no moment with neither or both. */
int set_memory_rox(unsigned long addr, int numpages);

/* Not present and back, with the other bits kept: debugging of freed pages. */
int set_memory_np(unsigned long addr, int numpages);
int set_memory_p(unsigned long addr, int numpages);

/* In the direct map, by page. */
int set_direct_map_invalid_noflush(struct page *page);
int set_direct_map_default_noflush(struct page *page);
bool kernel_page_present(struct page *page);

static inline int set_memory_uc(unsigned long addr, int numpages)
{
	return 0;
}

static inline int set_memory_wc(unsigned long addr, int numpages)
{
	return 0;
}

static inline int set_memory_wb(unsigned long addr, int numpages)
{
	return 0;
}

#endif
