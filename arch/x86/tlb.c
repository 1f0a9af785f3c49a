// SPDX-License-Identifier: MIT
/*
 * tlb.c - forgetting translations, on every CPU
 *
 * Each CPU caches translations of its own. After entries have been cleared, the
 * range is forgotten here and by every other running CPU before the call
 * returns: the caller may then give the addresses away again.
 *
 * There is one request at a time: a range, and the set of CPUs that have not
 * served it yet. Its owner holds the request word, sends one interrupt to all
 * and waits. A CPU that wants the word, or waits for the others, serves the
 * request at hand meanwhile: two CPUs that flush at once do not wait for each
 * other, whether interrupts are on or not. A CPU that spins with interrupts off
 * for a lock that a flusher holds would be waited for in vain: nobody flushes
 * with such a lock held (doc/architecture.md, "Locks and contexts").
 *
 * A CPU joins by setting its bit in running before it uses the kernel's tables
 * for more than its own start, and with all its translations flushed after
 * that: a request that does not name it has been overtaken by this flush.
 *
 * A large range is not forgotten page by page but with everything else, by
 * switching global pages off and on (Intel SDM vol. 3, 4.10.4.1).
 */
#include <linux/export.h>
#include <linux/preempt.h>
#include <asm/processor.h>
#include <asm/tlbflush.h>
#include "apic.h"
#include "x86.h"

#define INVLPG_PAGES_MAX 64ul
#define MASK_WORDS	 ((CONFIG_NR_CPUS + 63) / 64)

struct x86_tlb_stats x86_tlb_stats;

/* CPUs that have started and not gone. */
static u64 running[MASK_WORDS];

/* The request: owner is CPU + 1, or 0. */
static u32 owner;
static unsigned long request_start, request_end;
static u64 waiting[MASK_WORDS];

static void flush_here(unsigned long start, unsigned long end)
{
	unsigned long cr4;

	if (end - start <= INVLPG_PAGES_MAX * PAGE_SIZE) {
		for (start &= PAGE_MASK; start < end; start += PAGE_SIZE)
			__asm__ volatile("invlpg (%0)" : : "r"(start) : "memory");
		return;
	}
	cr4 = x86_read_cr4();
	x86_write_cr4(cr4 & ~X86_CR4_PGE);
	x86_write_cr4(cr4);
}

/* Interrupts are off, or this is the interrupt. */
static void serve(void)
{
	unsigned int cpu = raw_smp_processor_id();
	u64 *word = &waiting[cpu / 64], bit = 1ull << cpu % 64;

	if (!(__atomic_load_n(word, __ATOMIC_ACQUIRE) & bit))
		return;
	flush_here(request_start, request_end);
	__atomic_fetch_and(word, ~bit, __ATOMIC_RELEASE);
}

void x86_tlb_interrupt(void)
{
	x86_apic_eoi();
	serve();
}

/* Ask all running CPUs but this one. */
static void ask(unsigned int self)
{
	unsigned int i, cpu;

	for (i = 0; i < MASK_WORDS; i++) {
		u64 mask = __atomic_load_n(&running[i], __ATOMIC_SEQ_CST);

		if (self / 64 == i)
			mask &= ~(1ull << self % 64);
		__atomic_store_n(&waiting[i], mask, __ATOMIC_RELEASE);
		for (; mask; mask &= mask - 1) {
			cpu = i * 64 + __builtin_ctzll(mask);
			x86_apic_send(x86_cpus[cpu].apic_id, ICR_FIXED | ICR_ASSERT | X86_VEC_TLB);
			x86_tlb_stats.ipis++;
		}
	}
}

static bool all_served(void)
{
	u64 left = 0;

	for (unsigned int i = 0; i < MASK_WORDS; i++)
		left |= __atomic_load_n(&waiting[i], __ATOMIC_ACQUIRE);
	return !left;
}

static bool alone(unsigned int self)
{
	u64 others = 0;

	for (unsigned int i = 0; i < MASK_WORDS; i++)
		others |= __atomic_load_n(&running[i], __ATOMIC_RELAXED) &
			  ~(self / 64 == i ? 1ull << self % 64 : 0);
	return !others;
}

/* Interrupts are off. */
static void take_request(unsigned int self)
{
	u32 nobody = 0;

	while (!__atomic_compare_exchange_n(&owner, &nobody, self + 1, false, __ATOMIC_ACQUIRE,
					    __ATOMIC_RELAXED)) {
		nobody = 0;
		serve();
		__asm__ volatile("pause");
	}
}

static void release_request(void)
{
	__atomic_store_n(&owner, 0, __ATOMIC_RELEASE);
}

static void flush_others(unsigned int self, unsigned long start, unsigned long end)
{
	take_request(self);
	request_start = start;
	request_end = end;
	ask(self);
	while (!all_served())
		__asm__ volatile("pause");
	release_request();
}

static void flush(unsigned long start, unsigned long end)
{
	unsigned long flags = arch_local_irq_save();
	unsigned int self = raw_smp_processor_id();

	flush_here(start, end);
	x86_tlb_stats.flushes++;
	if (!alone(self))
		flush_others(self, start, end);
	arch_local_irq_restore(flags);
}

void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	if (start < end)
		flush(start, end);
}
EXPORT_SYMBOL(flush_tlb_kernel_range);

void flush_tlb_all(void)
{
	flush(0, ~0ul);
}
EXPORT_SYMBOL(flush_tlb_all);

void x86_tlb_join(unsigned int cpu)
{
	__atomic_fetch_or(&running[cpu / 64], 1ull << cpu % 64, __ATOMIC_SEQ_CST);
	flush_here(0, ~0ul);
}

/* While nobody asks: a request that is being made must not name a CPU that has gone. */
void x86_tlb_leave(unsigned int cpu)
{
	take_request(cpu);
	__atomic_fetch_and(&running[cpu / 64], ~(1ull << cpu % 64), __ATOMIC_SEQ_CST);
	release_request();
}
