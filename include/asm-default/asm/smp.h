/* SPDX-License-Identifier: MIT */
/* smp.h - generic */
#ifndef _ASM_DEFAULT_SMP_H
#define _ASM_DEFAULT_SMP_H
#include <linux/smp.h>
#endif
