/* SPDX-License-Identifier: MIT */
/*
 * tables.h - every leaf of the tables that the CPU walks
 */
#ifndef TESTS_PORT_X86_TABLES_H
#define TESTS_PORT_X86_TABLES_H

#include <linux/types.h>

/**
 * struct leaf - a translation
 * @addr: @shift: where it begins, log2 of its bytes
 * @entry: the entry itself
 * @write: @exec: @user: what all levels together allow
 */
struct leaf {
	unsigned long addr;
	unsigned int shift;
	u64 entry;
	bool write, exec, user;
};

/** each_leaf() - call @fn for each leaf below the table in CR3, ascending; reads
 * raw words, by the manual (Intel SDM vol. 3, 4.5), and none of the core's walk */
void each_leaf(void (*fn)(const struct leaf *leaf, void *arg), void *arg);

/** count_direct_map() - leaves of 4 KiB, 2 MiB, 1 GiB in the direct map */
void count_direct_map(unsigned long nr[3]);

/** whole_gibs_of_ram() - aligned ones: as many leaves of 1 GiB could map them */
unsigned long whole_gibs_of_ram(void);

#endif
