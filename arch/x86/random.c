// SPDX-License-Identifier: MIT
/*
 * random.c - entropy: the CPU's RDRAND, where it has it
 *
 * RDRAND may fail for a moment; Intel's guide says that ten tries in a row do
 * not. A machine without it has no entropy of its own: the core then seeds
 * from clocks.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include "x86.h"

#define RDRAND_BIT (1u << 30) /* CPUID 1, ECX */
#define TRIES	   10

static bool rdrand(u64 *value)
{
	unsigned int tries = TRIES;
	u8 got;

	do {
		__asm__ volatile("rdrand %0; setc %1" : "=r"(*value), "=qm"(got) : : "cc");
	} while (!got && --tries);
	return got;
}

bool port_random(void *buf, size_t len)
{
	u32 regs[4];
	u64 word;

	x86_cpuid(1, 0, regs);
	if (!(regs[2] & RDRAND_BIT))
		return false;
	for (; len; len -= min(len, sizeof(word)), buf += sizeof(word)) {
		if (!rdrand(&word))
			return false;
		memcpy(buf, &word, min(len, sizeof(word)));
	}
	return true;
}
