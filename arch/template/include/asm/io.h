/* SPDX-License-Identifier: MIT */
/*
 * io.h - device registers are memory
 *
 * EDIT: io_before_write() and io_after_read(), before the include, as the
 * fences that keep accesses to devices in order with each other and with memory.
 */
#ifndef _ASM_TEMPLATE_IO_H
#define _ASM_TEMPLATE_IO_H
#include <asm-generic/io.h>
#endif
