// SPDX-License-Identifier: MIT
/*
 * bitmap.c - operations on whole bitmaps
 *
 * Word by word. Where the result is a truth or a number, the last word is
 * masked; where it is a bitmap, bits beyond @nbits in its last word are
 * whatever comes out, except that the shifts, _and and _andnot leave 0 there.
 * Text forms are in bitmap_text.c, rearrangements in bitmap_map.c.
 *
 * Locking: the caller's.
 */
#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/math.h>

/* The bits of word @i that count. */
static unsigned long word_mask(unsigned int i, unsigned int nbits)
{
	return (i + 1) * BITS_PER_LONG > nbits ? BITMAP_LAST_WORD_MASK(nbits) : ~0UL;
}

bool __bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		if ((a[i] ^ b[i]) & word_mask(i, nbits))
			return false;
	return true;
}
EXPORT_SYMBOL(__bitmap_equal);

bool __bitmap_or_equal(const unsigned long *a, const unsigned long *b, const unsigned long *c,
		       unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		if (((a[i] | b[i]) ^ c[i]) & word_mask(i, nbits))
			return false;
	return true;
}
EXPORT_SYMBOL(__bitmap_or_equal);

bool __bitmap_intersects(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		if (a[i] & b[i] & word_mask(i, nbits))
			return true;
	return false;
}
EXPORT_SYMBOL(__bitmap_intersects);

bool __bitmap_subset(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		if (a[i] & ~b[i] & word_mask(i, nbits))
			return false;
	return true;
}
EXPORT_SYMBOL(__bitmap_subset);

unsigned int __bitmap_weight(const unsigned long *map, unsigned int nbits)
{
	unsigned int i, weight = 0;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		weight += hweight_long(map[i] & word_mask(i, nbits));
	return weight;
}
EXPORT_SYMBOL(__bitmap_weight);

unsigned int __bitmap_weight_and(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	unsigned int i, weight = 0;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		weight += hweight_long(a[i] & b[i] & word_mask(i, nbits));
	return weight;
}
EXPORT_SYMBOL(__bitmap_weight_and);

/* ---- combining -------------------------------------------------------------- */

void __bitmap_complement(unsigned long *dst, const unsigned long *src, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = ~src[i];
}
EXPORT_SYMBOL(__bitmap_complement);

/** __bitmap_and() - Return: is any bit set in the result? */
bool __bitmap_and(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		  unsigned int nbits)
{
	unsigned long any = 0;
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		any |= dst[i] = a[i] & b[i] & word_mask(i, nbits);
	return any;
}
EXPORT_SYMBOL(__bitmap_and);

bool __bitmap_andnot(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		     unsigned int nbits)
{
	unsigned long any = 0;
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		any |= dst[i] = a[i] & ~b[i] & word_mask(i, nbits);
	return any;
}
EXPORT_SYMBOL(__bitmap_andnot);

void __bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		 unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = a[i] | b[i];
}
EXPORT_SYMBOL(__bitmap_or);

void __bitmap_xor(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		  unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = a[i] ^ b[i];
}
EXPORT_SYMBOL(__bitmap_xor);

void __bitmap_replace(unsigned long *dst, const unsigned long *old, const unsigned long *new,
		      const unsigned long *mask, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = (old[i] & ~mask[i]) | (new[i] & mask[i]);
}
EXPORT_SYMBOL(__bitmap_replace);

/* ---- shifting ----------------------------------------------------------------- */

/* Word @i of @src, 0 outside, without the bits beyond @nbits. */
static unsigned long word_of(const unsigned long *src, long i, unsigned int nbits)
{
	return i < 0 || i >= BITS_TO_LONGS(nbits) ? 0 : src[i] & word_mask(i, nbits);
}

