// SPDX-License-Identifier: MIT
/*
 * traps.c - what an exception or interrupt means
 *
 * Page faults go to the core (handle_fault()), which repairs, resumes or
 * reports them. A double fault means that the CPU could not even push a frame:
 * a kernel stack has run into its guard page; CR2 says where. Interrupts go to
 * the timer, the other CPUs' requests, or the TLB. Any other exception prints
 * the registers and ends the machine.
 *
 * Tests may look at debug traps, NMIs and any exception first, by hooks.
 */
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/kernel.h>
#include <linux/percpu-defs.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <quarry/verdict.h>
#include <asm/io.h>
#include "x86.h"

#define PIC1 0x20
#define PIC2 0xa0

#define PF_PRESENT (1u << 0)
#define PF_WRITE   (1u << 1)
#define PF_USER	   (1u << 2)
#define PF_EXEC	   (1u << 4)

/* One gate (Intel SDM vol. 3, 6.14.1). */
struct gate {
	u16 offset_low, selector;
	u8 ist, type;
	u16 offset_middle;
	u32 offset_high, reserved;
};

extern char x86_stubs[];
static struct gate idt[256] __aligned(16);

static void (*step_hook)(struct x86_regs *regs);
static void (*nmi_hook)(struct x86_regs *regs);
static void (*test_irq_hook)(void);
static bool (*trap_hook)(struct x86_regs *regs);

static const char *const names[32] = {
	"divide error",
	"debug",
	"NMI",
	"breakpoint",
	"overflow",
	"bound range exceeded",
	"invalid opcode",
	"device not available",
	"double fault",
	"coprocessor segment overrun",
	"invalid TSS",
	"segment not present",
	"stack segment fault",
	"general protection fault",
	"page fault",
	"reserved",
	"x87 floating-point exception",
	"alignment check",
	"machine check",
	"SIMD floating-point exception",
	"virtualization exception",
	"control protection exception",
};

/*
 * The two 8259s would interrupt on vectors that are exceptions: give them 0x20
 * up (their initialisation words are in the 8259A data sheet) and mask all.
 */
static void silence_pic(void)
{
	outb(0x11, PIC1);
	outb(0x11, PIC2);
	outb(0x20, PIC1 + 1);
	outb(0x28, PIC2 + 1);
	outb(0x04, PIC1 + 1);
	outb(0x02, PIC2 + 1);
	outb(0x01, PIC1 + 1);
	outb(0x01, PIC2 + 1);
	outb(0xff, PIC1 + 1);
	outb(0xff, PIC2 + 1);
}

static u8 ist_of(unsigned int vector)
{
	switch (vector) {
	case X86_VEC_DF:
		return 1;
	case X86_VEC_NMI:
		return 2;
	case X86_VEC_DB:
		return 3;
	default:
		return 0;
	}
}

void x86_traps_init(void)
{
	unsigned int i;

	silence_pic();

	for (i = 0; i < ARRAY_SIZE(idt); i++) {
		unsigned long stub = (unsigned long)x86_stubs + 16 * i;

		idt[i] = (struct gate){
			.offset_low = stub,
			.selector = X86_KERNEL_CS,
			.ist = ist_of(i),
			.type = 0x8e, /* present, interrupt gate: IF is cleared */
			.offset_middle = stub >> 16,
			.offset_high = stub >> 32,
		};
	}
}

void x86_traps_load(void)
{
	struct {
		u16 limit;
		u64 base;
	} __packed idtr = { sizeof(idt) - 1, (unsigned long)idt };

	__asm__ volatile("lidt %0" : : "m"(idtr));
}

/* ---- hooks -------------------------------------------------------------------- */

void x86_set_step_hook(void (*fn)(struct x86_regs *regs))
{
	WRITE_ONCE(step_hook, fn);
}

void x86_set_nmi_hook(void (*fn)(struct x86_regs *regs))
{
	WRITE_ONCE(nmi_hook, fn);
}

void x86_set_test_irq_hook(void (*fn)(void))
{
	WRITE_ONCE(test_irq_hook, fn);
}

void x86_set_trap_hook(bool (*fn)(struct x86_regs *regs))
{
	WRITE_ONCE(trap_hook, fn);
}

/* ---- registers ------------------------------------------------------------------ */

static void show_regs(const struct x86_regs *regs)
{
	pr_alert("RIP: %pS  RFLAGS: %016llx  CPU: %d\n", (void *)regs->ip, regs->flags,
		 raw_smp_processor_id());
	pr_alert("RAX: %016llx RBX: %016llx RCX: %016llx RDX: %016llx\n", regs->rax, regs->rbx,
		 regs->rcx, regs->rdx);
	pr_alert("RSI: %016llx RDI: %016llx RBP: %016llx RSP: %016llx\n", regs->rsi, regs->rdi,
		 regs->rbp, regs->sp);
	pr_alert("R8:  %016llx R9:  %016llx R10: %016llx R11: %016llx\n", regs->r8, regs->r9,
		 regs->r10, regs->r11);
	pr_alert("R12: %016llx R13: %016llx R14: %016llx R15: %016llx\n", regs->r12, regs->r13,
		 regs->r14, regs->r15);
	pr_alert("CR2: %016lx CR3: %016lx CR4: %016lx\n", x86_read_cr2(), x86_read_cr3(),
		 x86_read_cr4());
}

