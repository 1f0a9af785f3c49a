// SPDX-License-Identifier: MIT
/*
 * hexdump.c - bytes as hexadecimal text, and back
 *
 * A dumped line has up to 16 or 32 bytes in groups of 1, 2, 4 or 8, each group
 * shown as one number, and behind them, from a fixed column on, the bytes as
 * characters. print_hex_dump() is in kernel/base.
 *
 * Locking: none. Any context.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/unaligned.h>

const char hex_asc[] = "0123456789abcdef";
EXPORT_SYMBOL(hex_asc);
const char hex_asc_upper[] = "0123456789ABCDEF";
EXPORT_SYMBOL(hex_asc_upper);

int hex_to_bin(unsigned char ch)
{
	if (isdigit(ch))
		return ch - '0';
	ch |= 0x20;
	return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}
EXPORT_SYMBOL(hex_to_bin);

int hex2bin(u8 *dst, const char *src, size_t count)
{
	int high, low;

	for (; count; count--, src += 2) {
		high = hex_to_bin(src[0]);
		if (high < 0)
			return -EINVAL;
		low = hex_to_bin(src[1]);
		if (low < 0)
			return -EINVAL;
		*dst++ = high << 4 | low;
	}
	return 0;
}
EXPORT_SYMBOL(hex2bin);

/** bin2hex() - Return: behind the last digit; no NUL is written */
char *bin2hex(char *dst, const void *src, size_t count)
{
	const u8 *bytes = src;

	while (count--)
		dst = hex_byte_pack(dst, *bytes++);
	return dst;
}
EXPORT_SYMBOL(bin2hex);

/** mac_pton() - "00:11:22:33:44:55" to six bytes; false if it is none */
bool mac_pton(const char *s, u8 *mac)
{
	u8 bytes[6];
	int i;

	for (i = 0; i < 6; i++, s += 3) {
		if (!isxdigit(s[0]) || !isxdigit(s[1]))
			return false;
		if (i < 5 && s[2] != ':')
			return false;
		bytes[i] = hex_to_bin(s[0]) << 4 | hex_to_bin(s[1]);
	}
	for (i = 0; i < 6; i++)
		mac[i] = bytes[i];
	return true;
}
EXPORT_SYMBOL(mac_pton);

static unsigned long long group_value(const u8 *p, int groupsize)
{
	switch (groupsize) {
	case 2:
		return get_unaligned((const u16 *)p);
	case 4:
		return get_unaligned((const u32 *)p);
	case 8:
		return get_unaligned((const u64 *)p);
	}
	return *p;
}

/* A line under construction; @len counts what did not fit, too. */
struct line {
	char *buf;
	size_t size, len;
};

static __printf(2, 3) void line_add(struct line *line, const char *fmt, ...)
{
	size_t room = line->len < line->size ? line->size - line->len : 0;
	va_list args;

	va_start(args, fmt);
	line->len += vsnprintf(room ? line->buf + line->len : NULL, room, fmt, args);
	va_end(args);
}

/**
 * hex_dump_to_buffer() - one line of a dump
 * @len: bytes; more than @rowsize are not shown
 * @rowsize: bytes a line, 16 or 32; @groupsize: 1, 2, 4 or 8
 * @ascii: add the characters
 *
 * Groups are only used if @len is a multiple of @groupsize.
 * Return: length of the whole line without the NUL, even if it was cut.
 */
int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize, char *linebuf,
		       size_t linebuflen, bool ascii)
{
	const u8 *bytes = buf;
	struct line out = { linebuf, linebuflen, 0 };
	size_t column, i;

	line_add(&out, "%s", "");
	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	len = min_t(size_t, len, rowsize);
	if (!is_power_of_2(groupsize) || groupsize > 8 || len % groupsize)
		groupsize = 1;
	for (i = 0; i < len; i += groupsize)
		line_add(&out, i ? " %0*llx" : "%0*llx", 2 * groupsize,
			 group_value(bytes + i, groupsize));
	if (!ascii || !len)
		return out.len;
	column = rowsize * 2 + rowsize / groupsize + 1;
	while (out.len < column)
		line_add(&out, " ");
	for (i = 0; i < len; i++)
		line_add(&out, "%c", isascii(bytes[i]) && isprint(bytes[i]) ? bytes[i] : '.');
	return out.len;
}
EXPORT_SYMBOL(hex_dump_to_buffer);