/** __bitmap_shift_right() - bit n + @shift goes to bit n; 0 comes in at the top */
void __bitmap_shift_right(unsigned long *dst, const unsigned long *src, unsigned int shift,
			  unsigned int nbits)
{
	unsigned int i, words = shift / BITS_PER_LONG, bits = shift % BITS_PER_LONG;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++) {
		unsigned long high = word_of(src, i + words + 1, nbits);
		unsigned long low = word_of(src, i + words, nbits);

		dst[i] = bits ? low >> bits | high << (BITS_PER_LONG - bits) : low;
	}
}
EXPORT_SYMBOL(__bitmap_shift_right);

/** __bitmap_shift_left() - bit n goes to bit n + @shift; 0 comes in at the bottom */
void __bitmap_shift_left(unsigned long *dst, const unsigned long *src, unsigned int shift,
			 unsigned int nbits)
{
	long i, words = shift / BITS_PER_LONG;
	unsigned int bits = shift % BITS_PER_LONG;

	for (i = BITS_TO_LONGS(nbits) - 1; i >= 0; i--) {
		unsigned long high = word_of(src, i - words, nbits);
		unsigned long low = word_of(src, i - words - 1, nbits);

		dst[i] = bits ? high << bits | low >> (BITS_PER_LONG - bits) : high;
		dst[i] &= word_mask(i, nbits);
	}
}
EXPORT_SYMBOL(__bitmap_shift_left);

/* ---- runs ------------------------------------------------------------------- */

void __bitmap_set(unsigned long *map, unsigned int start, int len)
{
	unsigned int end = start + len;

	for (; start < end; start = round_down(start, BITS_PER_LONG) + BITS_PER_LONG) {
		unsigned long mask = BITMAP_FIRST_WORD_MASK(start);

		if (BIT_WORD(start) == BIT_WORD(end - 1))
			mask &= BITMAP_LAST_WORD_MASK(end);
		map[BIT_WORD(start)] |= mask;
	}
}
EXPORT_SYMBOL(__bitmap_set);

void __bitmap_clear(unsigned long *map, unsigned int start, int len)
{
	unsigned int end = start + len;

	for (; start < end; start = round_down(start, BITS_PER_LONG) + BITS_PER_LONG) {
		unsigned long mask = BITMAP_FIRST_WORD_MASK(start);

		if (BIT_WORD(start) == BIT_WORD(end - 1))
			mask &= BITMAP_LAST_WORD_MASK(end);
		map[BIT_WORD(start)] &= ~mask;
	}
}
EXPORT_SYMBOL(__bitmap_clear);

unsigned long bitmap_find_next_zero_area_off(unsigned long *map, unsigned long size,
					     unsigned long start, unsigned int nr,
					     unsigned long align_mask, unsigned long align_offset)
{
	unsigned long index = start, end, used;

	for (;;) {
		index = find_next_zero_bit(map, size, index);
		index = __ALIGN_MASK(index + align_offset, align_mask) - align_offset;
		end = index + nr;
		if (end > size)
			return end;
		used = find_next_bit(map, end, index);
		if (used >= end)
			return index;
		index = used + 1;
	}
}
EXPORT_SYMBOL(bitmap_find_next_zero_area_off);

/** bitmap_find_free_region() - take an aligned block of 2^@order bits
 * Return: its first bit, or -ENOMEM. */
int bitmap_find_free_region(unsigned long *map, unsigned int bits, int order)
{
	unsigned int pos;

	for (pos = 0; pos + (1u << order) <= bits; pos += 1u << order)
		if (!bitmap_allocate_region(map, pos, order))
			return pos;
	return -ENOMEM;
}
EXPORT_SYMBOL(bitmap_find_free_region);

void bitmap_release_region(unsigned long *map, unsigned int pos, int order)
{
	bitmap_clear(map, pos, 1u << order);
}
EXPORT_SYMBOL(bitmap_release_region);

/** bitmap_allocate_region() - Return: 0, or -EBUSY if a bit is set already */
int bitmap_allocate_region(unsigned long *map, unsigned int pos, int order)
{
	unsigned int end = pos + (1u << order);

	if (find_next_bit(map, end, pos) < end)
		return -EBUSY;
	bitmap_set(map, pos, 1u << order);
	return 0;
}
EXPORT_SYMBOL(bitmap_allocate_region);
