/* SPDX-License-Identifier: MIT */
/* compiler_attributes.h - attributes by the names kernel code uses */
#ifndef _LINUX_COMPILER_ATTRIBUTES_H
#define _LINUX_COMPILER_ATTRIBUTES_H

#define __alias(symbol)	       __attribute__((__alias__(#symbol)))
#define __aligned(x)	       __attribute__((__aligned__(x)))
#define __aligned_largest      __attribute__((__aligned__))
#define __alloc_size(x, ...)   __attribute__((__alloc_size__(x, ##__VA_ARGS__))) __malloc
#define __realloc_size(x, ...) __attribute__((__alloc_size__(x, ##__VA_ARGS__)))
#undef __always_inline
#define __always_inline		 inline __attribute__((__always_inline__))
#define __always_unused		 __attribute__((__unused__))
#define __assume_aligned(a, ...) __attribute__((__assume_aligned__(a, ##__VA_ARGS__)))
#define __attribute_const__	 __attribute__((__const__))
#define __cleanup(func)		 __attribute__((__cleanup__(func)))
#define __cold			 __attribute__((__cold__))
#define __counted_by(member)
#define __deprecated
#define __designated_init  __attribute__((__designated_init__))
#define __flatten	   __attribute__((__flatten__))
#define __gnu_inline	   __attribute__((__gnu_inline__))
#define __hot		   __attribute__((__hot__))
#define __malloc	   __attribute__((__malloc__))
#define __maybe_unused	   __attribute__((__unused__))
#define __mode(x)	   __attribute__((__mode__(x)))
#define __must_check	   __attribute__((__warn_unused_result__))
#define __noreturn	   __attribute__((__noreturn__))
#define __nonnull(...)	   __attribute__((__nonnull__(__VA_ARGS__)))
#define __packed	   __attribute__((__packed__))
#define __printf(a, b)	   __attribute__((__format__(printf, a, b)))
#define __scanf(a, b)	   __attribute__((__format__(scanf, a, b)))
#define __pure		   __attribute__((__pure__))
#define __section(section) __attribute__((__section__(section)))
#define __used		   __attribute__((__used__))
#define __visible
#define __weak		   __attribute__((__weak__))
#define noinline	   __attribute__((__noinline__))
#define noinline_for_stack noinline
#define fallthrough	   __attribute__((__fallthrough__))

#ifdef __clang__
#undef __designated_init
#define __designated_init
#define __compiletime_error(msg)
#define __compiletime_warning(msg)
#define __noclone
#define __nonstring
#define __no_sanitize_address	__attribute__((no_sanitize("address")))
#define __no_sanitize_thread	__attribute__((no_sanitize("thread")))
#define __no_sanitize_undefined __attribute__((no_sanitize("undefined")))
#else
#define __compiletime_error(msg)   __attribute__((__error__(msg)))
#define __compiletime_warning(msg) __attribute__((__warning__(msg)))
#define __noclone		   __attribute__((__noclone__))
#define __nonstring		   __attribute__((__nonstring__))
#define __no_sanitize_address	   __attribute__((__no_sanitize_address__))
#define __no_sanitize_thread	   __attribute__((__no_sanitize_thread__))
#define __no_sanitize_undefined	   __attribute__((__no_sanitize_undefined__))
#endif

#define __no_kcsan __no_sanitize_thread
#define __no_sanitize_memory
#define __no_kasan_or_inline	__always_inline
#define __no_kcsan_or_inline	__always_inline
#define __no_sanitize_or_inline __always_inline
#define __no_sanitize_coverage
#define __no_kmsan_checks
#define __no_profile
#define __no_stack_protector __attribute__((__optimize__("no-stack-protector")))
#ifdef __clang__
#undef __no_stack_protector
#define __no_stack_protector __attribute__((no_stack_protector))
#endif
#define __no_randomize_layout
#define __randomize_layout
#define randomized_struct_fields_start
#define randomized_struct_fields_end
#define __latent_entropy
#define __nocfi
#define __noscs
#define __signed_wrap
#define __naked __attribute__((__naked__))
#if __has_attribute(__copy__)
#define __copy(symbol) __attribute__((__copy__(symbol)))
#else
#define __copy(symbol)
#endif
#define notrace
#define noinstr		noinline
#define nokprobe_inline __always_inline

#endif
