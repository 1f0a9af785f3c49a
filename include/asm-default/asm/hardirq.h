/* SPDX-License-Identifier: MIT */
/* hardirq.h - generic */
#ifndef _ASM_DEFAULT_HARDIRQ_H
#define _ASM_DEFAULT_HARDIRQ_H
#include <linux/hardirq.h>
#endif
