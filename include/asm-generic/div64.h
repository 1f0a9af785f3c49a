/* SPDX-License-Identifier: MIT */
/* div64.h - do_div(): divide in place, the value is the remainder */
#ifndef _ASM_GENERIC_DIV64_H
#define _ASM_GENERIC_DIV64_H

#include <linux/types.h>

/* @n: an lvalue of type u64; @base: u32 */
#define do_div(n, base)                                                                            \
	({                                                                                         \
		u32 dd_base__ = (base);                                                            \
		u32 dd_rem__ = ((u64)(n)) % dd_base__;                                             \
		(n) = ((u64)(n)) / dd_base__;                                                      \
		dd_rem__;                                                                          \
	})

#endif
