// SPDX-License-Identifier: MIT
/*
 * util.c - copies of strings and memory, and blocks that may be of either kind
 *
 * kvmalloc() tries kmalloc() first, without going to lengths for more than a
 * page, then vmalloc(). kvfree() tells them apart by address.
 *
 * Records name the caller of these functions, not the functions.
 *
 * Locking: none. Context: as the flags say; those that fall back to vmalloc()
 * or copy from user memory may sleep.
 */
#include "slab_internal.h"
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

/* A port with a linker script of its own may say where constant data lies.
 * Without that nothing is known to be constant. */
extern const char __start_rodata[] __weak, __end_rodata[] __weak;

static bool is_constant(const void *p)
{
	return (const char *)p >= __start_rodata && (const char *)p < __end_rodata;
}

/** kstrdup() - a copy of @s. Return: it, or NULL; kfree() it */
char *kstrdup(const char *s, gfp_t gfp)
{
	size_t bytes;
	char *copy;

	if (!s)
		return NULL;
	bytes = strlen(s) + 1;
	copy = kmalloc_track_caller(bytes, gfp);
	if (copy)
		memcpy(copy, s, bytes);
	return copy;
}
EXPORT_SYMBOL(kstrdup);

/** kstrdup_const() - the same, but a string of the core's constant data is not
 * copied; kfree_const() it */
const char *kstrdup_const(const char *s, gfp_t gfp)
{
	return is_constant(s) ? s : kstrdup(s, gfp);
}
EXPORT_SYMBOL(kstrdup_const);

void kfree_const(const void *p)
{
	if (!is_constant(p))
		kfree(p);
}
EXPORT_SYMBOL(kfree_const);

/** kmemdup_nul() - a copy of @len bytes with a NUL behind them */
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp)
{
	char *copy;

	if (!s)
		return NULL;
	copy = kmalloc_track_caller(len + 1, gfp);
	if (copy) {
		memcpy(copy, s, len);
		copy[len] = '\0';
	}
	return copy;
}
EXPORT_SYMBOL(kmemdup_nul);

/** kstrndup() - a copy of @s up to @max characters */
char *kstrndup(const char *s, size_t max, gfp_t gfp)
{
	size_t len;
	char *copy;

	if (!s)
		return NULL;
	len = strnlen(s, max);
	copy = kmalloc_track_caller(len + 1, gfp);
	if (copy) {
		memcpy(copy, s, len);
		copy[len] = '\0';
	}
	return copy;
}
EXPORT_SYMBOL(kstrndup);

/** kmemdup() - a copy of @len bytes at @src */
void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *copy = kmalloc_track_caller(len, gfp);

	if (copy)
		memcpy(copy, src, len);
	return copy;
}
EXPORT_SYMBOL(kmemdup);

/** kvmemdup() - the same, by kvmalloc() */
void *kvmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *copy = kvmalloc(len, gfp);

	if (copy)
		memcpy(copy, src, len);
	return copy;
}
EXPORT_SYMBOL(kvmemdup);

static char *vasprintf_caller(gfp_t gfp, const char *fmt, va_list args, unsigned long caller)
{
	va_list copy;
	int len;
	char *text;

	va_copy(copy, args);
	len = vsnprintf(NULL, 0, fmt, copy);
	va_end(copy);
	text = __kmalloc_track_caller((size_t)len + 1, gfp, caller);
	if (text)
		WARN_ON_ONCE(vsnprintf(text, (size_t)len + 1, fmt, args) != len);
	return text;
}

/** kvasprintf() - formatted text in memory of its own; kfree() it */
char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	return vasprintf_caller(gfp, fmt, args, _RET_IP_);
}
EXPORT_SYMBOL(kvasprintf);

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = vasprintf_caller(gfp, fmt, args, _RET_IP_);
	va_end(args);
	return text;
}
EXPORT_SYMBOL(kasprintf);

/** kvasprintf_const() - the same; text without any format is not copied if it
 * is constant. kfree_const() it. */
