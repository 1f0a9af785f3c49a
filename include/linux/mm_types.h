/* SPDX-License-Identifier: MIT */
/*
 * mm_types.h - struct page, and what else describes memory
 *
 * One struct page of 64 bytes a frame. Who owns the page owns the union: the
 * buddy system links free blocks through @lru and keeps their order in
 * @private; slab code keeps its slab; a driver its own words. flags also hold
 * the page's zone and node in the top bits.
 */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <linux/types.h>
#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/spinlock_types.h>
#include <linux/build_bug.h>
#include <linux/cache.h>
#include <asm/page.h>
#include <asm/pgtable_types.h>

struct kmem_cache;
struct address_space;
struct dev_pagemap;

/**
 * struct page - one frame
 * @flags: PG_* and, from the top, zone and node
 * @lru: @mapping: @index: @private: the owner's; in a free block's first page
 *	lru links it in its free_area and private is its order
 * @slab_cache: @freelist: @s_mem: slab pages
 * @compound_head: tail pages: the head's address + 1
 * @compound_order: in the first tail page: order of the whole
 * @_mapcount: entries that map the page, less one; page_type and active share it
 * @_refcount: references
 * @block_order: @block_type: in the first page of a block that is handed out,
 *	or kept in a CPU's lists: its order, so that giving it back with another
 *	one is noticed, and the migratetype it was asked for with
 */
struct page {
	unsigned long flags;
	union {
		struct {
			union {
				struct list_head lru;
				struct list_head buddy_list;
				struct list_head pcp_list;
			};
			struct address_space *mapping;
			union {
				pgoff_t index;
				unsigned long share;
			};
			unsigned long private;
		};
		struct {
			struct list_head slab_list;
			struct kmem_cache *slab_cache;
			void *freelist;
			void *s_mem;
		};
		struct {
			unsigned long compound_head;
			unsigned char compound_dtor;
			unsigned char compound_order;
			atomic_t compound_mapcount;
			unsigned int compound_nr;
		};
		struct {
			unsigned long pp_magic;
			void *pp;
			unsigned long _pp_mapping_pad;
			unsigned long dma_addr;
			atomic_long_t pp_frag_count;
		};
		struct {
			struct dev_pagemap *pgmap;
			void *zone_device_data;
		};
		struct rcu_head rcu_head;
	};
	union {
		atomic_t _mapcount;
		unsigned int page_type;
		unsigned int active;
	};
	atomic_t _refcount;
	union {
		unsigned long memcg_data;
		struct {
			unsigned char block_order;
			unsigned char block_type;
		};
	};
};
static_assert(sizeof(struct page) == 64);

/* A folio is a page that is no tail: the same memory under another name. */
struct folio {
	struct page page;
};

/** struct page_frag - part of a page handed out by page_frag_alloc() */
struct page_frag {
	struct page *page;
	__u32 offset;
	__u32 size;
};

/**
 * struct page_frag_cache - the block that fragments are cut from, from its end
 * @pagecnt_bias: references taken in advance and not handed out
 */
struct page_frag_cache {
	void *va;
	__u32 offset;
	__u32 size;
	unsigned int pagecnt_bias;
	bool pfmemalloc;
};

/** struct mm_struct - an address space: only the kernel's own, init_mm */
struct mm_struct {
	pgd_t *pgd;
	spinlock_t page_table_lock;
	atomic_t mm_users, mm_count;
	atomic_long_t pgtables_bytes;
	unsigned long flags;
};
extern struct mm_struct init_mm;

typedef struct {
	unsigned long val;
} swp_entry_t;

#endif
