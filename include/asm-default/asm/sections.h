/* SPDX-License-Identifier: MIT */
/* sections.h - the image is described by boot_info */
#ifndef _ASM_DEFAULT_SECTIONS_H
#define _ASM_DEFAULT_SECTIONS_H
#endif
