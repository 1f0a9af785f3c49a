/* SPDX-License-Identifier: MIT */
/* set_memory.h - generic: page-table protections */
#ifndef _ASM_DEFAULT_SET_MEMORY_H
#define _ASM_DEFAULT_SET_MEMORY_H
#include <linux/set_memory.h>
#endif
