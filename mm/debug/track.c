// SPDX-License-Identifier: MIT
/*
 * track.c - who holds each block
 *
 * With track=on every allocation leaves a record: where, how many bytes, the
 * backtrace that took it, and a serial number; freeing removes it. So what is
 * held, and since when, is known exactly and needs no scan.
 *
 * Records lie in pages of their own (__GFP_NOTRACK), carved up and never given
 * back, and hang in a hash table by linear hashing (Litwin 1980): when there
 * are more records than buckets one bucket is split, so the table grows by
 * single pages and no insertion moves more than one chain. Memory for both is
 * fetched before the lock is taken. If there is none, the allocation goes
 * unrecorded and track_lost() counts it.
 *
 * Keys: the address, for page blocks that of the struct page, so that high
 * memory has one too; together with the kind. A block that is freed without a
 * record was taken before tracking began.
 *
 * Locking: track.lock with interrupts off, a leaf. Context: any but NMI; the
 * hooks are called with no allocator lock held.
 */
#include <linux/kernel.h>
#include <linux/init.h>
#include <linux/string.h>
#include <linux/hash.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/kmemleak.h>
#include <linux/export.h>
#include <quarry/params.h>
#include <quarry/port.h>
#include "debug.h"

#define HEADS_PER_PAGE (PAGE_SIZE / sizeof(struct track_record *))
#define MAX_HEAD_PAGES (PAGE_SIZE / sizeof(void *))
#define MAX_BACKTRACE  24

unsigned long mm_debug_hooks;
EXPORT_SYMBOL(mm_debug_hooks);
DEFINE_PER_CPU(int, mm_debug_inside);

/**
 * struct track_record - one block held
 * @next: in its bucket, or in the list of free records
 * @key: see above
 */
struct track_record {
	struct track_record *next;
	unsigned long key;
	struct track_block block;
};

#define RECORDS_PER_PAGE (PAGE_SIZE / sizeof(struct track_record))

/**
 * struct track - the table
 * @heads: pages of bucket heads; a page of pointers
 * @nr_buckets: in use; @low <= nr_buckets < 2 * low, low a power of two
 * @nr_head_pages: pages in @heads; may be one ahead of need
 * @nr_records: in the table; @nr_free: on @free
 * @serial: of the newest record
 * @lost: allocations that found no record
 */
static struct track {
	spinlock_t lock;
	struct track_record ***heads;
	unsigned long nr_buckets, low, nr_head_pages;
	unsigned long nr_records, nr_free;
	struct track_record *free;
	u64 serial;
	unsigned long lost;
} track = { .lock = __SPIN_LOCK_UNLOCKED(track.lock) };

static struct track_record **bucket_at(unsigned long nr)
{
	return &track.heads[nr / HEADS_PER_PAGE][nr % HEADS_PER_PAGE];
}

static struct track_record **bucket_of(unsigned long key)
{
	unsigned long hash = hash_long(key, BITS_PER_LONG);
	unsigned long nr = hash & (2 * track.low - 1);

	return bucket_at(nr < track.nr_buckets ? nr : hash & (track.low - 1));
}

/* ---- memory of our own ------------------------------------------------------ */

static void *take_page(void)
{
	struct page *page;

	this_cpu_inc(mm_debug_inside);
	page = alloc_page(GFP_NOWAIT | __GFP_NOTRACK | __GFP_NOWARN | __GFP_ZERO);
	this_cpu_dec(mm_debug_inside);
	return page ? page_address(page) : NULL;
}

/* A page of records onto the free list. */
static void stock_records(void)
{
	struct track_record *page = take_page();
	unsigned long flags;
	unsigned int i;

	if (!page)
		return;
	spin_lock_irqsave(&track.lock, flags);
	for (i = 0; i < RECORDS_PER_PAGE; i++) {
		page[i].next = track.free;
		track.free = &page[i];
	}
	track.nr_free += RECORDS_PER_PAGE;
	spin_unlock_irqrestore(&track.lock, flags);
}

/* A page of bucket heads; the first time the page of pointers too. */
static void stock_heads(void)
{
	struct track_record **page = take_page();
	void *dir = READ_ONCE(track.heads) ? NULL : take_page();
	unsigned long flags;

	spin_lock_irqsave(&track.lock, flags);
	if (dir && !track.heads) {
		track.heads = dir;
		dir = NULL;
	}
	if (page && track.heads && track.nr_head_pages < MAX_HEAD_PAGES &&
	    track.nr_buckets == track.nr_head_pages * HEADS_PER_PAGE) {
		track.heads[track.nr_head_pages++] = page;
		page = NULL;
		if (!track.nr_buckets)
			track.nr_buckets = track.low = 1;
	}
	spin_unlock_irqrestore(&track.lock, flags);
	free_page((unsigned long)dir);
	free_page((unsigned long)page);
}

