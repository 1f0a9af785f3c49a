/* SPDX-License-Identifier: MIT */
/* typecheck.h - warn when an expression has another type than it should */
#ifndef _LINUX_TYPECHECK_H
#define _LINUX_TYPECHECK_H

/* Always 1. */
#define typecheck(type, x)                                                                         \
	({                                                                                         \
		type tc_dummy__;                                                                   \
		typeof(x) tc_dummy2__;                                                             \
		(void)(&tc_dummy__ == &tc_dummy2__);                                               \
		1;                                                                                 \
	})
#define typecheck_fn(type, function)                                                               \
	({                                                                                         \
		typeof(type) tc_fn__ = function;                                                   \
		(void)tc_fn__;                                                                     \
	})
#define typecheck_pointer(x)                                                                       \
	({                                                                                         \
		typeof(x) tc_ptr__;                                                                \
		(void)sizeof(*tc_ptr__);                                                           \
		1;                                                                                 \
	})

#endif
