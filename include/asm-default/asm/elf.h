/* SPDX-License-Identifier: MIT */
/* elf.h - this machine's object files: what the module loader takes */
#ifndef _ASM_DEFAULT_ELF_H
#define _ASM_DEFAULT_ELF_H
#include <linux/elf.h>
#include <asm/module.h>
#define ELF_ARCH ARCH_MODULE_MACHINE
#define ELF_CLASS ELFCLASS64
#define ELF_DATA ELFDATA2LSB
#endif
