/* SPDX-License-Identifier: MIT */
/* set_memory.h - generic: page-table protections */
#ifndef _ASM_X86_SET_MEMORY_H
#define _ASM_X86_SET_MEMORY_H
#include <linux/set_memory.h>
#endif
