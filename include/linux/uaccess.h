/* SPDX-License-Identifier: MIT */
/*
 * uaccess.h - copying between kernel and user memory
 *
 * There is no user space here: a user pointer is any address, and copying is
 * memcpy() that first checks that the range does not wrap around. Kernel code
 * and its tests thus run with buffers of their own. The _nofault forms survive
 * an address without a page; kernel/run/fault.c.
 */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/types.h>

#define access_ok(addr, size)                                                                      \
	((unsigned long)(addr) + (unsigned long)(size) >= (unsigned long)(addr))
#define __access_ok(addr, size) access_ok(addr, size)

/* Return: the bytes that could not be copied, 0 when all went well. */
static inline unsigned long __must_check copy_from_user(void *to, const void __user *from,
							unsigned long n)
{
	if (unlikely(!access_ok(from, n))) {
		memset(to, 0, n);
		return n;
	}
	memcpy(to, from, n);
	return 0;
}
static inline unsigned long __must_check copy_to_user(void __user *to, const void *from,
						      unsigned long n)
{
	if (unlikely(!access_ok(to, n)))
		return n;
	memcpy(to, from, n);
	return 0;
}
static inline unsigned long __must_check clear_user(void __user *to, unsigned long n)
{
	if (unlikely(!access_ok(to, n)))
		return n;
	memset(to, 0, n);
	return 0;
}
#define __copy_from_user(to, from, n)	       copy_from_user(to, from, n)
#define __copy_to_user(to, from, n)	       copy_to_user(to, from, n)
#define __copy_from_user_inatomic(to, from, n) copy_from_user(to, from, n)
#define __copy_to_user_inatomic(to, from, n)   copy_to_user(to, from, n)
#define raw_copy_from_user(to, from, n)	       copy_from_user(to, from, n)
#define raw_copy_to_user(to, from, n)	       copy_to_user(to, from, n)
#define __clear_user(to, n)		       clear_user(to, n)

#define get_user(x, ptr)                                                                           \
	({                                                                                         \
		(x) = *(ptr);                                                                      \
		0;                                                                                 \
	})
#define put_user(x, ptr)                                                                           \
	({                                                                                         \
		*(ptr) = (x);                                                                      \
		0;                                                                                 \
	})
#define __get_user(x, ptr)	       get_user(x, ptr)
#define __put_user(x, ptr)	       put_user(x, ptr)
#define unsafe_get_user(x, ptr, label) ((void)get_user(x, ptr))
#define unsafe_put_user(x, ptr, label) ((void)put_user(x, ptr))
#define user_access_begin(ptr, len)    access_ok(ptr, len)
#define user_access_end()                                                                          \
	do {                                                                                       \
	} while (0)

static inline long strncpy_from_user(char *dst, const char __user *src, long count)
{
	long len = strnlen(src, count);

	memcpy(dst, src, len < count ? len + 1 : count);
	return len;
}
/* With the NUL; more than @n: there is none within it. */
static inline long strnlen_user(const char __user *str, long n)
{
	return (long)strnlen(str, n) + 1;
}

/* A struct that may be shorter or longer than we know it. */
static __always_inline int __must_check copy_struct_from_user(void *dst, size_t ksize,
							      const void __user *src, size_t usize)
{
	size_t size = ksize < usize ? ksize : usize;

	if (usize > ksize && memchr_inv((const char *)src + ksize, 0, usize - ksize))
		return -E2BIG;
	memset((char *)dst + size, 0, ksize - size);
	return copy_from_user(dst, src, size) ? -EFAULT : 0;
}
static inline int check_zeroed_user(const void __user *from, size_t size)
{
	return !memchr_inv(from, 0, size);
}

static inline void pagefault_disable(void)
{
}
static inline void pagefault_enable(void)
{
}
#define pagefault_disabled()	0
#define faulthandler_disabled() 0

/* 0, or -EFAULT when an address has no page. Kernel addresses. */
long copy_from_kernel_nofault(void *dst, const void *src, size_t size);
long copy_to_kernel_nofault(void *dst, const void *src, size_t size);
long strncpy_from_kernel_nofault(char *dst, const void *unsafe_addr, long count);
#define copy_from_user_nofault(dst, src, size) copy_from_kernel_nofault(dst, src, size)
#define copy_to_user_nofault(dst, src, size)   copy_to_kernel_nofault(dst, src, size)
#define get_kernel_nofault(val, ptr)                                                               \
	({                                                                                         \
		const typeof(val) *gkn_ptr__ = (ptr);                                              \
		copy_from_kernel_nofault(&(val), gkn_ptr__, sizeof(val));                          \
	})

#endif
