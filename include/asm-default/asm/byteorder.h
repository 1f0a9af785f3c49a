/* SPDX-License-Identifier: MIT */
/* byteorder.h - what the compiler says */
#ifndef _ASM_DEFAULT_BYTEORDER_H
#define _ASM_DEFAULT_BYTEORDER_H
#include <linux/byteorder.h>
#endif
