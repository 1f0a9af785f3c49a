/* SPDX-License-Identifier: MIT */
/* types.h - all of linux/types.h */
#ifndef _ASM_X86_TYPES_H
#define _ASM_X86_TYPES_H
#include <linux/types.h>
#endif
