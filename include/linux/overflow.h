/* SPDX-License-Identifier: MIT */
/*
 * overflow.h - arithmetic that says when the result does not fit
 *
 * check_*_overflow() are true on overflow and always store the truncated
 * result. size_*() and *_size() saturate at SIZE_MAX, which no allocator can
 * satisfy, so that an overflowing size fails instead of being small.
 */
#ifndef _LINUX_OVERFLOW_H
#define _LINUX_OVERFLOW_H

#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/const.h>
#include <linux/build_bug.h>

#define is_signed_type(type)   (((type)(-1)) < (type)1)
#define is_unsigned_type(type) (!is_signed_type(type))
#define __type_half_max(type)  ((type)1 << (8 * sizeof(type) - 1 - is_signed_type(type)))
#define type_max(T)	       ((T)((__type_half_max(T) - 1) + __type_half_max(T)))
#define __type_max(T)	       type_max(T)
#define type_min(T)	       ((T)((T)-type_max(T) - (T)1))
#define __type_min(T)	       type_min(T)

static __always_inline bool __must_check __must_check_overflow(bool overflow)
{
	return unlikely(overflow);
}

#define check_add_overflow(a, b, d) __must_check_overflow(__builtin_add_overflow(a, b, d))
#define check_sub_overflow(a, b, d) __must_check_overflow(__builtin_sub_overflow(a, b, d))
#define check_mul_overflow(a, b, d) __must_check_overflow(__builtin_mul_overflow(a, b, d))

#define is_non_negative(a) ((a) > 0 || (a) == 0)
#define is_negative(a)	   (!(is_non_negative(a)))

/* *d = a << s; true if a bit is lost, the sign changes or @s makes no sense. */
#define check_shl_overflow(a, s, d)                                                                \
	__must_check_overflow(({                                                                   \
		typeof(a) shl_a__ = a;                                                             \
		typeof(s) shl_s__ = s;                                                             \
		typeof(d) shl_d__ = d;                                                             \
		unsigned long long shl_wide__ = shl_a__;                                           \
		unsigned int shl_by__ =                                                            \
			is_non_negative(shl_s__) && shl_s__ < 8 * sizeof(*shl_d__) ? shl_s__ : 0;  \
		*shl_d__ = (typeof(*shl_d__))(shl_wide__ << shl_by__);                             \
		(shl_by__ != shl_s__ || is_negative(*shl_d__) || is_negative(shl_a__) ||           \
		 (typeof(shl_a__))(*shl_d__ >> shl_by__) != shl_a__);                              \
	}))

#define __overflows_type_constexpr(x, T)                                                           \
	({                                                                                         \
		typeof(x) ot_x__ = (x);                                                            \
		T ot_t__;                                                                          \
		__builtin_add_overflow(ot_x__, 0, &ot_t__);                                        \
	})
/* Does the value of @n not fit into @T (a type, or a variable of it)? */
#define overflows_type(n, T) __overflows_type_constexpr(n, typeof(T))
/* Could every value of @n's type be held by @T? */
#define castable_to_type(n, T)                                                                     \
	__builtin_choose_expr(__is_constexpr(n), !__overflows_type_value(n, T),                    \
			      type_max(typeof(T)) >= type_max(typeof(n)) &&                        \
				      (is_signed_type(typeof(T)) || !is_signed_type(typeof(n))))
#define __overflows_type_value(n, T)                                                               \
	(is_unsigned_type(typeof(T)) ? ((n) < 0 || (n) + 0ull > type_max(typeof(T)))               \
	 : (n) < 0		     ? (n) + 0ll < type_min(typeof(T))                             \
				     : (n) + 0ull > type_max(typeof(T)))

#define wrapping_add(type, a, b)                                                                   \
	({                                                                                         \
		type wrap_value__;                                                                 \
		__builtin_add_overflow(a, b, &wrap_value__);                                       \
		wrap_value__;                                                                      \
	})
#define wrapping_sub(type, a, b)                                                                   \
	({                                                                                         \
		type wrap_value__;                                                                 \
		__builtin_sub_overflow(a, b, &wrap_value__);                                       \
		wrap_value__;                                                                      \
	})
#define wrapping_mul(type, a, b)                                                                   \
	({                                                                                         \
		type wrap_value__;                                                                 \
		__builtin_mul_overflow(a, b, &wrap_value__);                                       \
		wrap_value__;                                                                      \
	})
#define wrapping_assign_add(var, offset) ((var) = wrapping_add(typeof(var), var, offset))
#define wrapping_assign_sub(var, offset) ((var) = wrapping_sub(typeof(var), var, offset))

/** size_mul() - @a * @b, or SIZE_MAX */
static inline size_t __must_check size_mul(size_t a, size_t b)
{
	size_t bytes;

	return check_mul_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

/** size_add() - @a + @b, or SIZE_MAX */
static inline size_t __must_check size_add(size_t a, size_t b)
{
	size_t bytes;

	return check_add_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

/** size_sub() - @a - @b; SIZE_MAX if that is negative or a side is SIZE_MAX */
static inline size_t __must_check size_sub(size_t a, size_t b)
{
	size_t bytes;

	if (a == SIZE_MAX || b == SIZE_MAX || check_sub_overflow(a, b, &bytes))
		return SIZE_MAX;
	return bytes;
}

#define array_size(a, b)     size_mul(a, b)
#define array3_size(a, b, c) size_mul(size_mul(a, b), c)

/* Bytes of @count elements of the flexible array @member of *@p. */
#define flex_array_size(p, member, count)                                                          \
	__builtin_choose_expr(__is_constexpr(count),                                               \
			      (count) * sizeof(*(p)->member) + __must_be_array((p)->member),       \
			      size_mul(count,                                                      \
				       sizeof(*(p)->member) + __must_be_array((p)->member)))

/* Bytes of *@p with @count elements in its flexible array @member. */
#define struct_size(p, member, count)                                                              \
	__builtin_choose_expr(__is_constexpr(count),                                               \
			      sizeof(*(p)) + flex_array_size(p, member, count),                    \
			      size_add(sizeof(*(p)), flex_array_size(p, member, count)))
#define struct_size_t(type, member, count) struct_size((type *)NULL, member, count)

/* A struct with its flexible array on the stack: *@name. */
#define _DEFINE_FLEX(type, name, member, count, initializer)                                       \
	_Static_assert(__builtin_constant_p(count), "the count must be constant");                 \
	union {                                                                                    \
		u8 bytes[struct_size_t(type, member, count)];                                      \
		type obj;                                                                          \
	} name##_u initializer;                                                                    \
	type *name = (type *)&name##_u
#define DEFINE_RAW_FLEX(type, name, member, count) _DEFINE_FLEX(type, name, member, count, = {})
#define DEFINE_FLEX(type, name, member, counter, count)                                            \
	_DEFINE_FLEX(type, name, member, count, = {                                                \
							.obj.counter = count,                      \
						})

#endif
