/* SPDX-License-Identifier: MIT */
/* uaccess.h - generic */
#ifndef _ASM_DEFAULT_UACCESS_H
#define _ASM_DEFAULT_UACCESS_H
#include <linux/uaccess.h>
#endif
