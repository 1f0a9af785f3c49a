/* SPDX-License-Identifier: MIT */
/*
 * bitops.h - single bits and bit counts on compiler builtins
 *
 * A bitmap is an array of unsigned long; bit nr is bit nr % BITS_PER_LONG of
 * word nr / BITS_PER_LONG. Names without underscores are atomic; test_and_*
 * are fully ordered, set_bit(), clear_bit() and change_bit() are not. Names
 * with two underscores belong to whoever owns the bitmap alone.
 */
#ifndef _ASM_GENERIC_BITOPS_H
#define _ASM_GENERIC_BITOPS_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/processor.h>

/* ---- counting --------------------------------------------------------- */

/** __ffs() - number of the lowest set bit; undefined for 0 */
static __always_inline unsigned long __ffs(unsigned long word)
{
	return __builtin_ctzl(word);
}
/** __fls() - number of the highest set bit; undefined for 0 */
static __always_inline unsigned long __fls(unsigned long word)
{
	return BITS_PER_LONG - 1 - __builtin_clzl(word);
}
/** ffs() - lowest set bit, counted from 1; 0 for 0 */
static __always_inline int ffs(int x)
{
	return __builtin_ffs(x);
}
/** fls() - highest set bit, counted from 1; 0 for 0 */
static __always_inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}
static __always_inline int fls64(u64 x)
{
	return x ? 64 - __builtin_clzll(x) : 0;
}
/** ffz() - lowest clear bit; undefined for ~0 */
#define ffz(x) __ffs(~(x))

static __always_inline unsigned int hweight64_plain(u64 w)
{
	w -= (w >> 1) & 0x5555555555555555ull;
	w = (w & 0x3333333333333333ull) + ((w >> 2) & 0x3333333333333333ull);
	w = (w + (w >> 4)) & 0x0f0f0f0f0f0f0f0full;
	return (w * 0x0101010101010101ull) >> 56;
}
/* __builtin_popcount without a popcnt instruction calls libgcc. */
#define __hweight_any(w, mask)                                                                     \
	(__builtin_constant_p(w) ? (unsigned int)__builtin_popcountll((w) & (mask))                \
				 : hweight64_plain((w) & (mask)))
#define hweight64(w)	     __hweight_any((u64)(w), ~0ull)
#define hweight32(w)	     __hweight_any((u64)(w), 0xffffffffull)
#define hweight16(w)	     __hweight_any((u64)(w), 0xffffull)
#define hweight8(w)	     __hweight_any((u64)(w), 0xffull)
#define __arch_hweight64(w)  hweight64(w)
#define __const_hweight64(w) __builtin_popcountll(w)
#define HWEIGHT8(w)	     __builtin_popcountll((w)&0xffull)
#define HWEIGHT16(w)	     __builtin_popcountll((w)&0xffffull)
#define HWEIGHT32(w)	     __builtin_popcountll((w)&0xffffffffull)
#define HWEIGHT64(w)	     __builtin_popcountll(w)

/* ---- single bits: atomic ------------------------------------------------ */

static __always_inline void set_bit(unsigned long nr, volatile unsigned long *addr)
{
	replay_point();
	__atomic_fetch_or(addr + BIT_WORD(nr), BIT_MASK(nr), __ATOMIC_RELAXED);
}
static __always_inline void clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	replay_point();
	__atomic_fetch_and(addr + BIT_WORD(nr), ~BIT_MASK(nr), __ATOMIC_RELAXED);
}
static __always_inline void change_bit(unsigned long nr, volatile unsigned long *addr)
{
	replay_point();
	__atomic_fetch_xor(addr + BIT_WORD(nr), BIT_MASK(nr), __ATOMIC_RELAXED);
}
static __always_inline bool test_and_set_bit(unsigned long nr, volatile unsigned long *addr)
{
	replay_point();
	return __atomic_fetch_or(addr + BIT_WORD(nr), BIT_MASK(nr), __ATOMIC_SEQ_CST) &
	       BIT_MASK(nr);
}
static __always_inline bool test_and_clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	replay_point();
	return __atomic_fetch_and(addr + BIT_WORD(nr), ~BIT_MASK(nr), __ATOMIC_SEQ_CST) &
	       BIT_MASK(nr);
}
static __always_inline bool test_and_change_bit(unsigned long nr, volatile unsigned long *addr)
{
	replay_point();
	return __atomic_fetch_xor(addr + BIT_WORD(nr), BIT_MASK(nr), __ATOMIC_SEQ_CST) &
	       BIT_MASK(nr);
}
static __always_inline bool test_bit(unsigned long nr, const volatile unsigned long *addr)
{
	/* A bit of a word whose value the compiler knows is known, too. */
	if (__builtin_constant_p(((const unsigned long *)addr)[BIT_WORD(nr)] & BIT_MASK(nr)))
		return ((const unsigned long *)addr)[BIT_WORD(nr)] & BIT_MASK(nr);
	return __atomic_load_n(addr + BIT_WORD(nr), __ATOMIC_RELAXED) >> (nr % BITS_PER_LONG) & 1;
}
static __always_inline bool test_bit_acquire(unsigned long nr, const volatile unsigned long *addr)
{
	return __atomic_load_n(addr + BIT_WORD(nr), __ATOMIC_ACQUIRE) >> (nr % BITS_PER_LONG) & 1;
}

