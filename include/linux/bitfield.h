/* SPDX-License-Identifier: MIT */
/*
 * bitfield.h - fields of a register, named by their masks
 *
 * A mask is a constant with one run of set bits: GENMASK(7, 4). FIELD_GET()
 * takes the field out, FIELD_PREP() makes a register value of it; a mask that
 * is no such run, or a constant value too large for it, does not compile.
 */
#ifndef _LINUX_BITFIELD_H
#define _LINUX_BITFIELD_H

#include <linux/build_bug.h>
#include <linux/byteorder.h>
#include <linux/log2.h>

#define __bf_shf(x) (__builtin_ffsll(x) - 1)

#define __BF_FIELD_CHECK(mask, reg, val, pfx)                                                      \
	({                                                                                         \
		BUILD_BUG_ON_MSG(!__builtin_constant_p(mask), pfx "mask is not constant");         \
		BUILD_BUG_ON_MSG((mask) == 0, pfx "mask is zero");                                 \
		BUILD_BUG_ON_MSG(                                                                  \
			__builtin_constant_p(val) ? ~((mask) >> __bf_shf(mask)) & (0 + (val)) : 0, \
			pfx "value too large for the field");                                      \
		BUILD_BUG_ON_MSG(((mask) + 0ull) > (u64)(typeof(reg))~0ull,                        \
				 pfx "type of reg too small for mask");                            \
		__BUILD_BUG_ON_NOT_POWER_OF_2((mask) + (1ULL << __bf_shf(mask)));                  \
	})

#define FIELD_MAX(mask)                                                                            \
	({                                                                                         \
		__BF_FIELD_CHECK(mask, 0ULL, 0ULL, "FIELD_MAX: ");                                 \
		(typeof(mask))((mask) >> __bf_shf(mask));                                          \
	})
#define FIELD_FIT(mask, val)                                                                       \
	({                                                                                         \
		__BF_FIELD_CHECK(mask, 0ULL, 0ULL, "FIELD_FIT: ");                                 \
		!((((typeof(mask))(val)) << __bf_shf(mask)) & ~(mask));                            \
	})
#define FIELD_PREP(mask, val)                                                                      \
	({                                                                                         \
		__BF_FIELD_CHECK(mask, 0ULL, val, "FIELD_PREP: ");                                 \
		((typeof(mask))(val) << __bf_shf(mask)) & (mask);                                  \
	})
#define FIELD_GET(mask, reg)                                                                       \
	({                                                                                         \
		__BF_FIELD_CHECK(mask, reg, 0U, "FIELD_GET: ");                                    \
		(typeof(mask))(((reg) & (mask)) >> __bf_shf(mask));                                \
	})
#define FIELD_MODIFY(mask, reg_p, val)                                                             \
	({                                                                                         \
		__BF_FIELD_CHECK(mask, *(reg_p), val, "FIELD_MODIFY: ");                           \
		*(reg_p) &= ~(mask);                                                               \
		*(reg_p) |= (((typeof(mask))(val) << __bf_shf(mask)) & (mask));                    \
	})

/* The same by functions of a type: u32_get_bits(), le16_encode_bits() … The mask may be in
 * the type's byte order only after conversion, so it is a plain number. */
extern void __field_overflow(void) __compiletime_error("value does not fit into mask");
extern void __bad_mask(void) __compiletime_error("bad bitfield mask");

static __always_inline u64 field_multiplier(u64 field)
{
	if ((field | (field - 1)) & ((field | (field - 1)) + 1))
		__bad_mask();
	return field & -field;
}
static __always_inline u64 field_mask(u64 field)
{
	return field / field_multiplier(field);
}
#define field_max(field) ((typeof(field))field_mask(field))

#define ____MAKE_OP(type, base, to, from)                                                          \
	static __always_inline __##type type##_encode_bits(base v, base field)                     \
	{                                                                                          \
		if (__builtin_constant_p(v) && (v & ~field_mask(field)))                           \
			__field_overflow();                                                        \
		return to((v & field_mask(field)) * field_multiplier(field));                      \
	}                                                                                          \
	static __always_inline __##type type##_replace_bits(__##type old, base val, base field)    \
	{                                                                                          \
		return (old & ~to(field)) | type##_encode_bits(val, field);                        \
	}                                                                                          \
	static __always_inline void type##p_replace_bits(__##type *p, base val, base field)        \
	{                                                                                          \
		*p = (*p & ~to(field)) | type##_encode_bits(val, field);                           \
	}                                                                                          \
	static __always_inline base type##_get_bits(__##type v, base field)                        \
	{                                                                                          \
		return (from(v) & field) / field_multiplier(field);                                \
	}
#define __MAKE_OP(size)                                                                            \
	____MAKE_OP(le##size, u##size, cpu_to_le##size, le##size##_to_cpu)                         \
	____MAKE_OP(be##size, u##size, cpu_to_be##size, be##size##_to_cpu)                         \
	____MAKE_OP(u##size, u##size, , )
____MAKE_OP(u8, u8, , )
__MAKE_OP(16)
__MAKE_OP(32)
__MAKE_OP(64)
#undef __MAKE_OP
#undef ____MAKE_OP

#endif
