// SPDX-License-Identifier: MIT
/*
 * backtrace.c - return addresses by following frame pointers
 *
 * The core and modules are compiled with frame pointers: at (fp) the caller's
 * fp, above it the return address. Frames of libc need not have them, so each
 * one must lie on the current stack, above the one before it; the first that
 * does not ends the trace. Nothing outside the stack is read.
 */
#include "host.h"

static __attribute__((no_sanitize("address", "thread"))) bool next_frame(unsigned long *fp,
									 unsigned long *pc)
{
	unsigned long lo = host_thread.stack_lo, hi = host_thread.stack_hi;
	const unsigned long *frame = (const unsigned long *)*fp;

	if (*fp < lo || *fp >= hi - 2 * sizeof(*frame) || *fp % sizeof(*frame))
		return false;
	*pc = frame[1];
	if (*pc < PAGE_SIZE)
		return false;
	/* The outermost frame's link is 0 or garbage: the next look ends there. */
	*fp = frame[0] > *fp ? frame[0] : 0;
	return true;
}

unsigned int port_backtrace(unsigned long fp, unsigned long *pcs, unsigned int max)
{
	unsigned int nr = 0;

	if (!fp)
		fp = (unsigned long)__builtin_frame_address(0);
	if (host_thread.stack_lo == host_thread.stack_hi) {
		unsigned long flags = host_libc_enter();

		host_stack_adopt();
		host_libc_exit(flags);
	}
	while (nr < max && next_frame(&fp, &pcs[nr]))
		nr++;
	return nr;
}
