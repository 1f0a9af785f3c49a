/* SPDX-License-Identifier: MIT */
/*
 * module.h - relocating a module, x86-64
 *
 * A module is placed in the module window, within 2 GiB of the core. What it
 * reaches through the GOT gets a slot of 8 bytes in the module's data. A call
 * that does not reach (hosted, libc's memcpy is far away) goes through a
 * trampoline of 8 bytes in the module's text, which jumps through a slot:
 * entry i's is found by decoding its displacement.
 *
 * Thread-local symbols (STT_TLS; this_cpu_off and friends, hosted) have no
 * address: arch_module_tls_symbol() gives their offset from the thread pointer,
 * and that is the symbol's value.
 */
#ifndef _ASM_X86_SHARED_MODULE_H
#define _ASM_X86_SHARED_MODULE_H

#include <linux/elf.h>

#define ARCH_MODULE_MACHINE		EM_X86_64
#define ARCH_MODULE_SLOT_SIZE		8
#define ARCH_MODULE_TRAMPOLINE_SIZE	8

#include <asm-generic/module.h>

#endif
