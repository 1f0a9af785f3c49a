/* SPDX-License-Identifier: MIT */
/*
 * module.h - relocating a module
 *
 * EDIT: the EM_ number of this CPU's object files, and the bytes of a slot and
 * of a trampoline. EM_NONE: the loader takes no module.
 */
#ifndef _ASM_TEMPLATE_MODULE_H
#define _ASM_TEMPLATE_MODULE_H

#define ARCH_MODULE_MACHINE		0	/* EM_NONE */
#define ARCH_MODULE_SLOT_SIZE		8
#define ARCH_MODULE_TRAMPOLINE_SIZE	8

#include <asm-generic/module.h>

#endif
