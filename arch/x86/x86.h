/* SPDX-License-Identifier: MIT */
/*
 * x86.h - what the files of the bare x86-64 port share
 *
 * boot.S comes from the loader into long mode; setup.c reads what the loader
 * and the firmware say and hands it to kernel_main(); pvh.c and multiboot2.c
 * know the two ways of being loaded; cpu.c gives each CPU its descriptor
 * tables, stacks and per-CPU base; entry.S and traps.c take exceptions and
 * interrupts; mmu.c maps the image and activates the core's page tables;
 * clock.c, apic.c, smp.c and tlb.c are time, interrupts between CPUs, starting
 * them, and forgetting translations.
 */
#ifndef ARCH_X86_X86_H
#define ARCH_X86_X86_H

#define X86_KERNEL_CS	0x08
#define X86_KERNEL_DS	0x10
#define X86_CODE32_CS	0x18
#define X86_USER_DS	0x23
#define X86_USER_CS	0x2b
#define X86_TSS		0x30	/* two entries */

/* Interrupt vectors. Exceptions are 0 to 31. */
#define X86_VEC_DB		1
#define X86_VEC_NMI		2
#define X86_VEC_DF		8
#define X86_VEC_SS		12
#define X86_VEC_GP		13
#define X86_VEC_PF		14
#define X86_VEC_TIMER		0xe0
#define X86_VEC_IPI		0xe1
#define X86_VEC_TLB		0xe2
#define X86_VEC_TEST		0xe3
#define X86_VEC_SPURIOUS	0xff

#define X86_TRAMPOLINE		0x8000	/* physical page that other CPUs start in */

#define X86_CR0_WP	(1ul << 16)
#define X86_CR4_PGE	(1ul << 7)
#define X86_CR4_LA57	(1ul << 12)
#define X86_MSR_APIC_BASE	0x1bu
#define X86_MSR_PAT		0x277u
#define X86_MSR_EFER		0xc0000080u
#define X86_MSR_GS_BASE		0xc0000101u
#define X86_EFER_SCE	(1ul << 0)
#define X86_EFER_LME	(1ul << 8)
#define X86_EFER_NXE	(1ul << 11)

/* What x86_start() finds in its first argument: who loaded us. */
#define X86_PVH_MAGIC		0x336ec578
#define X86_MULTIBOOT2_MAGIC	0x36d76289

#ifndef __ASSEMBLER__

#include <linux/compiler.h>
#include <linux/types.h>
#include <quarry/port.h>
#include <asm/pgtable.h>

/**
 * struct x86_regs - an interrupted context, as entry.S leaves it on the stack
 * @vector: exception or interrupt number
 * @error: the CPU's error code, or 0
 */
struct x86_regs {
	u64 r15, r14, r13, r12, rbp, rbx;
	u64 r11, r10, r9, r8, rax, rcx, rdx, rsi, rdi;
	u64 vector, error;
	u64 ip, cs, flags, sp, ss;
};

/* ---- instructions ------------------------------------------------------- */

static __always_inline u64 x86_rdmsr(u32 msr)
{
	u32 lo, hi;

	__asm__ volatile("rdmsr" : "=a"(lo), "=d"(hi) : "c"(msr));
	return (u64)hi << 32 | lo;
}

static __always_inline void x86_wrmsr(u32 msr, u64 value)
{
	__asm__ volatile("wrmsr" : : "c"(msr), "a"((u32)value), "d"((u32)(value >> 32)) : "memory");
}

static __always_inline void x86_cpuid(u32 leaf, u32 sub, u32 regs[4])
{
	__asm__ volatile("cpuid"
			 : "=a"(regs[0]), "=b"(regs[1]), "=c"(regs[2]), "=d"(regs[3])
			 : "a"(leaf), "c"(sub));
}

