// SPDX-License-Identifier: MIT
/*
 * acpi_tables.c - made-up firmware for acpi_test.c; see acpi_tables.h
 *
 * struct acpi_ops carries no argument, so the image of the running case is
 * found through a variable; cases run one after the other.
 */
#include <linux/sizes.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include <linux/vmalloc.h>
#include "acpi_tables.h"

static struct fw *fw_running;

const void *fw_map(phys_addr_t phys, size_t size)
{
	struct fw *fw = fw_running;
	u8 *window;

	fw->wrapped |= phys + size < phys;
	if (phys < FW_BASE || phys > fw->limit || size > fw->limit - phys || size > FW_WINDOW ||
	    fw->nr_mapped == FW_WINDOWS)
		return NULL;
	window = fw->windows[fw->nr_mapped++] + FW_WINDOW - size;
	memcpy(window, fw->mem + (phys - FW_BASE), size);
	return window;
}

static void fw_say(const char *line)
{
	struct fw *fw = fw_running;

	if (fw->nr_lines < FW_LINES)
		strscpy(fw->lines[fw->nr_lines], line, ACPI_LINE_MAX);
	fw->nr_lines++;
}

static const struct acpi_ops fw_ops = { .map = fw_map, .say = fw_say };

int fw_init(struct kunit *test)
{
	struct fw *fw;
	unsigned int i;

	if (NR_CPUS < 8 || MAX_NUMNODES < 4)
		kunit_skip(test, "the build has no room for 8 CPUs and 4 nodes");
	fw = vzalloc(sizeof(*fw));
	if (!fw)
		return -ENOMEM;
	test->priv = fw;
	fw_running = fw;
	fw->mem = vzalloc(FW_SIZE);
	if (!fw->mem)
		return -ENOMEM;
	for (i = 0; i < FW_WINDOWS; i++) {
		fw->windows[i] = vzalloc(FW_WINDOW);
		if (!fw->windows[i])
			return -ENOMEM;
	}
	fw_clear(fw);
	return 0;
}

void fw_exit(struct kunit *test)
{
	struct fw *fw = test->priv;
	unsigned int i;

	if (!fw)
		return;
	for (i = 0; i < FW_WINDOWS; i++)
		vfree(fw->windows[i]);
	vfree(fw->mem);
	vfree(fw);
	fw_running = NULL;
}

void fw_clear(struct fw *fw)
{
	memset(fw->mem, 0, FW_SIZE);
	fw->used = fw->nr_tables = fw->listed = 0;
	fw->rsdp = fw->rsdt = fw->xsdt = 0;
	fw->limit = FW_BASE + FW_SIZE;
	fw->wrapped = false;
}

void fw_put(struct fw *fw, u64 value, unsigned int size)
{
	for (; size--; value >>= 8)
		fw->mem[fw->used++] = value;
}

/* Odd addresses: no field of a table may be taken as aligned. */
static u32 fw_place(struct fw *fw)
{
	fw->used = (fw->used + 16) | 1;
	return fw->used;
}

u32 fw_begin(struct fw *fw, const char *signature, u8 revision)
{
	u32 at = fw_place(fw);

	fw->at[fw->nr_tables++] = at;
	memcpy(fw->mem + at, signature, 4);
	fw->mem[at + 8] = revision;
	memcpy(fw->mem + at + 10, "QUARRYTESTBED ", 14);
	fw->used += 36;
	return at;
}

static u8 fw_sum(const u8 *data, u32 size)
{
	u8 sum = 0;

	while (size--)
		sum += *data++;
	return sum;
}

void fw_fix(struct fw *fw, u32 at)
{
	u8 *table = fw->mem + at;

	table[9] -= fw_sum(table, min(get_unaligned_le32(table + 4), FW_SIZE - at));
}

void fw_end(struct fw *fw)
{
	u32 at = fw->at[fw->nr_tables - 1];

	put_unaligned_le32(fw->used - at, fw->mem + at + 4);
	fw_fix(fw, at);
}

static u32 fw_list(struct fw *fw, const char *signature, unsigned int width)
{
	unsigned int i, end = fw->nr_tables;
	u32 at = fw_begin(fw, signature, 1);

	for (i = fw->listed; i < end; i++)
		fw_put(fw, FW_BASE + fw->at[i], width);
	fw_end(fw);
	fw->nr_tables = end;
	return at;
}

void fw_fix_rsdp(struct fw *fw)
{
	u8 *rsdp = fw->mem + fw->rsdp;

	rsdp[8] -= fw_sum(rsdp, 20);
	if (rsdp[15] >= 2)
		rsdp[32] -= fw_sum(rsdp, 36);
}

