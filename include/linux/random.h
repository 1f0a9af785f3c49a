/* SPDX-License-Identifier: MIT */
/*
 * random.h - random numbers from one seeded generator; lib/random.c
 *
 * Seeded by the port's entropy, or by a number (random_reseed()) so that a run
 * can be repeated. Good for spreading and for tests; not for keys.
 */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/stddef.h>

void get_random_bytes(void *buf, size_t len);
u8 get_random_u8(void);
u16 get_random_u16(void);
u32 get_random_u32(void);
u64 get_random_u64(void);
/** get_random_u32_below() - 0 … @ceil - 1, all equally likely */
u32 get_random_u32_below(u32 ceil);

/** random_reseed() - from now on the sequence that belongs to @seed */
void random_reseed(u64 seed);

static inline unsigned int get_random_int(void)
{
	return get_random_u32();
}
static inline unsigned long get_random_long(void)
{
	return sizeof(long) == 8 ? get_random_u64() : get_random_u32();
}
/** get_random_u32_above() - greater than @floor */
static inline u32 get_random_u32_above(u32 floor)
{
	return floor + 1 + get_random_u32_below(-(floor + 1));
}
/** get_random_u32_inclusive() - @floor … @ceil */
static inline u32 get_random_u32_inclusive(u32 floor, u32 ceil)
{
	u32 span = ceil - floor + 1;

	return span ? floor + get_random_u32_below(span) : get_random_u32();
}
static inline void add_device_randomness(const void *buf, size_t len)
{
}
static inline bool rng_is_initialized(void)
{
	return true;
}
static inline int wait_for_random_bytes(void)
{
	return 0;
}
static inline int get_random_bytes_wait(void *buf, size_t nbytes)
{
	get_random_bytes(buf, nbytes);
	return 0;
}
#define get_random_once(buf, nbytes)	  get_random_bytes((buf), (nbytes))
#define get_random_once_wait(buf, nbytes) get_random_bytes((buf), (nbytes))

#include <linux/prandom.h>

#endif
