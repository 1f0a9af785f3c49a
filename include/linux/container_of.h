/* SPDX-License-Identifier: MIT */
/* container_of.h - from a member to the struct it is in */
#ifndef _LINUX_CONTAINER_OF_H
#define _LINUX_CONTAINER_OF_H

#include <linux/build_bug.h>
#include <linux/stddef.h>

#define typeof_member(T, m) typeof(((T *)0)->m)

#define container_of(ptr, type, member)                                                            \
	({                                                                                         \
		void *co_member__ = (void *)(ptr);                                                 \
		static_assert(__same_type(*(ptr), ((type *)0)->member) ||                          \
				      __same_type(*(ptr), void),                                   \
			      "pointer type mismatch in container_of()");                          \
		(type *)((char *)co_member__ - offsetof(type, member));                            \
	})
/* NULL and error pointers pass through. */
#define container_of_safe(ptr, type, member)                                                       \
	({                                                                                         \
		void *cos_member__ = (void *)(ptr);                                                \
		(unsigned long)cos_member__ - 1 >= (unsigned long)-4096                            \
			? (type *)cos_member__                                                     \
			: container_of(ptr, type, member);                                         \
	})
#define container_of_const(ptr, type, member)                                                      \
	_Generic(ptr,								\
		const typeof(*(ptr)) *: ((const type *)container_of(ptr, type, member)), \
		default: ((type *)container_of(ptr, type, member)))

#endif
