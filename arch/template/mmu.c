// SPDX-License-Identifier: MIT
/*
 * mmu.c - the switch to the core's page tables, and the module window
 *
 * pgtable_init() (mm/pgtable/direct_map.c) makes tables for all RAM, the struct
 * pages and the frame table, then calls port_activate_pgd(). The core does not
 * map what is the port's: the image, the stacks of CPUs, devices. So a port
 * whose image lies outside of the direct map enters its mappings of these into
 * the core's top table before it switches.
 */
#include <linux/export.h>
#include <asm/pgtable.h>
#include "template.h"

/* vmalloc= makes it smaller (mm/vmalloc/area.c). */
unsigned long vmalloc_span = VMALLOC_SPAN;
EXPORT_SYMBOL(vmalloc_span);

/**
 * port_activate_pgd() - the kernel's top table is at @pgd from now on
 *
 * Once, boot CPU, interrupts off. @pgd is an address of the direct map. Nothing
 * that the early table mapped may be used after the switch unless @pgd maps it
 * too: the code that runs, the stack, the console's registers. No translation
 * of the early table may survive. A CPU that starts later uses @pgd as well.
 */
void port_activate_pgd(void *pgd)
{
	template_not_written("port_activate_pgd()");
}

/**
 * port_module_window() - where modules' text and data go: [*@start, *@end)
 *
 * Page-aligned, disjoint from vmalloc, inside which relative calls to the core
 * reach; under the core's top table. Any context.
 */
void port_module_window(unsigned long *start, unsigned long *end)
{
	*start = MODULES_VADDR;
	*end = MODULES_END;
}

/**
 * port_set_text() - [@start, @end) has been written and is now to be executed
 *
 * Task context; the core has set the protections in its tables already. Makes
 * caches of instructions see the stores, on all CPUs.
 */
void port_set_text(unsigned long start, unsigned long end)
{
	template_not_written("port_set_text()");
}
