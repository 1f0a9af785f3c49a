/* SPDX-License-Identifier: MIT */
/*
 * port.h - what a platform provides, and what it may ask of the core
 *
 * A port is a folder under arch/; doc/port-guide.md says how one is made, and
 * arch/template/ is one to begin with. Its inline half is
 * arch/<port>/include/asm/ (page_types.h, page.h, pgtable_types.h, pgtable.h,
 * tlbflush.h, irqflags.h, processor.h, percpu.h, nofault.h, module.h, io.h, and
 * any of include/asm-default/asm/ that it has better). Its linked half is this
 * header: the facts it hands over at boot (struct boot_info), the calls the
 * core makes down into it (port_*), and the upcalls it makes.
 *
 * Facts, not calls, at boot: everything the core must know of the machine is
 * in boot_info, so that any machine can be made up and tested.
 */
#ifndef QUARRY_PORT_H
#define QUARRY_PORT_H

#include <linux/types.h>
#include <linux/compiler.h>

/* ---- facts ---------------------------------------------------------- */

/** enum boot_mem_type - what a physical range is */
enum boot_mem_type {
	BOOT_MEM_RAM,		/* usable */
	BOOT_MEM_RESERVED,	/* in use by the platform, the image, tables */
};

/**
 * struct boot_mem - one physical range
 * @base: first byte, any alignment
 * @size: bytes, any number; 0 is ignored
 * @nid: node, or NUMA_NO_NODE (-1) when the platform does not say
 * @type: RAM or reserved; ranges may overlap, be ragged and unsorted;
 *	reserved wins over RAM
 */
struct boot_mem {
	phys_addr_t base;
	phys_addr_t size;
	int nid;
	enum boot_mem_type type;
};

/**
 * struct boot_cpu - one CPU that can be started
 * @hw_id: the platform's number for it (APIC id, host slot)
 * @nid: its node, or NUMA_NO_NODE
 */
struct boot_cpu {
	u64 hw_id;
	int nid;
};

/**
 * struct boot_info - the machine
 * @mem: @nr_mem ranges
 * @cpus: @nr_cpus CPUs; entry 0 is the one that boots
 * @nr_nodes: nodes named by @mem and @cpus (highest nid + 1); at least 1
 * @distance: @nr_nodes * @nr_nodes SLIT distances, row-major, or NULL
 *	(10 local, 20 remote)
 * @early_limit: physical addresses from here on are not reachable by __va()
 *	before port_activate_pgd(); 0: all are
 * @cmdline: kernel parameters, NUL-terminated
 * @image_start: @image_end: virtual range of the core's text and data, for
 *	reports and symbol look-ups
 * @payload: what to run in the init task once the machine is up, or NULL;
 *	its return value is kernel_main()'s
 */
struct boot_info {
	const struct boot_mem *mem;
	unsigned int nr_mem;
	const struct boot_cpu *cpus;
	unsigned int nr_cpus;
	unsigned int nr_nodes;
	const u8 *distance;
	phys_addr_t early_limit;
	const char *cmdline;
	unsigned long image_start, image_end;
	int (*payload)(void *arg);
	void *payload_arg;
};

/* ---- upcalls: the only five ways from a port into the core ------------ */

/** enum fault_access - what the faulting instruction tried */
enum fault_access { FAULT_READ, FAULT_WRITE, FAULT_EXEC };

/** enum fault_verdict - what the port does after handle_fault() */
enum fault_verdict {
	FAULT_RETRY,	/* repaired: run the instruction again */
	FAULT_RESUME,	/* go on at fault->resume_ip (exception table) */
};

/**
 * struct fault - one page fault
 * @addr: the address touched
 * @ip: @sp: @fp: instruction, stack and frame pointer of the interrupted context
 * @access: read, write or execute
 * @present: a translation was there, but it forbade this access
 * @no_addr: @addr is not known: the CPU refused it before translation, as one that
 *	no table can map (x86-64: not canonical)
 * @on_stack_guard: @addr lies in the guard below a kernel stack: only report
 * @stack_lost: @addr is a stack pointer that points to no stack: only report
 * @resume_ip: set by handle_fault() when it returns FAULT_RESUME
 * @regs: the port's own record of all registers, for port_show_regs(), or NULL
 */
struct fault {
	unsigned long addr, ip, sp, fp;
	enum fault_access access;
	bool present;
	bool no_addr;
	bool on_stack_guard;
	bool stack_lost;
	unsigned long resume_ip;
	const void *regs;
};

/**
 * kernel_main() - boot the core on the CPU that calls; kernel/run/main.c
 * Return: the payload's value, or 0 when there is none (library mode: the
 * caller goes on as the init task on CPU 0).
 */
int kernel_main(const struct boot_info *bi);

/** secondary_main() - a started CPU enters here, irqs off; never returns
 * before the CPU is taken off line (then the port parks or ends it). */
void secondary_main(unsigned int cpu);

