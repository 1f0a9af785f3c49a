/* SPDX-License-Identifier: MIT */
/* linkage.h - calling conventions: the compiler's own everywhere */
#ifndef _LINUX_LINKAGE_H
#define _LINUX_LINKAGE_H

#include <linux/compiler.h>
#include <linux/stringify.h>
#include <asm/linkage.h>

#ifdef __cplusplus
#define CPP_ASMLINKAGE extern "C"
#else
#define CPP_ASMLINKAGE
#endif
#ifndef asmlinkage
#define asmlinkage CPP_ASMLINKAGE
#endif
#define __page_aligned_data __aligned(PAGE_SIZE)
#define __page_aligned_bss  __aligned(PAGE_SIZE)

#endif