/* Before the lock: is there a record, and room to split a bucket? */
static void stock(void)
{
	if (READ_ONCE(track.nr_free) == 0)
		stock_records();
	if (READ_ONCE(track.nr_buckets) == READ_ONCE(track.nr_head_pages) * HEADS_PER_PAGE &&
	    READ_ONCE(track.nr_head_pages) < MAX_HEAD_PAGES)
		stock_heads();
}

/* ---- the table, under the lock ------------------------------------------------ */

/* One more bucket; its records come out of the one it is split from. */
static void split_bucket(void)
{
	struct track_record **from, *rec;

	if (track.nr_buckets == track.nr_head_pages * HEADS_PER_PAGE)
		return;
	if (track.nr_buckets == 2 * track.low)
		track.low *= 2;
	from = bucket_at(track.nr_buckets - track.low);
	track.nr_buckets++;
	while ((rec = *from)) {
		struct track_record **to = bucket_of(rec->key);

		if (to == bucket_at(track.nr_buckets - 1)) {
			*from = rec->next;
			rec->next = *to;
			*to = rec;
		} else {
			from = &rec->next;
		}
	}
}

static struct track_record *take_record(enum track_kind kind, unsigned long key)
{
	struct track_record **p, *rec;

	if (!track.nr_buckets)
		return NULL;
	for (p = bucket_of(key); (rec = *p); p = &rec->next) {
		if (rec->key != key || rec->block.kind != kind)
			continue;
		*p = rec->next;
		track.nr_records--;
		return rec;
	}
	return NULL;
}

static void free_record(struct track_record *rec)
{
	rec->next = track.free;
	track.free = rec;
	track.nr_free++;
}

static void insert_record(struct track_record *rec)
{
	struct track_record **head;

	if (track.nr_records >= track.nr_buckets)
		split_bucket();
	head = bucket_of(rec->key);
	rec->next = *head;
	*head = rec;
	track.nr_records++;
	rec->block.serial = ++track.serial;
}

static void add(unsigned long key, const struct track_block *block)
{
	struct track_record *rec;
	unsigned long flags;

	stock();
	spin_lock_irqsave(&track.lock, flags);
	rec = take_record(block->kind, key);
	if (!rec && track.free && track.nr_buckets) {
		rec = track.free;
		track.free = rec->next;
		track.nr_free--;
	}
	if (rec) {
		rec->key = key;
		rec->block = *block;
		insert_record(rec);
	} else {
		track.lost++;
	}
	spin_unlock_irqrestore(&track.lock, flags);
}

static bool drop(enum track_kind kind, unsigned long key)
{
	struct track_record *rec;
	unsigned long flags;

	spin_lock_irqsave(&track.lock, flags);
	rec = take_record(kind, key);
	if (rec)
		free_record(rec);
	spin_unlock_irqrestore(&track.lock, flags);
	return rec != NULL;
}

/* ---- hooks --------------------------------------------------------------------- */

/*
 * The backtrace from the API's caller on. Frames above it are the allocator's.
 * If @caller is not found (a frame was optimised away) it is put first.
 */
static noinline void record_backtrace(struct track_block *block, unsigned long caller)
{
	unsigned long pcs[MAX_BACKTRACE];
	unsigned int nr = port_backtrace(0, pcs, MAX_BACKTRACE), first, i;

	for (first = 0; first < nr && pcs[first] != caller; first++)
		;
	block->nr_pcs = 0;
	if (first == nr) {
		first = 0;
		if (caller)
			block->pcs[block->nr_pcs++] = caller;
	}
	for (i = first; i < nr && block->nr_pcs < TRACK_DEPTH; i++)
		block->pcs[block->nr_pcs++] = pcs[i];
}

static void hook_alloc(enum track_kind kind, unsigned long key, struct track_block *block,
		       unsigned long caller)
{
	if (!key || this_cpu_read(mm_debug_inside))
		return;
	block->kind = kind;
	record_backtrace(block, caller);
	add(key, block);
}

void track_slab_alloc(struct kmem_cache *cache, void *object, size_t size, unsigned long caller)
{
	struct track_block block = { .addr = (unsigned long)object, .size = size };

	if (cache)
		block.name = kmem_cache_name(cache);
	hook_alloc(TRACK_SLAB, block.addr, &block, caller);
}

