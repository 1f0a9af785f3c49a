/* SPDX-License-Identifier: MIT */
/*
 * module.h - relocating a module: the bare machine's part
 *
 * Modules are compiled as the core is: not position-independent, for
 * addresses in the top 2 GiB. Nothing is thread-local.
 */
#ifndef _ASM_X86_MODULE_H
#define _ASM_X86_MODULE_H

#include <asm-x86/module.h>

#define ARCH_MODULE_CFLAGS \
	"-mcmodel=kernel -fno-pic -fno-pie -mno-red-zone -mgeneral-regs-only"

#endif
