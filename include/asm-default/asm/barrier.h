/* SPDX-License-Identifier: MIT */
/* barrier.h - full fences: right everywhere, dear on some machines */
#ifndef _ASM_DEFAULT_BARRIER_H
#define _ASM_DEFAULT_BARRIER_H
#include <linux/compiler.h>
#include <asm-generic/barrier.h>
#endif
