// SPDX-License-Identifier: MIT
/*
 * kstrtox.c - texts to integers
 *
 * kstrto*() want one number and nothing else, but for a sign in front and one
 * newline behind; they store nothing unless all is well. simple_strto*() read
 * as far as there are digits and check nothing. parse_digits() serves both.
 *
 * Locking: none. Any context.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "lib_internal.h"

/* Steps over a prefix that agrees with *@base and settles base 0. */
static const char *parse_base(const char *s, unsigned int *base)
{
	bool is_hex = s[0] == '0' && _tolower(s[1]) == 'x' && isxdigit(s[2]);

	if (*base == 0)
		*base = is_hex ? 16 : s[0] == '0' ? 8 : 10;
	return *base == 16 && is_hex ? s + 2 : s;
}

const char *parse_digits(const char *s, unsigned int base, size_t max_chars,
			 unsigned long long *value, bool *overflow)
{
	*value = 0;
	*overflow = false;
	for (; max_chars && *s; s++, max_chars--) {
		unsigned int digit = isdigit(*s)		  ? *s - '0'
				     : isascii(*s) && isalpha(*s) ? _tolower(*s) - 'a' + 10
								  : 255;

		if (digit >= base)
			break;
		if (__builtin_mul_overflow(*value, base, value) ||
		    __builtin_add_overflow(*value, digit, value))
			*overflow = true;
	}
	return s;
}

/* Magnitude of a text without a sign. */
static int parse_whole(const char *s, unsigned int base, unsigned long long *res)
{
	unsigned long long value;
	const char *end;
	bool overflow;

	s = parse_base(s, &base);
	end = parse_digits(s, base, SIZE_MAX, &value, &overflow);
	if (end == s)
		return -EINVAL;
	if (overflow)
		return -ERANGE;
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	*res = value;
	return 0;
}

/**
 * kstrtoull() - text to unsigned long long
 * @s: NUL-terminated; may start with '+' and end with one newline
 * @base: 2 to 36; 0: by the prefix (0x, 0, none)
 *
 * Return: 0; -EINVAL if it is not a number; -ERANGE if it does not fit.
 */
int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	if (*s == '+')
		s++;
	return parse_whole(s, base, res);
}
EXPORT_SYMBOL(kstrtoull);

/** kstrtoll() - text to long long; see kstrtoull() */
int kstrtoll(const char *s, unsigned int base, long long *res)
{
	unsigned long long value;
	int err;

	if (*s == '-') {
		err = parse_whole(s + 1, base, &value);
		if (err)
			return err;
		if (value > (unsigned long long)LLONG_MAX + 1)
			return -ERANGE;
		*res = -value;
		return 0;
	}
	err = kstrtoull(s, base, &value);
	if (err)
		return err;
	if (value > LLONG_MAX)
		return -ERANGE;
	*res = value;
	return 0;
}
EXPORT_SYMBOL(kstrtoll);

/* A narrower type: the value must survive the conversion. */
#define KSTRTO_NARROW(name, type, wide_name, wide_type)                                            \
	int name(const char *s, unsigned int base, type *res)                                      \
	{                                                                                          \
		wide_type value;                                                                   \
		int err = wide_name(s, base, &value);                                              \
                                                                                                   \
		if (err)                                                                           \
			return err;                                                                \
		if (value != (wide_type)(type)value)                                               \
			return -ERANGE;                                                            \
		*res = value;                                                                      \
		return 0;                                                                          \
	}                                                                                          \
	EXPORT_SYMBOL(name)

KSTRTO_NARROW(kstrtoul, unsigned long, kstrtoull, unsigned long long);
KSTRTO_NARROW(kstrtol, long, kstrtoll, long long);
KSTRTO_NARROW(kstrtouint, unsigned int, kstrtoull, unsigned long long);
KSTRTO_NARROW(kstrtoint, int, kstrtoll, long long);
KSTRTO_NARROW(kstrtou16, u16, kstrtoull, unsigned long long);
KSTRTO_NARROW(kstrtos16, s16, kstrtoll, long long);
KSTRTO_NARROW(kstrtou8, u8, kstrtoull, unsigned long long);
KSTRTO_NARROW(kstrtos8, s8, kstrtoll, long long);

/**
 * kstrtobool() - truth of a text, by its first one or two letters
 * Return: 0, or -EINVAL if it says neither yes (y t 1 on) nor no (n f 0 off).
 */
int kstrtobool(const char *s, bool *res)
{
	char first, second;

	if (!s)
		return -EINVAL;
	first = tolower(s[0]);
	if (first == 'y' || first == 't' || first == '1') {
		*res = true;
		return 0;
	}
	if (first == 'n' || first == 'f' || first == '0') {
		*res = false;
		return 0;
	}
	second = first == 'o' ? tolower(s[1]) : '\0';
	if (second != 'n' && second != 'f')
		return -EINVAL;
	*res = second == 'n';
	return 0;
}
EXPORT_SYMBOL(kstrtobool);

/* The longest number: a sign, 64 binary digits, a newline, NUL. */
#define NUMBER_TEXT_MAX (1 + 64 + 1 + 1)

#define KSTRTO_FROM_USER(name, type)                                                               \
	int name##_from_user(const char __user *s, size_t count, unsigned int base, type *res)     \
	{                                                                                          \
		char buf[NUMBER_TEXT_MAX];                                                         \
                                                                                                   \
		count = min(count, sizeof(buf) - 1);                                               \
		if (copy_from_user(buf, s, count))                                                 \
			return -EFAULT;                                                            \
		buf[count] = '\0';                                                                 \
		return name(buf, base, res);                                                       \
	}                                                                                          \
	EXPORT_SYMBOL(name##_from_user)

KSTRTO_FROM_USER(kstrtoull, unsigned long long);
KSTRTO_FROM_USER(kstrtoul, unsigned long);
KSTRTO_FROM_USER(kstrtouint, unsigned int);
KSTRTO_FROM_USER(kstrtoint, int);

int kstrtobool_from_user(const char __user *s, size_t count, bool *res)
{
	char buf[4];

	count = min(count, sizeof(buf) - 1);
	if (copy_from_user(buf, s, count))
		return -EFAULT;
	buf[count] = '\0';
	return kstrtobool(buf, res);
}
EXPORT_SYMBOL(kstrtobool_from_user);

/* ---- forgiving ---------------------------------------------------------- */

/**
 * simple_strtoull() - digits at the start of a text
 * @endp: NULL, or set to where they end; @cp itself if there are none
 */
unsigned long long simple_strtoull(const char *cp, char **endp, unsigned int base)
{
	unsigned long long value;
	const char *digits, *end;
	bool overflow;

	digits = parse_base(cp, &base);
	end = parse_digits(digits, base, SIZE_MAX, &value, &overflow);
	if (endp)
		*endp = (char *)end;
	return value;
}
EXPORT_SYMBOL(simple_strtoull);

unsigned long simple_strtoul(const char *cp, char **endp, unsigned int base)
{
	return simple_strtoull(cp, endp, base);
}
EXPORT_SYMBOL(simple_strtoul);

long long simple_strtoll(const char *cp, char **endp, unsigned int base)
{
	if (*cp == '-')
		return -simple_strtoull(cp + 1, endp, base);
	return simple_strtoull(cp, endp, base);
}
EXPORT_SYMBOL(simple_strtoll);

long simple_strtol(const char *cp, char **endp, unsigned int base)
{
	return simple_strtoll(cp, endp, base);
}
EXPORT_SYMBOL(simple_strtol);
