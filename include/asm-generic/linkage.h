/* SPDX-License-Identifier: MIT */
/* linkage.h - nothing special */
#ifndef _ASM_GENERIC_LINKAGE_H
#define _ASM_GENERIC_LINKAGE_H
#endif
