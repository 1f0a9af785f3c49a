/* SPDX-License-Identifier: MIT */
/*
 * extable.h - instructions that may fault, and where to go on if they do
 *
 * A port's asm/nofault.h writes the entries; both fields are distances from
 * the field itself, so that tables need no relocation.
 */
#ifndef _LINUX_EXTABLE_H
#define _LINUX_EXTABLE_H

#include <linux/types.h>
#include <asm/nofault.h>

struct fault;

/** search_module_extables() - the entry for @addr in a loaded module, or NULL */
const struct exception_table_entry *search_module_extables(unsigned long addr);
int register_fault_handler(bool (*fn)(struct fault *fault));
void unregister_fault_handler(bool (*fn)(struct fault *fault));

#endif
