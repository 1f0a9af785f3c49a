/* SPDX-License-Identifier: MIT */
/* instruction_pointer.h - where we are, where we go back to */
#ifndef _LINUX_INSTRUCTION_POINTER_H
#define _LINUX_INSTRUCTION_POINTER_H

#define _RET_IP_ ((unsigned long)__builtin_return_address(0))
#define _THIS_IP_                                                                                  \
	({                                                                                         \
		__label__ tip_here__;                                                              \
tip_here__:                                                                                        \
		(unsigned long)&&tip_here__;                                                       \
	})

#endif