void fw_root(struct fw *fw, unsigned int which)
{
	fw->rsdt = which & FW_RSDT ? fw_list(fw, "RSDT", 4) : 0;
	fw->xsdt = which & FW_XSDT ? fw_list(fw, "XSDT", 8) : 0;
	fw->listed = fw->nr_tables;
	fw->rsdp = fw_place(fw);
	memcpy(fw->mem + fw->rsdp, "RSD PTR ", 8);
	fw->used += 15;
	fw_put(fw, fw->xsdt ? 2 : 0, 1);
	fw_put(fw, fw->rsdt ? FW_BASE + fw->rsdt : 0, 4);
	if (fw->xsdt) {
		fw_put(fw, 36, 4);
		fw_put(fw, FW_BASE + fw->xsdt, 8);
		fw_put(fw, 0, 4);
	}
	fw_fix_rsdp(fw);
}

void fw_madt(struct fw *fw, u32 lapic)
{
	fw_begin(fw, "APIC", 4);
	fw_put(fw, lapic, 4);
	fw_put(fw, 1, 4);
}

void fw_lapic(struct fw *fw, u8 id, u32 flags)
{
	fw_put(fw, 0x0800 | (u64)id << 24 | (u64)flags << 32, 8);
}

void fw_x2apic(struct fw *fw, u32 id, u32 flags)
{
	fw_put(fw, 0x1009 | (u64)id << 32, 8);
	fw_put(fw, flags, 8);
}

void fw_one_cpu(struct fw *fw)
{
	fw_madt(fw, FW_LAPIC);
	fw_lapic(fw, 0, 1);
	fw_end(fw);
}

void fw_srat(struct fw *fw, u8 revision)
{
	fw_begin(fw, "SRAT", revision);
	fw_put(fw, 1, 4);
	fw_put(fw, 0, 8);
}

void fw_near_cpu(struct fw *fw, u32 domain, u8 id, u32 flags)
{
	fw_put(fw, 0x1000 | (u64)(domain & 0xff) << 16 | (u64)id << 24 | (u64)flags << 32, 8);
	fw_put(fw, domain & ~0xffu, 8);
}

void fw_near_x2apic(struct fw *fw, u32 domain, u32 id, u32 flags)
{
	fw_put(fw, 0x1802 | (u64)domain << 32, 8);
	fw_put(fw, id | (u64)flags << 32, 8);
	fw_put(fw, 0, 8);
}

void fw_near_mem(struct fw *fw, u32 domain, u64 base, u64 size, u32 flags)
{
	fw_put(fw, 0x2801 | (u64)domain << 16, 8);
	fw_put(fw, base, 8);
	fw_put(fw, size, 8);
	fw_put(fw, (u64)flags << 32, 8);
	fw_put(fw, 0, 8);
}

void fw_slit(struct fw *fw, unsigned int nr, const u8 *matrix)
{
	unsigned int i;

	fw_begin(fw, "SLIT", 1);
	fw_put(fw, nr, 8);
	for (i = 0; i < nr * nr; i++)
		fw_put(fw, matrix[i], 1);
	fw_end(fw);
}

void fw_two_nodes(struct fw *fw)
{
	static const u8 matrix[] = { 10, 21, 21, 10 };
	unsigned int i;

	fw_madt(fw, FW_LAPIC);
	for (i = 0; i < 4; i++)
		fw_lapic(fw, i, 1);
	fw_end(fw);
	fw_srat(fw, 3);
	for (i = 0; i < 4; i++)
		fw_near_cpu(fw, i / 2, i, 1);
	fw_near_mem(fw, 0, 0, SZ_1G, 1);
	fw_near_mem(fw, 1, SZ_4G, SZ_1G, 1);
	fw_end(fw);
	fw_slit(fw, 2, matrix);
}

int fw_read(struct fw *fw)
{
	fw->nr_mapped = fw->nr_lines = 0;
	memset(&fw->m, 0xa5, sizeof(fw->m));
	return acpi_read(fw->rsdp ? FW_BASE + fw->rsdp : 0, &fw_ops, &fw->m);
}

bool fw_said(struct kunit *test, const char *name, u64 at, const char *text)
{
	struct fw *fw = test->priv;
	char expected[2 * ACPI_LINE_MAX];

	snprintf(expected, sizeof(expected), "ACPI: %s at %#llx: %s", name, FW_BASE + at, text);
	if (fw->nr_lines == 1 && !strcmp(fw->lines[0], expected))
		return true;
	kunit_info(test, "expected \"%s\"; %u lines, first \"%s\"", expected, fw->nr_lines,
		   fw->nr_lines ? fw->lines[0] : "");
	return false;
}
