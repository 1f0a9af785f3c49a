// SPDX-License-Identifier: MIT
/*
 * string_more.c - text and memory functions that C does not have
 *
 * Copies that say whether they fitted, searches with a length, comparisons as
 * sysfs wants them (a final newline does not count).
 *
 * Locking: none. Any context.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/limits.h>
#include <linux/string.h>

/**
 * strlcpy() - copy as much as fits, NUL-terminated
 * Return: length of @src; @size or more means it was cut.
 */
size_t strlcpy(char *dst, const char *src, size_t size)
{
	size_t len = strlen(src), copy;

	if (size) {
		copy = len < size ? len : size - 1;
		memcpy(dst, src, copy);
		dst[copy] = '\0';
	}
	return len;
}
EXPORT_SYMBOL(strlcpy);

/**
 * strlcat() - append as much as fits
 * Return: length of the two together.
 */
size_t strlcat(char *dst, const char *src, size_t size)
{
	size_t len = strnlen(dst, size);

	if (len == size)
		return len + strlen(src);
	return len + strlcpy(dst + len, src, size - len);
}
EXPORT_SYMBOL(strlcat);

/**
 * sized_strscpy() - copy as much as fits; strscpy() is a macro around it
 * @size: bytes of @dst; always NUL-terminated unless 0
 *
 * Return: characters copied, or -E2BIG if @src was cut or @size is 0 or absurd.
 */
ssize_t sized_strscpy(char *dst, const char *src, size_t size)
{
	size_t len;

	if (size == 0 || size > INT_MAX)
		return -E2BIG;
	len = strnlen(src, size);
	if (len == size) {
		memcpy(dst, src, size - 1);
		dst[size - 1] = '\0';
		return -E2BIG;
	}
	memcpy(dst, src, len + 1);
	return len;
}
EXPORT_SYMBOL(sized_strscpy);

/** sized_strscpy_pad() - the same, and zeroes the rest of @dst */
ssize_t sized_strscpy_pad(char *dst, const char *src, size_t size)
{
	ssize_t len = sized_strscpy(dst, src, size);

	if (len >= 0)
		memset(dst + len, 0, size - len);
	return len;
}
EXPORT_SYMBOL(sized_strscpy_pad);

/** memscan() - address of the first byte @c, or of the end of the area */
void *memscan(void *addr, int c, size_t size)
{
	void *found = memchr(addr, c, size);

	return found ? found : (char *)addr + size;
}
EXPORT_SYMBOL(memscan);

/**
 * memchr_inv() - the first byte that is not @c
 * Return: its address, or NULL if all @bytes bytes are @c.
 */
void *memchr_inv(const void *start, int c, size_t bytes)
{
	const u8 *p = start, *end = p + bytes;
	u64 pattern = (u8)c * 0x0101010101010101ull;

	for (; p < end && (unsigned long)p % sizeof(u64); p++)
		if (*p != (u8)c)
			return (void *)p;
	while (end - p >= (long)sizeof(u64) && *(const u64 *)p == pattern)
		p += sizeof(u64);
	for (; p < end; p++)
		if (*p != (u8)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr_inv);

/** strnchr() - first @c in the first @count characters, or NULL */
char *strnchr(const char *s, size_t count, int c)
{
	for (; count; count--, s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			break;
	}
	return NULL;
}
EXPORT_SYMBOL(strnchr);

/** strnchrnul() - first @c in the first @count characters, or where they end */
char *strnchrnul(const char *s, size_t count, int c)
{
	while (count-- && *s && *s != (char)c)
		s++;
	return (char *)s;
}
EXPORT_SYMBOL(strnchrnul);

/** strnstr() - first @find within the first @len bytes of @s, or NULL */
char *strnstr(const char *s, const char *find, size_t len)
{
	size_t flen = strlen(find);

	for (; len >= flen; len--, s++) {
		if (!memcmp(s, find, flen))
			return (char *)s;
	}
	return NULL;
}
EXPORT_SYMBOL(strnstr);

/** strreplace() - every @old becomes @new. Return: @str. */
char *strreplace(char *str, char old, char new)
{
	char *s;

	for (s = str; *s; s++)
		if (*s == old)
			*s = new;
	return str;
}
EXPORT_SYMBOL(strreplace);

/** skip_spaces() - the first character that is no white space */
char *skip_spaces(const char *s)
{
	while (isspace(*s))
		s++;
	return (char *)s;
}
EXPORT_SYMBOL(skip_spaces);

/** strim() - cut white space off the end; returns where it ends at the start */
char *strim(char *s)
{
	size_t len = strlen(s);

	while (len && isspace(s[len - 1]))
		len--;
	s[len] = '\0';
	return skip_spaces(s);
}
EXPORT_SYMBOL(strim);

/** sysfs_streq() - equal but for a newline at the end of either */
bool sysfs_streq(const char *s1, const char *s2)
{
	while (*s1 && *s1 == *s2) {
		s1++;
		s2++;
	}
	if (*s1 == *s2)
		return true;
	if (!*s1)
		return *s2 == '\n' && !s2[1];
	return !*s2 && *s1 == '\n' && !s1[1];
}
EXPORT_SYMBOL(sysfs_streq);

/**
 * match_string() - find a text in an array
 * @n: elements, or (size_t)-1 if the array ends with NULL
 * Return: its index, or -EINVAL.
 */
int match_string(const char *const *array, size_t n, const char *string)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (!strcmp(array[i], string))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL(match_string);

/** __sysfs_match_string() - the same by sysfs_streq() */
int __sysfs_match_string(const char *const *array, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], s))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL(__sysfs_match_string);

void *memset16(u16 *s, u16 v, size_t count)
{
	u16 *p = s;

	while (count--)
		*p++ = v;
	return s;
}
EXPORT_SYMBOL(memset16);

void *memset32(u32 *s, u32 v, size_t count)
{
	u32 *p = s;

	while (count--)
		*p++ = v;
	return s;
}
EXPORT_SYMBOL(memset32);

void *memset64(u64 *s, u64 v, size_t count)
{
	u64 *p = s;

	while (count--)
		*p++ = v;
	return s;
}
EXPORT_SYMBOL(memset64);

/** memzero_explicit() - zero a secret; the compiler cannot leave it out */
void memzero_explicit(void *s, size_t count)
{
	memset(s, 0, count);
	barrier_data(s);
}
EXPORT_SYMBOL(memzero_explicit);

/** memcpy_and_pad() - copy what fits of @count bytes, fill the rest with @pad */
void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count, int pad)
{
	if (count > dest_len)
		count = dest_len;
	memcpy(dest, src, count);
	memset((char *)dest + count, pad, dest_len - count);
}
EXPORT_SYMBOL(memcpy_and_pad);
