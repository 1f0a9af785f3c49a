// SPDX-License-Identifier: MIT
/*
 * reference.c - which addresses are somebody's, and what must stand there
 *
 * A shard is an interval tree (an rbtree by start; live blocks are disjoint,
 * so a neighbour is the only one that can overlap) behind a spinlock. Blocks
 * of up to 64 KiB lie inside an aligned 64 KiB of the direct map, so no block
 * lies in two shards; larger ones share a tree, and so do vmalloc areas. A
 * large block over a small one is not seen by the trees but by the stamps.
 *
 * A stamp is the tag mixed with the address, at the first and the last word
 * and at one word of every page between: enough to see any mix-up of blocks
 * and most stray writes, cheap enough for millions of blocks.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>
#include <linux/hash.h>
#include "model.h"

#define SHARD_SHIFT 16
#define SHARD_BITS  8

enum { SHARD_LARGE = 1 << SHARD_BITS, SHARD_VMALLOC, NR_SHARDS };

struct shard {
	spinlock_t lock;
	struct rb_root blocks;
	unsigned long live;
};

struct reference {
	struct shard shard[NR_SHARDS];
};

struct reference *reference_create(void)
{
	struct reference *ref = vzalloc(sizeof(*ref));
	int i;

	if (!ref)
		return NULL;
	for (i = 0; i < ARRAY_SIZE(ref->shard); i++) {
		spin_lock_init(&ref->shard[i].lock);
		ref->shard[i].blocks = RB_ROOT;
	}
	return ref;
}

void reference_destroy(struct reference *ref)
{
	vfree(ref);
}

static struct shard *shard_of(struct reference *ref, const struct block *block)
{
	if (is_vmalloc_addr((void *)block->start))
		return &ref->shard[SHARD_VMALLOC];
	if (block->size > 1ul << SHARD_SHIFT)
		return &ref->shard[SHARD_LARGE];
	return &ref->shard[hash_long(block->start >> SHARD_SHIFT, SHARD_BITS)];
}

static bool shard_insert(struct shard *shard, struct block *block)
{
	struct rb_node **link = &shard->blocks.rb_node, *parent = NULL;

	while (*link) {
		struct block *other = rb_entry(*link, struct block, node);

		parent = *link;
		if (block->start + block->size <= other->start)
			link = &parent->rb_left;
		else if (other->start + other->size <= block->start)
			link = &parent->rb_right;
		else
			return false;
	}
	rb_link_node(&block->node, parent, link);
	rb_insert_color(&block->node, &shard->blocks);
	shard->live++;
	return true;
}

bool reference_add(struct reference *ref, struct block *block)
{
	struct shard *shard = shard_of(ref, block);
	bool fits;

	spin_lock(&shard->lock);
	fits = shard_insert(shard, block);
	spin_unlock(&shard->lock);
	return fits;
}

void reference_remove(struct reference *ref, struct block *block)
{
	struct shard *shard = shard_of(ref, block);

	spin_lock(&shard->lock);
	rb_erase(&block->node, &shard->blocks);
	shard->live--;
	spin_unlock(&shard->lock);
}

/* Exact only while nobody adds or removes. */
unsigned long reference_live(struct reference *ref)
{
	unsigned long live = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(ref->shard); i++)
		live += ref->shard[i].live;
	return live;
}

static u64 stamp_at(const struct block *block, size_t offset)
{
	return (block->tag + offset) * 0x9e3779b97f4a7c15ull ^ block->start;
}

/* Offset of the stamp after @offset, or the block's size when there is none. */
static size_t next_stamp(const struct block *block, size_t offset)
{
	size_t last = (block->size - sizeof(u64)) & ~7ul;

	if (offset >= last)
		return block->size;
	return min(offset + PAGE_SIZE, last);
}

void block_stamp(const struct block *block)
{
	size_t at;

	for (at = 0; at + sizeof(u64) <= block->size; at = next_stamp(block, at))
		*(u64 *)(block->start + at) = stamp_at(block, at);
}

bool block_is_intact(const struct block *block)
{
	size_t at;

	for (at = 0; at + sizeof(u64) <= block->size; at = next_stamp(block, at))
		if (*(u64 *)(block->start + at) != stamp_at(block, at))
			return false;
	return true;
}
