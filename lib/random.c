// SPDX-License-Identifier: MIT
/*
 * random.c - random numbers
 *
 * One generator for the machine: the n-th number of seed s is mix(s + n * g),
 * where g is odd (2^64 by the golden ratio) and mix() is the output function of
 * splitmix64 (Steele, Lea, Flood 2014), a bijection: so the sequence has a
 * period of 2^64 and a number is drawn by one atomic addition, in any context.
 * The seed comes from the port at the first use, or is given, "random_seed=7",
 * so that a run can be repeated. This is for spreading and for tests; keys
 * drawn from it are no secrets.
 *
 * prandom: the state is the caller's; L'Ecuyer's taus113.
 *
 * Locking: none needed. Any context.
 */
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kstrtox.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/string.h>
#include <quarry/port.h>

#define GOLDEN_STEP 0x9e3779b97f4a7c15ull

static atomic64_t position;
static bool is_seeded;

static u64 mix(u64 x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
	return x ^ (x >> 31);
}

void random_reseed(u64 seed)
{
	atomic64_set(&position, mix(seed ^ GOLDEN_STEP));
	WRITE_ONCE(is_seeded, true);
}
EXPORT_SYMBOL(random_reseed);

static int random_seed_setup(char *str)
{
	unsigned long long seed;

	if (!str || kstrtoull(str, 0, &seed))
		return -EINVAL;
	random_reseed(seed);
	return 0;
}
early_param("random_seed", random_seed_setup);

static void seed_from_port(void)
{
	u64 seed;

	if (!port_random(&seed, sizeof(seed)))
		seed = port_clock_ns();
	random_reseed(seed);
}

u64 get_random_u64(void)
{
	if (unlikely(!READ_ONCE(is_seeded)))
		seed_from_port();
	return mix(atomic64_add_return_relaxed(GOLDEN_STEP, &position));
}
EXPORT_SYMBOL(get_random_u64);

u32 get_random_u32(void)
{
	return get_random_u64() >> 32;
}
EXPORT_SYMBOL(get_random_u32);

u16 get_random_u16(void)
{
	return get_random_u64() >> 48;
}
EXPORT_SYMBOL(get_random_u16);

u8 get_random_u8(void)
{
	return get_random_u64() >> 56;
}
EXPORT_SYMBOL(get_random_u8);

/*
 * The high half of random * ceil is in range; of the 2^32 random values,
 * 2^32 mod ceil make some results more likely: those with a small low half
 * are drawn again (Lemire 2019). 0 is treated as 2^32.
 */
u32 get_random_u32_below(u32 ceil)
{
	u64 product;

	if (!ceil)
		return get_random_u32();
	do {
		product = (u64)get_random_u32() * ceil;
	} while (unlikely((u32)product < -ceil % ceil));
	return product >> 32;
}
EXPORT_SYMBOL(get_random_u32_below);

void get_random_bytes(void *buf, size_t len)
{
	u8 *p = buf;

	while (len) {
		u64 word = get_random_u64();
		size_t n = min(len, sizeof(word));

		memcpy(p, &word, n);
		p += n;
		len -= n;
	}
}
EXPORT_SYMBOL(get_random_bytes);

/* ---- prandom -------------------------------------------------------------- */

/* One register: @a, @b its shifts, @c the bits it does not use, @d its step. */
static u32 taus_step(u32 s, int a, int b, u32 c, int d)
{
	return ((s & c) << d) ^ (((s << a) ^ s) >> b);
}

u32 prandom_u32_state(struct rnd_state *state)
{
	state->s1 = taus_step(state->s1, 6, 13, ~1u, 18);
	state->s2 = taus_step(state->s2, 2, 27, ~7u, 2);
	state->s3 = taus_step(state->s3, 13, 21, ~15u, 7);
	state->s4 = taus_step(state->s4, 3, 12, ~127u, 13);
	return state->s1 ^ state->s2 ^ state->s3 ^ state->s4;
}
EXPORT_SYMBOL(prandom_u32_state);

void prandom_bytes_state(struct rnd_state *state, void *buf, size_t nbytes)
{
	u8 *p = buf;

	while (nbytes) {
		u32 word = prandom_u32_state(state);
		size_t n = min(nbytes, sizeof(word));

		memcpy(p, &word, n);
		p += n;
		nbytes -= n;
	}
}
EXPORT_SYMBOL(prandom_bytes_state);

void prandom_seed_state(struct rnd_state *state, u64 seed)
{
	state->s1 = max((u32)mix(seed + 1), 2u);
	state->s2 = max((u32)mix(seed + 2), 8u);
	state->s3 = max((u32)mix(seed + 3), 16u);
	state->s4 = max((u32)mix(seed + 4), 128u);
}
EXPORT_SYMBOL(prandom_seed_state);
