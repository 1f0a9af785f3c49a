// SPDX-License-Identifier: MIT
/*
 * bitmap_text.c - bitmaps from and to text
 *
 * Two forms: lists of ranges, "0-3,8,16-31:2/4" (of every 4 bits from 16 to 31
 * the first 2), where "N" means the last bit and "all" the whole map; and
 * hexadecimal words of 32 bits, "ff,ffffffff", the highest first.
 *
 * Locking: the caller's.
 */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/pfn.h>
#include "lib_internal.h"

/**
 * struct range - one element of a list
 * @start: @end: bits, both included
 * @used: @group: of each @group bits the first @used
 */
struct range {
	unsigned int start, end;
	unsigned int used, group;
};

static bool ends_range(char c)
{
	return c == '\0' || c == '\n' || c == ',' || isspace(c);
}

/* A number, or N for @last_bit. Return: behind it, or an error. */
static const char *parse_bit(const char *s, unsigned int last_bit, unsigned int *bit)
{
	unsigned long long value;
	const char *end;
	bool overflow;

	if (*s == 'N') {
		*bit = last_bit;
		return s + 1;
	}
	end = parse_digits(s, 10, SIZE_MAX, &value, &overflow);
	if (end == s)
		return ERR_PTR(-EINVAL);
	if (overflow || value > UINT_MAX)
		return ERR_PTR(-EOVERFLOW);
	*bit = value;
	return end;
}

/* "2/4": @r->used, @r->group. */
static const char *parse_group(const char *s, unsigned int last_bit, struct range *r)
{
	s = parse_bit(s, last_bit, &r->used);
	if (IS_ERR(s))
		return s;
	if (*s != '/')
		return ERR_PTR(-EINVAL);
	s = parse_bit(s + 1, last_bit, &r->group);
	return IS_ERR(s) || ends_range(*s) ? s : ERR_PTR(-EINVAL);
}

/* Return: behind the element, or an error. */
static const char *parse_range(const char *s, unsigned int last_bit, struct range *r)
{
	*r = (struct range){ .end = last_bit, .used = 1, .group = 1 };
	if (!strncasecmp(s, "all", 3) && (ends_range(s[3]) || s[3] == ':')) {
		s += 3;
	} else {
		s = parse_bit(s, last_bit, &r->start);
		if (IS_ERR(s))
			return s;
		r->end = r->start;
		if (ends_range(*s))
			return s;
		if (*s != '-')
			return ERR_PTR(-EINVAL);
		s = parse_bit(s + 1, last_bit, &r->end);
	}
	if (IS_ERR(s) || ends_range(*s))
		return s;
	return *s == ':' ? parse_group(s + 1, last_bit, r) : ERR_PTR(-EINVAL);
}

static int set_range(const struct range *r, unsigned long *dst, unsigned int nbits)
{
	unsigned int start;

	if (r->start > r->end || !r->group || r->used > r->group)
		return -EINVAL;
	if (r->end >= nbits)
		return -ERANGE;
	if (r->used == r->group) {
		bitmap_set(dst, r->start, r->end - r->start + 1);
		return 0;
	}
	for (start = r->start; start <= r->end; start += r->group)
		bitmap_set(dst, start, min(r->end - start + 1, r->used));
	return 0;
}

/**
 * bitmap_parselist() - a list of ranges to a bitmap
 * Return: 0; -EINVAL: it is no list; -ERANGE: a bit of @nbits or more;
 * -EOVERFLOW: a number of more than 32 bits.
 */
int bitmap_parselist(const char *buf, unsigned long *dst, int nbits)
{
	struct range r;
	int err;

	bitmap_zero(dst, nbits);
	for (;;) {
		while (isspace(*buf) || *buf == ',')
			buf++;
		if (!*buf)
			return 0;
		buf = parse_range(buf, nbits - 1, &r);
		if (IS_ERR(buf))
			return PTR_ERR(buf);
		err = set_range(&r, dst, nbits);
		if (err)
			return err;
	}
}
EXPORT_SYMBOL(bitmap_parselist);