/** smp_handle_ipi() - an IPI arrived; called in interrupt context, between
 * irq_enter() and irq_exit() */
void smp_handle_ipi(void);

/** timer_expired() - this CPU's one-shot timer went off; interrupt context */
void timer_expired(void);

/** handle_fault() - no translation for an access, and the port could not
 * refill it from the page tables. Does not return when the fault is fatal:
 * it reports and calls port_shutdown(). */
enum fault_verdict handle_fault(struct fault *fault);

/* ---- calls down ------------------------------------------------------- */

/** port_console_write() - any context, also NMI; never allocates */
void port_console_write(const char *text, size_t len);

/** enum port_exit - how the machine ended; the process's or QEMU's status */
enum port_exit { PORT_EXIT_OK = 0, PORT_EXIT_FAILED = 1, PORT_EXIT_PANIC = 3 };

/** port_shutdown() - end the machine; all CPUs stop; does not return */
void port_shutdown(int status) __noreturn;

/** port_clock_ns() - monotonic nanoseconds since boot; any context */
u64 port_clock_ns(void);

/** port_wall_ns() - nanoseconds since 1970, or 0 if the platform cannot say */
u64 port_wall_ns(void);

/** port_timer_arm() - one-shot timer of this CPU at absolute port_clock_ns()
 * time @when_ns; ~0ull disarms. timer_expired() follows. */
void port_timer_arm(u64 when_ns);

/** port_random() - fill @buf with entropy; false if there is none */
bool port_random(void *buf, size_t len);

/** port_show_regs() - log the registers at a fault that is fatal, as far as the
 * port has them; KERN_ALERT, a dying context */
void port_show_regs(const struct fault *fault);

/** port_boot_archive() - what the loader handed over besides the image: a cpio
 * archive in reserved RAM (tools/boot/), or NULL. @size: its bytes. */
const void *port_boot_archive(size_t *size);

/** port_backtrace() - return addresses of the frames above @fp (0: the
 * caller's); stops at the first frame outside the stack. Any context.
 * Return: number stored, at most @max. */
unsigned int port_backtrace(unsigned long fp, unsigned long *pcs, unsigned int max);

/** port_source_line() - "file.c:123" of a code address, by debug
 * information; false when the platform has none. Task context or a dying one. */
bool port_source_line(unsigned long pc, char *buf, size_t len);

/** port_source_line_hook - what port_source_line() of a port that has no debug
 * information asks, when it is set: by a payload that was handed tables
 * (tools/boot/names.c). Defined by such ports; same contexts. */
extern bool (*port_source_line_hook)(unsigned long pc, char *buf, size_t len);

/** port_start_cpu() - start CPU @cpu of boot_info; it enters secondary_main().
 * Return: 0 or -errno. */
int port_start_cpu(unsigned int cpu);

/** port_send_ipi() - make smp_handle_ipi() run on @cpu soon; any context */
void port_send_ipi(unsigned int cpu);

/** port_idle() - wait for an interrupt. Called with irqs off; returns with
 * irqs off after pending ones have been run. Never misses one that came
 * before the call. @until_ns: return at this port_clock_ns() at the latest. */
void port_idle(u64 until_ns);

/** struct port_context - a suspended context: only its stack pointer; what
 * else must survive is on that stack */
struct port_context { void *sp; void *sanitizer; void *stack; size_t stack_size; };

/** port_context_init() - prepare @ctx to run @entry(@arg) on a fresh stack;
 * @entry never returns */
void port_context_init(struct port_context *ctx, void *stack, size_t size,
		       void (*entry)(void *), void *arg);
/** port_context_adopt() - @ctx describes the running context (boot, CPU threads) */
void port_context_adopt(struct port_context *ctx);
/** port_context_switch() - save into @from, go on in @to; irqs off. @from_dies:
 * never switched to again (sanitizers drop its shadow state). */
void port_context_switch(struct port_context *from, struct port_context *to, bool from_dies);
/** port_context_exit() - release what port_context_init() took of the platform */
void port_context_exit(struct port_context *ctx);

/** port_set_cpu() - from now on this host thread (or hardware CPU) is @cpu:
 * per-CPU base and CPU number. Bare ports call it once a CPU; the hosted
 * replay scheduler calls it at every switch. */
void port_set_cpu(unsigned int cpu);

/** port_activate_pgd() - the kernel's top table is at @pgd from now on */
void port_activate_pgd(void *pgd);

/* Translation changes: see asm/tlbflush.h for flush_cache_vmap(),
 * flush_cache_vunmap(), flush_tlb_kernel_range(), flush_tlb_all(). */

/** port_sync_core() - make written text executable: [start, end) becomes
 * read+execute, instruction caches are synchronised. */
void port_set_text(unsigned long start, unsigned long end);

/** port_module_window() - virtual range near the core for module text and
 * data, inside which relative calls to the core reach; page-aligned */
void port_module_window(unsigned long *start, unsigned long *end);

#endif
