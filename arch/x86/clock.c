// SPDX-License-Identifier: MIT
/*
 * clock.c - time: the time-stamp counter, and how fast it counts
 *
 * The counter's rate is measured once at boot against channel 0 of the
 * interval timer (PIT, 1,193,182 Hz by definition), together with the rate of
 * the local APIC's timer: a few short windows, of which that one counts whose
 * ends are known best (a look at the PIT that was disturbed takes longer).
 * Without a PIT the CPU is asked for the rates (CPUID 0x15, or a hypervisor's
 * 0x40000010).
 *
 * Ticks become nanoseconds by a multiplication and a shift: ns = ticks * mult
 * >> SHIFT, in 128 bits, so that nothing overflows.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <asm/io.h>
#include "apic.h"
#include "x86.h"

#define PIT_HZ	     1193182ull
#define PIT_CHANNEL0 0x40
#define PIT_COMMAND  0x43
#define WINDOW	     2386 /* PIT ticks: 2 ms */
#define WINDOWS	     4
#define PIT_TURNS    200000u /* no change after so many looks: there is none */
#define SHIFT	     32

u64 x86_tsc_khz, x86_apic_khz;
static u64 tsc_mult;
static u64 wall_start;

/**
 * struct sample - both counters at one moment of the PIT
 * @err: ticks that the look at the PIT took: the moment lies within
 */
struct sample {
	u16 pit;
	u32 apic;
	u64 tsc, err;
};

static struct sample take_sample(void)
{
	struct sample sample;
	u64 before = get_cycles(), after;

	outb(0, PIT_COMMAND); /* latch channel 0 */
	sample.pit = inb(PIT_CHANNEL0);
	sample.pit |= inb(PIT_CHANNEL0) << 8;
	sample.apic = x86_apic_count();
	after = get_cycles();
	sample.tsc = before + (after - before) / 2;
	sample.err = after - before;
	return sample;
}

/* One window. False: the PIT does not count. */
static bool measure(u64 *tsc_khz, u64 *apic_khz, u64 *err)
{
	struct sample start = take_sample(), now;
	unsigned int turns = PIT_TURNS, pit;

	do {
		now = take_sample();
		pit = (u16)(start.pit - now.pit);
		if (!--turns)
			return false;
	} while (pit < WINDOW);
	*tsc_khz = (now.tsc - start.tsc) * PIT_HZ / pit / 1000;
	*apic_khz = (u64)(start.apic - now.apic) * PIT_HZ / pit / 1000;
	*err = start.err + now.err;
	return true;
}

static bool by_pit(void)
{
	u64 tsc_khz, apic_khz, err, least = ~0ull;
	unsigned int i;

	x86_apic_count_down();
	outb(0x30, PIT_COMMAND); /* channel 0, both bytes, mode 0: it counts down and wraps */
	outb(0xff, PIT_CHANNEL0);
	outb(0xff, PIT_CHANNEL0);
	for (i = 0; i < WINDOWS; i++) {
		if (!measure(&tsc_khz, &apic_khz, &err))
			return false;
		if (err >= least)
			continue;
		least = err;
		x86_tsc_khz = tsc_khz;
		x86_apic_khz = apic_khz;
	}
	return x86_tsc_khz && x86_apic_khz;
}

static bool by_cpuid(void)
{
	u32 regs[4];

	x86_cpuid(0x40000000, 0, regs);
	if (regs[0] >= 0x40000010 && regs[0] < 0x40010000) {
		x86_cpuid(0x40000010, 0, regs);
		x86_tsc_khz = regs[0];
		x86_apic_khz = regs[1];
	}
	x86_cpuid(0, 0, regs);
	if (!x86_tsc_khz && regs[0] >= 0x15) {
		x86_cpuid(0x15, 0, regs);
		if (regs[0] && regs[2]) {
			x86_tsc_khz = (u64)regs[2] * regs[1] / regs[0] / 1000;
			x86_apic_khz = regs[2] / 1000;
		}
	}
	return x86_tsc_khz && x86_apic_khz;
}

/* ---- the clock of the day ----------------------------------------------------------- */

static u8 cmos(u8 index)
{
	outb(index, 0x70);
	return inb(0x71);
}

static unsigned int cmos_number(u8 index, bool bcd)
{
	u8 value = cmos(index);

	return bcd ? (value >> 4) * 10 + (value & 15) : value;
}

/* Days from 1970-01-01 to @year-@month-@day of the Gregorian calendar. */
static u64 days(unsigned int year, unsigned int month, unsigned int day)
{
	/* Years that begin in March: the leap day is the last. */
	unsigned int y = year - (month <= 2), m = (month + 9) % 12;

	return 365ull * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static void read_wall_clock(void)
{
	bool bcd = !(cmos(0x0b) & 4);
	unsigned int turns = 10000, s, m, h, day, month, year;

	while ((cmos(0x0a) & 0x80) && --turns)
		;
	s = cmos_number(0, bcd);
	m = cmos_number(2, bcd);
	h = cmos_number(4, bcd);
	day = cmos_number(7, bcd);
	month = cmos_number(8, bcd);
	year = cmos_number(9, bcd) + 2000;
	if (month < 1 || month > 12 || day < 1 || day > 31)
		return;
	wall_start = (days(year, month, day) * 86400 + h * 3600 + m * 60 + s) * 1000000000ull;
}

/* ---- the port's clock ------------------------------------------------------------------ */

void x86_clock_init(void)
{
	x86_apic_init();
	if (!by_pit() && !by_cpuid()) {
		x86_say("no timer to measure the CPU's clock by: 1 GHz is assumed");
		x86_tsc_khz = x86_apic_khz = 1000000;
	}
	tsc_mult = (1000000ull << SHIFT) / x86_tsc_khz;
	read_wall_clock();
	/* The timer was borrowed, its interrupt masked. */
	x86_apic_init();
}

u64 port_clock_ns(void)
{
	return (u64)((unsigned __int128)get_cycles() * tsc_mult >> SHIFT);
}
EXPORT_SYMBOL(port_clock_ns);

u64 port_wall_ns(void)
{
	return wall_start ? wall_start + port_clock_ns() : 0;
}
