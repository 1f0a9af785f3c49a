/* SPDX-License-Identifier: MIT */
/* byteorder.h - little-endian */
#ifndef _ASM_X86_BYTEORDER_H
#define _ASM_X86_BYTEORDER_H
#include <linux/byteorder.h>
#endif
