/* SPDX-License-Identifier: MIT */
/*
 * string.h - bytes and texts
 *
 * What the port has (asm/string.h, __HAVE_ARCH_*) is taken from there; the
 * rest is lib/string.c and lib/string_helpers.c. The functions at the end
 * that allocate are in mm/slab.
 */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/err.h>
#include <linux/stdarg.h>
#include <linux/stddef.h>
#include <linux/array_size.h>
#include <asm/string.h>

#ifndef __HAVE_ARCH_MEMCPY
void *memcpy(void *dst, const void *src, size_t n);
#endif
#ifndef __HAVE_ARCH_MEMMOVE
void *memmove(void *dst, const void *src, size_t n);
#endif
#ifndef __HAVE_ARCH_MEMSET
void *memset(void *dst, int c, size_t n);
#endif
#ifndef __HAVE_ARCH_MEMCMP
int memcmp(const void *a, const void *b, size_t n);
#endif
#ifndef __HAVE_ARCH_BCMP
int bcmp(const void *a, const void *b, size_t n);
#endif
#ifndef __HAVE_ARCH_MEMCHR
void *memchr(const void *s, int c, size_t n);
#endif
#ifndef __HAVE_ARCH_STRLEN
size_t strlen(const char *s);
#endif
#ifndef __HAVE_ARCH_STRNLEN
size_t strnlen(const char *s, size_t max);
#endif
#ifndef __HAVE_ARCH_STRCPY
char *strcpy(char *dst, const char *src);
#endif
#ifndef __HAVE_ARCH_STRNCPY
char *strncpy(char *dst, const char *src, size_t n);
#endif
#ifndef __HAVE_ARCH_STPCPY
char *stpcpy(char *dst, const char *src);
#endif
#ifndef __HAVE_ARCH_STRCAT
char *strcat(char *dst, const char *src);
#endif
#ifndef __HAVE_ARCH_STRNCAT
char *strncat(char *dst, const char *src, size_t n);
#endif
#ifndef __HAVE_ARCH_STRCMP
int strcmp(const char *a, const char *b);
#endif
#ifndef __HAVE_ARCH_STRNCMP
int strncmp(const char *a, const char *b, size_t n);
#endif
#ifndef __HAVE_ARCH_STRCASECMP
int strcasecmp(const char *a, const char *b);
#endif
#ifndef __HAVE_ARCH_STRNCASECMP
int strncasecmp(const char *a, const char *b, size_t n);
#endif
#ifndef __HAVE_ARCH_STRCHR
char *strchr(const char *s, int c);
#endif
#ifndef __HAVE_ARCH_STRCHRNUL
char *strchrnul(const char *s, int c);
#endif
#ifndef __HAVE_ARCH_STRRCHR
char *strrchr(const char *s, int c);
#endif
#ifndef __HAVE_ARCH_STRSTR
char *strstr(const char *s, const char *find);
#endif
#ifndef __HAVE_ARCH_STRSPN
size_t strspn(const char *s, const char *accept);
#endif
#ifndef __HAVE_ARCH_STRCSPN
size_t strcspn(const char *s, const char *reject);
#endif
#ifndef __HAVE_ARCH_STRPBRK
char *strpbrk(const char *s, const char *accept);
#endif
#ifndef __HAVE_ARCH_STRSEP
char *strsep(char **s, const char *delim);
#endif

/* libc has some of these in some versions only, so they have their own names. */
size_t strlcpy(char *dst, const char *src, size_t size) __link_name(strlcpy);
size_t strlcat(char *dst, const char *src, size_t size) __link_name(strlcat);
ssize_t sized_strscpy(char *dst, const char *src, size_t size);
ssize_t sized_strscpy_pad(char *dst, const char *src, size_t size);

#define __strscpy_2(dst, src) sized_strscpy(dst, src, sizeof(dst) + __must_be_array(dst))

#define __strscpy_3(dst, src, size) sized_strscpy(dst, src, size)

#define __strscpy_pad_2(dst, src) sized_strscpy_pad(dst, src, sizeof(dst) + __must_be_array(dst))

#define __strscpy_pad_3(dst, src, size)	      sized_strscpy_pad(dst, src, size)
#define __strscpy_pick(_1, _2, _3, name, ...) name
/* strscpy(dst, src[, size]): bytes copied without the NUL, or -E2BIG if cut short */
#define strscpy(...) __strscpy_pick(__VA_ARGS__, __strscpy_3, __strscpy_2, 0)(__VA_ARGS__)
#define strscpy_pad(...)                                                                           \
	__strscpy_pick(__VA_ARGS__, __strscpy_pad_3, __strscpy_pad_2, 0)(__VA_ARGS__)
