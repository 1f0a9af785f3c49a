/* SPDX-License-Identifier: MIT */
/*
 * chunk.h - one group of units, and which bytes of a unit are taken
 */
#ifndef MM_PERCPU_CHUNK_H
#define MM_PERCPU_CHUNK_H

#include <linux/bitmap.h>
#include <linux/list.h>
#include <linux/types.h>

#define GRANULE_SHIFT 2 /* sizes and places are multiples of 4 bytes */
#define GRANULE	      (1ul << GRANULE_SHIFT)

/**
 * struct pcpu_chunk - units of all possible CPUs, laid out alike
 * @base: unit of the first possible CPU
 * @used: a bit a granule of a unit: taken
 * @bound: a bit a granule: an allocation starts here, or the one before ended
 * @nr: granules of a unit
 * @nr_free: of these, not taken
 * @hint: no free run is longer than this
 *
 * Under pcpu_lock. Always: nr_free == nr - weight(used); the granule where an
 * allocation starts and the one behind it are bounds, and none between.
 */
struct pcpu_chunk {
	struct list_head list;
	char *base;
	unsigned long *used, *bound;
	unsigned int nr, nr_free, hint;
};

void chunk_init(struct pcpu_chunk *chunk, char *base, unsigned long *used, unsigned long *bound,
		unsigned int nr);
/* First fit in granules [from, to). Return: byte offset in the unit, or -1. */
long chunk_take(struct pcpu_chunk *chunk, size_t size, size_t align, unsigned int from,
		unsigned int to);
/* Return: bytes given back; 0: no allocation starts at @offset. */
size_t chunk_give(struct pcpu_chunk *chunk, unsigned long offset);
bool chunk_check(const struct pcpu_chunk *chunk);

#endif
