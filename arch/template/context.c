// SPDX-License-Identifier: MIT
/*
 * context.c - suspended contexts, and the frames on their stacks
 *
 * A context that does not run is a stack pointer; what a function call must keep
 * (registers, and the return address) lies on that stack. So a switch is a
 * function in assembly: push them, store sp, load the other sp, pop, return.
 * Interrupts are off around it and the flag is not part of the context.
 */
#include "template.h"

/**
 * port_context_init() - prepare @ctx to run @entry(@arg) on a fresh stack
 * @stack: @size: the stack's memory, in vmalloc, with an unmapped page below
 *
 * Task context. The first switch to it enters @entry, which never returns, with
 * interrupts off and a frame pointer of 0, so that backtraces end there.
 */
void port_context_init(struct port_context *ctx, void *stack, size_t size, void (*entry)(void *),
		       void *arg)
{
	template_not_written("port_context_init()");
}

/**
 * port_context_adopt() - @ctx describes the running context
 *
 * Boot CPU's first task, and each CPU's idle task, before the first switch away
 * from it. Its stack's bounds may be noted for port_backtrace().
 */
void port_context_adopt(struct port_context *ctx)
{
	*ctx = (struct port_context){};
}

/**
 * port_context_switch() - save into @from, go on in @to
 * @from_dies: nobody will switch to @from again
 *
 * Interrupts off, this CPU. Returns when somebody switches back to @from.
 */
void port_context_switch(struct port_context *from, struct port_context *to, bool from_dies)
{
	template_not_written("port_context_switch()");
}

/** port_context_exit() - give back what port_context_init() took besides the stack; any task */
void port_context_exit(struct port_context *ctx)
{
}

/**
 * port_backtrace() - return addresses of the frames above @fp (0: the caller's)
 *
 * Any context, also in a fault on a stack that is full. The core is compiled
 * with frame pointers. Never reads outside of the stack that @fp lies on.
 * Return: how many were stored, at most @max. 0: reports have no call trace, and
 * what is leaked is named by its direct caller alone.
 */
unsigned int port_backtrace(unsigned long fp, unsigned long *pcs, unsigned int max)
{
	return 0;
}
