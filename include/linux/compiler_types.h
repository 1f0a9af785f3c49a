/* SPDX-License-Identifier: MIT */
/*
 * compiler_types.h - what declarations need: attributes, address space marks
 *
 * The marks (__user, __iomem, __percpu, __rcu …) are for a checker that is not
 * run here; they compile to nothing.
 */
#ifndef _LINUX_COMPILER_TYPES_H
#define _LINUX_COMPILER_TYPES_H

#ifndef __ASSEMBLY__
#include <linux/compiler_attributes.h>

#define __kernel
#define __user
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __nocast
#define __safe
#define __private
#define __bitwise
#define __chk_user_ptr(x)	  ((void)0)
#define __chk_io_ptr(x)		  ((void)0)
#define ACCESS_PRIVATE(p, member) ((p)->member)
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __acquires_shared(x)
#define __cond_acquires(x)
#define __acquire(x)	  ((void)0)
#define __release(x)	  ((void)0)
#define __cond_lock(x, c) (c)

/* A static inline function that a file does not use is no mistake. */
#define inline inline __attribute__((__unused__))
#define __inline inline
#define __inline__ inline
#ifndef asm
#define asm __asm__
#endif
#define asm_inline		asm
#define asm_volatile_goto(x...) asm goto(x)
#ifndef typeof
#define typeof __typeof__
#endif

#define ___PASTE(a, b)	    a##b
#define __PASTE(a, b)	    ___PASTE(a, b)
#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)

#ifdef __has_feature
#define __quarry_feature(x) __has_feature(x)
#else
#define __quarry_feature(x) 0
#endif
#if defined(__SANITIZE_THREAD__) || __quarry_feature(thread_sanitizer)
#define QUARRY_TSAN 1
#endif
#if (defined(__SANITIZE_ADDRESS__) || __quarry_feature(address_sanitizer))
#define QUARRY_ASAN 1
#endif

#ifdef __clang__
#define CONFIG_CC_IS_CLANG 1
#define CONFIG_CLANG_VERSION                                                                       \
	(__clang_major__ * 10000 + __clang_minor__ * 100 + __clang_patchlevel__)
#define CONFIG_GCC_VERSION 0
#else
#define CONFIG_CC_IS_GCC     1
#define CONFIG_GCC_VERSION   (__GNUC__ * 10000 + __GNUC_MINOR__ * 100 + __GNUC_PATCHLEVEL__)
#define GCC_VERSION	     CONFIG_GCC_VERSION
#define CONFIG_CLANG_VERSION 0
#endif

/* Warnings off for some lines: between __diag_push() and __diag_pop(). */
#define __diag_str1(s) #s
#define __diag_str(s)  __diag_str1(s)
#ifdef __clang__
#define __diag(s) _Pragma(__diag_str(clang diagnostic s))
#define __diag_ignore_all(option, comment)                                                         \
	__diag(ignored "-Wunknown-warning-option") __diag(ignored option)
#else
#define __diag(s)			   _Pragma(__diag_str(GCC diagnostic s))
#define __diag_ignore_all(option, comment) __diag(ignored option)
#endif
#define __diag_push() __diag(push)
#define __diag_pop()  __diag(pop)
#define __diag_ignore(compiler, version, option, comment)

#ifndef __has_builtin
#define __has_builtin(x) 0
#endif

#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
/* The type of an expression without const and volatile: that of its value. */
#define __unqual_scalar_typeof(x) typeof(((void)0, (x)))
#define __native_word(t)                                                                           \
	(sizeof(t) == sizeof(char) || sizeof(t) == sizeof(short) || sizeof(t) == sizeof(int) ||    \
	 sizeof(t) == sizeof(long))

#endif /* __ASSEMBLY__ */
#endif
