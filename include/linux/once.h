/* SPDX-License-Identifier: MIT */
/* once.h - run a function the first time only */
#ifndef _LINUX_ONCE_H
#define _LINUX_ONCE_H

#include <linux/types.h>
#include <linux/once_lite.h>

#define DO_ONCE(func, ...)	     DO_ONCE_LITE(func, ##__VA_ARGS__)
#define DO_ONCE_SLEEPABLE(func, ...) DO_ONCE_LITE(func, ##__VA_ARGS__)

#endif
