/* SPDX-License-Identifier: MIT */
/* delay.h - generic */
#ifndef _ASM_DEFAULT_DELAY_H
#define _ASM_DEFAULT_DELAY_H
#include <linux/delay.h>
#endif
