// SPDX-License-Identifier: MIT
/*
 * os_fault.c - SIGSEGV is the page fault, SIGURG the interrupt
 *
 * The fault handler runs on a signal stack and asks the core what to do. A
 * missing translation is refilled at once. Anything else must not run in the
 * handler: it may print, look up symbols, be repaired by code that sleeps. So
 * the handler copies the interrupted context (registers, vector state, signal
 * mask) to the interrupted stack, below the red zone, and returns into
 * fault_continue() there. When that has an answer it gives the copy, edited,
 * to the kernel's sigreturn, which restores everything.
 *
 * Handlers that were installed before ours get the faults that are not ours.
 */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "os.h"
#include "os_signal.h"

static struct sigaction previous_segv, previous_bus;

#define RED_ZONE       128ul
#define FP_MAGIC1      0x46505853u /* the frame has extended state */
#define FP_SW_OFFSET   464	   /* of struct _fpx_sw_bytes in the 512-byte area */
#define FP_LEGACY_SIZE 512ul

#define ERROR_WRITE 2 /* page-fault error code, x86-64 */
#define ERROR_FETCH 16

/* What lies on the interrupted stack while fault_continue() runs. */
struct fault_frame {
	struct os_fault fault;
	ucontext_t context;
};

/* memcpy() is intercepted by sanitizers, and the stack below sp may be poisoned. */
static OS_UNINSTRUMENTED void copy_bytes(void *to, const void *from, unsigned long n)
{
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
}

static OS_UNINSTRUMENTED unsigned long vector_state_size(const void *state)
{
	uint32_t sw[2];

	copy_bytes(sw, (const char *)state + FP_SW_OFFSET, sizeof(sw));
	return sw[0] == FP_MAGIC1 ? sw[1] : FP_LEGACY_SIZE;
}

/* Restore the context in @frame: the kernel reads it at the stack pointer. */
static OS_UNINSTRUMENTED void __attribute__((noreturn)) resume(struct fault_frame *frame)
{
	__asm__ volatile("movq %0, %%rsp\n\t"
			 "movl %1, %%eax\n\t"
			 "syscall\n\t"
			 "ud2"
			 :
			 : "r"(&frame->context), "i"(SYS_rt_sigreturn)
			 : "memory");
	__builtin_unreachable();
}

/* Entered by "return" from the handler, on the interrupted stack. */
static OS_UNINSTRUMENTED void __attribute__((noreturn, used))
fault_continue(struct fault_frame *frame)
{
	unsigned long ip = host_fault_call(&frame->fault);

	if (ip)
		frame->context.uc_mcontext.gregs[REG_RIP] = (long long)ip;
	resume(frame);
}

static OS_UNINSTRUMENTED void continue_on_stack(ucontext_t *uc, const struct os_fault *fault)
{
	greg_t *regs = uc->uc_mcontext.gregs;
	void *state = uc->uc_mcontext.fpregs;
	unsigned long state_size = state ? vector_state_size(state) : 0;
	unsigned long sp = fault->sp - RED_ZONE;
	struct fault_frame *frame;
	void *state_copy;

	sp = (sp - state_size) & ~63ul;
	state_copy = (void *)sp;
	sp = (sp - sizeof(*frame)) & ~63ul;
	frame = (struct fault_frame *)sp;

	copy_bytes(state_copy, state, state_size);
	copy_bytes(&frame->context, uc, sizeof(*uc));
	copy_bytes(&frame->fault, fault, sizeof(*fault));
	frame->context.uc_mcontext.fpregs = state ? state_copy : NULL;

	/* As if called: a return address (none) at the stack pointer. */
	sp -= 8;
	*(volatile unsigned long *)sp = 0;
	regs[REG_RSP] = (greg_t)sp;
	regs[REG_RIP] = (greg_t)fault_continue;
	regs[REG_RDI] = (greg_t)frame;
	regs[REG_EFL] &= ~0x400ll; /* direction flag: the ABI wants it clear */
}

static _Bool is_canonical(unsigned long addr)
{
	return (long)(addr << 16) >> 16 == (long)addr;
}

/* The processor does not say which address was no address; a register may. */
static unsigned long guess_address(const greg_t *regs)
{
	static const int candidates[] = { REG_RDI, REG_RSI, REG_RAX, REG_RBX, REG_RCX, REG_RDX,
					  REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13,
					  REG_R14, REG_R15, REG_RBP, REG_RSP };

	for (unsigned int i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++)
		if (!is_canonical((unsigned long)regs[candidates[i]]))
			return (unsigned long)regs[candidates[i]];
	return 0;
}

