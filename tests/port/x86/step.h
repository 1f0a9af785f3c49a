/* SPDX-License-Identifier: MIT */
/*
 * step.h - an interrupt or an NMI at every instruction of a function
 */
#ifndef TESTS_PORT_X86_STEP_H
#define TESTS_PORT_X86_STEP_H

#include <linux/types.h>

#define STEP_IRQ 1u
#define STEP_NMI 2u

/**
 * struct step - what is to come while a function runs, and what came
 * @with: STEP_IRQ, STEP_NMI or both
 * @only: at this step alone, counted from 1; 0: at every one
 * @on_irq: @on_nmi: called in each, as interrupt and NMI handlers are
 * @want_irq: raise an interrupt also without STEP_IRQ, at the next instruction
 *	and once; for @on_nmi to set
 * @steps: instructions after which one was raised
 * @irqs: @nmis: that were taken
 * @irqs_due: that had to be: one raised while interrupts were off waits until
 *	they are on, and those raised meanwhile are one with it
 * @irq_waits: one does
 */
struct step {
	unsigned int with;
	unsigned long only;
	void (*on_irq)(void);
	void (*on_nmi)(void);
	bool want_irq;
	bool irq_waits;
	unsigned long steps;
	unsigned long irqs, irqs_due, nmis;
};

/** step_through() - call @fn(@arg) and raise what @step wants before every instruction.
 * Context: task; @fn neither sleeps nor waits for other CPUs. One at a time. */
void step_through(struct step *step, void (*fn)(void *arg), void *arg);

#endif
