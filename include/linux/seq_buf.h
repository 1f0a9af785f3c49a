/* SPDX-License-Identifier: MIT */
/* seq_buf.h - append text to a buffer that may fill up; lib/seq_buf.c */
#ifndef _LINUX_SEQ_BUF_H
#define _LINUX_SEQ_BUF_H

#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/stdarg.h>
#include <linux/types.h>

/**
 * struct seq_buf - text so far
 * @size: bytes of @buffer
 * @len: bytes in use; @size + 1 after something did not fit
 * @readpos: for readers who take it piece by piece
 */
struct seq_buf {
	char *buffer;
	size_t size;
	size_t len;
	size_t readpos;
};

#define DECLARE_SEQ_BUF(NAME, SIZE)                                                                \
	struct seq_buf NAME = {                                                                    \
		.buffer = (char[SIZE]){ 0 },                                                       \
		.size = SIZE,                                                                      \
	}

static inline void seq_buf_clear(struct seq_buf *s)
{
	s->len = 0;
	s->readpos = 0;
	if (s->size)
		s->buffer[0] = '\0';
}
static inline void seq_buf_init(struct seq_buf *s, char *buf, unsigned int size)
{
	s->buffer = buf;
	s->size = size;
	seq_buf_clear(s);
}
static inline bool seq_buf_has_overflowed(struct seq_buf *s)
{
	return s->len > s->size;
}
static inline void seq_buf_set_overflow(struct seq_buf *s)
{
	s->len = s->size + 1;
}
static inline unsigned int seq_buf_buffer_left(struct seq_buf *s)
{
	return seq_buf_has_overflowed(s) ? 0 : s->size - s->len;
}
static inline unsigned int seq_buf_used(struct seq_buf *s)
{
	return min(s->len, s->size);
}
/** seq_buf_str() - the text, ended by a NUL */
static inline const char *seq_buf_str(struct seq_buf *s)
{
	if (!s->size)
		return "";
	s->buffer[min(s->len, s->size - 1)] = '\0';
	return s->buffer;
}
static inline void seq_buf_terminate(struct seq_buf *s)
{
	seq_buf_str(s);
}
/** seq_buf_get_buf() - room for the caller to write into; seq_buf_commit() says how much */
static inline size_t seq_buf_get_buf(struct seq_buf *s, char **bufp)
{
	size_t left = seq_buf_buffer_left(s);

	*bufp = left ? s->buffer + s->len : NULL;
	return left;
}
static inline void seq_buf_commit(struct seq_buf *s, int num)
{
	if (num < 0)
		seq_buf_set_overflow(s);
	else
		s->len += num;
}
static inline void seq_buf_pop(struct seq_buf *s)
{
	if (s->len)
		s->len--;
}

/* 0, or -1 when it did not fit. */
__printf(2, 3) int seq_buf_printf(struct seq_buf *s, const char *fmt, ...);
__printf(2, 0) int seq_buf_vprintf(struct seq_buf *s, const char *fmt, va_list args);
int seq_buf_puts(struct seq_buf *s, const char *str);
int seq_buf_putc(struct seq_buf *s, unsigned char c);
int seq_buf_putmem(struct seq_buf *s, const void *mem, unsigned int len);
int seq_buf_putmem_hex(struct seq_buf *s, const void *mem, unsigned int len);
int seq_buf_hex_dump(struct seq_buf *s, const char *prefix_str, int prefix_type, int rowsize,
		     int groupsize, const void *buf, size_t len, bool ascii);

#endif