#define strtomem(dest, src) memcpy(dest, src, strnlen(src, sizeof(dest)))
#define strtomem_pad(dest, src, pad)                                                               \
	memcpy_and_pad(dest, sizeof(dest), src, strnlen(src, sizeof(dest)), pad)

void *memscan(void *addr, int c, size_t size);
void *memchr_inv(const void *start, int c, size_t bytes);
char *strnchr(const char *s, size_t count, int c);
char *strnchrnul(const char *s, size_t count, int c);
char *strnstr(const char *s, const char *find, size_t len) __link_name(strnstr);
char *strreplace(char *str, char old, char new);
char *strim(char *s);
char *skip_spaces(const char *s);
bool sysfs_streq(const char *s1, const char *s2);
int match_string(const char *const *array, size_t n, const char *string);
int __sysfs_match_string(const char *const *array, size_t n, const char *s);
#define sysfs_match_string(_a, _s) __sysfs_match_string(_a, ARRAY_SIZE(_a), _s)
void *memset16(u16 *s, u16 v, size_t count);
void *memset32(u32 *s, u32 v, size_t count);
void *memset64(u64 *s, u64 v, size_t count);
void memzero_explicit(void *s, size_t count);
void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count, int pad);

static inline char *strstrip(char *str)
{
	return strim(str);
}
static inline void *memset_l(unsigned long *p, unsigned long v, size_t n)
{
	return sizeof(long) == 4 ? memset32((u32 *)p, v, n) : memset64((u64 *)p, v, n);
}
static inline void *memset_p(void **p, void *v, size_t n)
{
	return memset_l((unsigned long *)p, (unsigned long)v, n);
}
/** kbasename() - what comes after the last slash */
static inline const char *kbasename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}
static __always_inline bool strstarts(const char *str, const char *prefix)
{
	return strncmp(str, prefix, strlen(prefix)) == 0;
}
/** str_has_prefix() - the prefix's length, or 0 */
static __always_inline size_t str_has_prefix(const char *str, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(str, prefix, len) == 0 ? len : 0;
}
static inline bool mem_is_zero(const void *s, size_t n)
{
	return !memchr_inv(s, 0, n);
}
static inline void memcpy_flushcache(void *dst, const void *src, size_t n)
{
	memcpy(dst, src, n);
}
#define unsafe_memcpy(dst, src, bytes, justification) memcpy(dst, src, bytes)
/* Sets an object from member @member (or after it) to its end. */
#define memset_after(obj, v, member)                                                               \
	({                                                                                         \
		u8 *ma_ptr__ = (u8 *)(obj);                                                        \
		memset(ma_ptr__ + offsetofend(typeof(*(obj)), member), (v),                        \
		       sizeof(*(obj)) - offsetofend(typeof(*(obj)), member));                      \
	})
#define memset_startat(obj, v, member)                                                             \
	({                                                                                         \
		u8 *ms_ptr__ = (u8 *)(obj);                                                        \
		memset(ms_ptr__ + offsetof(typeof(*(obj)), member), (v),                           \
		       sizeof(*(obj)) - offsetof(typeof(*(obj)), member));                         \
	})

/* ---- these allocate --------------------------------------------------------- */

char *kstrdup(const char *s, gfp_t gfp) __malloc;
const char *kstrdup_const(const char *s, gfp_t gfp);
void kfree_const(const void *x);
char *kstrndup(const char *s, size_t len, gfp_t gfp) __malloc;
void *kmemdup(const void *src, size_t len, gfp_t gfp) __attribute__((__alloc_size__(2)));
void *kvmemdup(const void *src, size_t len, gfp_t gfp) __attribute__((__alloc_size__(2)));
void *kmemdup_array(const void *src, size_t count, size_t element_size, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp);
void *memdup_user(const void __user *src, size_t len);
void *vmemdup_user(const void __user *src, size_t len);
char *strndup_user(const char __user *s, long n);
void *memdup_user_nul(const void __user *src, size_t len);
void **__memcat_p(void **a, void **b);
#define memcat_p(a, b)                                                                             \
	({                                                                                         \
		(void)sizeof(*(a) == *(b));                                                        \
		(typeof(*(a)) *)__memcat_p((void **)(a), (void **)(b));                            \
	})
char **argv_split(gfp_t gfp, const char *str, int *argcp);
void argv_free(char **argv);

#endif
