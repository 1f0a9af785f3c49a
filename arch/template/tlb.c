// SPDX-License-Identifier: MIT
/*
 * tlb.c - forgetting translations, on every CPU
 *
 * A translation may be cached from the moment its entry is present. After
 * entries have been cleared or changed the caller flushes, and gives the
 * addresses or pages away when that has returned: so no CPU may use the old one
 * then. A flush that does nothing passes most tests and corrupts memory later.
 *
 * With several CPUs: tell the others and wait until each has flushed. Two CPUs
 * that flush at once must not wait for each other: who waits serves the other's
 * request meanwhile, whether interrupts are on or off (arch/x86/tlb.c).
 */
#include <linux/export.h>
#include <asm/tlbflush.h>
#include "template.h"

/**
 * flush_tlb_kernel_range() - no CPU uses an old translation of [@start, @end)
 *
 * Any context but NMI; the caller holds no lock that is taken with interrupts
 * off elsewhere. Large ranges may flush everything.
 */
void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	template_not_written("flush_tlb_kernel_range()");
}
EXPORT_SYMBOL(flush_tlb_kernel_range);

/** flush_tlb_all() - the same for all addresses, those marked global too */
void flush_tlb_all(void)
{
	template_not_written("flush_tlb_all()");
}
EXPORT_SYMBOL(flush_tlb_all);