void track_slab_free(struct kmem_cache *cache, void *object)
{
	drop(TRACK_SLAB, (unsigned long)object);
}

void track_page_alloc(struct page *page, unsigned int order, unsigned long caller)
{
	struct track_block block = { .size = PAGE_SIZE << order };

	hook_alloc(TRACK_PAGE, (unsigned long)page, &block, caller);
}

void track_page_free(struct page *page, unsigned int order)
{
	drop(TRACK_PAGE, (unsigned long)page);
}

void track_page_split(struct page *page, unsigned int order)
{
	struct track_block block;
	struct track_record *rec;
	unsigned long flags;
	unsigned int i;

	spin_lock_irqsave(&track.lock, flags);
	rec = take_record(TRACK_PAGE, (unsigned long)page);
	if (rec) {
		block = rec->block;
		free_record(rec);
	}
	spin_unlock_irqrestore(&track.lock, flags);
	if (!rec)
		return;
	block.size = PAGE_SIZE;
	for (i = 0; i < 1u << order; i++)
		add((unsigned long)(page + i), &block);
}

void track_cache_create(struct kmem_cache *cache, const char *name, size_t object_size,
			unsigned long caller)
{
	struct track_block block = {
		.addr = (unsigned long)cache,
		.size = object_size,
		.name = name,
	};

	hook_alloc(TRACK_CACHE, block.addr, &block, caller);
}

void track_cache_destroy(struct kmem_cache *cache)
{
	drop(TRACK_CACHE, (unsigned long)cache);
}

void track_vmalloc_alloc(const void *addr, size_t size, unsigned long caller)
{
	struct track_block block = { .addr = (unsigned long)addr, .size = size };

	hook_alloc(TRACK_VMALLOC, block.addr, &block, caller);
}

void track_vmalloc_free(const void *addr)
{
	drop(TRACK_VMALLOC, (unsigned long)addr);
}

void track_percpu_alloc(const void __percpu *ptr, size_t size, unsigned long caller)
{
	struct track_block block = { .addr = (__force unsigned long)ptr, .size = size };

	hook_alloc(TRACK_PERCPU, block.addr, &block, caller);
}

void track_percpu_free(const void __percpu *ptr)
{
	drop(TRACK_PERCPU, (__force unsigned long)ptr);
}

void kmemleak_ignore(const void *ptr)
{
	unsigned long key = (unsigned long)ptr;

	if (!READ_ONCE(track.nr_records) || !ptr || drop(TRACK_SLAB, key) ||
	    drop(TRACK_VMALLOC, key) || drop(TRACK_CACHE, key) || drop(TRACK_PERCPU, key))
		return;
	if (virt_addr_valid(ptr))
		drop(TRACK_PAGE, (unsigned long)virt_to_page(ptr));
}
EXPORT_SYMBOL_GPL(kmemleak_ignore);

/* ---- questions ------------------------------------------------------------------- */

u64 track_mark(void)
{
	return READ_ONCE(track.serial);
}

unsigned long track_lost(void)
{
	return READ_ONCE(track.lost);
}

/* Page blocks that became part of another allocator belong to it. */
static bool is_typed(const struct track_record *rec)
{
	struct page *page = (struct page *)rec->key;

	return rec->block.kind == TRACK_PAGE && (PageSlab(page) || PageTable(page));
}

unsigned long track_for_each(u64 since, void (*fn)(const struct track_block *, void *), void *arg)
{
	unsigned long flags, nr, count = 0;

	for (nr = 0; nr < READ_ONCE(track.nr_buckets); nr++) {
		struct track_record *rec;

		spin_lock_irqsave(&track.lock, flags);
		for (rec = *bucket_at(nr); rec; rec = rec->next) {
			struct track_block block = rec->block;

			if (block.serial <= since || is_typed(rec))
				continue;
			if (block.kind == TRACK_PAGE)
				block.addr = (unsigned long)page_address((struct page *)rec->key);
			count++;
			if (fn)
				fn(&block, arg);
		}
		spin_unlock_irqrestore(&track.lock, flags);
	}
	return count;
}

/* track=on: before the page allocator starts, so that nothing is missed. */
static int __init track_setup(char *value)
{
	const unsigned long hooks = MM_HOOK_TRACK_SLAB | MM_HOOK_TRACK_PAGE;

	/* The last word counts. */
	if (!strcmp(value, "on"))
		mm_debug_hooks |= hooks;
	else if (!strcmp(value, "off"))
		mm_debug_hooks &= ~hooks;
	else
		return -EINVAL;
	return 0;
}
early_param("track", track_setup);
PARAM_HELP(track, "track", "on or off", "track=on");
