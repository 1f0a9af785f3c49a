/* SPDX-License-Identifier: MIT */
/*
 * find.h - find set and clear bits
 *
 * Every search gives the number of the bit found, or @size (or more) if there
 * is none. A bitmap of one word whose size is a constant is searched inline.
 */
#ifndef _LINUX_FIND_H
#define _LINUX_FIND_H

#include <linux/bitops.h>

#define small_const_nbits(nbits)                                                                   \
	(__builtin_constant_p(nbits) && (nbits) <= BITS_PER_LONG && (nbits) > 0)

unsigned long _find_first_bit(const unsigned long *addr, unsigned long size);
unsigned long _find_first_and_bit(const unsigned long *addr1, const unsigned long *addr2,
				  unsigned long size);
unsigned long _find_first_zero_bit(const unsigned long *addr, unsigned long size);
unsigned long _find_last_bit(const unsigned long *addr, unsigned long size);
unsigned long _find_next_bit(const unsigned long *addr, unsigned long size, unsigned long start);
unsigned long _find_next_and_bit(const unsigned long *addr1, const unsigned long *addr2,
				 unsigned long size, unsigned long start);
unsigned long _find_next_andnot_bit(const unsigned long *addr1, const unsigned long *addr2,
				    unsigned long size, unsigned long start);
unsigned long _find_next_or_bit(const unsigned long *addr1, const unsigned long *addr2,
				unsigned long size, unsigned long start);
unsigned long _find_next_zero_bit(const unsigned long *addr, unsigned long size,
				  unsigned long start);
unsigned long _find_nth_bit(const unsigned long *addr, unsigned long size, unsigned long n);

/* The bits of a one-word bitmap from @start on. */
#define __find_small(word, size, start)                                                            \
	({                                                                                         \
		unsigned long fs_word__ = (word)&GENMASK((size)-1, 0);                             \
		if ((start) >= (size))                                                             \
			fs_word__ = 0;                                                             \
		else                                                                               \
			fs_word__ &= ~0UL << (start);                                              \
		fs_word__ ? __ffs(fs_word__) : (unsigned long)(size);                              \
	})

static __always_inline unsigned long find_first_bit(const unsigned long *addr, unsigned long size)
{
	if (small_const_nbits(size))
		return __find_small(*addr, size, 0);
	return _find_first_bit(addr, size);
}
static __always_inline unsigned long find_first_zero_bit(const unsigned long *addr,
							 unsigned long size)
{
	if (small_const_nbits(size))
		return __find_small(~*addr, size, 0);
	return _find_first_zero_bit(addr, size);
}
static __always_inline unsigned long
find_first_and_bit(const unsigned long *addr1, const unsigned long *addr2, unsigned long size)
{
	if (small_const_nbits(size))
		return __find_small(*addr1 & *addr2, size, 0);
	return _find_first_and_bit(addr1, addr2, size);
}
static __always_inline unsigned long find_next_bit(const unsigned long *addr, unsigned long size,
						   unsigned long start)
{
	if (small_const_nbits(size))
		return __find_small(*addr, size, start);
	return _find_next_bit(addr, size, start);
}
static __always_inline unsigned long find_next_zero_bit(const unsigned long *addr,
							unsigned long size, unsigned long start)
{
	if (small_const_nbits(size))
		return __find_small(~*addr, size, start);
	return _find_next_zero_bit(addr, size, start);
}
static __always_inline unsigned long find_next_and_bit(const unsigned long *addr1,
						       const unsigned long *addr2,
						       unsigned long size, unsigned long start)
{
	if (small_const_nbits(size))
		return __find_small(*addr1 & *addr2, size, start);
	return _find_next_and_bit(addr1, addr2, size, start);
}
static __always_inline unsigned long find_next_andnot_bit(const unsigned long *addr1,
							  const unsigned long *addr2,
							  unsigned long size, unsigned long start)
{
	if (small_const_nbits(size))
		return __find_small(*addr1 & ~*addr2, size, start);
	return _find_next_andnot_bit(addr1, addr2, size, start);
}
static __always_inline unsigned long find_next_or_bit(const unsigned long *addr1,
						      const unsigned long *addr2,
						      unsigned long size, unsigned long start)
{
	if (small_const_nbits(size))
		return __find_small(*addr1 | *addr2, size, start);
	return _find_next_or_bit(addr1, addr2, size, start);
}

static __always_inline unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
{
	if (small_const_nbits(size)) {
		unsigned long word = *addr & GENMASK(size - 1, 0);

		return word ? __fls(word) : size;
	}
	return _find_last_bit(addr, size);
}

/** fns() - number of the @n-th set bit of @word (from 0), or BITS_PER_LONG */
static inline unsigned long fns(unsigned long word, unsigned int n)
{
	while (word && n--)
		word &= word - 1;
	return word ? __ffs(word) : BITS_PER_LONG;
}
/** find_nth_bit() - the @n-th set bit, counted from 0 */
static inline unsigned long find_nth_bit(const unsigned long *addr, unsigned long size,
					 unsigned long n)
{
	return n >= size ? size : _find_nth_bit(addr, size, n);
}

