// SPDX-License-Identifier: MIT
/*
 * vsprintf.c - formatted text
 *
 * A format is cut into literal text and conversions (struct fmt_spec); each
 * conversion takes an argument and appends to the output (struct fmt_out),
 * which counts what does not fit, so that the result is the length of the
 * whole text. Integers, characters and strings are here; %p and what may
 * follow it is in vsprintf_pointer.c.
 *
 * Where Linux differs from C, Linux is followed: the precision of integers
 * does not cancel the flag 0, %.0d of 0 is "0", %#x of 0 is "0x0", a dot without
 * digits is no precision, there are no floating point conversions, and %n is
 * refused.
 *
 * Locking: none. Any context.
 */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/bug.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/limits.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "lib_internal.h"

#define FIELD_WIDTH_MAX ((1 << 23) - 1)
#define PRECISION_MAX	((1 << 15) - 1)
/* Lower addresses are offsets from NULL. */
#define LOWEST_ADDRESS 4096ul

/* ---- values --------------------------------------------------------------- */

void out_text(struct fmt_out *out, const char *s, int len, struct fmt_spec spec)
{
	int i;

	if (!spec.left)
		out_fill(out, ' ', spec.width - len);
	for (i = 0; i < len; i++)
		out_char(out, s[i]);
	if (spec.left)
		out_fill(out, ' ', spec.width - len);
}

bool out_invalid(struct fmt_out *out, const void *ptr, struct fmt_spec spec)
{
	if (!ptr) {
		out_text(out, "(null)", 6, spec);
		return true;
	}
	if ((unsigned long)ptr < LOWEST_ADDRESS || IS_ERR_VALUE(ptr)) {
		out_text(out, "(efault)", 8, spec);
		return true;
	}
	return false;
}

void out_string(struct fmt_out *out, const char *s, struct fmt_spec spec)
{
	if (out_invalid(out, s, spec))
		return;
	out_text(out, s, strnlen(s, spec.precision < 0 ? INT_MAX : spec.precision), spec);
}

/* Digits of @num, last one first. Return: how many. */
static int digits_of(unsigned long long num, struct fmt_spec spec, char *digits)
{
	const char *set = spec.upper ? "0123456789ABCDEF" : "0123456789abcdef";
	int n = 0;

	do {
		digits[n++] = set[num % spec.base];
		num /= spec.base;
	} while (num);
	return n;
}

void out_number(struct fmt_out *out, unsigned long long num, struct fmt_spec spec)
{
	char digits[22], prefix[3], *p = prefix;
	bool is_zero = num == 0;
	int n, rest;

	if (spec.is_signed) {
		if ((long long)num < 0) {
			*p++ = '-';
			num = -num;
		} else if (spec.plus || spec.space) {
			*p++ = spec.plus ? '+' : ' ';
		}
	}
	if (spec.alt && (spec.base == 16 || (spec.base == 8 && !is_zero)))
		*p++ = '0';
	if (spec.alt && spec.base == 16)
		*p++ = spec.upper ? 'X' : 'x';

	n = digits_of(num, spec, digits);
	if (spec.precision < n)
		spec.precision = n;
	rest = spec.width - spec.precision - (p - prefix);
	if (!spec.left && !spec.zero)
		out_fill(out, ' ', rest);
	for (rest = spec.left || spec.zero ? rest : 0, p[0] = '\0', p = prefix; *p; p++)
		out_char(out, *p);
	if (!spec.left && spec.zero)
		out_fill(out, '0', rest);
	out_fill(out, '0', spec.precision - n);
	while (n)
		out_char(out, digits[--n]);
	if (spec.left)
		out_fill(out, ' ', rest);
}

void out_hex_fixed(struct fmt_out *out, unsigned long long num, int size)
{
	out_number(out, num,
		   (struct fmt_spec){ .width = 2 + 2 * size,
				      .precision = -1,
				      .base = 16,
				      .alt = true,
				      .zero = true });
}

void out_decimal(struct fmt_out *out, unsigned long long num)
{
	out_number(out, num, (struct fmt_spec){ .precision = -1, .base = 10 });
}

/* ---- formats -------------------------------------------------------------- */

/* A decimal number or '*'. @value is untouched if there is neither. */
static const char *parse_count(const char *fmt, va_list *args, int *value)
{
	if (*fmt == '*') {
		*value = va_arg(*args, int);
		return fmt + 1;
	}
	if (!isdigit(*fmt))
		return fmt;
	for (*value = 0; isdigit(*fmt); fmt++)
		if (*value < FIELD_WIDTH_MAX)
			*value = *value * 10 + *fmt - '0';
	return fmt;
}

static const char *parse_flags(const char *fmt, struct fmt_spec *spec)
{
	for (;; fmt++) {
		switch (*fmt) {
		case '-':
			spec->left = true;
			break;
		case '+':
			spec->plus = true;
			break;
		case ' ':
			spec->space = true;
			break;
		case '#':
			spec->alt = true;
			break;
		case '0':
			spec->zero = true;
			break;
		default:
			return fmt;
		}
	}
}

