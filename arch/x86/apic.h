/* SPDX-License-Identifier: MIT */
/*
 * apic.h - the local APIC's registers (Intel SDM vol. 3, chapter 10)
 *
 * They are mapped uncached at X86_LAPIC_VA and are the same addresses on every
 * CPU, each reaching its own.
 */
#ifndef ARCH_X86_APIC_H
#define ARCH_X86_APIC_H

#include <asm/io.h>

#define APIC_ID		0x020
#define APIC_TPR	0x080
#define APIC_EOI	0x0b0
#define APIC_SVR	0x0f0
#define APIC_ICR	0x300
#define APIC_ICR_DEST	0x310
#define APIC_LVT_TIMER	0x320
#define APIC_LVT_LINT0	0x350
#define APIC_LVT_LINT1	0x360
#define APIC_LVT_ERROR	0x370
#define APIC_TIMER_INIT	0x380
#define APIC_TIMER_NOW	0x390
#define APIC_TIMER_DIV	0x3e0

#define APIC_ENABLE	0x100u
#define APIC_MASKED	0x10000u
#define APIC_DIV_16	0x3u

/* Interrupt command: delivery mode, level, pending. */
#define ICR_FIXED	0x00000u
#define ICR_NMI		0x00400u
#define ICR_INIT	0x00500u
#define ICR_STARTUP	0x00600u
#define ICR_ASSERT	0x04000u
#define ICR_PENDING	0x01000u
#define ICR_SELF	0x40000u

static inline u32 apic_read(u32 reg)
{
	return readl((void *)(X86_LAPIC_VA + reg));
}

static inline void apic_write(u32 reg, u32 value)
{
	writel(value, (void *)(X86_LAPIC_VA + reg));
}

/** x86_apic_send() - an interrupt command to the APIC with @apic_id; false: the
 * APIC did not take it in time. Interrupts off. */
bool x86_apic_send(u32 apic_id, u32 command);

/** x86_apic_count_down() - let the timer run from its largest count, without interrupts;
 * x86_apic_count() - where it is */
void x86_apic_count_down(void);
u32 x86_apic_count(void);

/* Rates, in kHz; the APIC's timer is divided by 16 already. clock.c */
extern u64 x86_tsc_khz, x86_apic_khz;

#endif
