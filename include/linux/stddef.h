/* SPDX-License-Identifier: MIT */
/* stddef.h - NULL, offsetof and relatives */
#ifndef _LINUX_STDDEF_H
#define _LINUX_STDDEF_H

#ifndef __ASSEMBLY__
#undef NULL
#define NULL ((void *)0)

enum { false = 0, true = 1 };

#undef offsetof
#define offsetof(TYPE, MEMBER) __builtin_offsetof(TYPE, MEMBER)

#define sizeof_field(TYPE, MEMBER) sizeof((((TYPE *)0)->MEMBER))
/* offset of the first byte after a member */
#define offsetofend(TYPE, MEMBER) (offsetof(TYPE, MEMBER) + sizeof_field(TYPE, MEMBER))

/* The same members reachable both by themselves and as a named struct. */
#define struct_group(NAME, MEMBERS...) __struct_group(/* no tag */, NAME, /* no attrs */, MEMBERS)
#define struct_group_attr(NAME, ATTRS, MEMBERS...)                                                 \
	__struct_group(/* no tag */, NAME, ATTRS, MEMBERS)
#define struct_group_tagged(TAG, NAME, MEMBERS...)                                                 \
	__struct_group(TAG, NAME, /* no attrs */, MEMBERS)
#define __struct_group(TAG, NAME, ATTRS, MEMBERS...)                                               \
	union {                                                                                    \
		struct {                                                                           \
			MEMBERS                                                                    \
		} ATTRS;                                                                           \
		struct TAG {                                                                       \
			MEMBERS                                                                    \
		} ATTRS NAME;                                                                      \
	}
/* A flexible array where C allows none: in a union, or alone in a struct. */
#define DECLARE_FLEX_ARRAY(TYPE, NAME)                                                             \
	struct {                                                                                   \
		struct {                                                                           \
		} __empty_##NAME;                                                                  \
		TYPE NAME[];                                                                       \
	}
#endif
#endif
