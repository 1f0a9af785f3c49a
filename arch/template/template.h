/* SPDX-License-Identifier: MIT */
/*
 * template.h - what the files of this port share
 *
 * To begin a port: copy the folder, replace the name everywhere, and follow
 * doc/port-guide.md. What a function must do stands above it, in words of
 * include/quarry/port.h and with what is not obvious; EDIT in a header marks
 * what a machine decides. A body is the most modest one that is right for a
 * machine with one CPU and no interrupts, or it stops with a line
 *
 *	port: port_activate_pgd() is not written yet
 *
 * setup.c is the entry; console.c output and the end; mmu.c the page tables;
 * fault.c from the CPU's exceptions to handle_fault(); clock.c time and timer;
 * irq.c interrupts and waiting; cpu.c this CPU and the others; context.c stacks;
 * tlb.c translations; module.c relocations.
 */
#ifndef ARCH_TEMPLATE_TEMPLATE_H
#define ARCH_TEMPLATE_TEMPLATE_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <quarry/port.h>

/** template_not_written() - say that @function has no body, end the machine */
void template_not_written(const char *function) __noreturn;

/** boot_payload() - what the program linked with the core runs on the booted machine; its
 * value is the exit status (tools/boot/, tests/) */
int boot_payload(void *unused) __weak;

/** template_start() - setup.c: C begins here, on a stack, in early page tables */
void template_start(void) __noreturn;

/** template_secondary_start() - cpu.c: a started CPU begins here, the same way */
void template_secondary_start(unsigned int cpu) __noreturn;

/* What waits in template_irqs_pending. */
#define TEMPLATE_IRQ_IPI	1u
#define TEMPLATE_IRQ_TIMER	2u

/** template_timer_check() - clock.c: note the timer as pending if its time has come */
void template_timer_check(void);

/* ---- called by the port's assembly, once it has some: fault.c, irq.c -------------- */

void template_page_fault(unsigned long addr, unsigned long ip, unsigned long sp, unsigned long fp,
			 enum fault_access access, bool present, unsigned long *resume_ip);
void template_ipi_interrupt(void);
void template_timer_interrupt(void);
void template_nmi(void);

#endif
