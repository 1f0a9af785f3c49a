/* SPDX-License-Identifier: MIT */
/* page_ref.h - the reference count of a page: 0 is free or owned by the allocator */
#ifndef _LINUX_PAGE_REF_H
#define _LINUX_PAGE_REF_H

#include <linux/atomic.h>
#include <linux/mm_types.h>

static inline int page_ref_count(const struct page *page)
{
	return atomic_read(&page->_refcount);
}
static inline void set_page_count(struct page *page, int count)
{
	/* Who gets a reference by chance (get_page_unless_zero) sees a prepared page. */
	atomic_set_release(&page->_refcount, count);
}
static inline void init_page_count(struct page *page)
{
	set_page_count(page, 1);
}
static inline void page_ref_add(struct page *page, int nr)
{
	atomic_add(nr, &page->_refcount);
}
static inline void page_ref_sub(struct page *page, int nr)
{
	atomic_sub(nr, &page->_refcount);
}
static inline void page_ref_inc(struct page *page)
{
	atomic_inc(&page->_refcount);
}
static inline void page_ref_dec(struct page *page)
{
	atomic_dec(&page->_refcount);
}
static inline int page_ref_inc_return(struct page *page)
{
	return atomic_inc_return(&page->_refcount);
}
static inline int page_ref_dec_and_test(struct page *page)
{
	return atomic_dec_and_test(&page->_refcount);
}
static inline int page_ref_sub_and_test(struct page *page, int nr)
{
	return atomic_sub_and_test(nr, &page->_refcount);
}
static inline bool page_ref_add_unless(struct page *page, int nr, int u)
{
	return atomic_add_unless(&page->_refcount, nr, u);
}
/* Freeze: from @count to 0, so that nobody else can get a reference. */
static inline int page_ref_freeze(struct page *page, int count)
{
	return atomic_cmpxchg(&page->_refcount, count, 0) == count;
}
static inline void page_ref_unfreeze(struct page *page, int count)
{
	atomic_set_release(&page->_refcount, count);
}

#endif
