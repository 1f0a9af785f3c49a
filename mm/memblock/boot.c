// SPDX-License-Identifier: MIT
/*
 * boot.c - from the port's map to memblock
 *
 * The port's ranges come unsorted, ragged and overlapping. What is reserved is
 * noted first, so that the arrays can grow into RAM from then on; then RAM is
 * added (where ranges overlap, the first keeps its node) and cut to whole
 * frames. A range without a node belongs to node 0.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <quarry/mm_stage.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include "memblock_internal.h"

#define PHYS_END ((phys_addr_t)PHYS_ADDR_MAX_PFN << PAGE_SHIFT)

/* What there is of @mem below the last physical address that the tables can hold. */
static phys_addr_t usable_size(const struct boot_mem *mem)
{
	phys_addr_t room = mem->base < PHYS_END ? PHYS_END - mem->base : 0;

	if (mem->size <= room)
		return mem->size;
	pr_warn("memory [%#llx-%#llx] is above what %d bits address: it is not used\n",
		(u64)(mem->base + room), (u64)(mem->base + mem->size - 1), PHYS_ADDR_MAX_BITS);
	return room;
}

static void add_ram(const struct boot_mem *mem)
{
	phys_addr_t size;
	int nid = mem->nid;

	if (!mem->size || mem->type != BOOT_MEM_RAM)
		return;
	size = usable_size(mem);
	if (!size)
		return;
	if (nid == NUMA_NO_NODE)
		nid = 0;
	if (nid >= MAX_NUMNODES) {
		pr_warn("memory [%#llx, %#llx) is on node %d, this build has %d: it goes to node "
			"0\n",
			(u64)mem->base, (u64)(mem->base + mem->size), nid, MAX_NUMNODES);
		nid = 0;
	}
	memblock_add_node(mem->base, size, nid, MEMBLOCK_NONE);
}

/* The arrays are empty: fill them. Parted from the rest for tests. */
void memblock_take_map(const struct boot_info *bi)
{
	unsigned int i;

	for (i = 0; i < bi->nr_mem; i++)
		if (bi->mem[i].type == BOOT_MEM_RESERVED && bi->mem[i].size &&
		    memblock_reserve(bi->mem[i].base, bi->mem[i].size))
			panic("too many reserved ranges in the memory map\n");
	if (bi->early_limit)
		memblock_set_current_limit(bi->early_limit);
	memblock_can_resize = true;
	for (i = 0; i < bi->nr_mem; i++)
		add_ram(&bi->mem[i]);
	memblock_trim_memory(PAGE_SIZE);
	if (!memblock.memory.cnt)
		panic("no RAM: the memory map has not one whole page of it\n");
}

void __init memblock_boot(const struct boot_info *bi)
{
	memblock_take_map(bi);
	mm_stage = MM_STAGE_MEMBLOCK;
	mm_explain("memblock: %lu regions of RAM, %llu KiB, %llu KiB reserved by the platform",
		   memblock.memory.cnt, (u64)memblock_phys_mem_size() >> 10,
		   (u64)memblock_reserved_size() >> 10);
}
