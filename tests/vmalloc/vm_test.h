/* SPDX-License-Identifier: MIT */
/*
 * vm_test.h - what the vmalloc suites share
 */
#ifndef TESTS_VMALLOC_VM_TEST_H
#define TESTS_VMALLOC_VM_TEST_H

#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <quarry/log.h>
#include <quarry/mm_check.h>

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
	char byte;

	return !copy_from_kernel_nofault(&byte, addr, 1);
}

static inline bool can_write(void *addr)
{
	unsigned long word = 0x5a5a5a5a;

	return !copy_to_kernel_nofault(addr, &word, sizeof(word));
}

static inline u64 next_random(u64 *state)
{
	*state = *state * 6364136223846793005ull + 1442695040888963407ull;
	return *state >> 33;
}

static inline void count_area(const struct vm_struct *vm, void *arg)
{
	++*(unsigned long *)arg;
}

static inline unsigned long nr_areas(void)
{
	unsigned long nr = 0;

	vmalloc_for_each(count_area, &nr);
	return nr;
}

#endif
