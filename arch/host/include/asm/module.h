/* SPDX-License-Identifier: MIT */
/*
 * module.h - relocating a module: the hosted machine's part
 *
 * Modules are position-independent and reach libc and thread-local variables
 * through slots (asm-x86/module.h).
 */
#ifndef _ASM_HOST_MODULE_H
#define _ASM_HOST_MODULE_H

#include <asm-x86/module.h>

/* gcc needs these to give what the loader can place. */
#define ARCH_MODULE_CFLAGS		"-fPIC -fno-plt -ftls-model=initial-exec"

#endif
