/* SPDX-License-Identifier: MIT */
/* units.h - factors */
#ifndef _LINUX_UNITS_H
#define _LINUX_UNITS_H

#include <linux/math.h>

#define NANO	   1000000000UL
#define MICRO	   1000000UL
#define MILLI	   1000UL
#define CENTI	   100UL
#define DECI	   10UL
#define KILO	   1000UL
#define MEGA	   1000000UL
#define GIGA	   1000000000UL
#define HZ_PER_KHZ 1000UL
#define HZ_PER_MHZ 1000000UL

#endif
