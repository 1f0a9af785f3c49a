// SPDX-License-Identifier: MIT
/*
 * smp.c - starting the other CPUs, and stopping them
 *
 * A CPU is reset by INIT and sent to a page of real-mode code by SIPI (Intel
 * SDM vol. 3, 8.4). One is started at a time: what it needs (stack, number)
 * lies in variables until it answers. A CPU that goes off line ends in a halt
 * with interrupts off, from which the next INIT takes it.
 *
 * Stopping, for the end of the machine, is by NMI: it reaches CPUs that have
 * interrupts off.
 */
#include <linux/errno.h>
#include <linux/percpu-defs.h>
#include <linux/string.h>
#include <asm/irqflags.h>
#include <asm/pgtable.h>
#include "apic.h"
#include "x86.h"

#define INIT_WAIT_NS   10000000ull /* SDM: 10 ms between INIT and SIPI */
#define SIPI_WAIT_NS   200000ull   /* and 200 us before the second SIPI */
#define ANSWER_WAIT_NS 2000000000ull

extern char x86_trampoline[], x86_trampoline_end[], x86_trampoline_pgd[];

/* For the CPU that is being started. */
unsigned long x86_ap_sp;
u32 x86_ap_cpu;
static u32 answered;
static bool running[CONFIG_NR_CPUS];

/* The kernel's top table with the first 2 MiB at 0, for the switch to paging. */
static u64 start_pgd[512] __aligned(PAGE_SIZE);
static u64 start_tables[3][512] __aligned(PAGE_SIZE);

static bool stopping;

void x86_ap_main(unsigned int cpu);

static void wait_ns(u64 ns)
{
	u64 end = port_clock_ns() + ns;

	while (port_clock_ns() < end)
		__asm__ volatile("pause");
}

static void park(void)
{
	for (;;)
		__asm__ volatile("cli; hlt");
}

/* C begins here on a started CPU; interrupts are off. */
void x86_ap_main(unsigned int cpu)
{
	x86_cpu_init(cpu);
	port_set_cpu(cpu);
	x86_tlb_join(cpu);
	x86_apic_init();
	__atomic_store_n(&answered, cpu, __ATOMIC_RELEASE);
	secondary_main(cpu);
	x86_tlb_leave(cpu);
	__atomic_store_n(&running[cpu], false, __ATOMIC_RELEASE);
	park();
}

static void prepare_trampoline(void)
{
	char *copy = __va(X86_TRAMPOLINE);
	unsigned int level, last = CONFIG_PGTABLE_LEVELS - 3;
	u32 *pgd = (void *)(copy + (x86_trampoline_pgd - x86_trampoline));

	memcpy(start_pgd, __va(x86_boot_pgd_phys), sizeof(start_pgd));
	start_pgd[0] = __pa_symbol(start_tables[0]) | _PAGE_TABLE;
	for (level = 0; level < last; level++)
		start_tables[level][0] = __pa_symbol(start_tables[level + 1]) | _PAGE_TABLE;
	start_tables[last][0] = _PAGE_TABLE | _PAGE_PSE;
	memcpy(copy, x86_trampoline, x86_trampoline_end - x86_trampoline);
	*pgd = __pa_symbol(start_pgd);
}

static bool send_start(unsigned int cpu)
{
	u32 apic = x86_cpus[cpu].apic_id;

	if (!x86_apic_send(apic, ICR_INIT | ICR_ASSERT))
		return false;
	wait_ns(INIT_WAIT_NS);
	if (!x86_apic_send(apic, ICR_STARTUP | ICR_ASSERT | X86_TRAMPOLINE >> PAGE_SHIFT))
		return false;
	wait_ns(SIPI_WAIT_NS);
	if (__atomic_load_n(&answered, __ATOMIC_ACQUIRE) == cpu)
		return true;
	return x86_apic_send(apic, ICR_STARTUP | ICR_ASSERT | X86_TRAMPOLINE >> PAGE_SHIFT);
}

static bool wait_for_answer(unsigned int cpu)
{
	u64 end = port_clock_ns() + ANSWER_WAIT_NS;

	while (__atomic_load_n(&answered, __ATOMIC_ACQUIRE) != cpu) {
		if (port_clock_ns() > end)
			return false;
		__asm__ volatile("pause");
	}
	return true;
}

int port_start_cpu(unsigned int cpu)
{
	unsigned long flags;
	bool sent;

	if (__atomic_load_n(&running[cpu], __ATOMIC_ACQUIRE))
		return -EBUSY;
	prepare_trampoline();
	x86_ap_sp = (unsigned long)x86_ap_stack(cpu);
	x86_ap_cpu = cpu;
	__atomic_store_n(&answered, 0, __ATOMIC_RELEASE);
	running[cpu] = true;
	flags = arch_local_irq_save();
	sent = send_start(cpu);
	arch_local_irq_restore(flags);
	if (sent && wait_for_answer(cpu))
		return 0;
	running[cpu] = false;
	x86_say("CPU %u (APIC %u) does not start", (unsigned long)cpu,
		(unsigned long)x86_cpus[cpu].apic_id);
	return -EIO;
}

/* ---- the end ------------------------------------------------------------------------- */

void x86_nmi_stop(void)
{
	if (__atomic_load_n(&stopping, __ATOMIC_ACQUIRE))
		park();
}

void x86_stop_other_cpus(void)
{
	unsigned int self = arch_this_cpu_read(this_cpu_number);

	if (__atomic_exchange_n(&stopping, true, __ATOMIC_SEQ_CST))
		return;
	for (unsigned int cpu = 0; cpu < CONFIG_NR_CPUS; cpu++)
		if (cpu != self && (running[cpu] || !cpu))
			x86_send_nmi(cpu);
}
