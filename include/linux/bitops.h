/* SPDX-License-Identifier: MIT */
/* bitops.h - operations on bits and words; asm/bitops.h has the basic ones */
#ifndef _LINUX_BITOPS_H
#define _LINUX_BITOPS_H

#include <linux/types.h>
#include <linux/bits.h>
#include <linux/typecheck.h>
#include <linux/const.h>
#include <asm/bitops.h>

#define BITS_PER_TYPE(type) (sizeof(type) * BITS_PER_BYTE)
#define BITS_TO_LONGS(nr)   __KERNEL_DIV_ROUND_UP(nr, BITS_PER_TYPE(long))
#define BITS_TO_U64(nr)	    __KERNEL_DIV_ROUND_UP(nr, BITS_PER_TYPE(u64))
#define BITS_TO_U32(nr)	    __KERNEL_DIV_ROUND_UP(nr, BITS_PER_TYPE(u32))
#define BITS_TO_BYTES(nr)   __KERNEL_DIV_ROUND_UP(nr, BITS_PER_TYPE(char))
#define BYTES_TO_BITS(nb)   ((nb)*BITS_PER_BYTE)

static __always_inline unsigned int fls_long(unsigned long l)
{
	return fls64(l);
}
static __always_inline unsigned long hweight_long(unsigned long w)
{
	return hweight64(w);
}
static __always_inline unsigned int __ffs64(u64 word)
{
	return __builtin_ctzll(word);
}
static __always_inline unsigned int __sw_hweight32(unsigned int w)
{
	return hweight32(w);
}
static __always_inline unsigned int __sw_hweight64(u64 w)
{
	return hweight64(w);
}

#define __ROTATE(bits)                                                                             \
	static inline u##bits rol##bits(u##bits word, unsigned int shift)                          \
	{                                                                                          \
		return (word << (shift & (bits - 1))) | (word >> ((-shift) & (bits - 1)));         \
	}                                                                                          \
	static inline u##bits ror##bits(u##bits word, unsigned int shift)                          \
	{                                                                                          \
		return (word >> (shift & (bits - 1))) | (word << ((-shift) & (bits - 1)));         \
	}
__ROTATE(64)
__ROTATE(32)
__ROTATE(16)
__ROTATE(8)
#undef __ROTATE

/** sign_extend32() - bit @index of @value is its sign */
static __always_inline s32 sign_extend32(u32 value, int index)
{
	u8 shift = 31 - index;

	return (s32)(value << shift) >> shift;
}
static __always_inline s64 sign_extend64(u64 value, int index)
{
	u8 shift = 63 - index;

	return (s64)(value << shift) >> shift;
}

/** get_count_order() - log2 of @count rounded up to a power of two; -1 for 0 */
static inline int get_count_order(unsigned int count)
{
	return count ? fls(count - 1) : -1;
}
static inline int get_count_order_long(unsigned long l)
{
	return l ? (int)fls_long(l - 1) : -1;
}

static inline int get_bitmask_order(unsigned int count)
{
	return fls(count);
}

/** parity8() - 1 if an odd number of bits is set */
static inline bool parity8(u8 val)
{
	return __builtin_parity(val);
}

static __always_inline void assign_bit(long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		set_bit(nr, addr);
	else
		clear_bit(nr, addr);
}
static __always_inline void __assign_bit(long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		__set_bit(nr, addr);
	else
		__clear_bit(nr, addr);
}

#define __ptr_set_bit(nr, addr)	  __set_bit(nr, (unsigned long *)(addr))
#define __ptr_clear_bit(nr, addr) __clear_bit(nr, (unsigned long *)(addr))
#define __ptr_test_bit(nr, addr)  test_bit(nr, (unsigned long *)(addr))

/* *@ptr = (*@ptr & ~mask) | bits, atomically; the value is the old one. */
#define set_mask_bits(ptr, mask, bits)                                                             \
	({                                                                                         \
		typeof(*(ptr)) smb_old__ = READ_ONCE(*(ptr)), smb_new__;                           \
		do {                                                                               \
			smb_new__ = (smb_old__ & ~(mask)) | (bits);                                \
		} while (!__atomic_compare_exchange_n((ptr), &smb_old__, smb_new__, 0,             \
						      __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));        \
		smb_old__;                                                                         \
	})
/* Clear bits of *@ptr unless one of @test is set; true if it was done. */
#define bit_clear_unless(ptr, clear, test)                                                         \
	({                                                                                         \
		typeof(*(ptr)) bcu_old__ = READ_ONCE(*(ptr)), bcu_new__;                           \
		do {                                                                               \
			bcu_new__ = bcu_old__ & ~(clear);                                          \
		} while (!(bcu_old__ & (test)) &&                                                  \
			 !__atomic_compare_exchange_n((ptr), &bcu_old__, bcu_new__, 0,             \
						      __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));        \
		!(bcu_old__ & (test));                                                             \
	})

#include <linux/find.h>

#endif
