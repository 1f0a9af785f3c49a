// SPDX-License-Identifier: MIT
/*
 * clock.c - time: the time-stamp counter, and how fast it counts
 *
 * The counter's rate is measured once at boot against channel 2 of the
 * interval timer (PIT, 1,193,182 Hz by definition), together with the rate of
 * the local APIC's timer: a few short windows, of which the shortest in ticks
 * counts, since whatever disturbs a window makes it longer. Without a PIT the
 * CPU is asked for the rates (CPUID 0x15, or a hypervisor's 0x40000010).
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
#define PIT_CHANNEL2 0x42
#define PIT_COMMAND  0x43
#define PIT_GATE     0x61 /* bit 0: channel 2 counts; bit 5: its output */
#define WINDOW	     2386 /* PIT ticks: 2 ms */
#define WINDOWS	     4
#define PIT_TURNS    4000000u /* no answer after so many looks: there is none */
#define SHIFT	     32

u64 x86_tsc_khz, x86_apic_khz;
static u64 tsc_mult;
static u64 wall_start;

/* One window. False: the PIT does not count. */
static bool measure(u64 *tsc, u64 *apic)
{
	unsigned int turns = PIT_TURNS;
	u32 apic_before;
	u64 before;

	outb((inb(PIT_GATE) & ~2) | 1, PIT_GATE);
	outb(0xb0, PIT_COMMAND); /* channel 2, both bytes, mode 0: the output rises at the end */
	outb(WINDOW & 0xff, PIT_CHANNEL2);
	apic_before = x86_apic_count();
	before = get_cycles();
	outb(WINDOW >> 8, PIT_CHANNEL2);
	while (!(inb(PIT_GATE) & 0x20))
		if (!--turns)
			return false;
	*tsc = get_cycles() - before;
	*apic = apic_before - x86_apic_count();
	return turns != PIT_TURNS;
}

static bool by_pit(void)
{
	u64 tsc, apic, best_tsc = ~0ull, best_apic = ~0ull;
	unsigned int i;

	x86_apic_count_down();
	for (i = 0; i < WINDOWS; i++) {
		if (!measure(&tsc, &apic))
			return false;
		best_tsc = min(best_tsc, tsc);
		best_apic = min(best_apic, apic);
	}
	x86_tsc_khz = best_tsc * PIT_HZ / WINDOW / 1000;
	x86_apic_khz = best_apic * PIT_HZ / WINDOW / 1000;
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
