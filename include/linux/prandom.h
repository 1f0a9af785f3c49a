/* SPDX-License-Identifier: MIT */
/*
 * prandom.h - a generator whose state its user keeps: the same seed, the same numbers
 *
 * Tausworthe's generator taus113 (L'Ecuyer, "Tables of Maximally-Equidistributed
 * Combined LFSR Generators", 1999): four shift registers, period 2^113.
 */
#ifndef _LINUX_PRANDOM_H
#define _LINUX_PRANDOM_H

#include <linux/types.h>

/* Always: s1 > 1, s2 > 7, s3 > 15, s4 > 127. */
struct rnd_state {
	__u32 s1, s2, s3, s4;
};

u32 prandom_u32_state(struct rnd_state *state);
void prandom_bytes_state(struct rnd_state *state, void *buf, size_t nbytes);
/** prandom_seed_state() - any number; the same number gives the same sequence */
void prandom_seed_state(struct rnd_state *state, u64 seed);

static inline u32 next_pseudo_random32(u32 seed)
{
	return seed * 1664525 + 1013904223;
}
u32 get_random_u32(void);
void get_random_bytes(void *buf, size_t len);
u32 get_random_u32_below(u32 ceil);
static inline u32 prandom_u32(void)
{
	return get_random_u32();
}
static inline void prandom_bytes(void *buf, size_t nbytes)
{
	get_random_bytes(buf, nbytes);
}
/** prandom_u32_max() - 0 … @ceil - 1 */
static inline u32 prandom_u32_max(u32 ceil)
{
	return get_random_u32_below(ceil);
}

#endif
