// SPDX-License-Identifier: MIT
/*
 * cpu.c - what each CPU has of its own: descriptors, stacks, per-CPU base
 *
 * Segments only name privilege here: flat code and data, for kernel and user.
 * The task segment holds the stacks that the CPU switches to by itself (IST):
 * double faults, NMIs and debug traps each have one, so that they work whatever
 * the stack that they interrupt.
 *
 * The stacks lie in the CPU area, one stretch of addresses a CPU, each stack
 * above an unmapped page: an overflow faults instead of spoiling data.
 *
 *   guard | idle stack (THREAD_SIZE) | guard | #DF | guard | NMI | guard | #DB
 *
 * CPU 0 idles on a task's stack; its idle stack is not used.
 */
#include <linux/export.h>
#include <linux/percpu-defs.h>
#include <linux/string.h>
#include <asm/processor.h>
#include "x86.h"

#define IST_SIZE     (8ul << 10)
#define AREA_SIZE    (64ul << 10)
#define IDLE_STACK   PAGE_SIZE
#define IST_STACK(n) (IDLE_STACK + THREAD_SIZE + PAGE_SIZE + ((n)-1) * (IST_SIZE + PAGE_SIZE))
#define NR_IST	     3

/* The task segment, as the CPU reads it (Intel SDM vol. 3, 8.7). */
struct tss {
	u32 reserved0;
	u64 rsp[3];
	u64 reserved1;
	u64 ist[7];
	u64 reserved2;
	u16 reserved3, io_map;
} __packed;

/* struct tables - of one CPU; a page each, so that none shares a line */
struct tables {
	u64 gdt[8];
	struct tss tss;
} __aligned(PAGE_SIZE);

struct table_register {
	u16 limit;
	u64 base;
} __packed;

struct x86_cpu x86_cpus[CONFIG_NR_CPUS];
static struct tables boot_tables, *other_tables;
static unsigned int nr_areas;

DEFINE_PER_CPU(unsigned long, this_cpu_off);
DEFINE_PER_CPU(unsigned int, this_cpu_number);
EXPORT_PER_CPU_SYMBOL(this_cpu_off);
EXPORT_PER_CPU_SYMBOL(this_cpu_number);

void (*port_relax_hook)(void);
void (*port_replay_hook)(void);

void port_relax(void)
{
	__asm__ volatile("pause");
	if (port_relax_hook)
		port_relax_hook();
}
EXPORT_SYMBOL(port_relax);

/* Where CPU @cpu's stretch of the CPU area begins. */
static unsigned long area(unsigned int cpu)
{
	return CPU_AREA_START + cpu * AREA_SIZE;
}

void *x86_ap_stack(unsigned int cpu)
{
	return (void *)(area(cpu) + IDLE_STACK + THREAD_SIZE);
}

bool x86_stack_of(unsigned long sp, unsigned long *lo, unsigned long *hi)
{
	unsigned long base, offset;

	if (sp >= (unsigned long)x86_boot_stack && sp < (unsigned long)x86_boot_stack_top) {
		*lo = (unsigned long)x86_boot_stack;
		*hi = (unsigned long)x86_boot_stack_top;
		return true;
	}
	if (sp - CPU_AREA_START >= nr_areas * AREA_SIZE)
		return false;
	base = sp & ~(AREA_SIZE - 1);
	offset = sp - base;
	*lo = base + IDLE_STACK;
	*hi = *lo + THREAD_SIZE;
	for (unsigned int i = 1; i <= NR_IST; i++) {
		if (offset < IST_STACK(i))
			break;
		*lo = base + IST_STACK(i);
		*hi = *lo + IST_SIZE;
	}
	return sp >= *lo && sp < *hi;
}

static void map_stack(unsigned long addr, size_t size)
{
	char *mem = x86_boot_alloc(size);
	size_t at;

	for (at = 0; at < size; at += PAGE_SIZE)
		x86_map_fixed(addr + at, __pa(mem + at), PAGE_KERNEL);
}

void x86_cpus_init(unsigned int nr)
{
	unsigned int cpu, i;

	if (nr > 1)
		other_tables = x86_boot_alloc((nr - 1) * sizeof(*other_tables));
	nr_areas = nr;
	for (cpu = 0; cpu < nr; cpu++) {
		if (cpu)
			map_stack(area(cpu) + IDLE_STACK, THREAD_SIZE);
		for (i = 1; i <= NR_IST; i++)
			map_stack(area(cpu) + IST_STACK(i), IST_SIZE);
	}
}

/* A system descriptor of 16 bytes: present, available 64-bit task segment. */
static void set_tss(struct tables *tables)
{
	u64 base = (unsigned long)&tables->tss;

	tables->gdt[X86_TSS / 8] = (sizeof(struct tss) - 1) | (base & 0xffffff) << 16 |
				   0x89ull << 40 | (base >> 24 & 0xff) << 56;
	tables->gdt[X86_TSS / 8 + 1] = base >> 32;
}

static void load(struct tables *tables)
{
	struct table_register gdtr = { sizeof(tables->gdt) - 1, (unsigned long)tables->gdt };

	__asm__ volatile("lgdt %0\n\t"
			 "pushq %1\n\t"
			 "leaq 1f(%%rip), %%rax\n\t"
			 "pushq %%rax\n\t"
			 "lretq\n"
			 "1:\n\t"
			 "movl %2, %%ds\n\t"
			 "movl %2, %%es\n\t"
			 "movl %2, %%ss\n\t"
			 "ltr %w3"
			 :
			 : "m"(gdtr), "i"(X86_KERNEL_CS), "r"(X86_KERNEL_DS), "r"(X86_TSS)
			 : "rax", "memory");
}

void x86_cpu_init(unsigned int cpu)
{
	struct tables *tables = cpu ? &other_tables[cpu - 1] : &boot_tables;
	unsigned int i;

	tables->gdt[X86_KERNEL_CS / 8] = 0x00af9b000000ffff;
	tables->gdt[X86_KERNEL_DS / 8] = 0x00cf93000000ffff;
	tables->gdt[X86_CODE32_CS / 8] = 0x00cf9b000000ffff;
	tables->gdt[X86_USER_DS / 8] = 0x00cff3000000ffff;
	tables->gdt[X86_USER_CS / 8] = 0x00affb000000ffff;
	tables->tss.io_map = sizeof(struct tss);
	for (i = 1; i <= NR_IST; i++)
		tables->tss.ist[i - 1] = area(cpu) + IST_STACK(i) + IST_SIZE;
	set_tss(tables);
	load(tables);
	x86_traps_load();
	/* WB, WC, UC-, UC, twice: _PAGE_PWT alone is write-combining. */
	x86_wrmsr(X86_MSR_PAT, 0x0007010600070106ull);
	x86_write_cr0(x86_read_cr0() | X86_CR0_WP);
	x86_write_cr4(x86_read_cr4() | X86_CR4_PGE);
}

/** x86_set_kernel_stack() - where an interrupt from user privilege finds its stack */
void x86_set_kernel_stack(unsigned long sp)
{
	unsigned int cpu = arch_this_cpu_read(this_cpu_number);
	struct tables *tables = cpu ? &other_tables[cpu - 1] : &boot_tables;

	tables->tss.rsp[0] = sp;
}

void port_set_cpu(unsigned int cpu)
{
	x86_wrmsr(X86_MSR_GS_BASE, __per_cpu_offset[cpu]);
	arch_this_cpu_write(this_cpu_off, __per_cpu_offset[cpu]);
	arch_this_cpu_write(this_cpu_number, cpu);
}
