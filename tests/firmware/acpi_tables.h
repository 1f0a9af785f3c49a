/* SPDX-License-Identifier: MIT */
/*
 * acpi_tables.h - made-up firmware: physical memory with ACPI tables in it
 *
 * A test appends tables to the image of one memory, each at an odd address,
 * then a root that lists them, and lets acpi_read() loose on it. Every range
 * that the reader maps is a copy whose last byte is the last before a guard
 * page of vmalloc: reading one byte too far is a fault that ends the run.
 * Addresses outside of the image are out of reach.
 */
#ifndef TESTS_FIRMWARE_ACPI_TABLES_H
#define TESTS_FIRMWARE_ACPI_TABLES_H

#include <kunit/test.h>
#include <quarry/acpi.h>

#define FW_BASE		0x7fe00000ull
#define FW_SIZE		(64u << 10)
#define FW_WINDOW	(32u << 10)	/* more than any table made here */
#define FW_WINDOWS	48u
#define FW_LINES	32u
#define FW_TABLES	16u
#define FW_LAPIC	0xfee00000u

#define FW_RSDT 1u
#define FW_XSDT 2u

/**
 * struct fw - the image and what the reader did
 * @mem: FW_SIZE bytes, @used of them; the byte at physical FW_BASE first
 * @at: @nr_tables offsets of tables in @mem; the newest is being written until fw_end()
 * @listed: how many of them the next root lists (roots are not listed)
 * @rsdp: @rsdt: @xsdt: offsets of the root, by fw_root()
 * @limit: physical addresses from here on are out of reach
 * @wrapped: a range was asked for that goes beyond the last address
 * @windows: @nr_mapped of them were given out in this acpi_read()
 * @lines: what was said; @nr_lines also counts what did not fit
 */
struct fw {
	u8 *mem;
	u32 used;
	u32 at[FW_TABLES];
	unsigned int nr_tables, listed;
	u32 rsdp, rsdt, xsdt;
	u64 limit;
	bool wrapped;
	u8 *windows[FW_WINDOWS];
	unsigned int nr_mapped;
	char lines[FW_LINES][ACPI_LINE_MAX];
	unsigned int nr_lines;
	struct acpi_machine m;
};

/* Before and after each case: test->priv is an empty image. Builds that have no room for what
 * the tables name skip the case. */
int fw_init(struct kunit *test);
void fw_exit(struct kunit *test);
/** fw_clear() - forget all tables */
void fw_clear(struct fw *fw);

/** fw_begin() - a new table: its header. Return: its offset in fw->mem. */
u32 fw_begin(struct fw *fw, const char *signature, u8 revision);
/** fw_put() - append @size (1 to 8) bytes of @value */
void fw_put(struct fw *fw, u64 value, unsigned int size);
/** fw_end() - the table is complete: set its length, make its sum 0 */
void fw_end(struct fw *fw);
/** fw_fix() - make the sum of the table at @at 0, by its length field */
void fw_fix(struct fw *fw, u32 at);
/** fw_root() - list the tables since the last root in an RSDT, an XSDT or both, and name
 * those in a root pointer of the revision that they need */
void fw_root(struct fw *fw, unsigned int which);
/** fw_fix_rsdp() - make both sums of the root pointer 0 */
void fw_fix_rsdp(struct fw *fw);

void fw_madt(struct fw *fw, u32 lapic);
void fw_lapic(struct fw *fw, u8 id, u32 flags);
void fw_x2apic(struct fw *fw, u32 id, u32 flags);
/** fw_one_cpu() - a whole MADT with APIC id 0 */
void fw_one_cpu(struct fw *fw);
void fw_srat(struct fw *fw, u8 revision);
void fw_near_cpu(struct fw *fw, u32 domain, u8 id, u32 flags);
void fw_near_x2apic(struct fw *fw, u32 domain, u32 id, u32 flags);
void fw_near_mem(struct fw *fw, u32 domain, u64 base, u64 size, u32 flags);
void fw_slit(struct fw *fw, unsigned int nr, const u8 *matrix);
/** fw_two_nodes() - a good MADT, SRAT and SLIT: 4 CPUs, 2 nodes of 1 GiB, distance 21.
 * Their offsets are fw->at[0] to [2]. No root yet. */
void fw_two_nodes(struct fw *fw);

/** fw_read() - acpi_read() of the image into fw->m; lines into fw->lines */
int fw_read(struct fw *fw);
/** fw_map() - the image's struct acpi_ops::map */
const void *fw_map(phys_addr_t phys, size_t size);
/** fw_said() - was the only line "ACPI: @name at address of @at: @text"? If not, it is shown. */
bool fw_said(struct kunit *test, const char *name, u64 at, const char *text);

#endif
