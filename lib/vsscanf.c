// SPDX-License-Identifier: MIT
/*
 * vsscanf.c - values out of text
 *
 * %d %i %u %o %x %X %s %c %[set] %n %%, with '*' (read, do not store), a width
 * and the sizes hh h l ll L z t. White space in the format skips any amount of
 * it, and so does every conversion but %c and %[. The sets [a-z] and [^…] need
 * a width, as in Linux. Reading stops at the first thing that does not fit.
 *
 * Locking: none. Any context.
 */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "lib_internal.h"

/**
 * struct scan_spec - one conversion
 * @width: characters at most, -1: not given
 * @size: bytes of the integer to store
 * @store: false after '*'
 */
struct scan_spec {
	int width;
	u8 size;
	bool store;
};

static const char *parse_scan_spec(const char *fmt, struct scan_spec *spec)
{
	*spec = (struct scan_spec){ .width = -1, .size = sizeof(int), .store = true };
	if (*fmt == '*') {
		spec->store = false;
		fmt++;
	}
	if (isdigit(*fmt))
		for (spec->width = 0; isdigit(*fmt); fmt++)
			spec->width = min(spec->width * 10 + *fmt - '0', S16_MAX);
	switch (*fmt) {
	case 'h':
		spec->size = fmt[1] == 'h' ? 1 : 2;
		return fmt + (fmt[1] == 'h' ? 2 : 1);
	case 'l':
		spec->size = fmt[1] == 'l' ? sizeof(long long) : sizeof(long);
		return fmt + (fmt[1] == 'l' ? 2 : 1);
	case 'L':
		spec->size = sizeof(long long);
		return fmt + 1;
	case 'z':
	case 't':
		spec->size = sizeof(long);
		return fmt + 1;
	}
	return fmt;
}

static void store_integer(void *where, int size, unsigned long long value)
{
	switch (size) {
	case 1:
		*(u8 *)where = value;
		break;
	case 2:
		*(u16 *)where = value;
		break;
	case 4:
		*(u32 *)where = value;
		break;
	case 8:
		*(u64 *)where = value;
		break;
	}
}

/* Return: behind the number, or NULL if there is none. */
static const char *scan_integer(const char *str, char conv, const struct scan_spec *spec,
				va_list *args)
{
	unsigned int base = conv == 'o' ? 8 : _tolower(conv) == 'x' ? 16 : conv == 'i' ? 0 : 10;
	size_t room = spec->width < 0 ? SIZE_MAX : spec->width;
	bool negative = false, has_prefix = false, overflow;
	unsigned long long value;
	const char *digits;

	if ((conv == 'd' || conv == 'i') && *str == '-' && room) {
		negative = true;
		str++;
		room--;
	}
	if ((base == 0 || base == 16) && room >= 2 && str[0] == '0' && _tolower(str[1]) == 'x' &&
	    isxdigit(str[2])) {
		base = 16;
		str += 2;
		room -= 2;
		has_prefix = true;
	} else if (base == 0) {
		base = *str == '0' ? 8 : 10;
	}
	digits = str;
	str = parse_digits(str, base, room, &value, &overflow);
	/* A prefix that uses the width up is a 0. */
	if (str == digits && !has_prefix)
		return NULL;
	if (spec->store)
		store_integer(va_arg(*args, void *), spec->size, negative ? -value : value);
	return str;
}

static const char *scan_word(const char *str, const struct scan_spec *spec, va_list *args)
{
	int room = spec->width < 0 ? S16_MAX : spec->width;
	char *to = spec->store ? va_arg(*args, char *) : NULL;

	for (; *str && !isspace(*str) && room; str++, room--)
		if (to)
			*to++ = *str;
	if (to)
		*to = '\0';
	return str;
}

static const char *scan_chars(const char *str, const struct scan_spec *spec, va_list *args)
{
	int n = spec->width < 0 ? 1 : spec->width;
	char *to = spec->store ? va_arg(*args, char *) : NULL;

	for (; n && *str; n--, str++)
		if (to)
			*to++ = *str;
	return str;
}

/* @set becomes the characters of "[…]". Return: behind the ']', or NULL. */
static const char *parse_set(const char *fmt, unsigned long *set)
{
	bool negated = *fmt == '^';
	const char *end;

	if (negated)
		fmt++;
	end = strchr(*fmt ? fmt + 1 : fmt, ']');
	if (!end || end == fmt)
		return NULL;
	bitmap_zero(set, 256);
	for (; fmt < end; fmt++) {
		unsigned int first = (u8)*fmt;

		if (fmt[1] == '-' && fmt + 2 < end && (u8)fmt[2] >= first) {
			bitmap_set(set, first, (u8)fmt[2] - first + 1);
			fmt += 2;
		} else {
			__set_bit(first, set);
		}
	}
	if (negated)
		bitmap_complement(set, set, 256);
	return end + 1;
}

static const char *scan_set(const char *str, const unsigned long *set, const struct scan_spec *spec,
			    va_list *args)
{
	char *to = spec->store ? va_arg(*args, char *) : NULL;
	const char *start = str;
	int room = spec->width;

	for (; *str && test_bit((u8)*str, set) && room; str++, room--)
		if (to)
			*to++ = *str;
	if (str == start)
		return NULL;
	if (to)
		*to = '\0';
	return str;
}

/*
 * One conversion at *@fmt, behind the '%'. Return: what of @str is left, or
 * NULL when it does not fit.
 */
static const char *scan_conversion(const char **fmt, const char *str, const char *whole,
				   int *stored, va_list *args)
{
	DECLARE_BITMAP(set, 256);
	struct scan_spec spec;
	const char *f = parse_scan_spec(*fmt, &spec);
	char conv = *f ? *f++ : '\0';

	if (conv == 'n') {
		*fmt = f;
		store_integer(va_arg(*args, void *), spec.size, str - whole);
		return str;
	}
	if (conv == '[') {
		f = spec.width > 0 ? parse_set(f, set) : NULL;
		if (!f)
			return NULL;
	}
	*fmt = f;
	if (conv != 'c' && conv != '[')
		str = skip_spaces(str);
	if (conv == '%')
		return *str == '%' ? str + 1 : NULL;
	if (!*str)
		return NULL;
	switch (conv) {
	case 'c':
		str = scan_chars(str, &spec, args);
		break;
	case 's':
		str = scan_word(str, &spec, args);
		break;
	case '[':
		str = scan_set(str, set, &spec, args);
		break;
	case 'd':
	case 'i':
	case 'u':
	case 'o':
	case 'x':
	case 'X':
		str = scan_integer(str, conv, &spec, args);
		break;
	default:
		return NULL;
	}
	if (str && spec.store)
		++*stored;
	return str;
}

/** vsscanf() - Return: the number of values stored, %n not counted */
int vsscanf(const char *buf, const char *fmt, va_list args)
{
	const char *str = buf;
	int stored = 0;
	va_list ap;

	va_copy(ap, args);
	while (str && *fmt) {
		if (isspace(*fmt)) {
			fmt = skip_spaces(fmt);
			str = skip_spaces(str);
		} else if (*fmt == '%') {
			fmt++;
			str = scan_conversion(&fmt, str, buf, &stored, &ap);
		} else if (*fmt++ != *str++) {
			break;
		}
	}
	va_end(ap);
	return stored;
}
EXPORT_SYMBOL(vsscanf);

int sscanf(const char *buf, const char *fmt, ...)
{
	va_list args;
	int stored;

	va_start(args, fmt);
	stored = vsscanf(buf, fmt, args);
	va_end(args);
	return stored;
}
EXPORT_SYMBOL(sscanf);
