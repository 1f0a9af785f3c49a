/* SPDX-License-Identifier: MIT */
/* instrumentation.h - nothing is instrumented behind the compiler's back */
#ifndef __LINUX_INSTRUMENTATION_H
#define __LINUX_INSTRUMENTATION_H

#define instrumentation_begin()	do { } while (0)
#define instrumentation_end()	do { } while (0)

#endif
