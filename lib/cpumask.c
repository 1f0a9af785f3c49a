// SPDX-License-Identifier: MIT
/*
 * cpumask.c - constant sets of CPUs
 *
 * cpumask_of(cpu) must be a pointer to a mask with one bit set. Masks of all
 * CPUs would take NR_CPUS^2 bits; instead each row r of this table has bit
 * r - 1 of its first word set, and a pointer so many words *before* it sees
 * that word at the right place, with zeroes of the row before in front of it.
 * Row 0 is empty, for the zeroes before row 1.
 */
#include <linux/cpumask.h>
#include <linux/export.h>

#define ROW(n) [(n) + 1][0] = 1UL << (n)
#define ROWS(n)                                                                                    \
	ROW(n), ROW((n) + 1), ROW((n) + 2), ROW((n) + 3), ROW((n) + 4), ROW((n) + 5),              \
		ROW((n) + 6), ROW((n) + 7)

const unsigned long cpu_bit_bitmap[BITS_PER_LONG + 1][BITS_TO_LONGS(NR_CPUS)] = {
	ROWS(0),  ROWS(8),  ROWS(16), ROWS(24),
#if BITS_PER_LONG > 32
	ROWS(32), ROWS(40), ROWS(48), ROWS(56),
#endif
};
EXPORT_SYMBOL(cpu_bit_bitmap);

const struct cpumask __cpu_none_mask;
EXPORT_SYMBOL(__cpu_none_mask);

const struct cpumask __cpu_all_mask = { {
	[0 ... BITS_TO_LONGS(NR_CPUS) - 1] = ~0UL,
} };
EXPORT_SYMBOL(__cpu_all_mask);
