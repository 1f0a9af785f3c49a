// SPDX-License-Identifier: MIT
/*
 * find_bit.c - find set and clear bits in long bitmaps
 *
 * Word by word: the first word is masked from @start on, the first one that is
 * not 0 holds the bit. What is searched for (a bitmap, its complement, two of
 * them combined) is an expression of word number i, so that one macro makes
 * all functions. No bit found: the value is @size. Bits beyond @size in the
 * last word do not matter.
 *
 * Locking: none; a bit that changes meanwhile may or may not be seen.
 */
#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/find.h>
#include <linux/math.h>
#include <linux/minmax.h>

#define FIND_NEXT(word_at, size, start)                                                            \
	({                                                                                         \
		unsigned long fn_size__ = (size), fn_start__ = (start), i, fn_word__ = 0;          \
                                                                                                   \
		if (fn_start__ < fn_size__) {                                                      \
			i = BIT_WORD(fn_start__);                                                  \
			fn_word__ = (word_at)&BITMAP_FIRST_WORD_MASK(fn_start__);                  \
			while (!fn_word__ && (i + 1) * BITS_PER_LONG < fn_size__) {                \
				i++;                                                               \
				fn_word__ = (word_at);                                             \
			}                                                                          \
		}                                                                                  \
		fn_word__ ? min(i *BITS_PER_LONG + __ffs(fn_word__), fn_size__) : fn_size__;       \
	})

unsigned long _find_first_bit(const unsigned long *addr, unsigned long size)
{
	return FIND_NEXT(addr[i], size, 0);
}
EXPORT_SYMBOL(_find_first_bit);

unsigned long _find_first_and_bit(const unsigned long *addr1, const unsigned long *addr2,
				  unsigned long size)
{
	return FIND_NEXT(addr1[i] & addr2[i], size, 0);
}
EXPORT_SYMBOL(_find_first_and_bit);

unsigned long _find_first_zero_bit(const unsigned long *addr, unsigned long size)
{
	return FIND_NEXT(~addr[i], size, 0);
}
EXPORT_SYMBOL(_find_first_zero_bit);

unsigned long _find_next_bit(const unsigned long *addr, unsigned long size, unsigned long start)
{
	return FIND_NEXT(addr[i], size, start);
}
EXPORT_SYMBOL(_find_next_bit);

unsigned long _find_next_zero_bit(const unsigned long *addr, unsigned long size,
				  unsigned long start)
{
	return FIND_NEXT(~addr[i], size, start);
}
EXPORT_SYMBOL(_find_next_zero_bit);

unsigned long _find_next_and_bit(const unsigned long *addr1, const unsigned long *addr2,
				 unsigned long size, unsigned long start)
{
	return FIND_NEXT(addr1[i] & addr2[i], size, start);
}
EXPORT_SYMBOL(_find_next_and_bit);

unsigned long _find_next_andnot_bit(const unsigned long *addr1, const unsigned long *addr2,
				    unsigned long size, unsigned long start)
{
	return FIND_NEXT(addr1[i] & ~addr2[i], size, start);
}
EXPORT_SYMBOL(_find_next_andnot_bit);

unsigned long _find_next_or_bit(const unsigned long *addr1, const unsigned long *addr2,
				unsigned long size, unsigned long start)
{
	return FIND_NEXT(addr1[i] | addr2[i], size, start);
}
EXPORT_SYMBOL(_find_next_or_bit);

unsigned long _find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long i = BITS_TO_LONGS(size), word;

	while (i--) {
		word = addr[i];
		if (i == BIT_WORD(size - 1))
			word &= BITMAP_LAST_WORD_MASK(size);
		if (word)
			return i * BITS_PER_LONG + __fls(word);
	}
	return size;
}
EXPORT_SYMBOL(_find_last_bit);

/** _find_nth_bit() - skip words by their number of bits; @n counts from 0 */
unsigned long _find_nth_bit(const unsigned long *addr, unsigned long size, unsigned long n)
{
	unsigned long i, word, weight;

	for (i = 0; i * BITS_PER_LONG < size; i++) {
		word = addr[i];
		if ((i + 1) * BITS_PER_LONG > size)
			word &= BITMAP_LAST_WORD_MASK(size);
		weight = hweight_long(word);
		if (n < weight)
			return i * BITS_PER_LONG + fns(word, n);
		n -= weight;
	}
	return size;
}
EXPORT_SYMBOL(_find_nth_bit);

/** find_next_clump8() - the next byte of the map that is not 0 */
unsigned long find_next_clump8(unsigned long *clump, const unsigned long *addr, unsigned long size,
			       unsigned long offset)
{
	offset = find_next_bit(addr, size, offset);
	if (offset == size)
		return size;
	offset = round_down(offset, 8);
	*clump = bitmap_get_value8(addr, offset);
	return offset;
}
EXPORT_SYMBOL(find_next_clump8);
