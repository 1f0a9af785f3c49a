/* SPDX-License-Identifier: MIT */
/* lib_internal.h - between the files of lib/ */
#ifndef LIB_INTERNAL_H
#define LIB_INTERNAL_H

#include <linux/types.h>
#include <linux/stdarg.h>

/* ---- kstrtox.c ---- */

/**
 * parse_digits() - read digits of @base, at most @max_chars of them
 * Return: the first character that is none. *@value wraps if *@overflow.
 */
const char *parse_digits(const char *s, unsigned int base, size_t max_chars,
			 unsigned long long *value, bool *overflow);

/* ---- vsprintf*.c ---- */

/**
 * struct fmt_spec - one conversion, "%-08.3llx"
 * @width: columns at least; @precision: digits or characters, -1: not given
 * @base: 8, 10, 16; 0 for conversions that are no integers
 * @conv: the letter
 * @size: bytes of an integer argument
 */
struct fmt_spec {
	int width;
	int precision;
	u8 base;
	u8 size;
	char conv;
	bool left, plus, space, alt, zero, upper, is_signed;
};

/**
 * struct fmt_out - where the text goes
 * @pos: next character; may be past @end, where nothing is stored, so that
 *	the length of the whole text is known in the end
 */
struct fmt_out {
	char *pos;
	char *end;
};

static inline void out_char(struct fmt_out *out, char c)
{
	if (out->pos < out->end)
		*out->pos = c;
	out->pos++;
}
static inline void out_fill(struct fmt_out *out, char c, int n)
{
	while (n-- > 0)
		out_char(out, c);
}

/* vsprintf.c */
void out_number(struct fmt_out *out, unsigned long long num, struct fmt_spec spec);
void out_string(struct fmt_out *out, const char *s, struct fmt_spec spec);
/* 0x and all the digits of @size bytes. */
void out_hex_fixed(struct fmt_out *out, unsigned long long num, int size);
/* Plain decimal or hexadecimal. */
void out_decimal(struct fmt_out *out, unsigned long long num);
/* @len characters as they are, padded as @spec says. */
void out_text(struct fmt_out *out, const char *s, int len, struct fmt_spec spec);

/* vsprintf_pointer.c; @fmt: what is behind "%p". Return: letters of it used. */
int out_pointer(struct fmt_out *out, const char *fmt, void *ptr, struct fmt_spec spec);
/* vsprintf_net.c, vsprintf_types.c: false if @fmt is none of theirs. */
bool out_pointer_net(struct fmt_out *out, const char *fmt, void *ptr, struct fmt_spec spec);
bool out_pointer_type(struct fmt_out *out, const char *fmt, void *ptr, struct fmt_spec spec);
/* A pointer that cannot be looked behind gets a word in brackets: true if so. */
bool out_invalid(struct fmt_out *out, const void *ptr, struct fmt_spec spec);

#endif
