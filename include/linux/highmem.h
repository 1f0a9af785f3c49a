/* SPDX-License-Identifier: MIT */
/*
 * highmem.h - addresses of pages for a while
 *
 * Without high memory every page has an address for good, and mapping it is
 * reading it.
 */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H

#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static inline void *kmap(struct page *page)
{
	might_sleep();
	return page_address(page);
}
static inline void kunmap(struct page *page)
{
}
static inline void *kmap_atomic(struct page *page)
{
	preempt_disable();
	return page_address(page);
}
#define kunmap_atomic(addr)	preempt_enable()
static inline void *kmap_local_page(struct page *page)
{
	return page_address(page);
}
static inline void *kmap_local_folio(struct folio *folio, size_t offset)
{
	return page_address(&folio->page) + offset;
}
#define kunmap_local(addr)	do { (void)(addr); } while (0)
#define flush_dcache_page(page)	do { } while (0)
#define flush_kernel_vmap_range(addr, size)	 do { } while (0)
#define invalidate_kernel_vmap_range(addr, size) do { } while (0)

static inline void clear_highpage(struct page *page)
{
	clear_page(page_address(page));
}
static inline void copy_highpage(struct page *to, struct page *from)
{
	copy_page(page_address(to), page_address(from));
}
static inline void memcpy_to_page(struct page *page, size_t offset, const char *from, size_t len)
{
	memcpy(page_address(page) + offset, from, len);
}
static inline void memcpy_from_page(char *to, struct page *page, size_t offset, size_t len)
{
	memcpy(to, page_address(page) + offset, len);
}
static inline void memcpy_page(struct page *to, size_t to_off, struct page *from, size_t from_off,
			       size_t len)
{
	memmove(page_address(to) + to_off, page_address(from) + from_off, len);
}
static inline void memset_page(struct page *page, size_t offset, int val, size_t len)
{
	memset(page_address(page) + offset, val, len);
}
static inline void memzero_page(struct page *page, size_t offset, size_t len)
{
	memset_page(page, offset, 0, len);
}
static inline void zero_user(struct page *page, unsigned int start, unsigned int size)
{
	memset_page(page, start, 0, size);
}
static inline void zero_user_segment(struct page *page, unsigned int start, unsigned int end)
{
	memset_page(page, start, 0, end - start);
}
static inline unsigned long totalhigh_pages(void)
{
	return 0;
}
static inline unsigned long nr_free_highpages(void)
{
	return 0;
}

#endif
