/* SPDX-License-Identifier: MIT */
/*
 * model.h - the simple reference that the allocators are held against
 *
 * A block is one live allocation. The reference knows only this: live blocks
 * never overlap, and nobody but the owner writes to one. It keeps the blocks
 * in interval trees (shards of 64 KiB of the direct map, and one for vmalloc,
 * so that its locks hardly ever order two operations), refuses a block that
 * overlaps another, and stamps the contents so that a stray write shows.
 */
#ifndef TESTS_MODEL_H
#define TESTS_MODEL_H

#include <linux/types.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>

enum block_kind {
	BLOCK_EMPTY, BLOCK_KMALLOC, BLOCK_CACHE, BLOCK_PAGES, BLOCK_VMALLOC, NR_BLOCK_KINDS
};

/**
 * struct block - one live allocation, or an empty slot
 * @node: in its shard's tree while live
 * @start: @size: the bytes that are ours
 * @detail: order of pages, or number of the cache
 * @tag: what the contents are stamped with
 */
struct block {
	struct rb_node node;
	unsigned long start;
	size_t size;
	enum block_kind kind;
	unsigned int detail;
	u64 tag;
};

struct reference;

struct reference *reference_create(void);
void reference_destroy(struct reference *ref);
/* false: it overlaps a live block */
bool reference_add(struct reference *ref, struct block *block);
void reference_remove(struct reference *ref, struct block *block);
unsigned long reference_live(struct reference *ref);
void block_stamp(const struct block *block);
bool block_is_intact(const struct block *block);

#endif
