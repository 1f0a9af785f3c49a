// SPDX-License-Identifier: MIT
/*
 * irq.c - entering and leaving an interrupt
 *
 * A CPU in an interrupt uses the table of dead slab arrays (always empty,
 * always full), so that it never finds an array half changed by the task it
 * interrupted; the outermost exit points it back at the task's table. The
 * count is raised before the switch and lowered after it: whoever is
 * interrupted in between sees a consistent pair again when it goes on,
 * because interrupts nest strictly.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>
#include <quarry/local_guard.h>

DEFINE_PER_CPU(int, preempt_count_);
EXPORT_PER_CPU_SYMBOL(preempt_count_);

static void enter(int offset)
{
	preempt_count_add(offset);
	this_cpu_write(slab_arrays, slab_dead_arrays);
	barrier();
}

static void leave(int offset)
{
	barrier();
	if ((preempt_count() & (HARDIRQ_MASK | NMI_MASK)) == offset)
		this_cpu_write(slab_arrays, this_cpu_read(slab_task_arrays));
	preempt_count_sub(offset);
}

/** irq_enter() - this CPU is in an interrupt from here on */
void irq_enter(void)
{
	enter(HARDIRQ_OFFSET);
}
EXPORT_SYMBOL(irq_enter);

/** irq_exit() - and from here on no longer */
void irq_exit(void)
{
	leave(HARDIRQ_OFFSET);
}
EXPORT_SYMBOL(irq_exit);

/** nmi_enter() - the same for an interrupt that "irqs off" does not hold back */
void nmi_enter(void)
{
	enter(NMI_OFFSET);
}
EXPORT_SYMBOL(nmi_enter);

void nmi_exit(void)
{
	leave(NMI_OFFSET);
}
EXPORT_SYMBOL(nmi_exit);
