/* SPDX-License-Identifier: MIT */
/* string_helpers.h - sizes for people, escapes, yes and no; lib/string_helpers.c */
#ifndef _LINUX_STRING_HELPERS_H
#define _LINUX_STRING_HELPERS_H

#include <linux/bits.h>
#include <linux/ctype.h>
#include <linux/string.h>
#include <linux/string_choices.h>
#include <linux/types.h>

/** enum string_size_units - powers of 1000 (kB) or of 1024 (KiB) */
enum string_size_units {
	STRING_UNITS_10,
	STRING_UNITS_2,
};
/** string_get_size() - @size * @blk_size bytes in three significant digits
 * Return: length of the whole text, as snprintf() */
int string_get_size(u64 size, u64 blk_size, enum string_size_units units, char *buf, int len);

#define UNESCAPE_SPACE	  BIT(0) /* \n \r \t \v \f */
#define UNESCAPE_OCTAL	  BIT(1) /* \ooo */
#define UNESCAPE_HEX	  BIT(2) /* \xhh */
#define UNESCAPE_SPECIAL  BIT(3) /* \" \\ \a \e */
#define UNESCAPE_ANY	  (UNESCAPE_SPACE | UNESCAPE_OCTAL | UNESCAPE_HEX | UNESCAPE_SPECIAL)
#define UNESCAPE_ALL_MASK GENMASK(3, 0)
int string_unescape(char *src, char *dst, size_t size, unsigned int flags);
static inline int string_unescape_inplace(char *buf, unsigned int flags)
{
	return string_unescape(buf, buf, 0, flags);
}
static inline int string_unescape_any(char *src, char *dst, size_t size)
{
	return string_unescape(src, dst, size, UNESCAPE_ANY);
}
static inline int string_unescape_any_inplace(char *buf)
{
	return string_unescape_any(buf, buf, 0);
}

#define ESCAPE_SPACE	BIT(0)
#define ESCAPE_SPECIAL	BIT(1)
#define ESCAPE_NULL	BIT(2) /* \0 */
#define ESCAPE_OCTAL	BIT(3)
#define ESCAPE_ANY	(ESCAPE_SPACE | ESCAPE_OCTAL | ESCAPE_SPECIAL | ESCAPE_NULL)
#define ESCAPE_NP	BIT(4) /* only what is not printable */
#define ESCAPE_ANY_NP	(ESCAPE_ANY | ESCAPE_NP)
#define ESCAPE_HEX	BIT(5)
#define ESCAPE_NA	BIT(6) /* only what is not ASCII */
#define ESCAPE_NAP	BIT(7) /* only what is not printable or not ASCII */
#define ESCAPE_APPEND	BIT(8) /* @only adds to the classes */
#define ESCAPE_ALL_MASK GENMASK(8, 0)
/** string_escape_mem() - Return: length of the whole text; no NUL is written */
int string_escape_mem(const char *src, size_t isz, char *dst, size_t osz, unsigned int flags,
		      const char *only);
static inline int string_escape_mem_any_np(const char *src, size_t isz, char *dst, size_t osz,
					   const char *only)
{
	return string_escape_mem(src, isz, dst, osz, ESCAPE_ANY_NP, only);
}
static inline int string_escape_str(const char *src, char *dst, size_t sz, unsigned int flags,
				    const char *only)
{
	return string_escape_mem(src, strlen(src), dst, sz, flags, only);
}

static inline bool string_is_terminated(const char *s, int len)
{
	return memchr(s, '\0', len) != NULL;
}
static inline void string_upper(char *dst, const char *src)
{
	do {
		*dst++ = toupper(*src);
	} while (*src++);
}
static inline void string_lower(char *dst, const char *src)
{
	do {
		*dst++ = tolower(*src);
	} while (*src++);
}

#endif
