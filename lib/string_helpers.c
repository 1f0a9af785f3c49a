// SPDX-License-Identifier: MIT
/*
 * string_helpers.c - sizes for people, texts with escapes
 *
 * Locking: none. Any context.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string_helpers.h>
#include "lib_internal.h"

/**
 * string_get_size() - a size in three significant digits with its unit
 * @size: blocks of @blk_size bytes
 *
 * The product is divided by the unit until it is below it, the rest kept for
 * the decimals; the last digit is rounded. Return: as snprintf().
 */
int string_get_size(u64 size, u64 blk_size, enum string_size_units units, char *buf, int len)
{
	static const char *const names[2][9] = {
		{ "B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB" },
		{ "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB" },
	};
	unsigned int unit = units == STRING_UNITS_10 ? 1000 : 1024, order = 0, digits, thousandths;
	u64 rest = 0, scale;

	if (!size || !blk_size)
		return snprintf(buf, len, "0 %s", names[units][0]);
	/* Make the product fit: each side gives up what the unit absorbs. */
	while (blk_size > U32_MAX) {
		blk_size /= unit;
		order++;
	}
	while (size > U64_MAX / blk_size) {
		rest = size % unit * blk_size % ((u64)unit * unit);
		size /= unit;
		order++;
	}
	size *= blk_size;
	size += rest / unit;
	rest %= unit;
	while (size >= unit && order < ARRAY_SIZE(names[0]) - 1) {
		rest = size % unit;
		size /= unit;
		order++;
	}
	if (!order)
		return snprintf(buf, len, "%llu %s", size, names[units][0]);

	digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
	scale = int_pow(10, digits);
	thousandths = (rest * scale + unit / 2) / unit;
	if (thousandths >= scale) {
		thousandths -= scale;
		size++;
	}
	if (size >= unit && order < ARRAY_SIZE(names[0]) - 1) {
		size = 1;
		thousandths = 0;
		digits = 2;
		order++;
	}
	if (!digits)
		return snprintf(buf, len, "%llu %s", size, names[units][order]);
	return snprintf(buf, len, "%llu.%0*u %s", size, (int)digits, thousandths,
			names[units][order]);
}
EXPORT_SYMBOL(string_get_size);

/* ---- taking escapes away ---------------------------------------------------- */

/* Each reads what is behind a backslash at *@src: true if it was of its class. */

static bool unescape_from(const char *letters, const char *meanings, const char **src, char **dst)
{
	const char *letter = **src ? strchr(letters, **src) : NULL;

	if (!letter)
		return false;
	*(*dst)++ = meanings[letter - letters];
	(*src)++;
	return true;
}

static bool unescape_number(unsigned int base, int max_digits, const char **src, char **dst)
{
	unsigned long long value;
	const char *end;
	bool overflow;

	end = parse_digits(*src, base, max_digits, &value, &overflow);
	if (end == *src)
		return false;
	if (value > 255) {
		value /= base;
		end--;
	}
	*src = end;
	*(*dst)++ = value;
	return true;
}

static bool unescape_hex(const char **src, char **dst)
{
	const char *digits = *src + 1;

	if (**src != 'x' || !unescape_number(16, 2, &digits, dst))
		return false;
	*src = digits;
	return true;
}

/**
 * string_unescape() - take the escapes of the classes in @flags away
 * @size: bytes of @dst; 0: enough. @dst may be @src
 * Return: length of the result, which is NUL-terminated.
 */
int string_unescape(char *src, char *dst, size_t size, unsigned int flags)
{
	const char *in = src;
	char *out = dst, *end = dst + (size ? size : SIZE_MAX - (size_t)dst) - 1;

	while (*in && out < end) {
		if (in[0] == '\\' && in[1] != '\0' && out + 1 < end) {
			in++;
			if ((flags & UNESCAPE_SPACE) &&
			    unescape_from("nrtvf", "\n\r\t\v\f", &in, &out))
				continue;
			if ((flags & UNESCAPE_OCTAL) && unescape_number(8, 3, &in, &out))
				continue;
			if ((flags & UNESCAPE_HEX) && unescape_hex(&in, &out))
				continue;
			if ((flags & UNESCAPE_SPECIAL) &&
			    unescape_from("\"\\ae", "\"\\\a\x1b", &in, &out))
				continue;
			*out++ = '\\';
		}
		*out++ = *in++;
	}
	*out = '\0';
	return out - dst;
}
EXPORT_SYMBOL(string_unescape);

/* ---- making escapes ----------------------------------------------------------- */

/* A backslash and the letter at @c's place, if it has one. */
static bool escape_to(struct fmt_out *out, u8 c, const char *chars, const char *letters)
{
	const char *found = c ? strchr(chars, c) : NULL;

	if (!found)
		return false;
	out_char(out, '\\');
	out_char(out, letters[found - chars]);
	return true;
}

/* Is @c left as it is, whatever the classes say? */
static bool passes_through(u8 c, unsigned int flags, const char *only)
{
	bool has_only = only && *only;
	bool in_only = has_only && strchr(only, c); /* NUL is in every set */

	if (in_only && (flags & ESCAPE_APPEND))
		return false;
	if (has_only && !in_only && !(flags & ESCAPE_APPEND))
		return true;
	if ((flags & ESCAPE_NAP) && isascii(c) && isprint(c))
		return true;
	if ((flags & ESCAPE_NP) && isprint(c))
		return true;
	return (flags & ESCAPE_NA) && isascii(c);
}

static void escape_char(struct fmt_out *out, u8 c, unsigned int flags)
{
	if ((flags & ESCAPE_SPACE) && escape_to(out, c, "\n\r\t\v\f", "nrtvf"))
		return;
	if ((flags & ESCAPE_SPECIAL) && escape_to(out, c, "\\\a\x1b\"", "\\ae\""))
		return;
	if ((flags & ESCAPE_NULL) && !c) {
		out_char(out, '\\');
		out_char(out, '0');
	} else if (flags & ESCAPE_OCTAL) {
		out_char(out, '\\');
		out_char(out, '0' + (c >> 6));
		out_char(out, '0' + ((c >> 3) & 7));
		out_char(out, '0' + (c & 7));
	} else if (flags & ESCAPE_HEX) {
		out_char(out, '\\');
		out_char(out, 'x');
		out_char(out, hex_asc_hi(c));
		out_char(out, hex_asc_lo(c));
	} else {
		out_char(out, c);
	}
}

int string_escape_mem(const char *src, size_t isz, char *dst, size_t osz, unsigned int flags,
		      const char *only)
{
	struct fmt_out out = { dst, dst + osz };

	for (; isz; isz--, src++) {
		if (passes_through(*src, flags, only))
			out_char(&out, *src);
		else
			escape_char(&out, *src, flags);
	}
	return out.pos - dst;
}
EXPORT_SYMBOL(string_escape_mem);
