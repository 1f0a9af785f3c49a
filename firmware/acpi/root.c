// SPDX-License-Identifier: MIT
/*
 * root.c - from the ACPI root pointer to the list of tables
 *
 * The root pointer (RSDP) is 20 bytes in revision 0: signature "RSD PTR ", a
 * checksum over the 20, and the 32-bit address of the RSDT at 16. Revision 2
 * appends its length at 20, the 64-bit address of the XSDT at 24, and a second
 * checksum over the whole. RSDT and XSDT are tables that list the addresses of
 * all others, 4 or 8 bytes each.
 *
 * The XSDT is preferred: the specification says so, and some machines (microvm)
 * have no other. When it is absent or broken the RSDT counts.
 *
 * Locking: none; state is the caller's.
 */
#include <linux/string.h>
#include <linux/unaligned.h>
#include "acpi_internal.h"

#define RSDP_SIGNATURE "RSD PTR "
#define RSDP_SIZE_0    20
#define RSDP_SIZE_2    36
#define RSDP_SIZE_MAX  4096
#define RSDP_REVISION  15
#define RSDP_RSDT      16
#define RSDP_LENGTH    20
#define RSDP_XSDT      24

/* Where a PC's BIOS leaves the root pointer, on a 16-byte boundary. */
#define EBDA_SEGMENT 0x40eu /* where its address / 16 is */
#define EBDA_UNIT    16u
#define EBDA_START   0x500u /* vectors and BIOS data end, conventional memory ends */
#define EBDA_END     0xa0000u
#define EBDA_SIZE    1024u
#define BIOS_START   0xe0000u
#define BIOS_END     0x100000u
#define RSDP_STEP    16u

#define NO_TABLES "only the boot CPU and one node are used"

static const struct acpi_kind rsdp_kind = {
	.name = "RSDP",
	.instead = NO_TABLES,
};
static const struct acpi_kind rsdt_kind = {
	.signature = "RSDT",
	.name = "RSDT",
	.min_length = ACPI_HEADER_SIZE,
	.instead = NO_TABLES,
};
static const struct acpi_kind xsdt_kind = {
	.signature = "XSDT",
	.name = "XSDT",
	.min_length = ACPI_HEADER_SIZE,
	.instead = "the RSDT counts",
};
static const struct acpi_kind lone_xsdt_kind = {
	.signature = "XSDT",
	.name = "XSDT",
	.min_length = ACPI_HEADER_SIZE,
	.instead = NO_TABLES,
};

static bool is_rsdp(const u8 *data)
{
	return !memcmp(data, RSDP_SIGNATURE, 8) && !acpi_sum(data, RSDP_SIZE_0);
}

static bool open_rsdp(struct acpi_table *rsdp)
{
	rsdp->data = acpi_map(rsdp->ops, rsdp->phys, RSDP_SIZE_0);
	if (!rsdp->data)
		acpi_refuse(rsdp, "out of reach");
	else if (memcmp(rsdp->data, RSDP_SIGNATURE, 8))
		acpi_refuse(rsdp, "no signature \"" RSDP_SIGNATURE "\"");
	else if (!is_rsdp(rsdp->data))
		acpi_refuse(rsdp, "bad checksum (sum 0x%02x)", acpi_sum(rsdp->data, RSDP_SIZE_0));
	else
		return true;
	return false;
}

/* The XSDT's address; 0: there is none, or none to be trusted. */
static u64 rsdp_xsdt(const struct acpi_table *rsdp)
{
	const u8 *data;
	u32 length;

	if (rsdp->data[RSDP_REVISION] < 2)
		return 0;
	data = acpi_map(rsdp->ops, rsdp->phys, RSDP_SIZE_2);
	length = data ? get_unaligned_le32(data + RSDP_LENGTH) : RSDP_SIZE_2;
	if (length < RSDP_SIZE_2 || length > RSDP_SIZE_MAX) {
		acpi_say(rsdp, "%u bytes long, not %u to %u: its XSDT is ignored", length,
			 RSDP_SIZE_2, RSDP_SIZE_MAX);
		return 0;
	}
	data = acpi_map(rsdp->ops, rsdp->phys, length);
	if (!data)
		acpi_say(rsdp, "its %u bytes are out of reach: its XSDT is ignored", length);
	else if (acpi_sum(data, length))
		acpi_say(rsdp, "bad extended checksum (sum 0x%02x): its XSDT is ignored",
			 acpi_sum(data, length));
	else
		return get_unaligned_le64(data + RSDP_XSDT);
	return 0;
}

static u32 entry_size(const struct acpi_table *root)
{
	return root->kind == &rsdt_kind ? 4 : 8;
}

static bool open_list(struct acpi_table *root, const struct acpi_kind *kind, u64 phys)
{
	u32 rest;

	root->kind = kind;
	root->phys = phys;
	if (!acpi_open(root))
		return false;
	rest = (root->length - ACPI_HEADER_SIZE) % entry_size(root);
	if (!rest)
		return true;
	acpi_refuse(root, "truncated entry at offset %u", root->length - rest);
	return false;
}

bool acpi_open_root(phys_addr_t phys, const struct acpi_ops *ops, struct acpi_table *root)
{
	struct acpi_table rsdp = { .ops = ops, .kind = &rsdp_kind, .phys = phys };
	u64 rsdt, xsdt;

	*root = (struct acpi_table){ .ops = ops };
	if (!phys) {
		ops->say("ACPI: no RSDP: " NO_TABLES);
		return false;
	}
	if (!open_rsdp(&rsdp))
		return false;
	rsdt = get_unaligned_le32(rsdp.data + RSDP_RSDT);
	xsdt = rsdp_xsdt(&rsdp);
	if (xsdt && open_list(root, rsdt ? &xsdt_kind : &lone_xsdt_kind, xsdt))
		return true;
	if (rsdt)
		return open_list(root, &rsdt_kind, rsdt);
	if (!xsdt)
		acpi_refuse(&rsdp, "names no list of tables");
	return false;
}

bool acpi_root_entry(const struct acpi_table *root, unsigned int i, u64 *phys)
{
	const u8 *entries = root->data + ACPI_HEADER_SIZE;

	if (i >= (root->length - ACPI_HEADER_SIZE) / entry_size(root))
		return false;
	*phys = entry_size(root) == 4 ? get_unaligned_le32(entries + 4 * i)
				      : get_unaligned_le64(entries + 8 * i);
	return true;
}

static phys_addr_t scan(const struct acpi_ops *ops, phys_addr_t start, phys_addr_t end)
{
	const u8 *data = acpi_map(ops, start, end - start);
	phys_addr_t at;

	if (!data)
		return 0;
	for (at = start; at + RSDP_SIZE_0 <= end; at += RSDP_STEP)
		if (is_rsdp(data + (at - start)))
			return at;
	return 0;
}

phys_addr_t acpi_find_rsdp(const struct acpi_ops *ops)
{
	const u8 *segment = acpi_map(ops, EBDA_SEGMENT, 2);
	phys_addr_t ebda = segment ? get_unaligned_le16(segment) * EBDA_UNIT : 0;
	phys_addr_t found = 0;

	if (ebda >= EBDA_START && ebda + EBDA_SIZE <= EBDA_END)
		found = scan(ops, ebda, ebda + EBDA_SIZE);
	return found ? found : scan(ops, BIOS_START, BIOS_END);
}
