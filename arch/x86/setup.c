// SPDX-License-Identifier: MIT
/*
 * setup.c - from what the loader and the firmware say to struct boot_info
 *
 * x86_start() runs on the boot stack with the early tables, which map the first
 * 4 GiB. It reads the loader's word (memory map, command line, archive), takes
 * RAM for what CPUs need from the start, protects the image, reads ACPI for
 * CPUs and nodes, starts the clock, and calls kernel_main().
 *
 * Reserved for ever: the first page (a NULL pointer must not be RAM), the
 * trampoline, the image, the archive, what x86_boot_alloc() gave.
 *
 * Parameters that change the map are Linux's:
 *   mem=SIZE             RAM above SIZE is not used
 *   memmap=SIZE$BASE     reserved
 *   memmap=SIZE@BASE     RAM; memmap=exactmap first forgets the loader's RAM
 */
#include <linux/align.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/minmax.h>
#include <linux/numa.h>
#include <linux/string.h>
#include <quarry/params.h>
#include "x86.h"

#define EARLY_MAP_END (4ul << 30)

extern char x86_boot_phys_start[];
void x86_start(u32 magic, u32 info);

struct x86_boot x86_boot;
static struct boot_info boot_info;
static phys_addr_t alloc_start, alloc_next, alloc_end;

void x86_boot_add(phys_addr_t base, phys_addr_t size, enum boot_mem_type type)
{
	struct boot_mem *mem = &x86_boot.mem[x86_boot.nr_mem];

	if (!size)
		return;
	if (x86_boot.nr_mem == X86_MAX_MEM) {
		x86_boot.mem_lost++;
		return;
	}
	/* A range that ends beyond the last address is cut there. */
	*mem = (struct boot_mem){
		.base = base,
		.size = min(size, ~(phys_addr_t)0 - base),
		.nid = NUMA_NO_NODE,
		.type = type,
	};
	x86_boot.nr_mem++;
}

/* ---- RAM before there is memblock ------------------------------------------------- */

static phys_addr_t image_end(void)
{
	return __pa_symbol(x86_image_end);
}

/* Behind the image, in its range of RAM; the archive may lie in there. */
static void find_boot_ram(void)
{
	phys_addr_t start = image_end(), end = start;
	unsigned int i;

	for (i = 0; i < x86_boot.nr_mem; i++) {
		const struct boot_mem *mem = &x86_boot.mem[i];

		if (mem->type == BOOT_MEM_RAM && start - 1 - mem->base < mem->size)
			end = min_t(phys_addr_t, mem->base + mem->size, EARLY_MAP_END);
	}
	for (i = 0; i < x86_boot.nr_mem; i++) {
		const struct boot_mem *mem = &x86_boot.mem[i];
		phys_addr_t mem_end = mem->base + mem->size;

		if (mem->type == BOOT_MEM_RAM || mem_end <= start || mem->base >= end)
			continue;
		/* What is left on the larger side of it. */
		if (mem->base > start && mem->base - start > end - min(mem_end, end))
			end = mem->base;
		else
			start = min(mem_end, end);
	}
	alloc_start = alloc_next = ALIGN(start, PAGE_SIZE);
	alloc_end = max(ALIGN_DOWN(end, PAGE_SIZE), alloc_start);
}

void *x86_boot_alloc(size_t size)
{
	void *mem = __va(alloc_next);

	size = ALIGN(size, PAGE_SIZE);
	if (size > alloc_end - alloc_next)
		x86_stop("too little RAM: the image and the CPUs' stacks do not fit; give the "
			 "machine more (QEMU: -m 64M)");
	alloc_next += size;
	memset(mem, 0, size);
	return mem;
}

