/* SPDX-License-Identifier: MIT */
/* bug.h - BUG and WARN are generic */
#ifndef _ASM_DEFAULT_BUG_H
#define _ASM_DEFAULT_BUG_H
#include <linux/bug.h>
#endif
