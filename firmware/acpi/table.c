// SPDX-License-Identifier: MIT
/*
 * table.c - one ACPI table: open it, check it, walk its entries
 *
 * Every table begins with the same header: signature at 0, length of the whole
 * at 4, a checksum byte at 9 that makes all bytes add up to 0. Some go on with
 * a fixed part and then entries, each {type, length, …}. A table is usable when
 * it can be reached whole, its sum is 0, and its entries end exactly where it
 * ends. All of that is checked before anything is taken from it, so readers
 * need no bounds of their own and no half-read table is ever undone.
 *
 * Locking: none; state is the caller's.
 */
#include <linux/limits.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include "acpi_internal.h"

#define HEADER_LENGTH 4

static __printf(3, 0) void say_line(const struct acpi_table *t, const char *instead,
				    const char *fmt, va_list args)
{
	char line[ACPI_LINE_MAX];
	size_t n;

	n = scnprintf(line, sizeof(line), "ACPI: %s at %#llx: ", t->kind->name, t->phys);
	n += vscnprintf(line + n, sizeof(line) - n, fmt, args);
	if (instead)
		scnprintf(line + n, sizeof(line) - n, ": ignored, %s", instead);
	t->ops->say(line);
}

void acpi_say(const struct acpi_table *t, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say_line(t, NULL, fmt, args);
	va_end(args);
}

void acpi_refuse(const struct acpi_table *t, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say_line(t, t->kind->instead, fmt, args);
	va_end(args);
}

const u8 *acpi_map(const struct acpi_ops *ops, u64 phys, u32 size)
{
	return phys > U64_MAX - size ? NULL : ops->map(phys, size);
}

u8 acpi_sum(const u8 *data, size_t size)
{
	u8 sum = 0;

	while (size--)
		sum += *data++;
	return sum;
}

bool acpi_open(struct acpi_table *t)
{
	const u8 *data = acpi_map(t->ops, t->phys, ACPI_HEADER_SIZE);
	u32 length;
	u8 sum;

	if (!data) {
		acpi_refuse(t, "out of reach");
		return false;
	}
	if (memcmp(data, t->kind->signature, 4)) {
		acpi_refuse(t, "no signature \"%s\"", t->kind->signature);
		return false;
	}
	length = get_unaligned_le32(data + HEADER_LENGTH);
	if (length < t->kind->min_length || length > ACPI_TABLE_MAX) {
		acpi_refuse(t, "%u bytes long, not %u to %u", length, t->kind->min_length,
			    ACPI_TABLE_MAX);
		return false;
	}
	data = acpi_map(t->ops, t->phys, length);
	if (!data) {
		acpi_refuse(t, "its %u bytes are out of reach", length);
		return false;
	}
	sum = acpi_sum(data, length);
	if (sum) {
		acpi_refuse(t, "bad checksum (sum 0x%02x)", sum);
		return false;
	}
	t->data = data;
	t->length = length;
	return true;
}

const u8 *acpi_next_entry(const struct acpi_table *t, u32 *at)
{
	*at = *at ? *at + t->data[*at + 1] : t->kind->min_length;
	return *at < t->length ? t->data + *at : NULL;
}

bool acpi_check_entries(const struct acpi_table *t, const u8 *min, unsigned int nr)
{
	u32 at, left, length;
	u8 type;

	for (at = t->kind->min_length; at < t->length; at += length) {
		left = t->length - at;
		type = t->data[at];
		length = left < 2 ? 0 : t->data[at + 1];
		if (left < 2 || length > left) {
			acpi_refuse(t, "truncated entry at offset %u", at);
			return false;
		}
		if (length < 2 || (type < nr && length < min[type])) {
			acpi_refuse(t, "entry of type %u at offset %u has %u bytes", type, at,
				    length);
			return false;
		}
	}
	return true;
}
