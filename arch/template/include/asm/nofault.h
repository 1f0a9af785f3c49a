/* SPDX-License-Identifier: MIT */
/*
 * nofault.h - single loads and stores that may fault
 *
 * EDIT: when faults reach handle_fault(), write each access with an entry in
 * section __ex_table, as asm-x86/nofault.h does; it includes
 * asm-generic/extable.h in place of this.
 */
#ifndef _ASM_TEMPLATE_NOFAULT_H
#define _ASM_TEMPLATE_NOFAULT_H
#include <asm-generic/nofault.h>
#endif
