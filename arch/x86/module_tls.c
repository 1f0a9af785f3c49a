// SPDX-License-Identifier: MIT
/* module_tls.c - no thread-local variables in a kernel */
#include <asm/module.h>

bool arch_module_tls_symbol(const char *name, unsigned long *offset)
{
	return false;
}
