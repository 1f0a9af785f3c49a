/* SPDX-License-Identifier: MIT */
/* hardirq.h - generic */
#ifndef _ASM_X86_HARDIRQ_H
#define _ASM_X86_HARDIRQ_H
#include <linux/hardirq.h>
#endif
