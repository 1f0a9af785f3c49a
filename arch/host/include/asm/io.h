/* SPDX-License-Identifier: MIT */
/*
 * io.h - device registers of the hosted machine: plain memory
 *
 * Physical addresses that no RAM range names exist all the same (the RAM file
 * is sparse and covers the whole physical space), so ioremap() of them gives
 * registers that remember what is written. Each access is one instruction.
 */
#ifndef _ASM_HOST_IO_H
#define _ASM_HOST_IO_H
#include <asm-generic/io.h>
#endif
