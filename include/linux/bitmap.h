/* SPDX-License-Identifier: MIT */
/*
 * bitmap.h - arrays of bits as values
 *
 * @nbits bits live in BITS_TO_LONGS(nbits) words. Bits of the last word beyond
 * nbits are "don't care" on the way in and unspecified on the way out, except
 * that bitmap_zero() and the copying functions work on whole words. One-word
 * bitmaps of constant size are handled inline.
 */
#ifndef _LINUX_BITMAP_H
#define _LINUX_BITMAP_H

#include <linux/align.h>
#include <linux/bitops.h>
#include <linux/find.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/types.h>

struct device;

#define BITMAP_FIRST_WORD_MASK(start) (~0UL << ((start) & (BITS_PER_LONG - 1)))
#define BITMAP_LAST_WORD_MASK(nbits)  (~0UL >> (-(nbits) & (BITS_PER_LONG - 1)))
#if BITS_PER_LONG == 64
#define BITMAP_FROM_U64(n) (n)
#else
#define BITMAP_FROM_U64(n) ((unsigned long)(u64)(n)), ((unsigned long)((u64)(n) >> 32))
#endif
#define bitmap_size(nbits) (ALIGN(nbits, BITS_PER_LONG) / BITS_PER_BYTE)

bool __bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int nbits);
bool __bitmap_or_equal(const unsigned long *a, const unsigned long *b, const unsigned long *c,
		       unsigned int nbits);
void __bitmap_complement(unsigned long *dst, const unsigned long *src, unsigned int nbits);
void __bitmap_shift_right(unsigned long *dst, const unsigned long *src, unsigned int shift,
			  unsigned int nbits);
void __bitmap_shift_left(unsigned long *dst, const unsigned long *src, unsigned int shift,
			 unsigned int nbits);
bool __bitmap_and(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		  unsigned int nbits);
void __bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		 unsigned int nbits);
void __bitmap_xor(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		  unsigned int nbits);
bool __bitmap_andnot(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		     unsigned int nbits);
void __bitmap_replace(unsigned long *dst, const unsigned long *old, const unsigned long *new,
		      const unsigned long *mask, unsigned int nbits);
bool __bitmap_intersects(const unsigned long *a, const unsigned long *b, unsigned int nbits);
bool __bitmap_subset(const unsigned long *a, const unsigned long *b, unsigned int nbits);
unsigned int __bitmap_weight(const unsigned long *map, unsigned int nbits);
unsigned int __bitmap_weight_and(const unsigned long *a, const unsigned long *b,
				 unsigned int nbits);
void __bitmap_set(unsigned long *map, unsigned int start, int len);
void __bitmap_clear(unsigned long *map, unsigned int start, int len);

/** bitmap_find_next_zero_area_off() - first run of @nr clear bits at or after
 * @start that begins where (bit + @align_offset) & @align_mask is 0; a value
 * of @size or more: none */
unsigned long bitmap_find_next_zero_area_off(unsigned long *map, unsigned long size,
					     unsigned long start, unsigned int nr,
					     unsigned long align_mask, unsigned long align_offset);
static inline unsigned long bitmap_find_next_zero_area(unsigned long *map, unsigned long size,
						       unsigned long start, unsigned int nr,
						       unsigned long align_mask)
{
	return bitmap_find_next_zero_area_off(map, size, start, nr, align_mask, 0);
}

/* Text: "1,3-5,8-31:2/4". Return: 0, -EINVAL, -ERANGE, -EOVERFLOW. */
int bitmap_parselist(const char *buf, unsigned long *dst, int nbits);
/* Hexadecimal words of 32 bits, highest first, separated by commas. */
int bitmap_parse(const char *buf, unsigned int buflen, unsigned long *dst, int nbits);
/* @count bytes from offset @off of the text: for files read piece by piece. */
int bitmap_print_bitmask_to_buf(char *buf, const unsigned long *maskp, int nmaskbits, loff_t off,
				size_t count);
int bitmap_print_list_to_buf(char *buf, const unsigned long *maskp, int nmaskbits, loff_t off,
			     size_t count);
int bitmap_print_to_pagebuf(bool list, char *buf, const unsigned long *map, int nbits);

