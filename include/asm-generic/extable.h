/* SPDX-License-Identifier: MIT */
/*
 * extable.h - an entry of the exception table: where an access is, where to go on
 *
 * Two 32-bit offsets from their own place, so that the table needs no
 * relocation. asm/nofault.h writes the entries into section __ex_table.
 */
#ifndef _ASM_GENERIC_EXTABLE_H
#define _ASM_GENERIC_EXTABLE_H

/** struct exception_table_entry - offsets from the field itself */
struct exception_table_entry {
	int insn, fixup;
};

static inline unsigned long ex_entry_insn(const struct exception_table_entry *entry)
{
	return (unsigned long)&entry->insn + entry->insn;
}

static inline unsigned long ex_entry_fixup(const struct exception_table_entry *entry)
{
	return (unsigned long)&entry->fixup + entry->fixup;
}

#endif
