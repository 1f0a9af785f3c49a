// SPDX-License-Identifier: MIT
/*
 * string.c - memory and text functions that the port does not have
 *
 * The C ones are compiled only where asm/string.h does not define
 * __HAVE_ARCH_<NAME>; a port with a C library or with assembly takes its own.
 * They are written for size, a byte at a time, and no compiler may turn their
 * loops back into calls of themselves. The kernel's own are in
 * string_more.c. All are exported here, whoever provides them: compilers make
 * calls of memcpy() and friends in modules, too.
 *
 * Locking: none. Any context.
 */
#ifndef __clang__
#pragma GCC optimize("no-tree-loop-distribute-patterns")
#endif

#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/string.h>

#ifndef __HAVE_ARCH_MEMCPY
void *memcpy(void *dst, const void *src, size_t n)
{
	char *to = dst;
	const char *from = src;

	while (n--)
		*to++ = *from++;
	return dst;
}
#endif

#ifndef __HAVE_ARCH_MEMMOVE
void *memmove(void *dst, const void *src, size_t n)
{
	char *to = dst;
	const char *from = src;

	if (to <= from) {
		while (n--)
			*to++ = *from++;
	} else {
		while (n--)
			to[n] = from[n];
	}
	return dst;
}
#endif

#ifndef __HAVE_ARCH_MEMSET
void *memset(void *dst, int c, size_t n)
{
	char *to = dst;

	while (n--)
		*to++ = c;
	return dst;
}
#endif

#ifndef __HAVE_ARCH_MEMCMP
int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *p = a, *q = b;

	for (; n; n--, p++, q++)
		if (*p != *q)
			return *p - *q;
	return 0;
}
#endif

#ifndef __HAVE_ARCH_BCMP
int bcmp(const void *a, const void *b, size_t n)
{
	return memcmp(a, b, n);
}
#endif

#ifndef __HAVE_ARCH_MEMCHR
void *memchr(const void *s, int c, size_t n)
{
	const unsigned char *p = s;

	for (; n; n--, p++)
		if (*p == (unsigned char)c)
			return (void *)p;
	return NULL;
}
#endif

#ifndef __HAVE_ARCH_STRLEN
size_t strlen(const char *s)
{
	const char *end = s;

	while (*end)
		end++;
	return end - s;
}
#endif

#ifndef __HAVE_ARCH_STRNLEN
size_t strnlen(const char *s, size_t max)
{
	size_t len = 0;

	while (len < max && s[len])
		len++;
	return len;
}
#endif

#ifndef __HAVE_ARCH_STPCPY
char *stpcpy(char *dst, const char *src)
{
	while ((*dst = *src++))
		dst++;
	return dst;
}
#endif

#ifndef __HAVE_ARCH_STRCPY
char *strcpy(char *dst, const char *src)
{
	stpcpy(dst, src);
	return dst;
}
#endif

#ifndef __HAVE_ARCH_STRNCPY
char *strncpy(char *dst, const char *src, size_t n)
{
	char *to = dst;

	for (; n; n--) {
		*to++ = *src;
		if (*src)
			src++;
	}
	return dst;
}
#endif

#ifndef __HAVE_ARCH_STRCAT
char *strcat(char *dst, const char *src)
{
	stpcpy(dst + strlen(dst), src);
	return dst;
}
#endif

#ifndef __HAVE_ARCH_STRNCAT
char *strncat(char *dst, const char *src, size_t n)
{
	char *to = dst + strlen(dst);

	for (; n && *src; n--)
		*to++ = *src++;
	*to = '\0';
	return dst;
}
#endif

#ifndef __HAVE_ARCH_STRCMP
int strcmp(const char *a, const char *b)
{
	for (; *a == *b; a++, b++)
		if (!*a)
			return 0;
	return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
}
#endif

#ifndef __HAVE_ARCH_STRNCMP
int strncmp(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++) {
		if (*a != *b)
			return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
		if (!*a)
			break;
	}
	return 0;
}
#endif

#ifndef __HAVE_ARCH_STRNCASECMP
int strncasecmp(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++) {
		int diff = tolower(*a) - tolower(*b);

		if (diff || !*a)
			return diff;
	}
	return 0;
}
#endif

#ifndef __HAVE_ARCH_STRCASECMP
int strcasecmp(const char *a, const char *b)
{
	return strncasecmp(a, b, ~(size_t)0);
}
#endif

#ifndef __HAVE_ARCH_STRCHRNUL
char *strchrnul(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	return (char *)s;
}
#endif

#ifndef __HAVE_ARCH_STRCHR
char *strchr(const char *s, int c)
{
	s = strchrnul(s, c);
	return *s == (char)c ? (char *)s : NULL;
}
#endif

#ifndef __HAVE_ARCH_STRRCHR
char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	do {
		if (*s == (char)c)
			last = s;
	} while (*s++);
	return (char *)last;
}
#endif

#ifndef __HAVE_ARCH_STRSTR
char *strstr(const char *s, const char *find)
{
	size_t len = strlen(find);

	for (; strncmp(s, find, len); s++)
		if (!*s)
			return NULL;
	return (char *)s;
}
#endif

#ifndef __HAVE_ARCH_STRCSPN
size_t strcspn(const char *s, const char *reject)
{
	size_t len = 0;

	while (s[len] && !strchr(reject, s[len]))
		len++;
	return len;
}
#endif

#ifndef __HAVE_ARCH_STRSPN
size_t strspn(const char *s, const char *accept)
{
	size_t len = 0;

	while (s[len] && strchr(accept, s[len]))
		len++;
	return len;
}
#endif

#ifndef __HAVE_ARCH_STRPBRK
char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)s : NULL;
}
#endif

#ifndef __HAVE_ARCH_STRSEP
char *strsep(char **s, const char *delim)
{
	char *word = *s, *end;

	if (!word)
		return NULL;
	end = strpbrk(word, delim);
	if (end)
		*end++ = '\0';
	*s = end;
	return word;
}
#endif

EXPORT_SYMBOL(memcpy);
EXPORT_SYMBOL(memmove);
EXPORT_SYMBOL(memset);
EXPORT_SYMBOL(memcmp);
EXPORT_SYMBOL(bcmp);
EXPORT_SYMBOL(memchr);
EXPORT_SYMBOL(strlen);
EXPORT_SYMBOL(strnlen);
EXPORT_SYMBOL(strcpy);
EXPORT_SYMBOL(strncpy);
EXPORT_SYMBOL(stpcpy);
EXPORT_SYMBOL(strcat);
EXPORT_SYMBOL(strncat);
EXPORT_SYMBOL(strcmp);
EXPORT_SYMBOL(strncmp);
EXPORT_SYMBOL(strcasecmp);
EXPORT_SYMBOL(strncasecmp);
EXPORT_SYMBOL(strchr);
EXPORT_SYMBOL(strchrnul);
EXPORT_SYMBOL(strrchr);
EXPORT_SYMBOL(strstr);
EXPORT_SYMBOL(strspn);
EXPORT_SYMBOL(strcspn);
EXPORT_SYMBOL(strpbrk);
EXPORT_SYMBOL(strsep);