#define X86_CONTROL_REGISTER(name)						\
static __always_inline unsigned long x86_read_##name(void)			\
{										\
	unsigned long value;							\
										\
	__asm__ volatile("mov %%" #name ", %0" : "=r"(value) : : "memory");	\
	return value;								\
}										\
static __always_inline void x86_write_##name(unsigned long value)		\
{										\
	__asm__ volatile("mov %0, %%" #name : : "r"(value) : "memory");		\
}
X86_CONTROL_REGISTER(cr0)
X86_CONTROL_REGISTER(cr2)
X86_CONTROL_REGISTER(cr3)
X86_CONTROL_REGISTER(cr4)
#undef X86_CONTROL_REGISTER

/* ---- the image (link.ld) --------------------------------------------------- */

extern char x86_image_start[], x86_text_end[], x86_rodata_end[], x86_image_end[];
extern char x86_boot_guard[], x86_boot_stack[], x86_boot_stack_top[];

/** boot_payload() - what the program linked with the core runs on the booted machine; its
 * value is the exit status (tools/boot/, tests/) */
int boot_payload(void *unused) __weak;

/* ---- boot: setup.c, pvh.c, multiboot2.c ---------------------------------- */

#define X86_MAX_MEM	128	/* ranges of the memory map, reserved ones included */

/**
 * struct x86_boot - what the loader said
 * @mem: @nr_mem: its memory map and what we reserve; @mem_lost: ranges that did not fit
 * @rsdp: physical address of the ACPI root, or 0
 * @cmdline: kernel parameters
 * @archive: @archive_size: physical range of the first module, or 0
 */
struct x86_boot {
	struct boot_mem mem[X86_MAX_MEM];
	unsigned int nr_mem, mem_lost;
	phys_addr_t rsdp;
	char cmdline[4096];
	phys_addr_t archive;
	size_t archive_size;
};
extern struct x86_boot x86_boot;

/** x86_boot_add() - one range of the memory map */
void x86_boot_add(phys_addr_t base, phys_addr_t size, enum boot_mem_type type);
/** x86_pvh_read() - fill x86_boot from the hvm_start_info at @phys; false: there is none */
bool x86_pvh_read(phys_addr_t phys);
/** x86_multiboot2_read() - the same from a multiboot2 information structure */
bool x86_multiboot2_read(phys_addr_t phys);

/** x86_boot_alloc() - @size bytes of zeroed RAM for ever, page-aligned, below 4 GiB; before
 * kernel_main(). Stops the machine with a line when there is none. */
void *x86_boot_alloc(size_t size);

/** x86_say() - a line on the console before there is printk(); %s %u %x (unsigned long) */
void x86_say(const char *fmt, ...);
/** x86_stop() - the same, then the machine ends as failed */
void x86_stop(const char *fmt, ...) __noreturn;

/** x86_machine_read() - CPUs, nodes and distances from ACPI into @info; machine.c */
void x86_machine_read(struct boot_info *info);

/* ---- CPUs: cpu.c ------------------------------------------------------------ */

/**
 * struct x86_cpu - one CPU
 * @apic_id: its local APIC
 */
struct x86_cpu {
	u32 apic_id;
};
extern struct x86_cpu x86_cpus[CONFIG_NR_CPUS];

/** x86_cpus_init() - tables and stacks of @nr CPUs; boot CPU, before kernel_main() */
void x86_cpus_init(unsigned int nr);
/** x86_cpu_init() - this CPU is @cpu: descriptor tables, %gs, control registers, PAT */
void x86_cpu_init(unsigned int cpu);
/** x86_ap_stack() - top of the stack that @cpu starts on and idles on */
void *x86_ap_stack(unsigned int cpu);
/** x86_set_kernel_stack() - the stack on which this CPU takes interrupts from user privilege */
void x86_set_kernel_stack(unsigned long sp);
/** x86_stack_of() - bounds of the stack that @sp lies in; false: none of ours */
bool x86_stack_of(unsigned long sp, unsigned long *lo, unsigned long *hi);

/* ---- traps: entry.S, traps.c ------------------------------------------------ */

/** x86_traps_init() - fill the interrupt table; x86_traps_load() - this CPU uses it */
void x86_traps_init(void);
void x86_traps_load(void);
/** x86_trap() - entry.S: an exception or interrupt came; runs on the stack it interrupted,
 * NMI and double fault on their own */
void x86_trap(struct x86_regs *regs);
/** x86_set_step_hook() - called in every #DB; sets or clears the trap flag in regs->flags */
void x86_set_step_hook(void (*fn)(struct x86_regs *regs));
/** x86_set_nmi_hook() - called in every NMI, between nmi_enter() and nmi_exit() */
void x86_set_nmi_hook(void (*fn)(struct x86_regs *regs));
/** x86_set_test_irq_hook() - called on vector X86_VEC_TEST, between irq_enter() and irq_exit() */
void x86_set_test_irq_hook(void (*fn)(void));
/** x86_set_trap_hook() - called for an exception before it is fatal; true: go on at regs */
void x86_set_trap_hook(bool (*fn)(struct x86_regs *regs));

/* ---- mappings: mmu.c ---------------------------------------------------------- */

/** x86_mmu_init() - the image by its sections, the fixed mappings; boot CPU, early tables */
void x86_mmu_init(void);
/** x86_map_fixed() - one page in [CPU_AREA_START, -1) before kernel_main() */
void x86_map_fixed(unsigned long addr, phys_addr_t phys, pgprot_t prot);
/* What CR3 of a CPU that starts must hold: physical address of the top table, below 4 GiB. */
extern unsigned long x86_boot_pgd_phys;

/* ---- clock.c, apic.c, smp.c, tlb.c: time, interrupts, CPUs, translations ------- */

/** x86_clock_init() - measure the clock by the APIC's timer, leave the APIC ready; boot CPU */
void x86_clock_init(void);
void x86_apic_init(void);
void x86_apic_eoi(void);
void x86_timer_interrupt(void);
void x86_ipi_interrupt(void);
void x86_tlb_interrupt(void);
/** x86_tlb_join() - this CPU is sent flush requests from now on; x86_tlb_leave() - no longer.
 * Interrupts off. */
void x86_tlb_join(unsigned int cpu);
void x86_tlb_leave(unsigned int cpu);
void x86_self_ipi(unsigned int vector);
void x86_send_nmi(unsigned int cpu);
void x86_stop_other_cpus(void);
/** x86_nmi_stop() - in an NMI: does not return if the machine is being stopped */
void x86_nmi_stop(void);

#endif /* __ASSEMBLER__ */
#endif
