// SPDX-License-Identifier: MIT
/*
 * probe.c - accesses that may trap; see probe.h
 *
 * A CPU makes one at a time, so what is being tried is a variable of the CPU.
 * An access from user mode traps onto a stack of its own, given to the CPU by
 * x86_set_kernel_stack(); it is one for all, so user mode is for one CPU at a
 * time.
 */
#include <linux/irqflags.h>
#include <linux/smp.h>
#include "probe.h"

/**
 * struct attempt - what a CPU tries
 * @access: in kernel mode, at @addr; @user: in user mode
 * @result: where the outcome goes; NULL: nothing is being tried
 */
struct attempt {
	enum probe_access access;
	unsigned long addr;
	bool user;
	struct probe *result;
};

u8 probe_read_insn(unsigned long addr);
void probe_write_insn(unsigned long addr, u8 value);
void probe_exec_insn(unsigned long addr);
void user_enter(unsigned long ip, unsigned long sp, unsigned long arg);
extern char user_leave[];
extern unsigned long user_kernel_sp;

static struct attempt attempts[CONFIG_NR_CPUS];
static u8 trap_stack[8192] __aligned(16);

static bool is_kernel_probe(const struct attempt *attempt, const struct x86_regs *regs)
{
	switch (attempt->access) {
	case PROBE_READ:
		return regs->ip == (unsigned long)probe_read_insn;
	case PROBE_WRITE:
		return regs->ip == (unsigned long)probe_write_insn;
	default:
		/* The target, or the jump when its operand is no address. */
		return regs->ip == attempt->addr || regs->ip == (unsigned long)probe_exec_insn;
	}
}

static void note(struct probe *result, const struct x86_regs *regs)
{
	result->trapped = true;
	result->vector = regs->vector;
	result->error = regs->error;
	result->ip = regs->ip;
	if (regs->vector == X86_VEC_PF)
		result->addr = x86_read_cr2();
}

static void return_from_user(struct x86_regs *regs)
{
	regs->ip = (unsigned long)user_leave;
	regs->sp = user_kernel_sp;
	regs->cs = X86_KERNEL_CS;
	regs->ss = X86_KERNEL_DS;
	regs->flags = 2;
}

static bool trap(struct x86_regs *regs)
{
	struct attempt *attempt = &attempts[raw_smp_processor_id()];

	if (!attempt->result)
		return false;
	if (attempt->user && (regs->cs & 3)) {
		note(attempt->result, regs);
		attempt->result->value = regs->rax;
		return_from_user(regs);
		return true;
	}
	if (attempt->user || !is_kernel_probe(attempt, regs))
		return false;
	note(attempt->result, regs);
	regs->ip = *(u64 *)regs->sp;
	regs->sp += 8;
	return true;
}

int probe_suite_init(struct kunit_suite *suite)
{
	x86_set_trap_hook(trap);
	return 0;
}

void probe_suite_exit(struct kunit_suite *suite)
{
	x86_set_trap_hook(NULL);
}

struct probe probe(enum probe_access access, unsigned long addr)
{
	struct probe result = {};
	struct attempt *attempt;
	unsigned long flags;
	u8 value = 0;

	local_irq_save(flags);
	attempt = &attempts[raw_smp_processor_id()];
	*attempt = (struct attempt){ .access = access, .addr = addr, .result = &result };
	barrier();
	if (access == PROBE_READ)
		value = probe_read_insn(addr);
	else if (access == PROBE_WRITE)
		probe_write_insn(addr, PROBE_BYTE);
	else
		probe_exec_insn(addr);
	barrier();
	attempt->result = NULL;
	local_irq_restore(flags);
	if (!result.trapped)
		result.value = value;
	return result;
}

struct probe_call {
	enum probe_access access;
	unsigned long addr;
	struct probe result;
};

static void probe_here(void *arg)
{
	struct probe_call *call = arg;

	call->result = probe(call->access, call->addr);
}

struct probe probe_cpu(unsigned int cpu, enum probe_access access, unsigned long addr)
{
	struct probe_call call = { .access = access, .addr = addr };

	if (smp_call_function_single(cpu, probe_here, &call, 1))
		call.result.vector = ~0ull;
	return call.result;
}

void probe_expect(struct kunit *test, enum probe_access access, unsigned long addr, u64 error,
		  const char *what)
{
	struct probe got = probe(access, addr);

	KUNIT_EXPECT_TRUE_MSG(test, got.trapped, "%s at %lx went through", what, addr);
	if (!got.trapped)
		return;
	KUNIT_EXPECT_EQ_MSG(test, got.vector, X86_VEC_PF, "%s", what);
	KUNIT_EXPECT_EQ_MSG(test, got.error, error, "%s", what);
	KUNIT_EXPECT_EQ_MSG(test, got.addr, addr, "%s", what);
}

/* ---- user mode ------------------------------------------------------------------- */

unsigned long user_insn_offset(enum user_insn insn)
{
	return insn * 16ul;
}

/* ud2 stands right behind the instruction, which is 1 to 3 bytes long. */
static bool went_through(const struct probe *result, unsigned long insn)
{
	return result->vector == X86_VEC_UD && result->ip > insn && result->ip < insn + 16;
}

struct probe probe_user(unsigned long code, unsigned long stack, enum user_insn insn,
			unsigned long addr)
{
	struct probe result = {};
	struct attempt *attempt;
	unsigned long flags;

	local_irq_save(flags);
	attempt = &attempts[raw_smp_processor_id()];
	*attempt = (struct attempt){ .user = true, .result = &result };
	x86_set_kernel_stack((unsigned long)trap_stack + sizeof(trap_stack));
	barrier();
	user_enter(code + user_insn_offset(insn), stack, addr);
	barrier();
	attempt->result = NULL;
	x86_set_kernel_stack(0);
	local_irq_restore(flags);
	result.trapped = !went_through(&result, code + user_insn_offset(insn));
	return result;
}