/* A bit as a lock. */
static __always_inline bool test_and_set_bit_lock(unsigned long nr, volatile unsigned long *addr)
{
	replay_point();
	return __atomic_fetch_or(addr + BIT_WORD(nr), BIT_MASK(nr), __ATOMIC_ACQUIRE) &
	       BIT_MASK(nr);
}
static __always_inline void clear_bit_unlock(unsigned long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(addr + BIT_WORD(nr), ~BIT_MASK(nr), __ATOMIC_RELEASE);
	replay_point();
}
static __always_inline void __clear_bit_unlock(unsigned long nr, volatile unsigned long *addr)
{
	clear_bit_unlock(nr, addr);
}
static __always_inline bool clear_bit_unlock_is_negative_byte(unsigned long nr,
							      volatile unsigned long *addr)
{
	return __atomic_fetch_and(addr, ~BIT_MASK(nr), __ATOMIC_RELEASE) & BIT_MASK(7);
}

/* ---- single bits: not atomic -------------------------------------------- */

static __always_inline void __set_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] |= BIT_MASK(nr);
}
static __always_inline void __clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}
static __always_inline void __change_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] ^= BIT_MASK(nr);
}
static __always_inline bool __test_and_set_bit(unsigned long nr, volatile unsigned long *addr)
{
	unsigned long *word = (unsigned long *)addr + BIT_WORD(nr), old = *word;

	*word = old | BIT_MASK(nr);
	return old & BIT_MASK(nr);
}
static __always_inline bool __test_and_clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	unsigned long *word = (unsigned long *)addr + BIT_WORD(nr), old = *word;

	*word = old & ~BIT_MASK(nr);
	return old & BIT_MASK(nr);
}
static __always_inline bool __test_and_change_bit(unsigned long nr, volatile unsigned long *addr)
{
	unsigned long *word = (unsigned long *)addr + BIT_WORD(nr), old = *word;

	*word = old ^ BIT_MASK(nr);
	return old & BIT_MASK(nr);
}

/* Little-endian bitmaps are plain ones on the CPUs we run on. */
#define BITOP_LE_SWIZZLE		  0
#define test_bit_le(nr, addr)		  test_bit(nr, (const unsigned long *)(addr))
#define set_bit_le(nr, addr)		  set_bit(nr, (unsigned long *)(addr))
#define clear_bit_le(nr, addr)		  clear_bit(nr, (unsigned long *)(addr))
#define __set_bit_le(nr, addr)		  __set_bit(nr, (unsigned long *)(addr))
#define __clear_bit_le(nr, addr)	  __clear_bit(nr, (unsigned long *)(addr))
#define test_and_set_bit_le(nr, addr)	  test_and_set_bit(nr, (unsigned long *)(addr))
#define test_and_clear_bit_le(nr, addr)	  test_and_clear_bit(nr, (unsigned long *)(addr))
#define __test_and_set_bit_le(nr, addr)	  __test_and_set_bit(nr, (unsigned long *)(addr))
#define __test_and_clear_bit_le(nr, addr) __test_and_clear_bit(nr, (unsigned long *)(addr))

#endif
