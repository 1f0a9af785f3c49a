/* SPDX-License-Identifier: MIT */
/*
 * hash.h - hashing by multiplication
 *
 * The multipliers are 2^32 and 2^64 divided by the golden ratio (Knuth 6.4):
 * neighbouring values land far apart, and the high bits of the product depend
 * on all bits of the value.
 */
#ifndef _LINUX_HASH_H
#define _LINUX_HASH_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/bitsperlong.h>

#define GOLDEN_RATIO_32 0x61C88647
#define GOLDEN_RATIO_64 0x61C8864680B583EBull
#if BITS_PER_LONG == 64
#define GOLDEN_RATIO_PRIME   GOLDEN_RATIO_64
#define hash_long(val, bits) hash_64(val, bits)
#else
#define GOLDEN_RATIO_PRIME   GOLDEN_RATIO_32
#define hash_long(val, bits) hash_32(val, bits)
#endif

static inline u32 __hash_32(u32 val)
{
	return val * GOLDEN_RATIO_32;
}
/** hash_32() - 0 … 2^@bits - 1 */
static inline u32 hash_32(u32 val, unsigned int bits)
{
	return __hash_32(val) >> (32 - bits);
}
static __always_inline u32 hash_64(u64 val, unsigned int bits)
{
	return val * GOLDEN_RATIO_64 >> (64 - bits);
}
static inline u32 hash_ptr(const void *ptr, unsigned int bits)
{
	return hash_long((unsigned long)ptr, bits);
}
/** hash32_ptr() - a pointer folded to 32 bits, not mixed */
static inline u32 hash32_ptr(const void *ptr)
{
	unsigned long val = (unsigned long)ptr;

	return val ^ (val >> (BITS_PER_LONG / 2));
}

#endif
