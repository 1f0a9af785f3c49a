/* SPDX-License-Identifier: MIT */
/* linkage.h - nothing special */
#ifndef _ASM_HOST_LINKAGE_H
#define _ASM_HOST_LINKAGE_H
#endif
