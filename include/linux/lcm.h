/* SPDX-License-Identifier: MIT */
/* lcm.h - least common multiple; lib/math.c */
#ifndef _LINUX_LCM_H
#define _LINUX_LCM_H

#include <linux/compiler.h>

/* 0 if one side is 0 */
unsigned long lcm(unsigned long a, unsigned long b) __attribute_const__;
/* the other side if one is 0 */
unsigned long lcm_not_zero(unsigned long a, unsigned long b) __attribute_const__;

#endif
