// SPDX-License-Identifier: MIT
/*
 * pvh.c - being loaded by PVH: QEMU's -kernel, Xen
 *
 * The loader passes the physical address of a struct hvm_start_info (Xen's
 * public documentation, "x86/HVM direct boot ABI"): command line, ACPI root,
 * a list of modules, and from version 1 on the memory map in the types of the
 * ACPI specification (1 is RAM).
 */
#include <linux/string.h>
#include "x86.h"

#define MAX_MAP_ENTRIES 1024 /* more is no memory map but garbage */

struct start_info {
	u32 magic, version, flags, nr_modules;
	u64 modules, cmdline, rsdp, map;
	u32 map_entries, reserved;
};

struct module_entry {
	u64 phys, size, cmdline, reserved;
};

struct map_entry {
	u64 base, size;
	u32 type, reserved;
};

bool x86_pvh_read(phys_addr_t phys)
{
	const struct start_info *info = __va(phys);
	const struct map_entry *map = __va(info->map);
	const struct module_entry *module = __va(info->modules);

	if (info->magic != X86_PVH_MAGIC)
		return false;
	x86_boot.rsdp = info->rsdp;
	if (info->cmdline)
		strscpy(x86_boot.cmdline, __va(info->cmdline), sizeof(x86_boot.cmdline));
	if (info->nr_modules) {
		x86_boot.archive = module->phys;
		x86_boot.archive_size = module->size;
	}
	if (info->version < 1)
		return true;
	for (u32 i = 0; i < info->map_entries && i < MAX_MAP_ENTRIES; i++)
		x86_boot_add(map[i].base, map[i].size,
			     map[i].type == 1 ? BOOT_MEM_RAM : BOOT_MEM_RESERVED);
	return true;
}
