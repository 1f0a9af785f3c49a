/* SPDX-License-Identifier: MIT */
/* string_choices.h - words for truth */
#ifndef _LINUX_STRING_CHOICES_H
#define _LINUX_STRING_CHOICES_H

#include <linux/types.h>

#define __STRING_CHOICE(name, yes, no)                                                             \
	static inline const char *str_##name(bool v)                                               \
	{                                                                                          \
		return v ? yes : no;                                                               \
	}
__STRING_CHOICE(yes_no, "yes", "no")
__STRING_CHOICE(on_off, "on", "off")
__STRING_CHOICE(enable_disable, "enable", "disable")
__STRING_CHOICE(enabled_disabled, "enabled", "disabled")
__STRING_CHOICE(read_write, "read", "write")
__STRING_CHOICE(true_false, "true", "false")
__STRING_CHOICE(high_low, "high", "low")
__STRING_CHOICE(up_down, "up", "down")
__STRING_CHOICE(hi_lo, "hi", "lo")

static inline const char *str_plural(size_t num)
{
	return num == 1 ? "" : "s";
}

#endif
