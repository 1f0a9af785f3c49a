/* SPDX-License-Identifier: MIT */
/* types.h - all of linux/types.h */
#ifndef _ASM_DEFAULT_TYPES_H
#define _ASM_DEFAULT_TYPES_H
#include <linux/types.h>
#endif
