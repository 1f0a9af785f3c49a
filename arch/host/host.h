/* SPDX-License-Identifier: MIT */
/*
 * host.h - what the core side of the hosted port shares among its files
 *
 * machine.c parses the machine line; main.c makes the machine and hands it to
 * kernel_main(); mmu.c walks page tables and drives the host's mappings;
 * fault.c decides what a fault is; cpu.c starts CPUs and runs interrupts;
 * idle.c waits; replay.c is the one-thread machine; context.c switches stacks;
 * library.c makes threads of a program CPUs.
 */
#ifndef ARCH_HOST_HOST_H
#define ARCH_HOST_HOST_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/string.h>
#include <quarry/port.h>

#include "os/os.h"

#define HOST_MAX_MEM	256	/* ranges on the machine line */
#define HOST_NEVER	(~0ull)

/**
 * struct host_machine - the machine line, parsed
 * @mem: @cpus: @distance: what boot_info points at
 * @replay: @seed: `sched=replay seed=N`
 * @alias: `alias=on`: library mode with the RAM file
 * @ram_end: one past the highest RAM byte, page-aligned
 */
struct host_machine {
	struct boot_info info;
	struct boot_mem mem[HOST_MAX_MEM];
	struct boot_cpu cpus[CONFIG_NR_CPUS];
	u8 distance[CONFIG_MAX_NUMNODES * CONFIG_MAX_NUMNODES];
	bool replay, alias;
	u64 seed;
	phys_addr_t ram_end;
};
extern struct host_machine host_machine;

/** host_machine_parse() - fill host_machine from @cmdline; a wrong part is
 * explained on standard error. Return: 0 or -EINVAL. */
int host_machine_parse(const char *cmdline);

/**
 * struct host_cpu - one CPU of the machine
 * @pending: HOST_IRQ_* bits; the futex that an idle CPU sleeps on
 * @idle: 1 while it sleeps or is about to: wake the futex instead of kicking
 * @deadline: its one-shot timer, HOST_NEVER when disarmed
 * @tid: host thread, 0 when it does not run
 * @timer: number of the host's timer, or -1
 * @irq_off: replay: host_irq.off while another CPU runs
 * @context: @stack: replay: where it starts
 */
struct host_cpu {
	u32 pending;
	u32 idle;
	u64 deadline;
	int tid;
	int timer;
	unsigned long irq_off;
	struct port_context context;
	void *stack;
	bool started;
} __attribute__((aligned(64)));
extern struct host_cpu host_cpus[CONFIG_NR_CPUS];

#define HOST_NO_CPU	(~0u)

/**
 * struct host_thread - the host thread that runs
 * @cpu: the CPU it is, or HOST_NO_CPU
 * @stack_lo: @stack_hi: the stack it runs on now; equal when not known
 * @refills: translations brought in by this thread's faults
 * @fill_depth: above 0 while it holds the lock of mmu.c
 */
struct host_thread {
	unsigned int cpu;
	unsigned long stack_lo, stack_hi;
	unsigned long refills;
	unsigned int fill_depth;
};
extern __thread struct host_thread host_thread;

static inline struct host_cpu *host_this_cpu(void)
{
	return host_thread.cpu == HOST_NO_CPU ? NULL : &host_cpus[host_thread.cpu];
}

/* libc is not to be interrupted by what may call it again. */
static inline unsigned long host_libc_enter(void)
{
	return arch_local_irq_save();
}

static inline void host_libc_exit(unsigned long flags)
{
	arch_local_irq_restore(flags);
}

/* main.c */
/* What this process is: decided once, by the first start. */
enum host_kind { HOST_NONE, HOST_MACHINE, HOST_LIBRARY };
extern enum host_kind host_kind;

/** host_machine_make() - reserve the address map, make RAM, take the signals.
 * @library: private RAM unless asked otherwise, no interrupts, never re-exec.
 * Return: 0, or -1 and the reason is on standard error. */
int host_machine_make(const char *cmdline, bool library);
void host_say(const char *text);
void host_say_hex(unsigned long value);
void host_say_dec(unsigned long value);

/* mmu.c */
/** host_mmu_init() - map RAM at PAGE_OFFSET; @private: no aliases */
int host_mmu_init(bool private);
/** host_mmu_refill() - a fault at @addr: bring the translation in. False: the
 * page tables have none that allows this access. */
bool host_mmu_refill(unsigned long addr, bool write, bool exec);
/** host_mmu_present() - the page tables map @addr, whatever is allowed */
bool host_mmu_present(unsigned long addr);
/** host_mmu_writable() - @addr may be written, by the tables or as untouched RAM */
bool host_mmu_writable(unsigned long addr);
/** host_addr_is_ours() - @addr lies in a range that the machine reserved */
bool host_addr_is_ours(unsigned long addr);

/* fault.c, backtrace.c */
void host_stack_adopt(void);

/* cpu.c */
/** host_cpu_attach() - the calling thread is @cpu from now on */
void host_cpu_attach(unsigned int cpu);
void host_cpu_detach(void);
void host_cpu_timer_expire(struct host_cpu *cpu, u64 now);

/* idle.c */
u64 host_boot_ns(void);

/* replay.c */
int host_replay_start_cpu(unsigned int cpu);
u64 host_replay_clock(void);
void host_replay_idle(u64 until_ns);
bool host_replay_random(void *buf, size_t len);

#endif
