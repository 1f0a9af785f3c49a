// SPDX-License-Identifier: MIT
/*
 * block.c - vm_map_ram(): short-lived mappings of the caller's pages
 *
 * A vmap() searches the tree, allocates two structs and frees them again. For
 * mappings that live shortly each CPU has a block of addresses and cuts small
 * mappings from it, one behind the other. Unmapping clears the entries and
 * counts the pages as dirty; addresses of a block are used once, and when all
 * of it is dirty the whole block goes the way of freed areas: one flush for
 * BLOCK_PAGES pages. Mappings above BLOCK_MAX_ALLOC have an area of their own.
 *
 * Mappings of one block are neighbours, without guard pages.
 *
 * Locking: block->lock; blocks_lock for the list of all blocks. Task context.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include "area.h"

#define BLOCK_PAGES	1024u
#define BLOCK_SIZE	((unsigned long)BLOCK_PAGES << PAGE_SHIFT)
#define BLOCK_MAX_ALLOC 64u /* pages */

/**
 * struct vmap_block - addresses that small mappings are cut from
 * @va: its range; NULL while it has none
 * @used: pages handed out so far, from the start
 * @dirty: pages of [0, used) that are unmapped again
 * @dirty_start: @dirty_end: cleared but not flushed, in bytes from va_start
 * @list: in blocks
 *
 * Always: dirty <= used <= BLOCK_PAGES; a CPU's block has used < BLOCK_PAGES.
 * dirty == BLOCK_PAGES: about to be freed.
 */
struct vmap_block {
	spinlock_t lock;
	struct vmap_area *va;
	unsigned int used, dirty;
	unsigned long dirty_start, dirty_end;
	struct list_head list;
};

static DEFINE_PER_CPU(struct vmap_block *, this_block);
static LIST_HEAD(blocks);
static DEFINE_SPINLOCK(blocks_lock);

static void block_free(struct vmap_block *block)
{
	struct vmap_area *va = vmap_area_claim(block->va->va_start, VMAP_BLOCK);

	spin_lock(&blocks_lock);
	list_del(&block->list);
	spin_unlock(&blocks_lock);
	kfree(block);
	vmap_area_free_lazily(va);
}

/* @nr more pages of it will not be used, or not again. True: the last ones. */
static bool block_add_dirty(struct vmap_block *block, unsigned int nr)
{
	block->dirty += nr;
	return block->dirty == BLOCK_PAGES;
}

/* No CPU's block any more: what was never used counts as dirty. */
static void block_retire(struct vmap_block *block)
{
	bool last;

	spin_lock(&block->lock);
	last = block_add_dirty(block, BLOCK_PAGES - block->used);
	block->used = BLOCK_PAGES;
	spin_unlock(&block->lock);
	if (last)
		block_free(block);
}

static struct vmap_block *block_create(int node)
{
	const struct vmap_request request = {
		.size = BLOCK_SIZE,
		.align = PAGE_SIZE,
		.from = VMALLOC_START,
		.to = VMALLOC_END,
		.kind = VMAP_BLOCK,
	};
	struct vmap_block *block;

	block = kmalloc_node(sizeof(*block), GFP_KERNEL | __GFP_NOTRACK | __GFP_ZERO, node);
	if (!block)
		return NULL;
	spin_lock_init(&block->lock);
	block->dirty_start = BLOCK_SIZE;
	block->va = vmap_area_alloc(&request, block, GFP_KERNEL, node);
	if (!block->va) {
		kfree(block);
		return NULL;
	}
	spin_lock(&blocks_lock);
	list_add(&block->list, &blocks);
	spin_unlock(&blocks_lock);
	return block;
}

/* Addresses for @count pages of this CPU's block; 0: it has none. Preemption off. */
static unsigned long this_block_take(unsigned int count)
{
	struct vmap_block *block = this_cpu_read(this_block);
	unsigned long addr = 0;

	if (!block)
		return 0;
	spin_lock(&block->lock);
	if (block->used + count <= BLOCK_PAGES) {
		addr = block->va->va_start + ((unsigned long)block->used << PAGE_SHIFT);
		block->used += count;
		/* Used up: whoever unmaps the last of it frees it. */
		if (block->used == BLOCK_PAGES)
			this_cpu_write(this_block, NULL);
	}
	spin_unlock(&block->lock);
	return addr;
}

