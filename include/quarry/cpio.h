/* SPDX-License-Identifier: MIT */
/*
 * cpio.h - members of a cpio archive in memory
 *
 * The bare machine gets its modules as one archive of the portable format with
 * hexadecimal headers ("newc", magic 070701). The archive is only read; names
 * and data point into it. Nothing in it is believed before it has been checked.
 */
#ifndef QUARRY_CPIO_H
#define QUARRY_CPIO_H

#include <linux/types.h>
#include <linux/compiler.h>

/**
 * struct cpio - an archive that is being read
 * @start: @size: all of it
 * @at: offset of the next header
 * @why: what is wrong with it, after cpio_next() gave -EINVAL
 */
struct cpio {
	const char *start;
	size_t size, at;
	const char *why;
};

/**
 * struct cpio_member - one file
 * @name: ends with '\0'
 * @data: @size: what is in it; at an offset in the archive that is a multiple of 4
 * @mode: type and access bits, as stat() has them
 */
struct cpio_member {
	const char *name;
	const void *data;
	size_t size;
	u32 mode;
};

/** cpio_open() - read from the start; nothing is looked at yet */
void cpio_open(struct cpio *archive, const void *start, size_t size);

/**
 * cpio_next() - the next member
 *
 * Context: any. Return: 1; 0 behind the last (the trailer was there); -EINVAL,
 * @archive->why says why, and the same again at every further call.
 */
int cpio_next(struct cpio *archive, struct cpio_member *member);

#endif
