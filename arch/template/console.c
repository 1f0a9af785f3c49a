// SPDX-License-Identifier: MIT
/*
 * console.c - output, and how the machine ends
 *
 * Until there is a device, what is written stays in template_console, where a
 * debugger finds it: `x/s &template_console`. When it is full it begins anew.
 *
 * Locking: none. Writers at the same time mix, none waits.
 */
#include <linux/string.h>
#include <asm/irqflags.h>
#include "template.h"

#define CONSOLE_SIZE (64ul << 10)

extern char template_console[CONSOLE_SIZE];
char template_console[CONSOLE_SIZE];
static unsigned long written;

bool (*port_source_line_hook)(unsigned long pc, char *buf, size_t len);

/**
 * port_console_write() - put @len characters out, in this order
 *
 * Any context: with interrupts off, in an NMI, in a dying machine. Never
 * allocates, takes no lock that its own interruption may hold, and does not
 * wait for ever for a device that does not answer. Lines end in '\n' alone.
 */
void port_console_write(const char *text, size_t len)
{
	unsigned long at = __atomic_fetch_add(&written, len, __ATOMIC_RELAXED);

	for (; len; len--)
		template_console[at++ % CONSOLE_SIZE] = *text++;
}

/**
 * port_shutdown() - end the machine; @status is an enum port_exit or the payload's value
 *
 * Any context. All CPUs stop, also those that have interrupts off; waits for
 * none of them without a bound. Under an emulator, @status should become the
 * emulator's. Does not return.
 */
void port_shutdown(int status)
{
	arch_local_irq_disable();
	for (;;)
		barrier();
}

void template_not_written(const char *function)
{
	port_console_write("port: ", 6);
	port_console_write(function, strlen(function));
	port_console_write(" is not written yet\n", 20);
	port_shutdown(PORT_EXIT_FAILED);
}

/**
 * port_source_line() - "file.c:123" of a code address
 *
 * Task context or a dying one. A kernel has no debug information of its own: it
 * asks the payload, which may have been handed tables (tools/boot/names.c).
 * Return: false when nobody knows.
 */
bool port_source_line(unsigned long pc, char *buf, size_t len)
{
	return port_source_line_hook && port_source_line_hook(pc, buf, len);
}