/* Aligned blocks of 2^order bits. */
int bitmap_find_free_region(unsigned long *map, unsigned int bits, int order);
void bitmap_release_region(unsigned long *map, unsigned int pos, int order);
int bitmap_allocate_region(unsigned long *map, unsigned int pos, int order);

void bitmap_from_arr32(unsigned long *bitmap, const u32 *buf, unsigned int nbits);
void bitmap_to_arr32(u32 *buf, const unsigned long *bitmap, unsigned int nbits);
void bitmap_from_arr64(unsigned long *bitmap, const u64 *buf, unsigned int nbits);
void bitmap_to_arr64(u64 *buf, const unsigned long *bitmap, unsigned int nbits);
unsigned int bitmap_ord_to_pos(const unsigned long *map, unsigned int ord, unsigned int nbits);
void bitmap_remap(unsigned long *dst, const unsigned long *src, const unsigned long *old,
		  const unsigned long *new, unsigned int nbits);
int bitmap_bitremap(int oldbit, const unsigned long *old, const unsigned long *new, int bits);
void bitmap_onto(unsigned long *dst, const unsigned long *orig, const unsigned long *relmap,
		 unsigned int bits);
void bitmap_fold(unsigned long *dst, const unsigned long *orig, unsigned int sz,
		 unsigned int nbits);
void bitmap_cut(unsigned long *dst, const unsigned long *src, unsigned int first, unsigned int cut,
		unsigned int nbits);

/* These allocate: mm/slab implements them. */
unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags);
unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags);
unsigned long *bitmap_alloc_node(unsigned int nbits, gfp_t flags, int node);
unsigned long *bitmap_zalloc_node(unsigned int nbits, gfp_t flags, int node);
void bitmap_free(const unsigned long *bitmap);

static inline void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = 0;
	else
		memset(dst, 0, bitmap_size(nbits));
}
static inline void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = ~0UL;
	else
		memset(dst, 0xff, bitmap_size(nbits));
}
static inline void bitmap_copy(unsigned long *dst, const unsigned long *src, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *src;
	else
		memcpy(dst, src, bitmap_size(nbits));
}
/** bitmap_copy_clear_tail() - copy, and clear the last word's bits beyond @nbits */
static inline void bitmap_copy_clear_tail(unsigned long *dst, const unsigned long *src,
					  unsigned int nbits)
{
	bitmap_copy(dst, src, nbits);
	if (nbits % BITS_PER_LONG)
		dst[nbits / BITS_PER_LONG] &= BITMAP_LAST_WORD_MASK(nbits);
}

