/* SPDX-License-Identifier: MIT */
/* pgalloc.h - making and freeing tables is generic: linux/pgtable.h */
#ifndef _ASM_DEFAULT_PGALLOC_H
#define _ASM_DEFAULT_PGALLOC_H
#include <linux/pgtable.h>
#endif
