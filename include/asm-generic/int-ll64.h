/* SPDX-License-Identifier: MIT */
/* int-ll64.h - the integer types are in linux/types.h */
#ifndef _ASM_GENERIC_INT_LL64_H
#define _ASM_GENERIC_INT_LL64_H
#include <linux/types.h>
#endif