void port_show_regs(const struct fault *fault)
{
	if (fault->regs)
		show_regs(fault->regs);
}

/* ---- faults --------------------------------------------------------------------- */

static enum fault_access access_of(u64 error)
{
	if (error & PF_EXEC)
		return FAULT_EXEC;
	return error & PF_WRITE ? FAULT_WRITE : FAULT_READ;
}

static void fault(struct x86_regs *regs, unsigned long addr, bool stack_guard)
{
	struct fault fault = {
		.addr = addr,
		.ip = regs->ip,
		.sp = regs->sp,
		.fp = regs->rbp,
		.access = stack_guard ? FAULT_WRITE : access_of(regs->error),
		.present = !stack_guard && (regs->error & PF_PRESENT),
		.on_stack_guard = stack_guard,
		.regs = regs,
	};

	if (handle_fault(&fault) == FAULT_RESUME)
		regs->ip = fault.resume_ip;
}

/* An address that is not canonical does not even reach the tables. */
static void refused(struct x86_regs *regs)
{
	struct fault fault = {
		.ip = regs->ip,
		.sp = regs->sp,
		.fp = regs->rbp,
		.no_addr = true,
		.regs = regs,
	};

	if (handle_fault(&fault) == FAULT_RESUME)
		regs->ip = fault.resume_ip;
}

static void fatal(struct x86_regs *regs, const char *name)
{
	console_verbose();
	verdict_count(bugs);
	pr_alert("BUG: %s (vector %llu, error code %#llx)\n", name, regs->vector, regs->error);
	show_regs(regs);
	dump_stack();
	port_shutdown(PORT_EXIT_FAILED);
}

/* Is @addr in the page below a stack: a CPU's own, or the current task's? */
static bool is_stack_guard(unsigned long addr)
{
	unsigned long above = addr + PAGE_SIZE, lo, hi;

	if (x86_stack_of(above, &lo, &hi))
		return addr < lo;
	return above - (unsigned long)current->context.stack < PAGE_SIZE;
}

static bool is_on_stack(unsigned long sp)
{
	unsigned long lo, hi;

	return x86_stack_of(sp - 1, &lo, &hi) ||
	       sp - 1 - (unsigned long)current->context.stack < THREAD_SIZE;
}

static void lost_stack(struct x86_regs *regs)
{
	struct fault fault = {
		.addr = regs->sp,
		.ip = regs->ip,
		.sp = regs->sp,
		.fp = regs->rbp,
		.access = FAULT_WRITE,
		.stack_lost = true,
		.regs = regs,
	};

	handle_fault(&fault);
}

/* A push that cannot be made; CR2 says where it would have gone. */
static void double_fault(struct x86_regs *regs)
{
	unsigned long addr = x86_read_cr2();

	if (is_stack_guard(addr))
		fault(regs, addr, true);
	if (!is_on_stack(regs->sp))
		lost_stack(regs);
	fatal(regs, "double fault");
}

static void nmi(struct x86_regs *regs)
{
	void (*hook)(struct x86_regs *) = READ_ONCE(nmi_hook);

	nmi_enter();
	x86_nmi_stop();
	if (hook)
		hook(regs);
	nmi_exit();
}

static void exception(struct x86_regs *regs)
{
	void (*step)(struct x86_regs *) = READ_ONCE(step_hook);
	bool (*hook)(struct x86_regs *) = READ_ONCE(trap_hook);

	if (hook && regs->vector != X86_VEC_NMI && hook(regs))
		return;
	switch (regs->vector) {
	case X86_VEC_PF:
		fault(regs, x86_read_cr2(), false);
		return;
	case X86_VEC_DF:
		double_fault(regs);
		return;
	case X86_VEC_SS:
	case X86_VEC_GP:
		if (!regs->error) {
			refused(regs);
			return;
		}
		break;
	case X86_VEC_NMI:
		nmi(regs);
		return;
	case X86_VEC_DB:
		if (step) {
			step(regs);
			return;
		}
		break;
	}
	fatal(regs, names[regs->vector] ?: "reserved exception");
}

static void test_irq(void)
{
	void (*hook)(void) = READ_ONCE(test_irq_hook);

	x86_apic_eoi();
	irq_enter();
	if (hook)
		hook();
	irq_exit();
}

void x86_trap(struct x86_regs *regs)
{
	switch (regs->vector) {
	case X86_VEC_TIMER:
		x86_timer_interrupt();
		return;
	case X86_VEC_IPI:
		x86_ipi_interrupt();
		return;
	case X86_VEC_TLB:
		x86_tlb_interrupt();
		return;
	case X86_VEC_TEST:
		test_irq();
		return;
	case X86_VEC_SPURIOUS:
		return;
	}
	if (regs->vector < 32)
		exception(regs);
	else
		pr_warn_once("x86: an interrupt on vector %llu that nobody asked for\n",
			     regs->vector);
}
