/* SPDX-License-Identifier: MIT */
/* linkage.h - nothing special */
#ifndef _ASM_DEFAULT_LINKAGE_H
#define _ASM_DEFAULT_LINKAGE_H
#include <asm-generic/linkage.h>
#endif
