/* SPDX-License-Identifier: MIT */
/*
 * kmsan-checks.h - see kmsan.h
 */
#ifndef _LINUX_KMSAN_CHECKS_H
#define _LINUX_KMSAN_CHECKS_H

#include <linux/kmsan.h>

#endif
