/* SPDX-License-Identifier: MIT */
/*
 * debug.h - what the checkers share
 */
#ifndef _MM_DEBUG_DEBUG_H
#define _MM_DEBUG_DEBUG_H

#include <linux/percpu.h>
#include <quarry/debug_hooks.h>

/* Not 0: the checker itself allocates here; nothing is recorded or failed. */
DECLARE_PER_CPU(int, mm_debug_inside);

#endif
