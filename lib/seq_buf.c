// SPDX-License-Identifier: MIT
/*
 * seq_buf.c - append text to a buffer that may fill up
 *
 * What does not fit as a whole is left out (putmem, puts) or cut (printf), and
 * the buffer is marked as overflowed; from then on nothing is appended.
 *
 * Locking: the caller's.
 */
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/printk.h>
#include <linux/seq_buf.h>
#include <linux/sprintf.h>
#include <linux/string.h>

int seq_buf_vprintf(struct seq_buf *s, const char *fmt, va_list args)
{
	int len;

	if (s->len < s->size) {
		len = vsnprintf(s->buffer + s->len, s->size - s->len, fmt, args);
		if (s->len + len < s->size) {
			s->len += len;
			return 0;
		}
	}
	seq_buf_set_overflow(s);
	return -1;
}
EXPORT_SYMBOL(seq_buf_vprintf);

int seq_buf_printf(struct seq_buf *s, const char *fmt, ...)
{
	va_list args;
	int ret;

	va_start(args, fmt);
	ret = seq_buf_vprintf(s, fmt, args);
	va_end(args);
	return ret;
}
EXPORT_SYMBOL(seq_buf_printf);

int seq_buf_putmem(struct seq_buf *s, const void *mem, unsigned int len)
{
	if (s->len + len > s->size) {
		seq_buf_set_overflow(s);
		return -1;
	}
	memcpy(s->buffer + s->len, mem, len);
	s->len += len;
	return 0;
}
EXPORT_SYMBOL(seq_buf_putmem);

/** seq_buf_puts() - there must be room for a NUL too */
int seq_buf_puts(struct seq_buf *s, const char *str)
{
	size_t len = strlen(str);

	if (s->len + len + 1 > s->size) {
		seq_buf_set_overflow(s);
		return -1;
	}
	memcpy(s->buffer + s->len, str, len + 1);
	s->len += len;
	return 0;
}
EXPORT_SYMBOL(seq_buf_puts);

int seq_buf_putc(struct seq_buf *s, unsigned char c)
{
	return seq_buf_putmem(s, &c, 1);
}
EXPORT_SYMBOL(seq_buf_putc);

/** seq_buf_putmem_hex() - @mem as numbers of up to 8 bytes, the highest byte first */
int seq_buf_putmem_hex(struct seq_buf *s, const void *mem, unsigned int len)
{
	const u8 *bytes = mem;
	unsigned int i, n;
	char word[8 * 2 + 1];

	for (; len; len -= n, bytes += n) {
		n = min(len, 8u);
		for (i = 0; i < n; i++)
			hex_byte_pack(word + 2 * i, bytes[n - 1 - i]);
		word[2 * n] = ' ';
		if (seq_buf_putmem(s, word, 2 * n + 1))
			return -1;
	}
	return 0;
}
EXPORT_SYMBOL(seq_buf_putmem_hex);

/** seq_buf_hex_dump() - lines as print_hex_dump() makes them */
int seq_buf_hex_dump(struct seq_buf *s, const char *prefix_str, int prefix_type, int rowsize,
		     int groupsize, const void *buf, size_t len, bool ascii)
{
	char line[32 * 3 + 2 + 32 + 1];
	const u8 *bytes = buf;
	size_t i;
	int ret;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	for (i = 0; i < len; i += rowsize) {
		hex_dump_to_buffer(bytes + i, min_t(size_t, len - i, rowsize), rowsize, groupsize,
				   line, sizeof(line), ascii);
		if (prefix_type == DUMP_PREFIX_ADDRESS)
			ret = seq_buf_printf(s, "%s%p: %s\n", prefix_str, bytes + i, line);
		else if (prefix_type == DUMP_PREFIX_OFFSET)
			ret = seq_buf_printf(s, "%s%.8zx: %s\n", prefix_str, i, line);
		else
			ret = seq_buf_printf(s, "%s%s\n", prefix_str, line);
		if (ret)
			return ret;
	}
	return 0;
}
EXPORT_SYMBOL(seq_buf_hex_dump);