static void reserve_ours(void)
{
	phys_addr_t image = (unsigned long)x86_boot_phys_start;

	x86_boot_add(0, PAGE_SIZE, BOOT_MEM_RESERVED);
	x86_boot_add(X86_TRAMPOLINE, PAGE_SIZE, BOOT_MEM_RESERVED);
	x86_boot_add(image, image_end() - image, BOOT_MEM_RESERVED);
	x86_boot_add(x86_boot.archive, x86_boot.archive_size, BOOT_MEM_RESERVED);
}

/* ---- parameters: called by kernel_main() before it looks at the map ----------------- */

static void use_map(void)
{
	boot_info.nr_mem = x86_boot.nr_mem;
}

static void limit_ram(phys_addr_t limit)
{
	for (unsigned int i = 0; i < x86_boot.nr_mem; i++) {
		struct boot_mem *mem = &x86_boot.mem[i];

		if (mem->type == BOOT_MEM_RAM && mem->base + mem->size > limit)
			mem->size = mem->base < limit ? limit - mem->base : 0;
	}
}

static int __init mem_param(char *value)
{
	char *end;
	phys_addr_t limit = memparse(value, &end);

	if (*end || !limit)
		return -EINVAL;
	limit_ram(limit);
	return 0;
}
early_param("mem", mem_param);
PARAM_HELP(x86_mem, "mem", "bytes of RAM to use, K, M or G behind", "mem=256M");

static int __init memmap_param(char *value)
{
	phys_addr_t size, base;
	char *end;

	if (!strcmp(value, "exactmap")) {
		limit_ram(0);
		return 0;
	}
	size = memparse(value, &end);
	if (!size || (*end != '$' && *end != '@'))
		return -EINVAL;
	base = memparse(end + 1, &value);
	if (*value)
		return -EINVAL;
	x86_boot_add(base, size, *end == '@' ? BOOT_MEM_RAM : BOOT_MEM_RESERVED);
	use_map();
	return 0;
}
early_param("memmap", memmap_param);
PARAM_HELP(x86_memmap, "memmap", "exactmap, SIZE@BASE (RAM) or SIZE$BASE (reserved)",
	   "memmap=exactmap memmap=64M@0");

/* ---- the start ------------------------------------------------------------------------ */

static void read_loader(u32 magic, phys_addr_t info)
{
	bool read = false;

	if (magic == X86_PVH_MAGIC)
		read = x86_pvh_read(info);
	else if (magic == X86_MULTIBOOT2_MAGIC)
		read = x86_multiboot2_read(info);
	if (!read)
		x86_stop("started by an unknown loader (magic %x): use QEMU's -kernel or GRUB's "
			 "multiboot2",
			 (unsigned long)magic);
	if (!x86_boot.nr_mem)
		x86_stop("the loader gives no memory map: there is no RAM");
	if (x86_boot.mem_lost)
		x86_say("the memory map has %u ranges more than the %u that are looked at",
			(unsigned long)x86_boot.mem_lost, (unsigned long)X86_MAX_MEM);
}

const void *port_boot_archive(size_t *size)
{
	*size = x86_boot.archive_size;
	return x86_boot.archive_size ? __va(x86_boot.archive) : NULL;
}

void x86_start(u32 magic, u32 info)
{
	int status;

	read_loader(magic, info);
	reserve_ours();
	find_boot_ram();
	x86_traps_init();
	x86_mmu_init();
	x86_machine_read(&boot_info);
	x86_cpus_init(boot_info.nr_cpus);
	x86_cpu_init(0);
	x86_tlb_join(0);
	x86_clock_init();
	x86_boot_add(alloc_start, alloc_next - alloc_start, BOOT_MEM_RESERVED);

	boot_info.mem = x86_boot.mem;
	boot_info.early_limit = EARLY_MAP_END;
	boot_info.cmdline = x86_boot.cmdline;
	boot_info.image_start = (unsigned long)x86_image_start;
	boot_info.image_end = (unsigned long)x86_image_end;
	boot_info.payload = boot_payload;
	use_map();
	status = kernel_main(&boot_info);
	port_shutdown(status);
}