/* The word that ends before @end. Return: where it starts, or an error. */
static const char *parse_word_backwards(const char *start, const char *end, u32 *word)
{
	int shift, digit;

	*word = 0;
	for (shift = 0; end > start && !ends_range(end[-1]); end--, shift += 4) {
		digit = hex_to_bin(end[-1]);
		if (digit < 0)
			return ERR_PTR(-EINVAL);
		if (shift == 32)
			return ERR_PTR(-EOVERFLOW);
		*word |= (u32)digit << shift;
	}
	return end;
}

/**
 * bitmap_parse() - hexadecimal words to a bitmap
 * @buflen: characters at most; a NUL or newline ends the text as well
 *
 * Words are separated by any number of commas and blanks.
 * Return: 0; -EINVAL: it is no such text; -EOVERFLOW: it has too many bits.
 */
int bitmap_parse(const char *buf, unsigned int buflen, unsigned long *dst, int nbits)
{
	const char *end = strnchrnul(buf, buflen, '\n');
	int bit;
	u32 word;

	bitmap_zero(dst, nbits);
	for (bit = 0;; bit += 32) {
		while (end > buf && ends_range(end[-1]))
			end--;
		if (end == buf)
			return 0;
		end = parse_word_backwards(buf, end, &word);
		if (IS_ERR(end))
			return PTR_ERR(end);
		if (bit >= nbits || (bit + 32 > nbits && word >> (nbits - bit)))
			return -EOVERFLOW;
		dst[BIT_WORD(bit)] |= (unsigned long)word << (bit % BITS_PER_LONG);
	}
}
EXPORT_SYMBOL(bitmap_parse);

/** bitmap_print_to_pagebuf() - a line in @buf, which is part of a page
 * Return: characters stored. */
int bitmap_print_to_pagebuf(bool list, char *buf, const unsigned long *map, int nbits)
{
	size_t room = PAGE_SIZE - ((unsigned long)buf & (PAGE_SIZE - 1));

	return list ? scnprintf(buf, room, "%*pbl\n", nbits, map)
		    : scnprintf(buf, room, "%*pb\n", nbits, map);
}
EXPORT_SYMBOL(bitmap_print_to_pagebuf);

/* A piece of a text: what of it lies in [off, off + count) goes to @buf. */
struct window {
	char *buf;
	loff_t off;
	size_t count;
	loff_t pos;
};

static void window_add(struct window *w, const char *text)
{
	for (; *text; text++, w->pos++)
		if (w->pos >= w->off && w->pos - w->off < w->count)
			w->buf[w->pos - w->off] = *text;
}

/* The NUL belongs to the text. Return: how much of it the window shows. */
static int window_finish(struct window *w)
{
	if (w->pos >= w->off && w->pos - w->off < w->count)
		w->buf[w->pos - w->off] = '\0';
	w->pos++;
	return w->pos <= w->off ? 0 : min_t(loff_t, w->pos - w->off, w->count);
}

/** bitmap_print_bitmask_to_buf() - "%*pb\n" by pieces
 * Return: bytes stored, the NUL at the end included; 0 behind it. */
int bitmap_print_bitmask_to_buf(char *buf, const unsigned long *maskp, int nmaskbits, loff_t off,
				size_t count)
{
	struct window w = { buf, off, count, 0 };
	int i, bits = (nmaskbits - 1) % 32 + 1;
	char text[16];

	for (i = nmaskbits - bits; i >= 0; i -= 32, bits = 32) {
		unsigned long chunk = maskp[BIT_WORD(i)] >> (i % BITS_PER_LONG);

		snprintf(text, sizeof(text), "%*pb%s", bits, &chunk, i ? "," : "\n");
		window_add(&w, text);
	}
	return window_finish(&w);
}
EXPORT_SYMBOL(bitmap_print_bitmask_to_buf);

/** bitmap_print_list_to_buf() - "%*pbl\n" by pieces */
int bitmap_print_list_to_buf(char *buf, const unsigned long *maskp, int nmaskbits, loff_t off,
			     size_t count)
{
	struct window w = { buf, off, count, 0 };
	unsigned int start, end;
	char text[32];

	for_each_set_bitrange(start, end, maskp, nmaskbits) {
		if (w.pos)
			window_add(&w, ",");
		snprintf(text, sizeof(text), end > start + 1 ? "%u-%u" : "%u", start, end - 1);
		window_add(&w, text);
	}
	window_add(&w, "\n");
	return window_finish(&w);
}
EXPORT_SYMBOL(bitmap_print_list_to_buf);
