/* SPDX-License-Identifier: MIT */
/* param.h - the tick rate: see linux/jiffies.h */
#ifndef _LINUX_PARAM_H
#define _LINUX_PARAM_H

#include <linux/jiffies.h>

#endif
