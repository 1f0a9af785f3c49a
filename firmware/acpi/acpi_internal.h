/* SPDX-License-Identifier: MIT */
/*
 * acpi_internal.h - what the files of the ACPI reader share
 *
 * root.c finds the root pointer and the list of tables, table.c opens and
 * checks one table, madt.c, srat.c and slit.c each know the inside of theirs,
 * read.c goes through the list and asks them. Offsets are those of the ACPI
 * specification 6.5, chapter 5.2; all numbers are little-endian and unaligned.
 */
#ifndef ACPI_INTERNAL_H
#define ACPI_INTERNAL_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <quarry/acpi.h>

#define ACPI_HEADER_SIZE 36	/* signature, length, revision, checksum, who made it */
#define ACPI_TABLE_MAX	 (1u << 20)	/* longer is nonsense: 16,000 CPUs and 1,000 nodes fit */

#define ACPI_LOCAL_DISTANCE  10
#define ACPI_REMOTE_DISTANCE 20

struct acpi_table;

/**
 * struct acpi_kind - one kind of table
 * @signature: its first four bytes
 * @name: what it is called in lines
 * @min_length: bytes of its fixed part, header included; entries follow
 * @instead: what counts when it is refused
 * @check: does the inside hold together? If not, it has called acpi_refuse()
 * @read: take the facts from a table that @check accepted
 */
struct acpi_kind {
	const char *signature, *name;
	u32 min_length;
	const char *instead;
	bool (*check)(const struct acpi_table *t);
	void (*read)(const struct acpi_table *t, struct acpi_machine *m);
};

/**
 * struct acpi_table - one table
 * @phys: where it is
 * @data: @length bytes, checksum and length checked; NULL: not opened
 */
struct acpi_table {
	const struct acpi_ops *ops;
	const struct acpi_kind *kind;
	phys_addr_t phys;
	const u8 *data;
	u32 length;
};

/** acpi_say() - "ACPI: SRAT at 0x7fe1a2b: " and the message */
void __printf(2, 3) acpi_say(const struct acpi_table *t, const char *fmt, ...);
/** acpi_refuse() - the same, then ": ignored, " and what counts instead */
void __printf(2, 3) acpi_refuse(const struct acpi_table *t, const char *fmt, ...);
/** acpi_map() - ask for @size bytes at @phys; NULL: out of reach */
const u8 *acpi_map(const struct acpi_ops *ops, u64 phys, u32 size);
/** acpi_sum() - all bytes added up; 0 when the checksum among them is right */
u8 acpi_sum(const u8 *data, size_t size);
/** acpi_open() - map @t (ops, kind and phys are set) and check its header; false: refused */
bool acpi_open(struct acpi_table *t);

/**
 * acpi_next_entry() - walk the entries {u8 type, u8 length, …} behind the fixed part
 * @t: a table that acpi_check_entries() accepted
 * @at: offset of the entry before; 0: give the first
 *
 * Return: the entry, or NULL after the last.
 */
const u8 *acpi_next_entry(const struct acpi_table *t, u32 *at);

/**
 * acpi_check_entries() - does every entry lie in the table and have the bytes of its type?
 * @min: least length by type, @nr of them; 0, and types from @nr on: no matter
 *
 * Return: false when not; the table is refused, @t's acpi_next_entry() must not be used.
 */
bool acpi_check_entries(const struct acpi_table *t, const u8 *min, unsigned int nr);

/** acpi_open_root() - the checked XSDT or RSDT that the root pointer names; false: said why not */
bool acpi_open_root(phys_addr_t rsdp, const struct acpi_ops *ops, struct acpi_table *root);
/** acpi_root_entry() - physical address of the @i-th table; false: there are no more */
bool acpi_root_entry(const struct acpi_table *root, unsigned int i, u64 *phys);

bool acpi_madt_check(const struct acpi_table *t);
void acpi_madt_read(const struct acpi_table *t, struct acpi_machine *m);
bool acpi_srat_check(const struct acpi_table *t);
void acpi_srat_read(const struct acpi_table *t, struct acpi_machine *m);
bool acpi_slit_check(const struct acpi_table *t);
void acpi_slit_read(const struct acpi_table *t, struct acpi_machine *m);

#endif
