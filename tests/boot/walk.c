// SPDX-License-Identifier: MIT
/*
 * walk.c - a machine that tells where its addresses lie, for gva2gpa.py
 *
 * Something is put into every range: areas of all kinds, modules, a large leaf
 * outside the direct map, pages that are protected and pages taken away. Then
 * random addresses of all ranges are followed by the core's own walk
 * (mm/pgtable/walk.c), a line each on the console:
 *
 *	walk ADDRESS PHYSICAL		or - where nothing is mapped
 *
 * and the machine stands still, with its tables as they are, until the
 * emulator is ended.
 */
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/set_memory.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <quarry/module_loader.h>
#include <quarry/port.h>
#include "../../arch/x86/x86.h"
#include "../../mm/pgtable/tables.h"
#include "../port/x86/tables.h"
#include "../run/module_test.h"
#include "payloads.h"

#define NR_AREAS 64

/** struct span - addresses to draw from */
struct span {
	unsigned long start, end;
};

static struct span areas[NR_AREAS];
static unsigned int nr_areas;
static u64 state;

static u64 next_random(void)
{
	state = state * 6364136223846793005ull + 1442695040888963407ull;
	return (state >> 32) ^ state << 31;
}

static unsigned long draw(unsigned long start, unsigned long end)
{
	return start + next_random() % (end - start);
}

/* ---- something in every range --------------------------------------------------------- */

/* With the guard page behind it and what lies before it. */
static void add_area(const void *at, unsigned long size)
{
	if (at && nr_areas < NR_AREAS)
		areas[nr_areas++] = (struct span){ (unsigned long)at - PAGE_SIZE,
						   (unsigned long)at + size + 2 * PAGE_SIZE };
}

/* Every third is given back: its addresses are drawn all the same. */
static void make_areas(void)
{
	for (unsigned int i = 0; i < NR_AREAS - 8; i++) {
		unsigned long size = draw(1, 40) * PAGE_SIZE;
		void *at = vmalloc(size);

		add_area(at, size);
		if (i % 3 == 0)
			vfree(at);
	}
	vm_unmap_aliases();
}

/* One page at two addresses, and a physical range that large leaves map. */
static void make_mappings(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct page *block = alloc_pages(GFP_KERNEL, PMD_SHIFT - PAGE_SHIFT);
	struct vm_struct *vm = get_vm_area(PMD_SIZE, VM_IOREMAP);
	unsigned long addr;

	if (!page || !block || !vm)
		return;
	add_area(vmap(&page, 1, VM_MAP, PAGE_KERNEL_RO), PAGE_SIZE);
	addr = (unsigned long)vm->addr;
	if (!vmap_range(addr, addr + PMD_SIZE, page_to_phys(block), PAGE_KERNEL, PMD_SHIFT))
		add_area(vm->addr, PMD_SIZE);
	/* Leaves of the direct map that are split, with a page absent in one. */
	addr = (unsigned long)page_address(block);
	if (!set_memory_ro(addr + 5 * PAGE_SIZE, 1) && !set_memory_np(addr + 9 * PAGE_SIZE, 3))
		add_area((void *)addr, 16 * PAGE_SIZE);
}

static void load_modules(void)
{
	const struct test_module *m;
	struct module *mod = NULL;

	for (m = test_modules; m->name; m++)
		if (!strcmp(m->name, "tm_exporter") || !strcmp(m->name, "tm_sections"))
			module_load(m->image, m->size, m->name, NULL, NULL);
	while ((mod = module_next(mod)))
		add_area(mod->core_layout.base, mod->core_layout.size);
}

/* ---- drawing ----------------------------------------------------------------------------- */

static unsigned long next_addr(void)
{
	const struct span spans[] = {
		{ PAGE_OFFSET, direct_map_end },
		{ PAGE_OFFSET, direct_map_end + PUD_SIZE },
		{ VMALLOC_START, VMALLOC_START + PMD_SIZE },
		{ VMALLOC_START, VMALLOC_END },
		{ VMEMMAP_START, vmemmap_end + PMD_SIZE },
		{ FRAMETAB_START, frametab_end + PMD_SIZE },
		{ KERNEL_BASE, (unsigned long)x86_image_end + PMD_SIZE },
		{ (unsigned long)x86_boot_guard - PAGE_SIZE, (unsigned long)x86_image_end },
		{ CPU_AREA_START, CPU_AREA_START + 2 * PMD_SIZE },
		{ CPU_AREA_START, (unsigned long)x86_ap_stack(1) },
		{ FIXMAP_START - PAGE_SIZE, FIXMAP_START + 2 * PAGE_SIZE },
		{ MODULES_VADDR, MODULES_VADDR + PMD_SIZE },
		{ 0, 1ul << (PGDIR_SHIFT + 8) },
		{ 0ul - (1ul << (PGDIR_SHIFT + 8)), ~0ul },
	};
	unsigned int kind = next_random() % (ARRAY_SIZE(spans) + 6);
	const struct span *span;

	if (kind < ARRAY_SIZE(spans))
		span = &spans[kind];
	else
		span = &areas[next_random() % nr_areas];
	return draw(span->start, span->end);
}

static void put_line(unsigned long addr)
{
	struct pgtable_walk walk;
	char line[64];
	int len;

	if (pgtable_walk(addr, &walk))
		len = scnprintf(line, sizeof(line), "walk %lx %llx\n", addr, (u64)walk.phys);
	else
		len = scnprintf(line, sizeof(line), "walk %lx -\n", addr);
	port_console_write(line, len);
}

/* Before anything is split: the script compares them. */
static void put_leaves(void)
{
	unsigned long nr[3];
	char line[100];

	count_direct_map(nr);
	port_console_write(line, scnprintf(line, sizeof(line), "leaves %lu %lu %lu %lu\n", nr[0],
					   nr[1], nr[2], whole_gibs_of_ram()));
}

int payload_walk(unsigned int nr, unsigned long long seed)
{
	put_leaves();
	state = seed;
	make_areas();
	make_mappings();
	load_modules();
	if (!nr_areas)
		return PORT_EXIT_FAILED;
	while (nr--)
		put_line(next_addr());
	port_console_write("walk end\n", 9);
	for (;;)
		__asm__ volatile("cli; hlt");
}
