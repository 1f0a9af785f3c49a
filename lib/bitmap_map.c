// SPDX-License-Identifier: MIT
/*
 * bitmap_map.c - bitmaps rearranged: cut, mapped, folded, as arrays of words
 *
 * An ordinal is the rank of a set bit among the set bits; a position is a bit
 * number. Mapping takes a bit to the bit of the same ordinal in another map.
 *
 * Locking: the caller's.
 */
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/math.h>

/* How many bits of @map are set below @pos; -1 if @pos is not one of them. */
static int pos_to_ord(const unsigned long *map, unsigned int pos, unsigned int nbits)
{
	if (pos >= nbits || !test_bit(pos, map))
		return -1;
	return bitmap_weight(map, pos);
}

unsigned int bitmap_ord_to_pos(const unsigned long *map, unsigned int ord, unsigned int nbits)
{
	return find_nth_bit(map, nbits, ord);
}
EXPORT_SYMBOL(bitmap_ord_to_pos);

/** bitmap_bitremap() - where @oldbit goes: the bit of @new with its ordinal in
 * @old, modulo their number; itself if it is not in @old or @new is empty */
int bitmap_bitremap(int oldbit, const unsigned long *old, const unsigned long *new, int bits)
{
	int weight = bitmap_weight(new, bits), ord = pos_to_ord(old, oldbit, bits);

	if (ord < 0 || weight == 0)
		return oldbit;
	return find_nth_bit(new, bits, ord % weight);
}
EXPORT_SYMBOL(bitmap_bitremap);

/** bitmap_remap() - bitmap_bitremap() of every bit of @src */
void bitmap_remap(unsigned long *dst, const unsigned long *src, const unsigned long *old,
		  const unsigned long *new, unsigned int nbits)
{
	unsigned int bit;

	if (dst == src)
		return;
	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, src, nbits)
		__set_bit(bitmap_bitremap(bit, old, new, nbits), dst);
}
EXPORT_SYMBOL(bitmap_remap);

/** bitmap_onto() - the n-th bit of @relmap is set if bit n of @orig is */
void bitmap_onto(unsigned long *dst, const unsigned long *orig, const unsigned long *relmap,
		 unsigned int bits)
{
	unsigned int n = 0, m;

	if (dst == orig)
		return;
	bitmap_zero(dst, bits);
	for_each_set_bit(m, relmap, bits)
		if (test_bit(n++, orig))
			__set_bit(m, dst);
}
EXPORT_SYMBOL(bitmap_onto);

/** bitmap_fold() - bit n of @orig sets bit n modulo @sz */
void bitmap_fold(unsigned long *dst, const unsigned long *orig, unsigned int sz, unsigned int nbits)
{
	unsigned int bit;

	if (dst == orig)
		return;
	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, orig, nbits)
		__set_bit(bit % sz, dst);
}
EXPORT_SYMBOL(bitmap_fold);

/** bitmap_cut() - without the @cut bits from @first on; what is above moves down,
 * the last word's bits beyond @nbits, too. @dst may be @src or lie below it. */
void bitmap_cut(unsigned long *dst, const unsigned long *src, unsigned int first, unsigned int cut,
		unsigned int nbits)
{
	unsigned int bit, src_bits = round_up(nbits, BITS_PER_LONG);

	for (bit = 0; bit < nbits; bit++) {
		unsigned int from = bit < first ? bit : bit + cut;

		__assign_bit(bit, dst, from < src_bits && test_bit(from, src));
	}
}
EXPORT_SYMBOL(bitmap_cut);

/* ---- arrays of 32 and 64 bits, lowest first --------------------------------- */

void bitmap_from_arr32(unsigned long *bitmap, const u32 *buf, unsigned int nbits)
{
	unsigned int i;

	bitmap_zero(bitmap, nbits);
	for (i = 0; i < BITS_TO_U32(nbits); i++)
		bitmap[BIT_WORD(i * 32)] |= (unsigned long)buf[i] << (i * 32 % BITS_PER_LONG);
	if (nbits % BITS_PER_LONG)
		bitmap[BIT_WORD(nbits)] &= BITMAP_LAST_WORD_MASK(nbits);
}
EXPORT_SYMBOL(bitmap_from_arr32);

void bitmap_to_arr32(u32 *buf, const unsigned long *bitmap, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_U32(nbits); i++)
		buf[i] = bitmap[BIT_WORD(i * 32)] >> (i * 32 % BITS_PER_LONG);
	if (nbits % 32)
		buf[nbits / 32] &= ~0u >> (32 - nbits % 32);
}
EXPORT_SYMBOL(bitmap_to_arr32);

void bitmap_from_arr64(unsigned long *bitmap, const u64 *buf, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		bitmap[i] = buf[i * BITS_PER_LONG / 64] >> (i * BITS_PER_LONG % 64);
	if (nbits % BITS_PER_LONG)
		bitmap[BIT_WORD(nbits)] &= BITMAP_LAST_WORD_MASK(nbits);
}
EXPORT_SYMBOL(bitmap_from_arr64);

void bitmap_to_arr64(u64 *buf, const unsigned long *bitmap, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_U64(nbits); i++)
		buf[i] = 0;
	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		buf[i * BITS_PER_LONG / 64] |= (u64)bitmap[i] << (i * BITS_PER_LONG % 64);
	if (nbits % 64)
		buf[nbits / 64] &= ~0ull >> (64 - nbits % 64);
}
EXPORT_SYMBOL(bitmap_to_arr64);