const char *kvasprintf_const(gfp_t gfp, const char *fmt, va_list args)
{
	if (!strchr(fmt, '%'))
		return kstrdup_const(fmt, gfp);
	return vasprintf_caller(gfp, fmt, args, _RET_IP_);
}
EXPORT_SYMBOL(kvasprintf_const);

/* ---- from user memory ------------------------------------------------------ */

/** memdup_user() - a copy of @len bytes of user memory, or ERR_PTR */
void *memdup_user(const void __user *src, size_t len)
{
	void *copy = kmalloc_track_caller(len, GFP_USER | __GFP_NOWARN);

	if (!copy)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(copy, src, len)) {
		kfree(copy);
		return ERR_PTR(-EFAULT);
	}
	return copy;
}
EXPORT_SYMBOL(memdup_user);

/** vmemdup_user() - the same; kvfree() it */
void *vmemdup_user(const void __user *src, size_t len)
{
	void *copy = kvmalloc(len, GFP_USER);

	if (!copy)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(copy, src, len)) {
		kvfree(copy);
		return ERR_PTR(-EFAULT);
	}
	return copy;
}
EXPORT_SYMBOL(vmemdup_user);

/** memdup_user_nul() - the same with a NUL behind it; kfree() it */
void *memdup_user_nul(const void __user *src, size_t len)
{
	char *copy = kmalloc_track_caller(len + 1, GFP_KERNEL);

	if (!copy)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(copy, src, len)) {
		kfree(copy);
		return ERR_PTR(-EFAULT);
	}
	copy[len] = '\0';
	return copy;
}
EXPORT_SYMBOL(memdup_user_nul);

/** strndup_user() - a copy of a string of user memory of less than @n bytes */
char *strndup_user(const char __user *s, long n)
{
	long len = strnlen_user(s, n);
	char *copy;

	if (!len)
		return ERR_PTR(-EFAULT);
	if (len > n)
		return ERR_PTR(-EINVAL);
	copy = memdup_user(s, len);
	if (!IS_ERR(copy))
		copy[len - 1] = '\0';
	return copy;
}
EXPORT_SYMBOL(strndup_user);

/* ---- kvmalloc ---------------------------------------------------------------- */

/**
 * kvmalloc_node() - @size bytes, contiguous at least virtually
 * Context: may sleep, unless @gfp forbids it: then it is kmalloc().
 */
void *kvmalloc_node(size_t size, gfp_t gfp, int nid)
{
	gfp_t attempt = gfp;
	void *block;

	/* vmalloc() can help above a page: then do not press, and do not complain. */
	if (size > PAGE_SIZE) {
		attempt |= __GFP_NOWARN;
		if (!(attempt & __GFP_RETRY_MAYFAIL))
			attempt |= __GFP_NORETRY;
		attempt &= ~__GFP_NOFAIL;
	}
	block = __kmalloc_node_track_caller(size, attempt, nid, _RET_IP_);
	if (block || size <= PAGE_SIZE || !gfpflags_allow_blocking(gfp))
		return block;
	if (unlikely(size > INT_MAX)) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return NULL;
	}
	return __vmalloc_node(size, 1, gfp, nid, __builtin_return_address(0));
}
EXPORT_SYMBOL(kvmalloc_node);

/** kvfree() - free a block of kmalloc(), vmalloc() or kvmalloc() */
void kvfree(const void *addr)
{
	if (is_vmalloc_addr(addr))
		vfree(addr);
	else
		kfree(addr);
}
EXPORT_SYMBOL(kvfree);

/** kvfree_sensitive() - overwrite @len bytes with zeros first */
void kvfree_sensitive(const void *addr, size_t len)
{
	if (likely(!ZERO_OR_NULL_PTR(addr))) {
		memzero_explicit((void *)addr, len);
		kvfree(addr);
	}
}
EXPORT_SYMBOL(kvfree_sensitive);

void *kvrealloc(const void *p, size_t oldsize, size_t newsize, gfp_t gfp)
{
	void *block;

	if (oldsize >= newsize)
		return (void *)p;
	block = kvmalloc(newsize, gfp);
	if (!block)
		return NULL;
	memcpy(block, p, oldsize);
	kvfree(p);
	return block;
}
EXPORT_SYMBOL(kvrealloc);
