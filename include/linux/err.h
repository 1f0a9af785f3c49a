/* SPDX-License-Identifier: MIT */
/* err.h - errors as pointers: the last 4095 addresses are never objects */
#ifndef _LINUX_ERR_H
#define _LINUX_ERR_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/errno.h>

#define MAX_ERRNO	4095
#define IS_ERR_VALUE(x) unlikely((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)

static __always_inline void *__must_check ERR_PTR(long error)
{
	return (void *)error;
}
static __always_inline long __must_check PTR_ERR(const void *ptr)
{
	return (long)ptr;
}
static __always_inline bool __must_check IS_ERR(const void *ptr)
{
	return IS_ERR_VALUE((unsigned long)ptr);
}
static __always_inline bool __must_check IS_ERR_OR_NULL(const void *ptr)
{
	return unlikely(!ptr) || IS_ERR_VALUE((unsigned long)ptr);
}
/* Another pointer type for the same error. */
static __always_inline void *__must_check ERR_CAST(const void *ptr)
{
	return (void *)ptr;
}
static __always_inline int __must_check PTR_ERR_OR_ZERO(const void *ptr)
{
	return IS_ERR(ptr) ? (int)PTR_ERR(ptr) : 0;
}
#define ERR_PTR_PCPU(error) ((void __percpu *)ERR_PTR(error))
#define PTR_ERR_PCPU(ptr)   PTR_ERR((const void *)(ptr))
#define IS_ERR_PCPU(ptr)    IS_ERR((const void *)(ptr))

#endif
