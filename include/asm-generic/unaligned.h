/* SPDX-License-Identifier: MIT */
/* unaligned.h - integers at any address, in any byte order */
#ifndef _ASM_GENERIC_UNALIGNED_H
#define _ASM_GENERIC_UNALIGNED_H

#include <linux/types.h>
#include <linux/byteorder.h>

/* A packed member may lie anywhere; the compiler knows how to reach it. */
#define get_unaligned(ptr)                                                                         \
	({                                                                                         \
		const struct {                                                                     \
			typeof(*(ptr)) value;                                                      \
		} __packed *gu_ptr__ = (const void *)(ptr);                                        \
		gu_ptr__->value;                                                                   \
	})
#define put_unaligned(val, ptr)                                                                    \
	do {                                                                                       \
		struct {                                                                           \
			typeof(*(ptr)) value;                                                      \
		} __packed *pu_ptr__ = (void *)(ptr);                                              \
		pu_ptr__->value = (val);                                                           \
	} while (0)

#define __UNALIGNED_ORDER(order, bits)                                                             \
	static inline u##bits get_unaligned_##order##bits(const void *p)                           \
	{                                                                                          \
		return order##bits##_to_cpu(get_unaligned((const __##order##bits *)p));            \
	}                                                                                          \
	static inline void put_unaligned_##order##bits(u##bits val, void *p)                       \
	{                                                                                          \
		put_unaligned(cpu_to_##order##bits(val), (__##order##bits *)p);                    \
	}
__UNALIGNED_ORDER(le, 16)
__UNALIGNED_ORDER(le, 32)
__UNALIGNED_ORDER(le, 64)
__UNALIGNED_ORDER(be, 16)
__UNALIGNED_ORDER(be, 32)
__UNALIGNED_ORDER(be, 64)

static inline u32 get_unaligned_be24(const void *p)
{
	const u8 *b = p;

	return b[0] << 16 | b[1] << 8 | b[2];
}
static inline u32 get_unaligned_le24(const void *p)
{
	const u8 *b = p;

	return b[2] << 16 | b[1] << 8 | b[0];
}
static inline void put_unaligned_be24(u32 val, void *p)
{
	u8 *b = p;

	b[0] = val >> 16;
	b[1] = val >> 8;
	b[2] = val;
}
static inline void put_unaligned_le24(u32 val, void *p)
{
	u8 *b = p;

	b[0] = val;
	b[1] = val >> 8;
	b[2] = val >> 16;
}

#endif
