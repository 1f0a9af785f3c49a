/* SPDX-License-Identifier: MIT */
/*
 * page-flags.h - the PG_* bits and page types
 *
 * Set and clear are atomic, __Set and __Clear are for those who own the page.
 * A page type (buddy, table …) is not a flag: it lives in page_type, which is
 * _mapcount's word, so only a page that nobody maps can have one. A type is
 * a cleared bit below 0xf0000000, so that a mapcount of -1 has none.
 */
#ifndef _LINUX_PAGE_FLAGS_H
#define _LINUX_PAGE_FLAGS_H

#include <linux/bitops.h>
#include <linux/mm_types.h>

enum pageflags {
	PG_locked, PG_writeback, PG_referenced, PG_uptodate, PG_dirty, PG_lru, PG_head,
	PG_waiters, PG_active, PG_workingset, PG_owner_priv_1, PG_arch_1, PG_reserved, PG_private,
	PG_private_2, PG_mappedtodisk, PG_reclaim, PG_swapbacked, PG_unevictable, PG_mlocked,
	PG_hwpoison, PG_slab, PG_error, PG_reported,
	__NR_PAGEFLAGS,
	PG_checked = PG_owner_priv_1, PG_pinned = PG_owner_priv_1, PG_isolated = PG_reclaim,
};

static inline struct page *_compound_head(const struct page *page)
{
	unsigned long head = READ_ONCE(page->compound_head);

	return head & 1 ? (struct page *)(head - 1) : (struct page *)page;
}
#define compound_head(page)	((typeof(page))_compound_head(page))

#define __PAGE_TEST(Name, bit)							\
static __always_inline int Page##Name(const struct page *page)			\
{										\
	return test_bit(bit, &page->flags);					\
}
#define __PAGE_FLAG(Name, bit) __PAGE_TEST(Name, bit)				\
static __always_inline void SetPage##Name(struct page *page)			\
{										\
	set_bit(bit, &page->flags);						\
}										\
static __always_inline void ClearPage##Name(struct page *page)			\
{										\
	clear_bit(bit, &page->flags);						\
}										\
static __always_inline void __SetPage##Name(struct page *page)			\
{										\
	__set_bit(bit, &page->flags);						\
}										\
static __always_inline void __ClearPage##Name(struct page *page)		\
{										\
	__clear_bit(bit, &page->flags);						\
}										\
static __always_inline int TestSetPage##Name(struct page *page)			\
{										\
	return test_and_set_bit(bit, &page->flags);				\
}										\
static __always_inline int TestClearPage##Name(struct page *page)		\
{										\
	return test_and_clear_bit(bit, &page->flags);				\
}
__PAGE_FLAG(Locked, PG_locked)
__PAGE_FLAG(Writeback, PG_writeback)
__PAGE_FLAG(Referenced, PG_referenced)
__PAGE_FLAG(Uptodate, PG_uptodate)
__PAGE_FLAG(Dirty, PG_dirty)
__PAGE_FLAG(LRU, PG_lru)
__PAGE_FLAG(Head, PG_head)
__PAGE_FLAG(Active, PG_active)
__PAGE_FLAG(Workingset, PG_workingset)
__PAGE_FLAG(OwnerPriv1, PG_owner_priv_1)
__PAGE_FLAG(Checked, PG_checked)
__PAGE_FLAG(Reserved, PG_reserved)
__PAGE_FLAG(Private, PG_private)
__PAGE_FLAG(Private2, PG_private_2)
__PAGE_FLAG(MappedToDisk, PG_mappedtodisk)
__PAGE_FLAG(Reclaim, PG_reclaim)
__PAGE_FLAG(SwapBacked, PG_swapbacked)
__PAGE_FLAG(Unevictable, PG_unevictable)
__PAGE_FLAG(Mlocked, PG_mlocked)
__PAGE_FLAG(HWPoison, PG_hwpoison)
__PAGE_FLAG(Slab, PG_slab)
__PAGE_FLAG(Error, PG_error)
__PAGE_FLAG(Isolated, PG_isolated)
#undef __PAGE_FLAG
#undef __PAGE_TEST

static __always_inline int PageTail(const struct page *page)
{
	return READ_ONCE(page->compound_head) & 1;
}
static __always_inline int PageCompound(const struct page *page)
{
	return test_bit(PG_head, &page->flags) || PageTail(page);
}
static inline int PageHighMem(const struct page *page)
{
	return 0;
}

/* What must be clear when a page is given back: somebody else's marks. */
#define PAGE_FLAGS_CHECK_AT_FREE						\
	(1UL << PG_lru | 1UL << PG_locked | 1UL << PG_private | 1UL << PG_private_2 |	\
	 1UL << PG_writeback | 1UL << PG_reserved | 1UL << PG_slab | 1UL << PG_active |	\
	 1UL << PG_unevictable | 1UL << PG_mlocked)
#define PAGE_FLAGS_CHECK_AT_PREP ((1UL << __NR_PAGEFLAGS) - 1)

#define PAGE_TYPE_BASE		0xf0000000u
#define PG_buddy		0x00000080u
#define PG_offline		0x00000100u
#define PG_table		0x00000200u
#define PG_guard		0x00000400u

#define page_type_is(page, type)						\
	((READ_ONCE((page)->page_type) & (PAGE_TYPE_BASE | (type))) == PAGE_TYPE_BASE)

#define __PAGE_TYPE(Name, type)							\
static __always_inline int Page##Name(const struct page *page)			\
{										\
	return page_type_is(page, type);					\
}										\
static __always_inline void __SetPage##Name(struct page *page)			\
{										\
	WRITE_ONCE(page->page_type, page->page_type & ~(type));			\
}										\
static __always_inline void __ClearPage##Name(struct page *page)		\
{										\
	WRITE_ONCE(page->page_type, page->page_type | (type));			\
}
__PAGE_TYPE(Buddy, PG_buddy)
__PAGE_TYPE(Offline, PG_offline)
__PAGE_TYPE(Table, PG_table)
__PAGE_TYPE(Guard, PG_guard)
#undef __PAGE_TYPE

static inline int page_has_type(const struct page *page)
{
	return (int)READ_ONCE(page->page_type) < -1;
}

#endif