static inline bool bitmap_and(unsigned long *dst, const unsigned long *a, const unsigned long *b,
			      unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return (*dst = *a & *b & BITMAP_LAST_WORD_MASK(nbits)) != 0;
	return __bitmap_and(dst, a, b, nbits);
}
static inline bool bitmap_andnot(unsigned long *dst, const unsigned long *a, const unsigned long *b,
				 unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return (*dst = *a & ~*b & BITMAP_LAST_WORD_MASK(nbits)) != 0;
	return __bitmap_andnot(dst, a, b, nbits);
}
static inline void bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
			     unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *a | *b;
	else
		__bitmap_or(dst, a, b, nbits);
}
static inline void bitmap_xor(unsigned long *dst, const unsigned long *a, const unsigned long *b,
			      unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *a ^ *b;
	else
		__bitmap_xor(dst, a, b, nbits);
}
static inline void bitmap_complement(unsigned long *dst, const unsigned long *src,
				     unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = ~(*src);
	else
		__bitmap_complement(dst, src, nbits);
}
static inline bool bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !((*a ^ *b) & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_equal(a, b, nbits);
}
/** bitmap_or_equal() - is @a | @b equal to @c? */
static inline bool bitmap_or_equal(const unsigned long *a, const unsigned long *b,
				   const unsigned long *c, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(((*a | *b) ^ *c) & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_or_equal(a, b, c, nbits);
}
static inline bool bitmap_intersects(const unsigned long *a, const unsigned long *b,
				     unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return (*a & *b & BITMAP_LAST_WORD_MASK(nbits)) != 0;
	return __bitmap_intersects(a, b, nbits);
}
/** bitmap_subset() - is every bit of @a also in @b? */
static inline bool bitmap_subset(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(*a & ~*b & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_subset(a, b, nbits);
}
static inline bool bitmap_empty(const unsigned long *src, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(*src & BITMAP_LAST_WORD_MASK(nbits));
	return find_first_bit(src, nbits) == nbits;
}
static inline bool bitmap_full(const unsigned long *src, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(~*src & BITMAP_LAST_WORD_MASK(nbits));
	return find_first_zero_bit(src, nbits) == nbits;
}
static __always_inline unsigned int bitmap_weight(const unsigned long *src, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return hweight_long(*src & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_weight(src, nbits);
}
static inline unsigned int bitmap_weight_and(const unsigned long *a, const unsigned long *b,
					     unsigned int nbits)
{
	return __bitmap_weight_and(a, b, nbits);
}
static __always_inline void bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits)
{
	if (__builtin_constant_p(nbits) && nbits == 1)
		__set_bit(start, map);
	else if (small_const_nbits(start + nbits))
		*map |= GENMASK(start + nbits - 1, start);
	else
		__bitmap_set(map, start, nbits);
}
static __always_inline void bitmap_clear(unsigned long *map, unsigned int start, unsigned int nbits)
{
	if (__builtin_constant_p(nbits) && nbits == 1)
		__clear_bit(start, map);
	else if (small_const_nbits(start + nbits))
		*map &= ~GENMASK(start + nbits - 1, start);
	else
		__bitmap_clear(map, start, nbits);
}
static __always_inline void bitmap_shift_right(unsigned long *dst, const unsigned long *src,
					       unsigned int shift, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = (*src & BITMAP_LAST_WORD_MASK(nbits)) >> shift;
	else
		__bitmap_shift_right(dst, src, shift, nbits);
}
static __always_inline void bitmap_shift_left(unsigned long *dst, const unsigned long *src,
					      unsigned int shift, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = (*src << shift) & BITMAP_LAST_WORD_MASK(nbits);
	else
		__bitmap_shift_left(dst, src, shift, nbits);
}
/** bitmap_replace() - bits of @new where @mask is set, of @old elsewhere */
static inline void bitmap_replace(unsigned long *dst, const unsigned long *old,
				  const unsigned long *new, const unsigned long *mask,
				  unsigned int nbits)
{
	__bitmap_replace(dst, old, new, mask, nbits);
}
static inline void bitmap_from_u64(unsigned long *dst, u64 mask)
{
	bitmap_from_arr64(dst, &mask, 64);
}
static inline void bitmap_next_set_region(unsigned long *bitmap, unsigned int *rs, unsigned int *re,
					  unsigned int end)
{
	*rs = find_next_bit(bitmap, end, *rs);
	*re = find_next_zero_bit(bitmap, end, *rs + 1);
}
/** bitmap_get_value8() - the 8 bits from @start, a multiple of 8 */
static inline unsigned long bitmap_get_value8(const unsigned long *map, unsigned long start)
{
	return (map[BIT_WORD(start)] >> (start % BITS_PER_LONG)) & 0xff;
}
static inline void bitmap_set_value8(unsigned long *map, unsigned long value, unsigned long start)
{
	unsigned long *word = map + BIT_WORD(start), shift = start % BITS_PER_LONG;

	*word = (*word & ~(0xffUL << shift)) | value << shift;
}
/** bitmap_read() - @nbits (at most a word) bits from @start, as a number */
static inline unsigned long bitmap_read(const unsigned long *map, unsigned long start,
					unsigned long nbits)
{
	unsigned long shift = start % BITS_PER_LONG, word = map[BIT_WORD(start)] >> shift;

	if (!nbits || nbits > BITS_PER_LONG)
		return 0;
	if (shift + nbits > BITS_PER_LONG)
		word |= map[BIT_WORD(start) + 1] << (BITS_PER_LONG - shift);
	return word & BITMAP_LAST_WORD_MASK(nbits);
}
static inline void bitmap_write(unsigned long *map, unsigned long value, unsigned long start,
				unsigned long nbits)
{
	unsigned long i;

	for (i = 0; i < nbits && i < BITS_PER_LONG; i++)
		__assign_bit(start + i, map, value >> i & 1);
}

#endif
