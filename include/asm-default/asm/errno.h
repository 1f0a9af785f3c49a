/* SPDX-License-Identifier: MIT */
/* errno.h - generic numbers */
#ifndef _ASM_DEFAULT_ERRNO_H
#define _ASM_DEFAULT_ERRNO_H
#include <linux/errno.h>
#endif
