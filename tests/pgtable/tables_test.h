/* SPDX-License-Identifier: MIT */
/*
 * tables_test.h - what the page-table suites share
 */
#ifndef TESTS_PGTABLE_TABLES_TEST_H
#define TESTS_PGTABLE_TABLES_TEST_H

#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <quarry/log.h>

/*
 * Addresses that nothing uses: user addresses of a kernel, below the top of the
 * address space of a process. Tables made for them are never walked by an access.
 */
#define UNUSED_BASE (PAGE_OFFSET >> 63 ? 1ul << 46 : 0ul - (1ul << 36))

/* Does a message logged since @seq contain @text? */
static inline bool logged_since(u64 seq, const char *text)
{
	struct log_record record;

	for (; log_read(seq, &record); seq = record.seq + 1)
		if (strstr(record.text, text))
			return true;
	return false;
}

static inline bool can_read(const void *addr)
{
	unsigned long word;

	return !copy_from_kernel_nofault(&word, addr, sizeof(word));
}

static inline bool can_write(void *addr)
{
	unsigned long word = 0x5a5a5a5a;

	return !copy_to_kernel_nofault(addr, &word, sizeof(word));
}

#endif
