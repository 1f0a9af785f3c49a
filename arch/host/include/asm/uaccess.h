/* SPDX-License-Identifier: MIT */
/* uaccess.h - generic */
#ifndef _ASM_HOST_UACCESS_H
#define _ASM_HOST_UACCESS_H
#include <linux/uaccess.h>
#endif