static void chain(const struct sigaction *previous, int sig, siginfo_t *info, void *context)
{
	struct sigaction fatal = { .sa_handler = SIG_DFL };

	if (previous->sa_flags & SA_SIGINFO) {
		previous->sa_sigaction(sig, info, context);
	} else if (previous->sa_handler == SIG_DFL || previous->sa_handler == SIG_IGN) {
		/* Run the instruction again, to die of it as it would have. */
		sigaction(sig, &fatal, NULL);
	} else {
		previous->sa_handler(sig);
	}
}

/*
 * TSan calls handlers with all signals blocked: a fault in there, on the stack
 * that was interrupted, would be the end of the process.
 */
static void let_faults_through(void)
{
#ifdef __SANITIZE_THREAD__
	sigset_t faults;

	sigemptyset(&faults);
	sigaddset(&faults, SIGSEGV);
	sigaddset(&faults, SIGBUS);
	pthread_sigmask(SIG_UNBLOCK, &faults, NULL);
#endif
}

static void on_fault(int sig, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;
	greg_t *regs = uc->uc_mcontext.gregs;
	int saved_errno = errno;
	unsigned long ip;
	struct os_fault fault = {
		.addr = (unsigned long)info->si_addr,
		.ip = (unsigned long)regs[REG_RIP],
		.sp = (unsigned long)regs[REG_RSP],
		.fp = (unsigned long)regs[REG_RBP],
		.write = regs[REG_ERR] & ERROR_WRITE,
		.exec = regs[REG_ERR] & ERROR_FETCH,
		.bus = sig == SIGBUS,
		.general = info->si_code == SI_KERNEL,
	};

	let_faults_through();
	if (fault.general)
		fault.addr = guess_address(regs);
	switch (host_fault(&fault)) {
	case OS_FAULT_RETRY:
		break;
	case OS_FAULT_CALL:
		continue_on_stack(uc, &fault);
		break;
	case OS_FAULT_REPORT:
		ip = host_fault_call(&fault);
		if (ip)
			regs[REG_RIP] = (greg_t)ip;
		break;
	case OS_FAULT_CHAIN:
		chain(sig == SIGBUS ? &previous_bus : &previous_segv, sig, info, context);
		break;
	}
	errno = saved_errno;
}

#ifdef __SANITIZE_THREAD__
/*
 * And it calls a handler late, wherever the thread comes by its runtime next, on
 * a stack whose pages the machine may have unmapped. So the signal is hidden
 * from it: it only leaves a mark, and interrupts are taken where the core
 * polls for them, at each local_irq_enable(), in each spin, at each atomic.
 */
struct kernel_sigaction {
	void (*handler)(int sig);
	unsigned long flags;
	void (*restorer)(void);
	unsigned long mask;
};
#define SA_RESTORER 0x04000000

/* rt_sigreturn, system call 15: where the kernel returns to from a handler. */
void os_signal_return(void);
__asm__(".text\nos_signal_return:\n\tmovl $15, %eax\n\tsyscall\n");

static OS_UNINSTRUMENTED void poll_later(int sig)
{
	host_interrupt_later();
}

static int install_interrupt(void)
{
	struct kernel_sigaction action = {
		.handler = poll_later,
		.flags = SA_RESTART | SA_ONSTACK | SA_RESTORER,
		.restorer = os_signal_return,
	};

	return syscall(SYS_rt_sigaction, OS_SIGNAL_INTERRUPT, &action, NULL, sizeof(action.mask));
}
#else
static void on_interrupt(int sig, siginfo_t *info, void *context)
{
	int saved_errno = errno;

	host_interrupt();
	errno = saved_errno;
}

static int install_interrupt(void)
{
	struct sigaction interrupt = { .sa_sigaction = on_interrupt,
				       .sa_flags = SA_SIGINFO | SA_RESTART };

	return sigaction(OS_SIGNAL_INTERRUPT, &interrupt, NULL);
}
#endif

int os_faults_install(_Bool interrupts)
{
	struct sigaction fault = { .sa_sigaction = on_fault,
				   .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };

	sigaddset(&fault.sa_mask, OS_SIGNAL_INTERRUPT);
	if (sigaction(SIGSEGV, &fault, &previous_segv) || sigaction(SIGBUS, &fault, &previous_bus))
		return -errno;
	if (interrupts && install_interrupt())
		return -errno;
	return 0;
}