/** find_next_bit_wrap() - from @offset to the end, then from the start */
static inline unsigned long find_next_bit_wrap(const unsigned long *addr, unsigned long size,
					       unsigned long offset)
{
	unsigned long bit = find_next_bit(addr, size, offset);

	if (bit < size || offset == 0)
		return bit;
	bit = find_first_bit(addr, offset);
	return bit < offset ? bit : size;
}
static inline unsigned long find_next_and_bit_wrap(const unsigned long *addr1,
						   const unsigned long *addr2, unsigned long size,
						   unsigned long offset)
{
	unsigned long bit = find_next_and_bit(addr1, addr2, size, offset);

	if (bit < size || offset == 0)
		return bit;
	bit = find_next_and_bit(addr1, addr2, offset, 0);
	return bit < offset ? bit : size;
}
/** __for_each_wrap() - next step of for_each_set_bit_wrap(): @n has wrapped when below @start */
static inline unsigned long __for_each_wrap(const unsigned long *bitmap, unsigned long size,
					    unsigned long start, unsigned long n)
{
	unsigned long bit;

	if (n > start) {
		bit = find_next_bit(bitmap, size, n);
		if (bit < size)
			return bit;
		n = 0;
	}
	bit = find_next_bit(bitmap, start, n);
	return bit < start ? bit : size;
}

/* A field of @clump bits at a multiple of 8. */
unsigned long find_next_clump8(unsigned long *clump, const unsigned long *addr, unsigned long size,
			       unsigned long offset);
#define find_first_clump8(clump, bits, size) find_next_clump8((clump), (bits), (size), 0)

#define find_first_bit_le(addr, size) find_first_bit((const unsigned long *)(addr), size)
#define find_next_bit_le(addr, size, offset)                                                       \
	find_next_bit((const unsigned long *)(addr), size, offset)
#define find_first_zero_bit_le(addr, size) find_first_zero_bit((const unsigned long *)(addr), size)
#define find_next_zero_bit_le(addr, size, offset)                                                  \
	find_next_zero_bit((const unsigned long *)(addr), size, offset)

#define for_each_set_bit(bit, addr, size)                                                          \
	for ((bit) = 0; (bit) = find_next_bit((addr), (size), (bit)), (bit) < (size); (bit)++)
#define for_each_and_bit(bit, addr1, addr2, size)                                                  \
	for ((bit) = 0;                                                                            \
	     (bit) = find_next_and_bit((addr1), (addr2), (size), (bit)), (bit) < (size); (bit)++)
#define for_each_andnot_bit(bit, addr1, addr2, size)                                               \
	for ((bit) = 0;                                                                            \
	     (bit) = find_next_andnot_bit((addr1), (addr2), (size), (bit)), (bit) < (size);        \
	     (bit)++)
#define for_each_or_bit(bit, addr1, addr2, size)                                                   \
	for ((bit) = 0; (bit) = find_next_or_bit((addr1), (addr2), (size), (bit)), (bit) < (size); \
	     (bit)++)
#define for_each_set_bit_from(bit, addr, size)                                                     \
	for (; (bit) = find_next_bit((addr), (size), (bit)), (bit) < (size); (bit)++)
#define for_each_clear_bit(bit, addr, size)                                                        \
	for ((bit) = 0; (bit) = find_next_zero_bit((addr), (size), (bit)), (bit) < (size); (bit)++)
#define for_each_clear_bit_from(bit, addr, size)                                                   \
	for (; (bit) = find_next_zero_bit((addr), (size), (bit)), (bit) < (size); (bit)++)
/* Runs [b, e) of set or clear bits. */
#define for_each_set_bitrange(b, e, addr, size)                                                    \
	for ((b) = 0; (b) = find_next_bit((addr), (size), (b)),                                    \
	    (e) = find_next_zero_bit((addr), (size), (b) + 1), (b) < (size);                       \
	     (b) = (e) + 1)
#define for_each_set_bitrange_from(b, e, addr, size)                                               \
	for (; (b) = find_next_bit((addr), (size), (b)),                                           \
	       (e) = find_next_zero_bit((addr), (size), (b) + 1), (b) < (size);                    \
	     (b) = (e) + 1)
#define for_each_clear_bitrange(b, e, addr, size)                                                  \
	for ((b) = 0; (b) = find_next_zero_bit((addr), (size), (b)),                               \
	    (e) = find_next_bit((addr), (size), (b) + 1), (b) < (size);                            \
	     (b) = (e) + 1)
#define for_each_clear_bitrange_from(b, e, addr, size)                                             \
	for (; (b) = find_next_zero_bit((addr), (size), (b)),                                      \
	       (e) = find_next_bit((addr), (size), (b) + 1), (b) < (size);                         \
	     (b) = (e) + 1)
/* All set bits once, starting at @start. */
#define for_each_set_bit_wrap(bit, addr, size, start)                                              \
	for ((bit) = find_next_bit_wrap((addr), (size), (start)); (bit) < (size);                  \
	     (bit) = __for_each_wrap((addr), (size), (start), (bit) + 1))
#define for_each_set_clump8(start, clump, bits, size)                                              \
	for ((start) = find_first_clump8(&(clump), (bits), (size)); (start) < (size);              \
	     (start) = find_next_clump8(&(clump), (bits), (size), (start) + 8))

#endif
