/* SPDX-License-Identifier: MIT */
/* elf.h - this machine's object files */
#ifndef _ASM_X86_ELF_H
#define _ASM_X86_ELF_H
#include <linux/elf.h>
#define ELF_ARCH EM_X86_64
#define ELF_CLASS ELFCLASS64
#define ELF_DATA ELFDATA2LSB
#endif
