/* SPDX-License-Identifier: MIT */
/* smp.h - generic */
#ifndef _ASM_X86_SMP_H
#define _ASM_X86_SMP_H
#include <linux/smp.h>
#endif
