/* SPDX-License-Identifier: MIT */
/*
 * compiler.h - talking to the compiler: hints, single accesses, checks
 *
 * READ_ONCE() and WRITE_ONCE() are one access each, neither torn nor repeated;
 * under the thread sanitizer they are relaxed atomics, so that it sees an
 * intended race as such.
 */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#include <linux/compiler_types.h>

#ifndef __ASSEMBLY__

#define likely(x)	    __builtin_expect(!!(x), 1)
#define unlikely(x)	    __builtin_expect(!!(x), 0)
#define likely_notrace(x)   likely(x)
#define unlikely_notrace(x) unlikely(x)

#ifndef barrier
#define barrier() __asm__ volatile("" ::: "memory")
#endif
/* The contents of what @ptr points to are needed here (wiping secrets). */
#define barrier_data(ptr)	     __asm__ volatile("" : : "r"(ptr) : "memory")
#define barrier_before_unreachable() __asm__ volatile("")
#define unreachable()		     __builtin_unreachable()
#define annotate_unreachable()                                                                     \
	do {                                                                                       \
	} while (0)

/* The compiler forgets what it knows about the value of @var. */
#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "=r"(var) : "0"(var))
#define RELOC_HIDE(ptr, off)                                                                       \
	({                                                                                         \
		unsigned long reloc_ptr__;                                                         \
		__asm__("" : "=r"(reloc_ptr__) : "0"(ptr));                                        \
		(typeof(ptr))(reloc_ptr__ + (off));                                                \
	})
#define absolute_pointer(val) RELOC_HIDE((void *)(val), 0)

/* The name a function has in objects, where libc has one of the same name. */
#define __link_name(x) __asm__("quarry_" #x)

#define __ADDRESSABLE(sym)                                                                         \
	static void *__used __UNIQUE_ID(__PASTE(addressable_, sym)) = (void *)&sym;

/* ---- single accesses -------------------------------------------------- */

#ifdef QUARRY_TSAN
#define __READ_ONCE(x)                                                                             \
	({                                                                                         \
		__unqual_scalar_typeof(x) ro_value__;                                              \
		__atomic_load(&(x), &ro_value__, __ATOMIC_RELAXED);                                \
		ro_value__;                                                                        \
	})
#define __WRITE_ONCE(x, val)                                                                       \
	do {                                                                                       \
		__unqual_scalar_typeof(x) wo_value__ = (val);                                      \
		__atomic_store(&(x), &wo_value__, __ATOMIC_RELAXED);                               \
	} while (0)
#else
#define __READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define __WRITE_ONCE(x, val)                                                                       \
	do {                                                                                       \
		*(volatile typeof(x) *)&(x) = (val);                                               \
	} while (0)
#endif

#define READ_ONCE(x)                                                                               \
	({                                                                                         \
		__unqual_scalar_typeof(x) once_value__ = __READ_ONCE(x);                           \
		once_value__;                                                                      \
	})
#define WRITE_ONCE(x, val)   __WRITE_ONCE(x, val)
#define READ_ONCE_NOCHECK(x) READ_ONCE(x)

/* A race that is known and harmless. */
#define data_race(expr)                                                                            \
	({                                                                                         \
		__auto_type dr_value__ = (expr);                                                   \
		dr_value__;                                                                        \
	})
#define ASSERT_EXCLUSIVE_WRITER(var)	    ((void)sizeof(var))
#define ASSERT_EXCLUSIVE_ACCESS(var)	    ((void)sizeof(var))
#define ASSERT_EXCLUSIVE_WRITER_SCOPED(var) ((void)sizeof(var))
#define ASSERT_EXCLUSIVE_ACCESS_SCOPED(var) ((void)sizeof(var))
#define ASSERT_EXCLUSIVE_BITS(var, mask)    ((void)sizeof(var))

/* ---- checks while compiling --------------------------------------------- */

/* 1 if @x is an integer constant expression, else 0; never evaluated. A zero
 * constant cast to a pointer is a null pointer, which ?: gives the type int *. */
#define __is_constexpr(x) (sizeof(int) == sizeof(*(8 ? ((void *)((long)(x)*0l)) : (int *)8)))

#ifdef __OPTIMIZE__
#define __compiletime_assert(cond, msg, id)                                                        \
	do {                                                                                       \
		__noreturn extern void id(void) __compiletime_error(msg);                          \
		if (!(cond))                                                                       \
			id();                                                                      \
	} while (0)
#else
#define __compiletime_assert(cond, msg, id) ((void)(cond))
#endif
#define compiletime_assert(cond, msg)                                                              \
	__compiletime_assert(cond, msg, __PASTE(__compiletime_assert_, __COUNTER__))
#define compiletime_assert_atomic_type(t)                                                          \
	compiletime_assert(__native_word(t), "not a type that is accessed atomically")
#define compiletime_assert_rwonce_type(t)                                                          \
	compiletime_assert(__native_word(t) || sizeof(t) == sizeof(long long),                     \
			   "too large for one access")

#define __must_be_array(a)		(sizeof(char[1 - 2 * !!__same_type((a), &(a)[0])]) - 1)
#define __BUILD_BUG_ON_ZERO_MSG(e, msg) ((int)sizeof(struct { int : (-!!(e)); }))

/* A pointer read from an offset to itself. */
static inline void *offset_to_ptr(const int *off)
{
	return (void *)((unsigned long)off + *off);
}

#endif /* __ASSEMBLY__ */
#endif
