// SPDX-License-Identifier: MIT
/*
 * setup.c - from what the loader and the firmware say to struct boot_info
 *
 * template_start() is the image's entry. By the time C runs, assembly has set a
 * stack, zeroed .bss, turned interrupts off and, if the machine needs one to
 * run at the addresses of asm/page_types.h, made an early page table. This
 * collects the facts and calls kernel_main(), whose value ends the machine.
 *
 * Facts may be ragged, unsorted and overlapping: the core sorts them, and what
 * is reserved wins. Reserve the image, its page tables, the loader's data that
 * is still read, and the page at physical 0: a NULL pointer must not be RAM.
 */
#include <linux/kernel.h>
#include <linux/numa.h>
#include "template.h"

/* EDIT: the machine. Here: 64 MiB of RAM at 1 GiB, the image in its first 4 MiB. */
#define RAM_BASE   (1ul << 30)
#define RAM_SIZE   (64ul << 20)
#define IMAGE_SIZE (4ul << 20)

/* The linker's names for where the program begins and ends. */
extern char __executable_start[], _end[];

static const struct boot_mem mem[] = {
	{ .base = RAM_BASE, .size = RAM_SIZE, .nid = NUMA_NO_NODE, .type = BOOT_MEM_RAM },
	{ .base = RAM_BASE, .size = IMAGE_SIZE, .nid = NUMA_NO_NODE, .type = BOOT_MEM_RESERVED },
};

/* Entry 0 is the CPU that boots; port_start_cpu() is asked for each other one. */
static const struct boot_cpu cpus[] = {
	{ .hw_id = 0, .nid = NUMA_NO_NODE },
};

/**
 * port_boot_archive() - what the loader handed over besides the image
 * @size: gets its bytes
 *
 * A cpio archive (tools/boot/) at an address of the direct map, in a range that
 * is reserved in boot_info. Called by the payload only, in task context.
 * Return: its start, or NULL: there is none, and the boot payload has no modules to run.
 */
const void *port_boot_archive(size_t *size)
{
	*size = 0;
	return NULL;
}

/**
 * port_random() - fill @buf with @len bytes of entropy
 *
 * Any context: lib/random.c asks when the first random number is wanted. Return:
 * false if there is none; numbers are then seeded from the clock and can be guessed.
 */
bool port_random(void *buf, size_t len)
{
	return false;
}

void template_start(void)
{
	struct boot_info info = {
		.mem = mem,
		.nr_mem = ARRAY_SIZE(mem),
		.cpus = cpus,
		.nr_cpus = ARRAY_SIZE(cpus),
		.nr_nodes = 1,
		/* What __va() reaches in the early page table; 0: all RAM. */
		.early_limit = 0,
		.cmdline = "",
		.image_start = (unsigned long)__executable_start,
		.image_end = (unsigned long)_end,
		.payload = boot_payload,
	};

	port_shutdown(kernel_main(&info));
}
