/* SPDX-License-Identifier: MIT */
/* mm.h - pages: addresses, references, state, and what the machine has of them */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/kernel.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mmdebug.h>
#include <linux/gfp.h>
#include <linux/bug.h>
#include <linux/mmzone.h>
#include <linux/rbtree.h>
#include <linux/atomic.h>
#include <linux/mm_types.h>
#include <linux/page-flags.h>
#include <linux/page_ref.h>
#include <linux/pfn.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include <linux/vmstat.h>
#include <linux/pgtable.h>

struct seq_file;
struct vm_area_struct;
struct shrinker;

extern unsigned long max_pfn, min_low_pfn, max_low_pfn, max_mapnr;
extern void *high_memory;
extern atomic_long_t _totalram_pages;

#define PAGE_ALIGN(addr)	ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(addr)	ALIGN_DOWN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr)	IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define offset_in_page(p)	((unsigned long)(p) & ~PAGE_MASK)
#define offset_in_folio(f, p)	((unsigned long)(p) & (folio_size(f) - 1))
#define nth_page(page, n)	((page) + (n))
#define lm_alias(x)		__va(__pa_symbol((unsigned long)(x)))
#define ZERO_PAGE(vaddr)	(__zero_page)
extern struct page *__zero_page;

/* ---- addresses ---------------------------------------------------------------- */

static __always_inline void *lowmem_page_address(const struct page *page)
{
	return page_to_virt(page);
}
#define page_address(page)	lowmem_page_address(page)
static inline void *folio_address(const struct folio *folio)
{
	return page_address(&folio->page);
}
bool is_vmalloc_addr(const void *x);
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);
bool is_vmalloc_or_module_addr(const void *x);

/* ---- compound pages --------------------------------------------------------------- */

static inline unsigned int compound_order(const struct page *page)
{
	return PageHead(page) ? page[1].compound_order : 0;
}
static inline unsigned long compound_nr(const struct page *page)
{
	return 1ul << compound_order(page);
}
static inline unsigned long page_size(const struct page *page)
{
	return PAGE_SIZE << compound_order(page);
}
static inline unsigned int page_shift(const struct page *page)
{
	return PAGE_SHIFT + compound_order(page);
}
static inline struct page *virt_to_head_page(const void *x)
{
	return compound_head(virt_to_page(x));
}
static inline unsigned int thp_order(struct page *page)
{
	return compound_order(page);
}
void prep_compound_page(struct page *page, unsigned int order);
void split_page(struct page *page, unsigned int order);

#define page_folio(p)		((struct folio *)compound_head(p))
#define folio_page(folio, n)	(&(folio)->page + (n))
static inline unsigned int folio_order(const struct folio *folio)
{
	return compound_order(&folio->page);
}
static inline size_t folio_size(const struct folio *folio)
{
	return page_size(&folio->page);
}
static inline long folio_nr_pages(const struct folio *folio)
{
	return compound_nr(&folio->page);
}

/* ---- references -------------------------------------------------------------------- */

static inline int page_count(const struct page *page)
{
	return page_ref_count(compound_head(page));
}
static inline int put_page_testzero(struct page *page)
{
	VM_BUG_ON_PAGE(page_ref_count(page) == 0, page);
	return page_ref_dec_and_test(page);
}
static inline bool get_page_unless_zero(struct page *page)
{
	return page_ref_add_unless(page, 1, 0);
}
static inline void get_page(struct page *page)
{
	page = compound_head(page);
	VM_BUG_ON_PAGE(page_ref_count(page) <= 0, page);
	page_ref_inc(page);
}
static inline bool try_get_page(struct page *page)
{
	page = compound_head(page);
	if (WARN_ON_ONCE(page_ref_count(page) <= 0))
		return false;
	page_ref_inc(page);
	return true;
}
/** put_page() - drop a reference; the last one frees the page (whole, if compound) */
void put_page(struct page *page);
void release_pages(struct page **pages, int nr);
static inline void folio_get(struct folio *folio)
{
	get_page(&folio->page);
}
static inline void folio_put(struct folio *folio)
{
	put_page(&folio->page);
}
static inline int folio_ref_count(const struct folio *folio)
{
	return page_count(&folio->page);
}

static inline void page_mapcount_reset(struct page *page)
{
	atomic_set(&page->_mapcount, -1);
}
static inline int page_mapcount(struct page *page)
{
	return atomic_read(&page->_mapcount) + 1;
}
static inline bool page_mapped(struct page *page)
{
	return page_mapcount(page) > 0;
}

#define page_private(page)		((page)->private)
static inline void set_page_private(struct page *page, unsigned long private)
{
	page->private = private;
}
static inline void attach_page_private(struct page *page, void *data)
{
	get_page(page);
	set_page_private(page, (unsigned long)data);
	SetPagePrivate(page);
}
static inline void *detach_page_private(struct page *page)
{
	void *data = (void *)page_private(page);

	if (!PagePrivate(page))
		return NULL;
	ClearPagePrivate(page);
	set_page_private(page, 0);
	put_page(page);
	return data;
}
static inline pgoff_t page_index(struct page *page)
{
	return page->index;
}

int trylock_page(struct page *page);
void lock_page(struct page *page);
void unlock_page(struct page *page);

/* ---- init_on_alloc, init_on_free ------------------------------------------------------ */

extern bool init_on_alloc_enabled, init_on_free_enabled;

static inline bool want_init_on_alloc(gfp_t flags)
{
	return READ_ONCE(init_on_alloc_enabled) || (flags & __GFP_ZERO);
}
static inline bool want_init_on_free(void)
{
	return READ_ONCE(init_on_free_enabled);
}

/* ---- the machine ------------------------------------------------------------------------ */

/** struct sysinfo - what si_meminfo() tells, in units of @mem_unit bytes */
struct sysinfo {
	unsigned long totalram, freeram, sharedram, bufferram, totalswap, freeswap;
	unsigned long totalhigh, freehigh;
	unsigned int mem_unit;
};
void si_meminfo(struct sysinfo *info);
long si_mem_available(void);
static inline unsigned long totalram_pages(void)
{
	return atomic_long_read(&_totalram_pages);
}
static inline void totalram_pages_add(long count)
{
	atomic_long_add(count, &_totalram_pages);
}
unsigned long nr_free_buffer_pages(void);
void adjust_managed_page_count(struct page *page, long count);
void free_reserved_page(struct page *page);
static inline void mark_page_reserved(struct page *page)
{
	SetPageReserved(page);
	adjust_managed_page_count(page, -1);
}
void mem_dump_obj(void *object);
void show_mem(unsigned int flags, nodemask_t *nodemask);
/** warn_alloc() - an allocation failed: who asked, how, backtrace, zones; rate-limited,
 * not with __GFP_NOWARN */
void warn_alloc(gfp_t gfp, nodemask_t *nodemask, const char *fmt, ...) __printf(3, 4);

/**
 * struct page_states - every frame of RAM by who has it
 *
 * All fields in pages; they add up to @present.
 */
struct page_states {
	unsigned long present;	/* RAM */
	unsigned long free;	/* in free areas */
	unsigned long pcp;	/* in per-CPU lists */
	unsigned long slab;
	unsigned long table;	/* page tables */
	unsigned long reserved;	/* taken at boot: image, struct pages, tables */
	unsigned long used;	/* handed out */
	unsigned long other;	/* inconsistent: must be 0 */
};
/** page_states_count() - look at every struct page. Nobody may allocate meanwhile. */
void page_states_count(struct page_states *states);

#include <linux/huge_mm.h>

#endif