static unsigned long block_alloc(unsigned int count, int node)
{
	struct vmap_block *fresh, *old;
	unsigned long addr;

	get_cpu();
	addr = this_block_take(count);
	put_cpu();
	if (likely(addr))
		return addr;
	fresh = block_create(node);
	if (!fresh)
		return 0;
	get_cpu();
	old = this_cpu_xchg(this_block, fresh);
	addr = this_block_take(count);
	put_cpu();
	if (old)
		block_retire(old);
	return addr;
}

static void block_unmap(struct vmap_block *block, unsigned long addr, unsigned int count)
{
	unsigned long start = addr - block->va->va_start;
	bool last;

	spin_lock(&block->lock);
	block->dirty_start = min(block->dirty_start, start);
	block->dirty_end = max(block->dirty_end, start + ((unsigned long)count << PAGE_SHIFT));
	last = block_add_dirty(block, count);
	spin_unlock(&block->lock);
	if (last)
		block_free(block);
}

/* The caller flushes what is cleared in blocks; under blocks_lock, interrupts on. */
void vmap_blocks_flush(void)
{
	struct vmap_block *block;
	unsigned long start, end;

	spin_lock(&blocks_lock);
	list_for_each_entry(block, &blocks, list) {
		spin_lock(&block->lock);
		start = block->va->va_start + block->dirty_start;
		end = block->va->va_start + block->dirty_end;
		block->dirty_start = BLOCK_SIZE;
		block->dirty_end = 0;
		spin_unlock(&block->lock);
		if (start < end)
			flush_tlb_kernel_range(start, end);
	}
	spin_unlock(&blocks_lock);
}

static unsigned long ram_area_alloc(unsigned long size, int node)
{
	const struct vmap_request request = {
		.size = size,
		.align = PAGE_SIZE,
		.from = VMALLOC_START,
		.to = VMALLOC_END,
		.kind = VMAP_RAM,
	};
	struct vmap_area *va = vmap_area_alloc(&request, NULL, GFP_KERNEL, node);

	return va ? va->va_start : 0;
}

/**
 * vm_map_ram() - map @count pages at contiguous addresses, for a short time
 * @node: where to take bookkeeping memory; NUMA_NO_NODE: anywhere
 *
 * Context: may sleep. Return: the address, for vm_unmap_ram() with the same
 * @count, or NULL.
 */
void *vm_map_ram(struct page **pages, unsigned int count, int node)
{
	unsigned long size = (unsigned long)count << PAGE_SHIFT;
	unsigned long addr;

	might_sleep();
	if (WARN_ON_ONCE(!count))
		return NULL;
	addr = likely(count <= BLOCK_MAX_ALLOC) ? block_alloc(count, node)
						: ram_area_alloc(size, node);
	if (!addr)
		return NULL;
	if (vmap_pages_range(addr, addr + size, PAGE_KERNEL, pages)) {
		vm_unmap_ram((void *)addr, count);
		return NULL;
	}
	return (void *)addr;
}
EXPORT_SYMBOL(vm_map_ram);

/**
 * vm_unmap_ram() - take back what vm_map_ram() gave
 * @count: the same as there
 *
 * Context: may sleep.
 */
void vm_unmap_ram(const void *mem, unsigned int count)
{
	unsigned long addr = (unsigned long)mem, flags;
	struct vmap_block *block = NULL;
	struct vmap_area *va;

	might_sleep();
	if (WARN_ON(!addr || !PAGE_ALIGNED(addr) || !count))
		return;
	va = vmap_area_lock(addr, &flags);
	if (va) {
		if (va->kind == VMAP_BLOCK && count <= BLOCK_MAX_ALLOC)
			block = va->block;
		vmap_area_unlock(va, flags);
	}
	if (block) {
		vunmap_range_noflush(addr, addr + ((unsigned long)count << PAGE_SHIFT));
		block_unmap(block, addr, count);
		return;
	}
	va = vmap_area_claim(addr, VMAP_RAM);
	if (WARN(!va, "vm_unmap_ram: nothing is mapped at %px\n", mem))
		return;
	vunmap_range_noflush(va->va_start, va->va_end);
	vmap_area_free_lazily(va);
}
EXPORT_SYMBOL(vm_unmap_ram);
