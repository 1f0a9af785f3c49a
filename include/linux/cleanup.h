/* SPDX-License-Identifier: MIT */
/*
 * cleanup.h - what is undone when a variable goes out of scope
 *
 * DEFINE_FREE(name, type, code) says how to free a variable _T marked
 * __free(name); no_free_ptr() keeps it after all. DEFINE_CLASS() gives a type
 * a constructor and a destructor; a guard is a class that holds a lock.
 */
#ifndef _LINUX_CLEANUP_H
#define _LINUX_CLEANUP_H

#include <linux/compiler.h>

#define DEFINE_FREE(_name, _type, _free)                                                           \
	static inline void __free_##_name(void *p)                                                 \
	{                                                                                          \
		_type _T = *(_type *)p;                                                            \
		_free;                                                                             \
	}
#define __free(_name) __cleanup(__free_##_name)

#define __get_and_null(p, nullvalue)                                                               \
	({                                                                                         \
		__auto_type gan_ptr__ = &(p);                                                      \
		__auto_type gan_val__ = *gan_ptr__;                                                \
		*gan_ptr__ = nullvalue;                                                            \
		gan_val__;                                                                         \
	})
static inline __must_check const volatile void *__must_check_fn(const volatile void *val)
{
	return val;
}

#define no_free_ptr(p) ((typeof(p))__must_check_fn((const volatile void *)__get_and_null(p, NULL)))

#define retain_and_null_ptr(p) ((void)__get_and_null(p, NULL))
#define return_ptr(p)	       return no_free_ptr(p)

#define DEFINE_CLASS(_name, _type, _exit, _init, _init_args...)                                    \
	typedef _type class_##_name##_t;                                                           \
	static inline void class_##_name##_destructor(_type *p)                                    \
	{                                                                                          \
		_type _T = *p;                                                                     \
		_exit;                                                                             \
	}                                                                                          \
	static inline _type class_##_name##_constructor(_init_args)                                \
	{                                                                                          \
		_type t = _init;                                                                   \
		return t;                                                                          \
	}
#define EXTEND_CLASS(_name, ext, _init, _init_args...)                                             \
	typedef class_##_name##_t class_##_name##ext##_t;                                          \
	static inline void class_##_name##ext##_destructor(class_##_name##_t *p)                   \
	{                                                                                          \
		class_##_name##_destructor(p);                                                     \
	}                                                                                          \
	static inline class_##_name##_t class_##_name##ext##_constructor(_init_args)               \
	{                                                                                          \
		class_##_name##_t t = _init;                                                       \
		return t;                                                                          \
	}
#define CLASS(_name, var)                                                                          \
	class_##_name##_t var __cleanup(class_##_name##_destructor) = class_##_name##_constructor

#define DEFINE_GUARD(_name, _type, _lock, _unlock)                                                 \
	DEFINE_CLASS(                                                                              \
		_name, _type, if (_T) { _unlock; }, ({                                             \
			_lock;                                                                     \
			_T;                                                                        \
		}),                                                                                \
		_type _T);                                                                         \
	static inline void *class_##_name##_lock_ptr(class_##_name##_t *_T)                        \
	{                                                                                          \
		return *_T;                                                                        \
	}
#define guard(_name) CLASS(_name, __UNIQUE_ID(guard))
#define scoped_guard(_name, args...)                                                               \
	for (CLASS(_name, scope)(args), *done__ = NULL;                                            \
	     class_##_name##_lock_ptr(&scope) && !done__; done__ = (void *)1)

#endif
