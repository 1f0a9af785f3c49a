/* SPDX-License-Identifier: MIT */
/* unaligned.h - integers at any address */
#ifndef _LINUX_UNALIGNED_H
#define _LINUX_UNALIGNED_H
#include <asm/unaligned.h>
#endif
