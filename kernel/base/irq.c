// SPDX-License-Identifier: MIT
/*
 * irq.c - entering and leaving an interrupt
 *
 * A CPU in an interrupt uses the table of dead slab arrays (always empty,
 * always full), so that it never finds an array half changed by the task it
 * interrupted; the outermost exit points it back at the task's table.
 *
 * An NMI may come between the count and the switch, in both directions, and
 * leaves what the count says: the dead table if it found an interrupt counted,
 * else the task's. So the count always changes first. On entry the NMI then
 * leaves the dead table, which is what comes next; on exit the task's, which
 * comes next too. The other way round it would leave the task's table to an
 * interrupt, or the dead one to a task.
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
	barrier();
	this_cpu_write(slab_arrays, slab_dead_arrays);
	barrier();
}

static void leave(int offset)
{
	barrier();
	preempt_count_sub(offset);
	barrier();
	if (!(preempt_count() & (HARDIRQ_MASK | NMI_MASK)))
		this_cpu_write(slab_arrays, this_cpu_read(slab_task_arrays));
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