static const char *parse_size(const char *fmt, struct fmt_spec *spec)
{
	spec->size = sizeof(int);
	switch (*fmt) {
	case 'h':
		spec->size = fmt[1] == 'h' ? sizeof(char) : sizeof(short);
		return fmt + (fmt[1] == 'h' ? 2 : 1);
	case 'l':
		spec->size = fmt[1] == 'l' ? sizeof(long long) : sizeof(long);
		return fmt + (fmt[1] == 'l' ? 2 : 1);
	case 'L':
	case 'q':
	case 'j':
		spec->size = sizeof(long long);
		return fmt + 1;
	case 'z':
	case 'Z':
	case 't':
		spec->size = sizeof(long);
		return fmt + 1;
	}
	return fmt;
}

/* @fmt: behind the '%'. Return: behind the conversion's letter. */
static const char *parse_spec(const char *fmt, va_list *args, struct fmt_spec *spec)
{
	*spec = (struct fmt_spec){ .width = -1, .precision = -1 };
	fmt = parse_flags(fmt, spec);
	fmt = parse_count(fmt, args, &spec->width);
	if (spec->width < -1) {
		spec->left = true;
		spec->width = -spec->width;
	}
	spec->width = min(spec->width, FIELD_WIDTH_MAX);
	if (*fmt == '.') {
		fmt++;
		if (*fmt == '*' || isdigit(*fmt)) {
			fmt = parse_count(fmt, args, &spec->precision);
			spec->precision = clamp(spec->precision, 0, PRECISION_MAX);
		}
	}
	fmt = parse_size(fmt, spec);
	spec->conv = *fmt;
	spec->base = *fmt == 'o' ? 8 : _tolower(*fmt) == 'x' ? 16 : 10;
	spec->upper = *fmt == 'X';
	spec->is_signed = *fmt == 'd' || *fmt == 'i';
	return *fmt ? fmt + 1 : fmt;
}

/* Every integer narrower than long long was passed as int or long. */
static unsigned long long take_integer(va_list *args, const struct fmt_spec *spec)
{
	unsigned long long num;

	if (spec->size == sizeof(long long))
		return va_arg(*args, unsigned long long);
	if (spec->size == sizeof(long))
		num = va_arg(*args, unsigned long);
	else
		num = va_arg(*args, unsigned int);
	if (spec->is_signed) {
		int shift = 64 - 8 * spec->size;

		return (long long)(num << shift) >> shift;
	}
	return num & (~0ull >> (64 - 8 * spec->size));
}

/* Return: behind what was used of @fmt, NULL if the conversion is unknown. */
static const char *out_conversion(struct fmt_out *out, const char *fmt, va_list *args)
{
	struct fmt_spec spec;
	char c;

	fmt = parse_spec(fmt, args, &spec);
	switch (spec.conv) {
	case '%':
		out_char(out, '%');
		return fmt;
	case 'c':
		c = va_arg(*args, int);
		out_text(out, &c, 1, spec);
		return fmt;
	case 's':
		out_string(out, va_arg(*args, char *), spec);
		return fmt;
	case 'p':
		return fmt + out_pointer(out, fmt, va_arg(*args, void *), spec);
	case 'd':
	case 'i':
	case 'u':
	case 'o':
	case 'x':
	case 'X':
		out_number(out, take_integer(args, &spec), spec);
		return fmt;
	}
	WARN_ONCE(1, "Please remove unsupported %%%c in format string\n", spec.conv);
	return NULL;
}

/**
 * vsnprintf() - format into a buffer
 * @size: bytes of @buf; the text is cut to fit and NUL-terminated unless 0
 *
 * Return: length of the whole text, without the NUL, as if @size were enough.
 */
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct fmt_out out = { .pos = buf, .end = buf + size };
	va_list ap;

	if (WARN_ON_ONCE(size > INT_MAX))
		return 0;
	va_copy(ap, args);
	while (fmt && *fmt) {
		if (*fmt != '%')
			out_char(&out, *fmt++);
		else
			fmt = out_conversion(&out, fmt + 1, &ap);
	}
	va_end(ap);
	if (size)
		*(out.pos < out.end ? out.pos : out.end - 1) = '\0';
	return out.pos - buf;
}
EXPORT_SYMBOL(vsnprintf);

/** vscnprintf() - like vsnprintf(), but returns the length that was stored */
int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = vsnprintf(buf, size, fmt, args);

	return len < (long)size ? len : size ? (int)size - 1 : 0;
}
EXPORT_SYMBOL(vscnprintf);

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(snprintf);

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(scnprintf);

int vsprintf(char *buf, const char *fmt, va_list args)
{
	return vsnprintf(buf, INT_MAX, fmt, args);
}
EXPORT_SYMBOL(vsprintf);

int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, INT_MAX, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(sprintf);
