/* SPDX-License-Identifier: MIT */
/* timex.h - the cycle counter */
#ifndef _ASM_DEFAULT_TIMEX_H
#define _ASM_DEFAULT_TIMEX_H
#include <asm/processor.h>
#endif
