/* SPDX-License-Identifier: MIT */
/*
 * license.h - which MODULE_LICENSE() texts count as GPL compatible
 */
#ifndef _LINUX_LICENSE_H
#define _LINUX_LICENSE_H

#include <linux/string.h>
#include <linux/types.h>

static inline int license_is_gpl_compatible(const char *license)
{
	static const char *const texts[] = {
		"GPL", "GPL v2", "GPL and additional rights",
		"Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
	};
	unsigned int i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!strcmp(license, texts[i]))
			return 1;
	return 0;
}

#endif
