// SPDX-License-Identifier: MIT
/*
 * multiboot2.c - being loaded by GRUB
 *
 * The loader passes the physical address of a list of tags, each 8-aligned:
 * type, size, contents (Multiboot2 Specification, "Boot information format").
 * The ACPI tags hold a copy of the root pointer, whose address we pass on.
 */
#include <linux/align.h>
#include <linux/string.h>
#include "x86.h"

enum tag_type {
	TAG_END = 0,
	TAG_CMDLINE = 1,
	TAG_MODULE = 3,
	TAG_MMAP = 6,
	TAG_RSDP1 = 14,
	TAG_RSDP2 = 15,
};

#define MAX_INFO_SIZE (1u << 20) /* more is no list of tags but garbage */

struct tag {
	u32 type, size;
};

struct tag_string {
	struct tag tag;
	char text[];
};

struct tag_module {
	struct tag tag;
	u32 start, end;
};

struct map_entry {
	u64 base, size;
	u32 type, reserved;
};

struct tag_mmap {
	struct tag tag;
	u32 entry_size, entry_version;
	char entries[];
};

static void read_map(const struct tag_mmap *mmap)
{
	const char *at = mmap->entries, *end = (const char *)mmap + mmap->tag.size;

	if (mmap->entry_size < sizeof(struct map_entry))
		return;
	for (; at + mmap->entry_size <= end; at += mmap->entry_size) {
		const struct map_entry *entry = (const void *)at;

		x86_boot_add(entry->base, entry->size,
			     entry->type == 1 ? BOOT_MEM_RAM : BOOT_MEM_RESERVED);
	}
}

static void read_tag(const struct tag *tag)
{
	const struct tag_module *module = (const void *)tag;

	switch (tag->type) {
	case TAG_CMDLINE:
		strscpy(x86_boot.cmdline, ((const struct tag_string *)tag)->text,
			sizeof(x86_boot.cmdline));
		break;
	case TAG_MODULE:
		if (x86_boot.archive_size)
			break;
		x86_boot.archive = module->start;
		x86_boot.archive_size = module->end - module->start;
		break;
	case TAG_MMAP:
		read_map((const void *)tag);
		break;
	case TAG_RSDP1:
		if (!x86_boot.rsdp)
			x86_boot.rsdp = __pa(tag + 1);
		break;
	case TAG_RSDP2:
		x86_boot.rsdp = __pa(tag + 1);
		break;
	}
}

bool x86_multiboot2_read(phys_addr_t phys)
{
	const char *info = __va(phys), *end;
	u32 size = *(const u32 *)info;

	if (size > MAX_INFO_SIZE)
		return false;
	end = info + size;
	/* The list itself is RAM until we have read it: keep it, the ACPI root lies in it. */
	x86_boot_add(phys, size, BOOT_MEM_RESERVED);
	for (info += 8; info + sizeof(struct tag) <= end;) {
		const struct tag *tag = (const void *)info;

		if (tag->type == TAG_END || tag->size < sizeof(*tag) || info + tag->size > end)
			break;
		read_tag(tag);
		info += ALIGN(tag->size, 8);
	}
	return true;
}
