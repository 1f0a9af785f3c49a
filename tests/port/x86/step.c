// SPDX-License-Identifier: MIT
/*
 * step.c - the trap flag makes every instruction end in a debug trap
 *
 * The handler of the trap raises the interrupt or the NMI through the local
 * APIC, to its own CPU. An NMI is taken at once, on top of the handler: the
 * stepped function lies between two instructions then, as it would if the NMI
 * had come by itself. An interrupt is taken when the trap returns, before the
 * next instruction, or where interrupts are off, when they come on. Both kinds
 * of handlers run unstepped: taking an interrupt clears the flag, returning
 * from it sets it again.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/smp.h>
#include <asm/processor.h>
#include "../../../arch/x86/x86.h"
#include "step.h"

#define FLAGS_TF (1ul << 8)
#define PATIENCE 10000000u /* turns of waiting for an NMI that we sent ourselves */

static struct step *now;

static void raise_nmi(struct step *step)
{
	unsigned long before = READ_ONCE(step->nmis);
	unsigned int turns = PATIENCE;

	x86_send_nmi(raw_smp_processor_id());
	while (READ_ONCE(step->nmis) == before && --turns)
		cpu_relax();
}

static void raise_irq(struct step *step)
{
	x86_self_ipi(X86_VEC_TEST);
	step->want_irq = false;
	step->irq_waits = true;
}

static void take_step(struct x86_regs *regs)
{
	struct step *step = now;

	if (!step) {
		regs->flags &= ~FLAGS_TF;
		return;
	}
	step->steps++;
	if (step->only && step->steps != step->only)
		return;
	if (step->with & STEP_NMI)
		raise_nmi(step);
	if ((step->with & STEP_IRQ) || step->want_irq)
		raise_irq(step);
	if (step->irq_waits && !arch_irqs_disabled_flags(regs->flags)) {
		step->irq_waits = false;
		step->irqs_due++;
	}
}

static void take_nmi(struct x86_regs *regs)
{
	struct step *step = now;

	if (!step)
		return;
	WRITE_ONCE(step->nmis, step->nmis + 1);
	step->on_nmi();
}

static void take_irq(void)
{
	struct step *step = now;

	if (!step)
		return;
	step->irqs++;
	step->on_irq();
}

/* The trap comes after the instruction that follows the one that sets the flag. */
static __always_inline void set_trap_flag(void)
{
	__asm__ volatile("pushfq; orq %0, (%%rsp); popfq" : : "i"(FLAGS_TF) : "memory", "cc");
}

static __always_inline void clear_trap_flag(void)
{
	__asm__ volatile("pushfq; andq %0, (%%rsp); popfq" : : "i"(~FLAGS_TF) : "memory", "cc");
}

void step_through(struct step *step, void (*fn)(void *arg), void *arg)
{
	step->steps = step->irqs = step->irqs_due = step->nmis = 0;
	WRITE_ONCE(now, step);
	x86_set_step_hook(take_step);
	x86_set_nmi_hook(take_nmi);
	x86_set_test_irq_hook(take_irq);
	set_trap_flag();
	fn(arg);
	clear_trap_flag();
	x86_set_test_irq_hook(NULL);
	x86_set_nmi_hook(NULL);
	x86_set_step_hook(NULL);
	WRITE_ONCE(now, NULL);
}
