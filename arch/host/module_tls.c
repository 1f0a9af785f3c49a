// SPDX-License-Identifier: MIT
/*
 * module_tls.c - what modules may name of the core's thread-local variables
 *
 * A module reaches them by their offset from the thread pointer, which is the
 * same in every thread: the program and the library that are there from the
 * start have their variables in the static block.
 */
#include <asm/module.h>
#include <asm/irqflags.h>
#include "host.h"

bool arch_module_tls_symbol(const char *name, unsigned long *offset)
{
	const struct {
		const char *name;
		const void *here;
	} symbols[] = {
		{ "this_cpu_off", &this_cpu_off },
		{ "this_cpu_number", &this_cpu_number },
		{ "host_irq", &host_irq },
	};
	unsigned long thread_pointer;

	/* The x86-64 ABI keeps the thread pointer in the word it points to. */
	__asm__("movq %%fs:0, %0" : "=r"(thread_pointer));
	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		if (strcmp(symbols[i].name, name))
			continue;
		*offset = (unsigned long)symbols[i].here - thread_pointer;
		return true;
	}
	return false;
}
