/* SPDX-License-Identifier: MIT */
/* bug.h - BUG and WARN are the same on every port */
#ifndef _ASM_GENERIC_BUG_H
#define _ASM_GENERIC_BUG_H
#include <linux/bug.h>
#endif
