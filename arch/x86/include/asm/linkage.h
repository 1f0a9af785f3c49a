/* SPDX-License-Identifier: MIT */
/* linkage.h - nothing special */
#ifndef _ASM_X86_LINKAGE_H
#define _ASM_X86_LINKAGE_H
#endif
