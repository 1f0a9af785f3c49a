// SPDX-License-Identifier: MIT
/*
 * chunk.c - which bytes of a unit are taken
 *
 * All units of a chunk have the same layout, so one map serves all CPUs: two
 * bits a granule of 4 bytes. One says "taken"; the other marks where an
 * allocation starts and where it ends, so that freeing knows its size. First
 * fit keeps allocations together and the end of the unit free.
 *
 * @hint bounds the longest free run from above: a search that found nothing
 * lowers it, freeing raises it. So a full chunk is passed over at once.
 *
 * Locking: the caller's. Calls no allocator.
 */
#include <linux/bug.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include "chunk.h"

void chunk_init(struct pcpu_chunk *chunk, char *base, unsigned long *used, unsigned long *bound,
		unsigned int nr)
{
	*chunk = (struct pcpu_chunk){
		.base = base,
		.used = used,
		.bound = bound,
		.nr = nr,
		.nr_free = nr,
		.hint = nr,
	};
	INIT_LIST_HEAD(&chunk->list);
	bitmap_zero(used, nr);
	bitmap_zero(bound, nr + 1);
}

static void mark_taken(struct pcpu_chunk *chunk, unsigned int start, unsigned int nr)
{
	bitmap_set(chunk->used, start, nr);
	bitmap_clear(chunk->bound, start, nr);
	__set_bit(start, chunk->bound);
	__set_bit(start + nr, chunk->bound);
	chunk->nr_free -= nr;
}

long chunk_take(struct pcpu_chunk *chunk, size_t size, size_t align, unsigned int from,
		unsigned int to)
{
	unsigned int nr = DIV_ROUND_UP(size, GRANULE);
	unsigned long mask = max(align, GRANULE) / GRANULE - 1;
	unsigned long start;

	if (nr > chunk->nr_free || nr > chunk->hint)
		return -1;
	start = bitmap_find_next_zero_area(chunk->used, to, from, nr, mask);
	if (start >= to || start + nr > to) {
		/* Says something about the whole unit only when all of it was searched. */
		if (!mask && !from && to == chunk->nr)
			chunk->hint = nr - 1;
		return -1;
	}
	mark_taken(chunk, start, nr);
	return start << GRANULE_SHIFT;
}

size_t chunk_give(struct pcpu_chunk *chunk, unsigned long offset)
{
	unsigned long start = offset >> GRANULE_SHIFT, end;

	if (offset & (GRANULE - 1) || start >= chunk->nr)
		return 0;
	if (!test_bit(start, chunk->used) || !test_bit(start, chunk->bound))
		return 0;
	end = find_next_bit(chunk->bound, chunk->nr + 1, start + 1);
	bitmap_clear(chunk->used, start, end - start);
	chunk->nr_free += end - start;
	chunk->hint = chunk->nr_free;
	return (end - start) << GRANULE_SHIFT;
}

/* Every taken run starts and ends at a bound; the counts are right. */
bool chunk_check(const struct pcpu_chunk *chunk)
{
	unsigned long start = 0, end;

	if (chunk->nr - bitmap_weight(chunk->used, chunk->nr) != chunk->nr_free)
		return false;
	while ((start = find_next_bit(chunk->used, chunk->nr, start)) < chunk->nr) {
		end = find_next_zero_bit(chunk->used, chunk->nr, start);
		if (!test_bit(start, chunk->bound) || !test_bit(end, chunk->bound))
			return false;
		start = end;
	}
	return true;
}
