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
 * @in_irq: @in_nmi: called in each, as interrupt and NMI handlers are
 * @steps: instructions after which one was raised
 * @irqs: @nmis: that were taken
 * @irqs_due: that had to be: one raised while interrupts were off waits until
 *	they are on, and those raised meanwhile are one with it
 */
struct step {
	unsigned int with;
	void (*in_irq)(void);
	void (*in_nmi)(void);
	unsigned long steps;
	unsigned long irqs, irqs_due, nmis;
};

/** step_through() - call @fn(@arg) and raise what @step wants before every instruction.
 * Context: task; @fn neither sleeps nor waits for other CPUs. One at a time. */
void step_through(struct step *step, void (*fn)(void *arg), void *arg);

#endif
