/* SPDX-License-Identifier: MIT */
/* huge_mm.h - sizes of large leaves */
#ifndef _LINUX_HUGE_MM_H
#define _LINUX_HUGE_MM_H

#include <linux/pgtable.h>

#define HPAGE_PMD_SHIFT	PMD_SHIFT
#define HPAGE_PMD_SIZE	(1UL << HPAGE_PMD_SHIFT)
#define HPAGE_PMD_ORDER	(HPAGE_PMD_SHIFT - PAGE_SHIFT)
#define HPAGE_PMD_NR	(1 << HPAGE_PMD_ORDER)

#endif
