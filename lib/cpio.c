// SPDX-License-Identifier: MIT
/*
 * cpio.c - members of a cpio archive in memory
 *
 * A member is a header of 110 characters, its name with a '\0', its data. Name
 * and data are each followed by zeroes up to a multiple of 4 from the start of
 * the archive. The header is the magic "070701" and 13 numbers of 8 hexadecimal
 * digits: inode, mode, uid, gid, links, time, size, four of devices, length of
 * the name with its '\0', checksum. The last member is called TRAILER!!!; what
 * follows it is padding.
 * Source: cpio(5) of libarchive, "New ASCII Format".
 *
 * Offsets are counted in 64 bits: two numbers of 32 bits cannot make them wrap.
 *
 * Locking: none; the archive does not change.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <quarry/cpio.h>

#define HEADER_SIZE 110
#define MAGIC	    "070701"
#define MAGIC_LEN   6
#define TRAILER	    "TRAILER!!!"

/* Which of the 13 numbers. */
enum { FIELD_MODE = 1, FIELD_SIZE = 6, FIELD_NAME_SIZE = 11, NR_FIELDS = 13 };

void cpio_open(struct cpio *archive, const void *start, size_t size)
{
	*archive = (struct cpio){ .start = start, .size = size };
}

static int bad(struct cpio *archive, const char *why)
{
	archive->why = why;
	return -EINVAL;
}

static bool read_fields(const char *header, u32 *fields)
{
	const char *at = header + MAGIC_LEN;
	int i, digits, value;

	for (i = 0; i < NR_FIELDS; i++) {
		fields[i] = 0;
		for (digits = 0; digits < 8; digits++) {
			value = hex_to_bin(*at++);
			if (value < 0)
				return false;
			fields[i] = fields[i] << 4 | value;
		}
	}
	return true;
}

/* The name lies in the archive and ends where the header says. */
static bool name_is_whole(const struct cpio *archive, u64 name, u32 size)
{
	return size && name + size <= archive->size &&
	       strnlen(archive->start + name, size) == size - 1;
}

int cpio_next(struct cpio *archive, struct cpio_member *member)
{
	u64 name = (u64)archive->at + HEADER_SIZE, data, end;
	const char *header = archive->start + archive->at;
	u32 fields[NR_FIELDS];

	if (archive->why)
		return -EINVAL;
	if (name > archive->size)
		return bad(archive, "it ends before its trailer");
	if (memcmp(header, MAGIC, MAGIC_LEN))
		return bad(archive, "no member of a newc archive where one should be");
	if (!read_fields(header, fields))
		return bad(archive, "a header with something else than hexadecimal digits");
	if (!name_is_whole(archive, name, fields[FIELD_NAME_SIZE]))
		return bad(archive, "a name that does not end where it should");
	member->name = archive->start + name;
	if (!strcmp(member->name, TRAILER))
		return 0;
	data = ALIGN(name + fields[FIELD_NAME_SIZE], 4);
	end = data + fields[FIELD_SIZE];
	if (end > archive->size)
		return bad(archive, "a member that reaches beyond its end");
	member->data = archive->start + data;
	member->size = fields[FIELD_SIZE];
	member->mode = fields[FIELD_MODE];
	/* The zeroes behind the last data may be missing; then no header follows either. */
	archive->at = min_t(u64, ALIGN(end, 4), archive->size);
	return 1;
}
