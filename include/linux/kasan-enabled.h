/* SPDX-License-Identifier: MIT */
/*
 * kasan-enabled.h - see kasan.h
 */
#ifndef _LINUX_KASAN_ENABLED_H
#define _LINUX_KASAN_ENABLED_H

#include <linux/kasan.h>

#endif
