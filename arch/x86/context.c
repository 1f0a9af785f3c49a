// SPDX-License-Identifier: MIT
/*
 * context.c - suspended contexts, and the frames on their stacks
 *
 * A suspended context is its stack pointer; entry.S keeps the registers that
 * a call preserves on its stack. Kernel code uses no floating point, so there
 * is no more. The core is compiled with frame pointers: at (fp) the caller's
 * fp, above it the return address; new contexts begin with fp 0.
 */
#include <linux/sched.h>
#include "x86.h"

void x86_context_swap(void **from_sp, void *to_sp);
void x86_context_begin(void);

/* What x86_context_swap() pops, in memory order. */
struct switch_frame {
	unsigned long r15, r14, r13, r12, rbx, rbp, ip;
};

void port_context_init(struct port_context *ctx, void *stack, size_t size, void (*entry)(void *),
		       void *arg)
{
	unsigned long top = ((unsigned long)stack + size) & ~15ul;
	struct switch_frame *frame = (void *)(top - sizeof(*frame));

	*frame = (struct switch_frame){
		.r12 = (unsigned long)entry,
		.r13 = (unsigned long)arg,
		.ip = (unsigned long)x86_context_begin,
	};
	ctx->sp = frame;
	ctx->stack = stack;
	ctx->stack_size = size;
	ctx->sanitizer = NULL;
}

void port_context_adopt(struct port_context *ctx)
{
	unsigned long lo = 0, hi = 0;

	x86_stack_of((unsigned long)__builtin_frame_address(0), &lo, &hi);
	ctx->sp = NULL;
	ctx->stack = (void *)lo;
	ctx->stack_size = hi - lo;
	ctx->sanitizer = NULL;
}

void port_context_switch(struct port_context *from, struct port_context *to, bool from_dies)
{
	x86_context_swap(&from->sp, to->sp);
}

void port_context_exit(struct port_context *ctx)
{
}

/* ---- frames ---------------------------------------------------------------------- */

/* The stack that @fp lies on: a CPU's own, or the current task's. */
static bool stack_bounds(unsigned long fp, unsigned long *lo, unsigned long *hi)
{
	const struct port_context *ctx = &current->context;

	if (x86_stack_of(fp, lo, hi))
		return true;
	*lo = (unsigned long)ctx->stack;
	*hi = *lo + ctx->stack_size;
	return fp >= *lo && fp < *hi;
}

unsigned int port_backtrace(unsigned long fp, unsigned long *pcs, unsigned int max)
{
	unsigned long lo, hi;
	unsigned int nr = 0;

	if (!fp)
		fp = (unsigned long)__builtin_frame_address(0);
	if (!stack_bounds(fp, &lo, &hi))
		return 0;
	while (nr < max && fp >= lo && fp <= hi - 2 * sizeof(long) && !(fp % sizeof(long))) {
		const unsigned long *frame = (const unsigned long *)fp;

		if (frame[1] < PAGE_SIZE)
			break;
		pcs[nr++] = frame[1];
		fp = frame[0] > fp ? frame[0] : 0;
	}
	return nr;
}
